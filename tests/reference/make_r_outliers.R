# Fences of outliers and the maximum percent match, by base R: Rscript make_r_outliers.R > r_outliers.json
x <- c(2.1, 3.4, 3.9, 4.4, 5, 5, 5.7, 6.2, 7.8, 9.1, 14.2, 41)
g <- c(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)
fence <- function(x) {
  q <- quantile(x, c(0.25, 0.75), names = FALSE)
  list(mad = median(x) + c(-3.5, 3.5) * mad(x),
       iqr = q + c(-1.5, 1.5) * (q[2] - q[1]),
       sd = mean(x) + c(-2, 2) * sd(x))
}
answers <- rbind(c(1, 2, 3, 4, 5, 1), c(1, 2, 3, 4, 5, NA), c(1, 2, 3, 4, 4, 1), c(5, 5, 5, 5, 5, 5), c(1, NA, 3, NA, NA, NA))
match <- function(i) {
  shares <- sapply(setdiff(seq_len(nrow(answers)), i), function(j) {
    common <- !is.na(answers[i, ]) & !is.na(answers[j, ])
    if (sum(common) < 3) NA else sum(answers[i, common] == answers[j, common]) / sum(common)
  })
  max(shares, na.rm = TRUE)
}
number <- function(v) paste(sprintf("%.17g", v), collapse = ", ")
lines <- function(f) paste(sprintf('"%s": [%s]', names(f), sapply(f, number)), collapse = ", ")
matches <- suppressWarnings(sapply(1:5, match))
cat(sprintf('{\n "source": "%s: quantile(type = 7), mad, sd; script make_r_outliers.R",\n', R.version.string),
    sprintf(' "values": [%s],\n "group": [%s],\n', number(x), number(g)),
    sprintf(' "all": {%s},\n "group_1": {%s},\n', lines(fence(x)), lines(fence(x[g == 1]))),
    sprintf(' "percent_match": [%s]\n}\n', paste(ifelse(is.finite(matches), sprintf("%.17g", matches), "null"), collapse = ", ")), sep = "")
