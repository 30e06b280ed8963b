# The tables by R's survey package; the columns asked about lie in R's own form, not packed.
suppressPackageStartupMessages(library(survey))
asked <- commandArgs(trailingOnly = TRUE)
cases <- readRDS(asked[2])
drawn <- function(cases) svydesign(~cluster, strata = ~stratum, weights = ~weight, data = cases)
some <- function(names) cases[rowSums(cases[names] > 0) == length(names), ]
if (asked[1] != "T1") design <- drawn(some(if (asked[1] %in% c("T3", "T4")) "q3" else c("q1", "q2")))
question <- switch(asked[1],
  T1 = function() table(cases$q1, cases$q2),
  T2 = function() svytable(~q1 + q2, design),
  T3 = function() list(svyby(~income, ~q3, design, svymean),
                       svyby(~income, ~q3, design, svyquantile, quantiles = 0.5, ci = FALSE, keep.var = FALSE)),
  T4 = function() svyby(~income, ~q3, design, svymean),
  T5 = function() svychisq(~q1 + q2, design))
times <- lapply(seq_len(as.integer(asked[3])), function(i) unname(system.time(answer <<- question())[c(3, 1)]))
cat("[", paste(vapply(times[-1], function(x) sprintf("[%f, %f]", x[1], x[2]), ""), collapse = ", "), "]\n", sep = "")
