"""Suggestions: codes an answer may have, with the reason; they propose and never decide."""
