"""Delimited text, .csv and .tsv: its encoding and dialect found from the text, read and written."""
