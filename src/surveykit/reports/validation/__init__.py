"""The validation of a dataset as people and programs read it: in short, as a page, as a worksheet, as counts."""
