"""Tests: whether groups differ, whether two answers of a case differ, and how answers go together."""
