"""Typologies on paper."""
