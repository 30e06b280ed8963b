"""Renderers of the printed questionnaire: an edition becomes bytes. This is the table of them, by suffix."""
