"""Two outcomes of a case at once, whose errors go together: bivariate and recursive bivariate probit."""
