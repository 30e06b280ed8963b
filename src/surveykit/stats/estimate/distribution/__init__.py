"""Statistics of how a variable is distributed: quantiles, spread, association, inequality, fit."""
