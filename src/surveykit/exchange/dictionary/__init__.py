"""Data dictionaries: a workbook for people, with a row for each variable, that reads back as an instrument."""
