"""Cross-tables on paper: one column variable with everything, or a banner of several."""
