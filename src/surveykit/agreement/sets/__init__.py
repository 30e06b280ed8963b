"""Agreement on sets of codes: how alike two sets are, and alpha by it."""
