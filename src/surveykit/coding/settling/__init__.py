"""Settling of what coders differ in: an adjudicator at work, and how answers stand."""
