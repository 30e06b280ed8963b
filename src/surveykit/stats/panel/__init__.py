"""Panels: who stayed, who left, who changed, and how much of a change each group made."""
