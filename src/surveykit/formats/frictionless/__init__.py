"""Frictionless Data Packages: a .json that describes a table field by field, and the data beside it."""
