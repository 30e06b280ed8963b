"""Sampling designs: how cases were drawn, and what follows for the uncertainty of totals."""
