"""Versions of an instrument: what changed from one to the next, and what that means for answers that are there."""
