"""Conditions written in the languages of other systems, read and put into ours by the rules they follow there."""
