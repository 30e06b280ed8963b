# The numbers of tests/reference/r_selection.json: `Rscript make_r_selection.R > r_selection.json` (R 4.2, numDeriv).
# Likelihoods are written down here, climbed by optim and Newton's steps, and differentiated by numDeriv; the bivariate
# normal probability is an integral of R's own. Workers without meaning: age in decades, three regions, twenty villages.
library(numDeriv)
set.seed(11); n <- 300
d <- data.frame(age=round(runif(n,1.8,6),2), woman=rbinom(n,1,.5), kids=rpois(n,.9), region=sample(c(10,20,30),n,TRUE), village=sample(20,n,TRUE), weight=round(runif(n,.5,2),2))
u <- rnorm(n); e <- .6*u + .8*rnorm(n)
d$works <- as.integer(.3 + .25*d$age - .4*d$woman - .5*d$kids + .3*(d$region==20) + u > 0)
d$wage <- round(2 + 2.2*d$age - .2*d$age^2 - .5*d$woman + .3*d$woman*d$age + .4*(d$region==30) + 1.5*e, 3)
d$high <- as.integer(.2 + .3*d$age - .6*d$woman + e > 1)
X <- function(d) with(d, cbind(1, age, age^2, woman, woman*age, region==20, region==30))
Z <- function(d) with(d, cbind(1, age, woman, kids, region==20, region==30))
H <- function(d) with(d, cbind(1, age, woman))
k <- ncol(X(d)); m <- ncol(Z(d)); h <- ncol(H(d)); s <- d$works == 1
heckman <- function(t) { xb <- X(d)%*%t[1:k]; zg <- Z(d)%*%t[k+1:m]; r <- tanh(t[k+m+1]); sg <- exp(t[k+m+2]); z <- (d$wage-xb)/sg
  as.numeric(ifelse(s, pnorm((zg+r*z)/sqrt(1-r^2),log.p=TRUE)+dnorm(z,log=TRUE)-log(sg), pnorm(-zg,log.p=TRUE))) }
phi2 <- function(a, b, r) integrate(function(x) dnorm(x)*pnorm((b-r*x)/sqrt(1-r^2)), -Inf, a, rel.tol=1e-12, subdivisions=2000)$value
probit2 <- function(t) { xb <- H(d)%*%t[1:h]; zg <- Z(d)%*%t[h+1:m]; r <- tanh(t[h+m+1]); q <- 2*d$high-1
  sapply(1:n, function(i) if (s[i]) log(phi2(q[i]*xb[i], zg[i], q[i]*r)) else pnorm(-zg[i],log.p=TRUE)) }
climb <- function(each, t, w=rep(1,n)) { f <- function(t) sum(w*each(t)); t <- optim(t, f, method="BFGS", control=list(fnscale=-1,maxit=1000,reltol=1e-12))$par
  for (i in 1:4) t <- t - solve(hessian(f,t), grad(f,t))
  S <- jacobian(each,t)*w; B <- solve(-hessian(f,t)); g <- rowsum(S,d$village)
  list(theta=t, loglik=f(t), classical=B, robust=B%*%crossprod(S)%*%B*n/(n-1), cluster=B%*%crossprod(g)%*%B*nrow(g)/(nrow(g)-1)) }
