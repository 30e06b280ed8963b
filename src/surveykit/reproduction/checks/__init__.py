"""The checks a file of published numbers may ask for. This is the table of them."""
