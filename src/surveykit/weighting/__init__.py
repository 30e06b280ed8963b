"""Weights: fitted to what is known of the population, trimmed, and adjusted for those who did not answer."""
