# Variances of designs, by R's survey 4.5: Rscript make_r_design.R > r_design.json
suppressPackageStartupMessages(library(survey))
stopifnot(packageVersion("survey") >= "4.5")
# strata of towns, of which schools were drawn, of which pupils were drawn
d <- expand.grid(pupil = 1:4, school = 1:3, town = 1:9)
d$region <- c(1, 1, 1, 2, 2, 3, 3, 3, 3)[d$town]
d <- d[!(d$school == 3 & d$town %in% c(2, 5)) & !(d$pupil == 4 & d$school == 2), ]
d$towns <- c(20, 8, 15)[d$region]
d$schools <- 5 + d$town %% 3
d$pupils <- 30 + 7 * d$school + d$town
d$school <- 10 * d$town + d$school
d$y <- (37 * d$pupil + 11 * d$school + 5 * d$town^2) %% 23
d$z <- (13 * d$pupil + 29 * d$school) %% 17 + d$region
d$g <- (d$pupil + d$school) %% 3
d$x <- d$town > 3 & d$g == 1
design <- svydesign(id = ~town + school + pupil, strata = ~region, fpc = ~towns + schools + pupils, data = d)
d$w <- weights(design)
few <- data.frame(y = c(3, 5, 2, 8, 6, 7, 4, 9, 1, 2), stratum = c(1, 1, 1, 2, 2, 2, 3, 4, 4, 4), w = c(2, 2, 2, 3, 3, 3, 4, 1, 1, 1))
here <- !(1:10 %in% 2:3)
number <- function(v) ifelse(is.na(v), "null", sprintf("%.17g", as.numeric(v)))
list_of <- function(v) sprintf("[%s]", paste(number(v), collapse = ", "))
columns <- function(f) sprintf("{%s}", paste(sprintf('"%s": %s', names(f), sapply(f, list_of)), collapse = ", "))
totals <- function(d) vcov(svytotal(~y + z, d))
lonely <- sapply(c("remove", "certainty", "adjust", "average"), function(how) {
  options(survey.lonely.psu = how)
  few_design <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = few)
  of <- function(domain) {
    options(survey.adjust.domain.lonely = domain)
    suppressWarnings(vcov(svytotal(~y, subset(few_design, here))))
  }
  c(vcov(svytotal(~y, few_design)), of(FALSE), of(TRUE))
})
margins <- list(data.frame(g = 0:2, Freq = c(900, 1100, 1000)), data.frame(region = 1:3, Freq = c(1500, 600, 900)))
raked <- rake(svydesign(id = ~town, strata = ~region, weights = ~w, data = d), list(~g, ~region), margins,
              control = list(epsilon = 1e-14, maxit = 1000))
trimmed <- trimWeights(raked, lower = 10, upper = 45, strict = TRUE)
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE)
cat(sprintf('{\n "source": "%s, survey %s: vcov(svytotal()); script make_r_design.R",\n', R.version.string, packageVersion("survey")),
    sprintf(' "pupils": %s,\n', columns(d)),
    sprintf(' "three_stages": %s,\n', list_of(totals(design))),
    sprintf(' "domain": %s,\n "domain_degrees": %d,\n', list_of(totals(subset(design, x))), degf(subset(design, x))),
    sprintf(' "two_stages": %s,\n', list_of(totals(svydesign(id = ~town + school, strata = ~region, fpc = ~towns + schools, weights = ~w, data = d)))),
    sprintf(' "with_replacement": %s,\n', list_of(totals(svydesign(id = ~town, strata = ~region, weights = ~w, data = d)))),
    sprintf(' "pupils_drawn": %s,\n', list_of(totals(svydesign(id = ~1, weights = ~w, data = d)))),
    sprintf(' "raked": %s,\n "raked_weights": %s,\n', list_of(totals(raked)), list_of(weights(raked))),
    sprintf(' "trimmed": %s,\n "trimmed_weights": %s,\n', list_of(totals(trimmed)), list_of(weights(trimmed))),
    sprintf(' "few": %s,\n', columns(few)),
    sprintf(' "lonely": {%s}\n}\n', paste(sprintf('"%s": %s', colnames(lonely), apply(lonely, 2, list_of)), collapse = ", ")), sep = "")
