"""The codebook: the dictionary both sides of the house know."""
