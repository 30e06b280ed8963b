"""Verification: forms keyed twice, where the entries differ, and whose keying was wrong."""
