"""Matching a file to a codebook: which column is which variable, proposed, reviewed, kept as a file, and applied."""
