# The numbers of tests/reference/r_designed.json: `Rscript make_r_designed.R > r_designed.json` (R 4.2, survey 4.1).
# Data without meaning: thirty cases in six clusters of two strata, with weights that vary within a value.
library(survey)
d <- data.frame(y=c(3,1,4,1,5,2,6,5,3,5,2,2,7,1,4,3,6,2,5,4,3,8,2,4,1,5,6,3,2,4), g=rep(c(0,1,1,0,1), 6), k=rep(c(1,2,3,2,1,3), 5),
  w=c(1,2,1.5,3,1,2,2.5,1,1,4,2,1,3,1.5,2,2,1,1,3,2,1,2,1,1.5,2,3,1,2,2,1), s=rep(1:2, each=15), p=rep(1:6, each=5))
x <- svydesign(id=~p, strata=~s, weights=~w, data=d)
num <- function(v) formatC(as.numeric(v), digits=17, format="g")
put <- function(name, ...) paste0('"', name, '": [', paste(num(c(...)), collapse=", "), "]")
rows <- sapply(names(d), function(n) put(n, d[[n]]))
t <- svyttest(y ~ g, x); one <- svyttest(y ~ 0, x)
out <- c(put("t", t$statistic, t$parameter, t$p.value, t$conf.int), put("one", one$statistic, one$parameter, one$p.value))
for (k in c("wilcoxon", "vanderWaerden", "median")) { r <- svyranktest(y ~ g, x, test=k); out <- c(out, put(k, r$statistic, r$estimate, r$p.value)) }
m <- svyranktest(y ~ k, x, test="KruskalWallis"); out <- c(out, put("all", m$parameter, m$p.value))
cat("{\n", paste(c(rows, out), collapse=",\n"), "\n}\n", sep="")
