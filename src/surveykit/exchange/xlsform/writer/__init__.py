"""Writing forms: from an instrument to the sheets of a workbook."""
