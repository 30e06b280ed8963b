"""DDI-Codebook 2.5: the questions of an instrument as the XML that data archives keep, and back."""
