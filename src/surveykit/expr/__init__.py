"""The one expression language: routing, checks, derivations and filters."""
