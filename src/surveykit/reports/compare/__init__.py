"""Comparisons on paper: tests of groups and of pairs, as papers print them."""
