"""Workbooks (.xlsx, .xls, .ods): data, and the dictionary on sheets of its own."""
