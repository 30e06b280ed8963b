"""Lint: what is wrong with an instrument, found before fieldwork."""
