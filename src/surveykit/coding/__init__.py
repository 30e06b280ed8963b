"""Coding of open answers: what is coded, by whom, and what stands."""
