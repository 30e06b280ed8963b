"""Excel workbooks (.xlsx): data, and the dictionary on sheets of its own."""
