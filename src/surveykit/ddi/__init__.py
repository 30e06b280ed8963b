"""DDI-Codebook 2.5: a codebook, with its statistics, as the XML that data archives keep, and back."""
