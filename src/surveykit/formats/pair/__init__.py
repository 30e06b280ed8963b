"""What formats of two files share: a description, and the data beside it as cells that the description explains."""
