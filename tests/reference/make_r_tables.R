# Rao-Scott, Wald and likelihood ratio of a made survey, and measures of order, by R: Rscript make_r_tables.R > r_tables.json
suppressPackageStartupMessages(library(survey))
i <- 1:240
d <- data.frame(stratum = (i - 1) %/% 60 + 1, cluster = (i - 1) %/% 10 + 1, weight = 1 + (i * 7) %% 11 / 4,
                row = (i * i + i %/% 10) %% 3 + 1, column = (i * 3 + (i %/% 20) * (i %% 4)) %% 4 + 1)
d$column[i %% 17 == 0] <- NA
d$size <- ifelse(d$stratum < 3, 40, 25)
n <- function(v) paste(sprintf("%.17g", as.numeric(v)), collapse = ", ")
one <- function(t) sprintf("{\"statistic\": %s, \"df\": [%s], \"p\": %s}", n(t$statistic), n(t$parameter), n(t$p.value))
tests <- function(design) {
  kinds <- c(F = "F", Chisq = "Chisq", Wald = "Wald", adjWald = "adjWald")
  made <- sapply(kinds, function(s) one(svychisq(~row + column, design, statistic = s)))
  shares <- svymean(~interaction(row, column), subset(design, !is.na(column)))
  paste0("{", paste(sprintf("\"%s\": %s", names(kinds), made), collapse = ",\n  "), ",\n  \"se\": [", n(SE(shares)), "]}")
}
designs <- list(weights = svydesign(id = ~1, weights = ~weight, data = d),
                strata = svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = d),
                clusters = svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, fpc = ~size, data = d))
t <- table(d$row, d$column)
pairs <- function(t) {
  s <- outer(seq_len(nrow(t)), seq_len(ncol(t)), Vectorize(function(a, b) {
    t[a, b] * c(sum(t[row(t) > a & col(t) > b]), sum(t[row(t) > a & col(t) < b]))[1] }))
  o <- outer(seq_len(nrow(t)), seq_len(ncol(t)), Vectorize(function(a, b) t[a, b] * sum(t[row(t) > a & col(t) < b])))
  c(sum(s), sum(o))
}
p <- pairs(t)
w <- na.omit(d[, c("row", "column")])
wrong <- function(m, of) sum(of) - sum(apply(m, 2, max))
guess <- function(m) { e <- sum(m) - max(rowSums(m)); (e - wrong(m, m)) / e }
cat(sprintf("{\n \"source\": \"%s, survey %s; script make_r_tables.R\",\n", R.version.string, packageVersion("survey")),
    sprintf(" \"table\": [%s],\n", paste(apply(t, 1, function(r) sprintf("[%s]", n(r))), collapse = ", ")),
    sprintf(" \"designs\": {%s},\n", paste(sprintf("\"%s\": %s", names(designs), sapply(designs, tests)), collapse = ",\n ")),
    sprintf(" \"gamma\": %s,\n \"tau_b\": %s,\n", n((p[1] - p[2]) / sum(p)), n(cor(w$row, w$column, method = "kendall"))),
    sprintf(" \"lambda_rows\": %s,\n \"lambda_columns\": %s,\n", n(guess(t)), n(guess(base::t(t)))),
    sprintf(" \"stdres\": [%s]\n}\n", paste(apply(suppressWarnings(chisq.test(t))$stdres, 1, function(r) sprintf("[%s]", n(r))), collapse = ", ")), sep = "")
