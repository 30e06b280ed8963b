"""Typologies: cases put into named types by declared rules."""
