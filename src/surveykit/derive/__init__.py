"""Deriving: variables made from other variables."""