probit <- function(y, M) coef(glm(y ~ M - 1, family=binomial("probit"), control=list(epsilon=1e-14)))
g <- probit(d$works, Z(d)); ols <- lm.fit(X(d)[s,], d$wage[s])
start <- c(coef(ols), g, 0, log(sd(residuals(ols))))
ml <- climb(heckman, start); weighted <- climb(heckman, ml$theta, d$weight)
hp <- climb(probit2, c(probit(d$high[s], H(d)[s,]), g, .3))
# effects: conditional, unconditional, selection; of age by a little, of woman and the regions by a change, of kids by a little
three <- function(t, d) { xb <- X(d)%*%t[1:k]; zg <- Z(d)%*%t[k+1:m]; l <- tanh(t[k+m+1])*exp(t[k+m+2]); c <- xb+l*dnorm(zg)/pnorm(zg); cbind(c, pnorm(zg)*c, pnorm(zg)) }
four <- function(t, d) { xb <- as.numeric(H(d)%*%t[1:h]); zg <- as.numeric(Z(d)%*%t[h+1:m]); r <- tanh(t[h+m+1]); both <- sapply(seq_along(xb), function(i) phi2(xb[i],zg[i],r)); cbind(both/pnorm(zg), both, pnorm(zg), pnorm(xb)) }
to <- function(d, ...) { v <- list(...); for (x in names(v)) d[[x]] <- v[[x]]; d }
slope <- function(f, t, d, x, w) { e <- 1e-3; a <- function(j) colSums(w*f(t, to2(d, x, j*e)))/sum(w); (8*(a(1)-a(-1))-(a(2)-a(-2)))/(12*e) }
to2 <- function(d, x, by) { d[[x]] <- d[[x]]+by; d }
change <- function(f, t, d, x, a, b, w) { u <- d; v <- d; u[[x]] <- a; v[[x]] <- b; colSums(w*(f(t,v)-f(t,u)))/sum(w) }
effects <- function(f, t, d, w) c(slope(f,t,d,"age",w), change(f,t,d,"woman",0,1,w), slope(f,t,d,"kids",w), change(f,t,d,"region",10,20,w), change(f,t,d,"region",10,30,w))
few <- function(f, t, d, w) c(slope(f,t,d,"age",w), change(f,t,d,"woman",0,1,w))
told <- function(fn, V, t) { J <- jacobian(fn, t); list(value=fn(t), se=sqrt(diag(J%*%V%*%t(J)))) }
one <- rep(1,n)
# at the means: numbers at their means, and shares of regions: the mean matrix by hand
mean1 <- function(t, age=mean(d$age), woman=mean(d$woman), kids=mean(d$kids), r2=mean(d$region==20), r3=mean(d$region==30)) {
  xb <- sum(c(1,age,age^2,woman,woman*age,r2,r3)*t[1:k]); zg <- sum(c(1,age,woman,kids,r2,r3)*t[k+1:m]); l <- tanh(t[k+m+1])*exp(t[k+m+2]); c <- xb+l*dnorm(zg)/pnorm(zg); c(c, pnorm(zg)*c, pnorm(zg)) }
means <- function(t) { e <- 1e-3; a <- mean(d$age); b <- mean(d$kids)
  c((8*(mean1(t,age=a+e)-mean1(t,age=a-e))-(mean1(t,age=a+2*e)-mean1(t,age=a-2*e)))/(12*e), mean1(t,woman=1)-mean1(t,woman=0),
    (8*(mean1(t,kids=b+e)-mean1(t,kids=b-e))-(mean1(t,kids=b+2*e)-mean1(t,kids=b-2*e)))/(12*e), mean1(t,r2=1,r3=0)-mean1(t,r2=0,r3=0), mean1(t,r2=0,r3=1)-mean1(t,r2=0,r3=0)) }
V <- ml$classical
out <- list(ml=ml[1:2], weighted=weighted[1:2], heckprobit=hp[1:2],
  ml_se=list(classical=sqrt(diag(ml$classical)), robust=sqrt(diag(ml$robust)), cluster=sqrt(diag(ml$cluster))),
  weighted_se=list(robust=sqrt(diag(weighted$robust))), heckprobit_se=list(classical=sqrt(diag(hp$classical)), cluster=sqrt(diag(hp$cluster))),
  average=told(function(t) effects(three,t,d,one), V, ml$theta), means=told(means, V, ml$theta),
  average_cluster=told(function(t) effects(three,t,d,one), ml$cluster, ml$theta),
  average_weighted=told(function(t) effects(three,t,d,d$weight), weighted$robust, weighted$theta),
  heckprobit_average=told(function(t) few(four,t,d,one), hp$classical, hp$theta), data=as.list(d))
json <- function(x) if (is.list(x)) paste0("{", paste(sprintf('"%s": %s', names(x), sapply(x, json)), collapse=", "), "}") else if (length(x) > 1) paste0("[", paste(formatC(as.numeric(x), digits=15, format="g"), collapse=", "), "]") else formatC(as.numeric(x), digits=15, format="g")
cat(json(out), "\n")
