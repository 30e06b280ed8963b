# The numbers of tests/reference/r_models.json: `Rscript make_r_models.R > r_models.json` (R 4.2, survey 4.5).
# Data without meaning: a hundred and twenty cases in twenty clusters of four strata, with weights and three industries.
suppressMessages(library(survey))
set.seed(814); n <- 120
d <- data.frame(size=round(exp(rnorm(n, 3, 1)), 1), industry=sample(c(10, 26, 72), n, TRUE), age=sample(1:40, n, TRUE),
  w=round(runif(n, .5, 3), 2), s=rep(1:4, each=30), p=rep(1:20, each=6), f=rep(c(12, 20, 9, 30), each=30))
d$export <- as.numeric(-1.2 + .4 * log(d$size) + .5 * (d$industry == 26) + rnorm(n) > 0)
d$sales <- round(exp(1 + .8 * log(d$size) - .2 * (d$industry == 72) + rnorm(n, 0, .6)), 2)
num <- function(v) formatC(as.numeric(v), digits=17, format="g")
put <- function(name, ...) paste0('"', name, '": [', paste(num(c(...)), collapse=", "), "]")
out <- sapply(names(d), function(n) put(n, d[[n]]))
fine <- function(...) glm(..., data=d, control=list(epsilon=1e-15, maxit=100))
lev <- export ~ log(size) + factor(industry) + age; amount <- log(sales) ~ log(size) + factor(industry) + export
# one vector a model: coefficients, errors, then what is named
m <- lm(amount, d); s <- summary(m); X <- model.matrix(m); e <- resid(m); B <- solve(t(X) %*% X); k <- ncol(X)
out <- c(out, put("ols", coef(m), s$coefficients[, 2]), put("ols_told", s$r.squared, s$adj.r.squared, s$sigma, s$fstatistic[1], logLik(m)))
out <- c(out, put("ols_robust", sqrt(diag(B %*% t(X * e) %*% (X * e) %*% B) * n / (n - k)))) # Stata: vce(robust)
u <- rowsum(X * e, d$p); g <- nrow(u)
out <- c(out, put("ols_cluster", sqrt(diag(B %*% t(u) %*% u %*% B) * g / (g - 1) * (n - 1) / (n - k)))) # vce(cluster p)
m <- lm(log(sales) ~ 0 + log(size) + age, d); s <- summary(m); out <- c(out, put("ols_origin", coef(m), s$coefficients[, 2], s$r.squared, s$adj.r.squared))
m <- lm(log(sales) ~ log(size) + export + factor(p), d); s <- summary(m); a <- anova(lm(log(sales) ~ log(size) + export, d), m)
out <- c(out, put("absorbed", s$coefficients[2:3, 1:2], s$r.squared, s$adj.r.squared, s$sigma, a$F[2], a$`Pr(>F)`[2]))
m <- lm(log(sales) ~ log(size) + export + factor(p) + factor(industry), d); s <- summary(m); out <- c(out, put("absorbed_two", s$coefficients[2:3, 1:2], m$df.residual))
for (l in c("logit", "probit")) { m <- fine(lev, family=binomial(l)); y <- d$export; X <- model.matrix(m); eta <- as.numeric(X %*% coef(m)); q <- 2 * y - 1
  if (l == "probit") { r <- q * dnorm(eta) / pnorm(q * eta); h <- r * (r + eta) } else { r <- y - plogis(eta); h <- plogis(eta) * plogis(-eta) }
  B <- solve(t(X) %*% (X * h)); u <- rowsum(X * r, d$p); null <- fine(export ~ 1, family=binomial(l))
  roc <- outer(fitted(m)[y == 1], fitted(m)[y == 0], function(a, b) (a > b) + (a == b) / 2)
  out <- c(out, put(l, coef(m), sqrt(diag(B))), put(paste0(l, "_robust"), sqrt(diag(B %*% t(X * r) %*% (X * r) %*% B) * n / (n - 1))),
    put(paste0(l, "_cluster"), sqrt(diag(B %*% t(u) %*% u %*% B) * g / (g - 1))), put(paste0(l, "_told"), logLik(m), logLik(null), AIC(m), BIC(m),
    mean((fitted(m) >= .5) == y), mean(roc))) }
x <- svydesign(id=~p, strata=~s, weights=~w, fpc=~f, data=d)
m <- svyglm(lev, x, family=quasibinomial(), epsilon=1e-15, maxit=100); out <- c(out, put("svy_logit", coef(m), SE(m), m$df.residual, regTermTest(m, ~factor(industry))$Ftest))
m <- svyglm(lev, subset(x, age > 10), family=quasibinomial(), epsilon=1e-15, maxit=100); out <- c(out, put("svy_logit_older", coef(m), SE(m), m$df.residual))
m <- svyglm(amount, x); out <- c(out, put("svy_ols", coef(m), SE(m), summary(m)$coefficients[, 4]))
m <- svyolr(factor(industry) ~ log(size) + age, x); out <- c(out, put("svy_ordered", coef(m), SE(m), m$df.residual))
r <- as.svrepdesign(svydesign(id=~p, strata=~s, weights=~w, data=d), type="JKn", mse=TRUE)
m <- svyglm(lev, r, family=quasibinomial("probit"), epsilon=1e-15, maxit=100)
out <- c(out, put("jkn_probit", coef(m), SE(m), m$df.residual))
x <- postStratify(svydesign(id=~p, strata=~s, weights=~w, data=d), ~industry, data.frame(industry=c(10, 26, 72), Freq=c(60, 90, 80)))
m <- svyglm(export ~ log(size) + age, x, family=quasibinomial(), epsilon=1e-15, maxit=100)
out <- c(out, put("post", coef(m), SE(m), m$df.residual), put("g", weights(x)))
cat("{\n", paste(out, collapse=",\n"), "\n}\n", sep="")
