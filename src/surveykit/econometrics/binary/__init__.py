"""Models of an outcome that is 0 or 1: logit and probit."""
