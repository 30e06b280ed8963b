"""The quality of a dataset: whether its values are what codebook and instrument say they can be."""
