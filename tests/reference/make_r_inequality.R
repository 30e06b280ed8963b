# Gini, Lorenz points, shares of the largest and Herfindahl from their definitions, with errors that use no formula of
# ours: each derivative by a difference quotient of the definition, its total's error by the R package survey; and
# the jackknife of the package, which takes the definition alone. Rscript make_r_inequality.R > r_inequality.json
suppressPackageStartupMessages(library(survey))
set.seed(5)
n <- 48
d <- data.frame(stratum = rep(1:4, each = 12), cluster = rep(1:16, each = 3))
d$weight <- c(1.5, 3, 6, 12)[d$stratum] + rep(c(0, 0.25, 0.5), length.out = n)
d$x <- round(exp(rnorm(n, mean = 3, sd = 1)), 1)
d$x[c(4, 20, 33)] <- c(0, d$x[21], d$x[34])
design <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d)
gini <- function(w, y) sum(outer(w, w) * abs(outer(y, y, "-"))) / (2 * sum(w) * sum(w * y))
lowest <- function(w, y, amount) { # what the units hold that weigh `amount` together, the smallest first
  o <- order(y); y <- y[o]; w <- w[o]; before <- cumsum(w) - w
  sum(y * pmax(0, pmin(w, amount - before)))
}
lorenz <- function(p) function(w, y) lowest(w, y, p * sum(w)) / sum(w * y)
largest <- function(k) function(w, y) -lowest(w, -y, k) / sum(w * y)
herfindahl <- function(w, y) sum(w * (y / sum(w * y))^2)
of <- list(gini = gini, lorenz_20 = lorenz(0.2), lorenz_50 = lorenz(0.5), lorenz_90 = lorenz(0.9), largest_4 = largest(4), largest_30 = largest(30), herfindahl = herfindahl)
quotient <- function(f) sapply(seq_len(n), function(i) {
  central <- function(h) { up <- down <- d$weight; up[i] <- up[i] + h; down[i] <- down[i] - h; (f(up, d$x) - f(down, d$x)) / (2 * h) }
  (4 * central(5e-4) - central(1e-3)) / 3 # Richardson
})
jackknife <- as.svrepdesign(design, type = "JKn")
rows <- sapply(names(of), function(name) {
  f <- of[[name]]
  z <- quotient(f)
  se <- SE(svytotal(~z, update(design, z = z)))
  jk <- SE(withReplicates(jackknife, function(w, data) f(w, data$x)))
  sprintf('  "%s": {"value": %.17g, "se": %.17g, "jackknife": %.17g}', name, f(d$weight, d$x), se, jk)
})
number <- function(v) paste(sprintf("%.17g", v), collapse = ", ")
column <- function(name) sprintf('  "%s": [%s]', name, number(d[[name]]))
cat(sprintf('{\n "source": "%s, survey %s; script make_r_inequality.R",\n', R.version.string, packageVersion("survey")),
    ' "data": {\n', paste(sapply(names(d), column), collapse = ",\n"), "\n },\n",
    ' "statistics": {\n', paste(rows, collapse = ",\n"), "\n }\n}\n", sep = "")
