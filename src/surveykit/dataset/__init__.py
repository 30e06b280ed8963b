"""Datasets: a table of codes with the codebook that explains it."""
