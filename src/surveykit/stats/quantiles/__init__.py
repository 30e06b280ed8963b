"""Quantiles: the rules that pick a value between two cases, and the intervals around it."""
