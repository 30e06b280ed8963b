"""Whole tables: whether one set of unrounded values is printed as every cell is, and which cells forbid it."""
