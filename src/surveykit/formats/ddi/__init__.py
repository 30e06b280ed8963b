"""DDI-Codebook with its data beside it: a .csv, or the fixed columns that data centres give away."""
