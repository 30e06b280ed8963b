"""Stores: where events live, and how one is opened."""
