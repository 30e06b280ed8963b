# The numbers of tests/reference/r_compare.json: `Rscript make_r_compare.R > r_compare.json` (R 4.2, no package).
# Not taken: ks_uneven less, where R 4.2 says .2063 and counting all 293,930 draws gives .2254.
# Data without meaning: two groups with ties, two without, pairs with zeros, a table of three by four.
likert <- list(c(1,2,2,3,3,3,4,4,5,5,5,1,2,4), c(2,3,3,4,4,5,5,5,5,4,3,2))
plain <- list(c(1.1,2.35,2.9,3.1,4.8,5.05,6.2,7.7,0.4), c(2.0,2.3,4.1,5.0,5.9,7.2,8.8,9.4))
pairs <- list(c(1,2,3,4,5,6,7,7,3,2,5,4), c(2,2,5,4,7,6,6,5,6,4,7,6))
free <- list(c(1.3,2.1,4.4,3.2,5.9,6.1,0.2), c(1.9,2.0,6.2,4.5,5.5,9.9,2.3))
table <- matrix(c(3,1,0,4, 0,5,2,1, 2,2,6,0), 3, byrow=TRUE)
sides <- c("two.sided","less","greater"); quiet <- suppressWarnings
num <- function(x) if (!length(x)) "null" else if (length(x) > 1) paste0("[", paste(sapply(x, num), collapse=", "), "]") else if (is.infinite(x)) if (x > 0) "1e999" else "-1e999" else formatC(x, digits=17, format="g")
out <- list()
put <- function(name, t) out[[name]] <<- paste0('{"statistic": ', num(as.numeric(t$statistic)), ', "p": ', num(t$p.value), if (!is.null(t$conf.int)) paste0(', "ci": ', num(as.numeric(t$conf.int))) else "", if (!is.null(t$estimate)) paste0(', "estimate": ', num(as.numeric(t$estimate))) else "", "}")
for (s in sides) {
  for (k in c(TRUE, FALSE)) put(paste("mann_whitney", s, k), quiet(wilcox.test(likert[[1]], likert[[2]], alternative=s, exact=FALSE, correct=k)))
  put(paste("mann_whitney_exact", s), wilcox.test(plain[[1]], plain[[2]], alternative=s, exact=TRUE))
  put(paste("ks_ties", s), ks.test(likert[[1]], likert[[2]], alternative=s, exact=TRUE))
  put(paste("ks", s), ks.test(plain[[1]], plain[[2]], alternative=s, exact=TRUE))
  if (s != "less") put(paste("ks_uneven", s), ks.test(plain[[1]], likert[[2]], alternative=s, exact=TRUE))
  if (s != "two.sided") put(paste("ks_limit", s), ks.test(plain[[1]], plain[[2]], alternative=s, exact=FALSE))
  put(paste("welch", s), t.test(plain[[1]], plain[[2]], alternative=s))
  put(paste("student", s), t.test(plain[[1]], plain[[2]], alternative=s, var.equal=TRUE, conf.level=.9))
  put(paste("paired", s), t.test(pairs[[1]], pairs[[2]], alternative=s, paired=TRUE))
  for (k in c(TRUE, FALSE)) put(paste("signed", s, k), quiet(wilcox.test(pairs[[1]], pairs[[2]], alternative=s, exact=FALSE, correct=k, paired=TRUE)))
  put(paste("signed_exact", s), wilcox.test(free[[1]], free[[2]], alternative=s, exact=TRUE, paired=TRUE))
  put(paste("kendall", s), quiet(cor.test(pairs[[1]], pairs[[2]], alternative=s, method="kendall", exact=FALSE)))
  put(paste("spearman", s), quiet(cor.test(pairs[[1]], pairs[[2]], alternative=s, method="spearman", exact=FALSE)))
}
for (k in c("likert", "plain")) {  # wilcox.test stops anywhere between the two middle differences
  t <- quiet(wilcox.test(get(k)[[1]], get(k)[[2]], exact=FALSE, conf.int=TRUE, tol.root=1e-13))
  t$estimate <- median(outer(get(k)[[1]], get(k)[[2]], "-")); put(paste("shift", k), t)
}
put("fisher 3x4", fisher.test(table)); put("fisher 3x4 times 3", fisher.test(3 * table, workspace=2e7))
put("fisher 4x4", fisher.test(rbind(table, c(1,0,1,3))))
put("binomial", binom.test(3, 17, .4)); put("binomial none", binom.test(0, 9))
put("mcnemar", mcnemar.test(matrix(c(10,7,2,20), 2)))
show <- function(l) paste0("[", paste(sapply(l, num), collapse=", "), "]")
cat("{\n", '"data": {"likert": ', show(likert), ', "plain": ', show(plain), ', "pairs": ', show(pairs), ', "free": ', show(free), '},\n', paste0('"', names(out), '": ', unlist(out), collapse=",\n"), "\n}\n", sep="")
