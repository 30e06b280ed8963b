"""Estimates as pages: a table for each statistic, and one of differences between domains."""
