"""Estimates for a population: means, totals, ratios and shares with standard errors that know how cases were drawn."""
