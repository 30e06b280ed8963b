"""Comparing: what differs between two codebooks, in the words all comparisons of the house share."""
