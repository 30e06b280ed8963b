"""Pages on weights: how they were made, how they are spread, and whether they meet what is known."""
