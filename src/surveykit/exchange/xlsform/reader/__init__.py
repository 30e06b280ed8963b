"""Reading forms: from the sheets of a workbook to an instrument."""
