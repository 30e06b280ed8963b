"""Disclosure control: what a table or a file would tell of single respondents, and how it is kept from telling."""
