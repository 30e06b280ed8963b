"""Coding frames: the codes that open answers are given, their files, and what may be wrong with them."""
