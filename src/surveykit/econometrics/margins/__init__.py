"""Marginal effects: by how much what a model predicts changes where a variable does."""
