"""Fieldwork on the screen: how it stands, and how an attempt ended."""
