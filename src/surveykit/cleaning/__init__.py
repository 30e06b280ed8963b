"""Cleaning with a trail: corrections that say what was, what is, why and who, and are refused where what was is not."""
