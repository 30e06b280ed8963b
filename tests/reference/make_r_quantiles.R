# Quantiles, intervals of proportions, spread and agreement by the R package survey, over data made here:
# Rscript make_r_quantiles.R > r_quantiles.json
suppressPackageStartupMessages(library(survey))
set.seed(11)
n <- 60
d <- data.frame(stratum = rep(1:3, each = 20), cluster = rep(1:15, each = 4))
d$weight <- c(2.5, 4, 7.25)[d$stratum] + rep(c(0, 0.5, 1, 1.5, 2), length.out = n)
effect <- rnorm(15, sd = 0.6)[d$cluster]
d$x <- round(exp(2 + effect + rnorm(n)), 1)
d$y <- round(3 + 0.8 * d$x + rnorm(n, sd = 6), 1)
d$one <- as.integer(effect + rnorm(n) > 0.4)
d$two <- ifelse(runif(n) < 0.7, d$one, 1L - d$one)
d$a <- sample(1:5, n, TRUE); d$b <- pmin(5, pmax(1, d$a + sample(-1:1, n, TRUE))); d$c <- pmin(5, pmax(1, d$a + sample(-2:1, n, TRUE)))
design <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d)
df <- degf(design)
points <- c(0.2, 0.25, 0.5, 0.75, 0.9)
number <- function(v) paste(ifelse(is.finite(v), sprintf("%.17g", v), "null"), collapse = ", ")
rows <- function(m) paste(apply(m, 1, function(r) sprintf("[%s]", number(r))), collapse = ", ")
of <- function(x, rule, type) {
  q <- svyquantile(x, design, points, qrule = rule, interval.type = type)
  rows(cbind(coef(q), confint(q), SE(q)))
}
cases <- list(c("math", "mean"), c("school", "mean"), c("hf3", "mean"), c("hf4", "mean"), c("hf5", "mean"), c("hf6", "mean"),
              c("hf7", "mean"), c("hf8", "mean"), c("hf9", "mean"), c("math", "beta"), c("math", "xlogit"), c("math", "asin"))
quantiles <- sapply(cases, function(k) sprintf('  {"rule": "%s", "method": "%s", "rows": [%s]}', k[1], k[2], of(~x, k[1], k[2])))
# the score interval: R's own rounds where it looks for the ends, and reads them back without weights; so over every value
score <- function(p) {
  v <- sort(unique(d$x)); t <- qt(0.975, df)
  s <- sapply(v, function(theta) { m <- svymean(~I(x <= theta), design); z <- (coef(m)[2] - p) / SE(m)[2]; ifelse(is.finite(z), z, sign(coef(m)[2] - p) * Inf) })
  c(v[which(s >= -t)[1]], v[which(s > t)[1]])
}
methods <- c("logit", "asin", "beta", "mean", "xlogit")
proportion <- sapply(methods, function(m) sprintf('  "%s": [%s]', m, number(attr(svyciprop(~one, design, method = m), "ci"))))
# R's likelihood interval goes through a spline; the same ends by the deviance itself
W <- d$weight / mean(d$weight)
fit <- svyglm(one ~ 1, design, family = quasibinomial, epsilon = 1e-14)
phi <- summary(fit)$dispersion[1]
lambda <- fit$cov.unscaled[1, 1] / fit$naive.cov[1, 1]
deviance_at <- function(p) -2 * sum(W * dbinom(d$one, 1, p, log = TRUE))
p <- sum(W * d$one) / sum(W)
gap <- function(q) (deviance_at(q) - deviance_at(p)) / phi - qt(0.975, df)^2 * lambda
ends <- c(uniroot(gap, c(1e-6, p), tol = 1e-15)$root, uniroot(gap, c(p, 1 - 1e-6), tol = 1e-15)$root)
v <- svyvar(~x + y, design)
V <- attr(v, "var"); S <- as.matrix(v)[1:2, 1:2]
r <- S[1, 2] / sqrt(S[1, 1] * S[2, 2])
g <- c(-r / (2 * S[1, 1]), 0.5 / sqrt(S[1, 1] * S[2, 2]), 0.5 / sqrt(S[1, 1] * S[2, 2]), -r / (2 * S[2, 2]))
k <- svykappa(~first + second, update(design, first = factor(one), second = factor(two)))
alpha <- svycralpha(~a + b + c, design)
column <- function(name) sprintf('  "%s": [%s]', name, number(d[[name]]))
cat(sprintf('{\n "source": "%s, survey %s; script make_r_quantiles.R",\n', R.version.string, packageVersion("survey")),
    ' "data": {\n', paste(sapply(names(d), column), collapse = ",\n"), "\n },\n",
    sprintf(' "df": %d,\n "points": [%s],\n', df, number(points)),
    ' "quantiles": [\n', paste(quantiles, collapse = ",\n"), "\n ],\n",
    sprintf(' "score": [%s],\n', rows(t(sapply(points, score)))),
    ' "proportion": {\n', paste(proportion, collapse = ",\n"), sprintf(',\n  "likelihood": [%s]\n },\n', number(ends)),
    sprintf(' "variance": [%s],\n', number(c(S[1, 1], sqrt(V[1, 1])))),
    sprintf(' "covariance": [%s],\n', number(c(S[1, 2], sqrt(V[2, 2])))),
    sprintf(' "correlation": [%s],\n', number(c(r, sqrt(drop(g %*% V %*% g))))),
    sprintf(' "kappa": [%s],\n "alpha": %s\n}\n', number(c(coef(k), SE(k))), number(as.numeric(alpha))), sep = "")
