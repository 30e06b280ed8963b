"""Statistics of a dataset: what it holds, and how its variables go together."""
