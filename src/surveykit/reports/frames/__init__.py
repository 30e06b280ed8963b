"""The codebook of a coding frame: what coders read before they begin."""
