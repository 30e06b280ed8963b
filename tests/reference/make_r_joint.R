# Bivariate and recursive bivariate probit with treatment effects, by R alone: the bivariate normal by an integral, the
# maximum by optim() and steps of Newton, derivatives by numDeriv. Rscript make_r_joint.R > r_joint.json
library(numDeriv)
set.seed(20)
n <- 240
d <- data.frame(x = round(rnorm(n), 2), w = round(runif(n), 2), z = rbinom(n, 1, 0.5), g = rep(1:30, each = 8))
d$weight <- c(1, 2, 2.5)[1 + seq_len(n) %% 3]
e1 <- rnorm(n) + 0.3 * rnorm(30)[d$g]; e2 <- 0.4 * e1 + sqrt(0.84) * rnorm(n)
d$t <- as.integer(-0.3 + 0.5 * d$x + 0.9 * d$z + e1 > 0)
d$y <- as.integer(-0.5 + 0.8 * d$t + 0.4 * d$x - 0.6 * d$w + e2 > 0)
d$u <- as.integer(0.2 - 0.5 * d$x + 0.7 * d$w + e2 > 0)
points <- local({ # of Gauss and Legendre by the eigenvalues of their polynomials (Golub and Welsch 1969), on three stretches
  i <- 1:39; m <- matrix(0, 40, 40); m[cbind(i, i + 1)] <- m[cbind(i + 1, i)] <- i / sqrt(4 * i^2 - 1)
  e <- eigen(m, symmetric = TRUE); from <- c(0, 1, 4); to <- c(1, 4, 12)
  list(v = c(outer((e$values + 1) / 2, to - from) + rep(from, each = 40)), w = c(outer(e$vectors[1, ]^2, to - from)))
})
phi2 <- function(h, k, r) { # the density of x = h - v times the probability of k given x, over v > 0
  x <- outer(h, points$v, "-")
  as.numeric((dnorm(x) * pnorm((k - r * x) / sqrt(1 - r^2))) %*% points$w)
}
model <- function(f1, f2) {
  X1 <- model.matrix(f1, d); X2 <- model.matrix(f2, d)
  list(X1 = X1, X2 = X2, y1 = d[[all.vars(f1)[1]]], y2 = d[[all.vars(f2)[1]]], k1 = ncol(X1), k2 = ncol(X2))
}
each <- function(th, m) {
  q1 <- 2 * m$y1 - 1; q2 <- 2 * m$y2 - 1; r <- tanh(th[m$k1 + m$k2 + 1])
  log(phi2(q1 * as.numeric(m$X1 %*% th[1:m$k1]), q2 * as.numeric(m$X2 %*% th[m$k1 + 1:m$k2]), q1 * q2 * r))
}
fitted <- function(m, w = rep(1, n)) {
  ll <- function(th) sum(w * each(th, m))
  b <- function(X, y) coef(suppressWarnings(glm(y ~ X - 1, family = binomial("probit"), weights = w)))
  th <- unname(c(b(m$X1, m$y1), b(m$X2, m$y2), 0))
  th <- optim(th, ll, method = "BFGS", control = list(fnscale = -1, reltol = 1e-12, maxit = 500))$par
  for (i in 1:3) th <- th - solve(hessian(ll, th), grad(ll, th))
  list(theta = th, loglik = ll(th), H = hessian(ll, th), S = w * jacobian(function(th) each(th, m), th))
}
errors <- function(V) unname(sqrt(diag(V)))
sandwich <- function(f, by = seq_len(n)) {
  B <- solve(-f$H); S <- rowsum(f$S, by); g <- nrow(S)
  B %*% (crossprod(S) * g / (g - 1)) %*% B
}
told <- function(f) list(theta = f$theta, loglik = f$loglik, se = errors(solve(-f$H)), robust = errors(sandwich(f)), cluster = errors(sandwich(f, d$g)))
out <- list(data = as.list(d))
plain <- model(u ~ x + w, y ~ x + z)
out$bivariate <- told(fitted(plain))
m <- model(t ~ x + z, y ~ t + x + w)
f <- fitted(m)
out$recursive <- told(f)
out$weighted <- told(fitted(m, d$weight))
# effects of the recursive model: of the treatment, and of x and z by both ways
at <- function(th, x = d$x, z = d$z, x2 = x) {
  e1 <- th[1] + th[2] * x + th[3] * z; y <- function(t) th[4] + th[5] * t + th[6] * x2 + th[7] * d$w
  list(e1 = e1, one = y(1), none = y(0), r = tanh(th[8]))
}
chance <- function(a) mean(phi2(a$e1, a$one, rep(a$r, n)) + phi2(-a$e1, a$none, rep(-a$r, n)))
treated <- d$t == 1
ate <- function(th) { a <- at(th); mean(pnorm(a$one) - pnorm(a$none)) }
att <- function(th) {
  a <- at(th); r <- rep(a$r, n)
  mean(((phi2(a$e1, a$one, r) - phi2(a$e1, a$none, r)) / pnorm(a$e1))[treated])
}
slope <- function(f) (f(1e-3) - f(-1e-3)) * 4 / 3 / 2e-3 - (f(2e-3) - f(-2e-3)) / 3 / 4e-3
x_total <- function(th) slope(function(h) chance(at(th, x = d$x + h)))
x_direct <- function(th) slope(function(h) chance(at(th, x2 = d$x + h)))
x_indirect <- function(th) slope(function(h) chance(at(th, x = d$x + h, x2 = d$x)))
z_total <- function(th) chance(at(th, z = 1)) - chance(at(th, z = 0))
V <- solve(-f$H)
out$effects <- lapply(list(ate = ate, att = att, x_direct = x_direct, x_indirect = x_indirect, x_total = x_total, z_total = z_total), function(effect) {
  J <- grad(effect, f$theta, method.args = list(eps = 1e-3, r = 4)); c(effect(f$theta), sqrt(as.numeric(J %*% V %*% J)))
})
json <- function(x) {
  if (is.list(x)) return(paste0("{", paste0("\"", names(x), "\": ", vapply(x, json, ""), collapse = ", "), "}"))
  s <- vapply(x, function(v) sprintf("%.15g", v), "")
  if (length(s) == 1) s else paste0("[", paste(s, collapse = ", "), "]")
}
cat(json(out), "\n")
