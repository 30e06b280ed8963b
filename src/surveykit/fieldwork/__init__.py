"""Fieldwork: the cases that were drawn, who works on them, how each ended, and the rates that come of it."""
