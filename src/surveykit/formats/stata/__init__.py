"""Stata files: .dta of every release read, release 118 (Stata 14 and later) written."""
