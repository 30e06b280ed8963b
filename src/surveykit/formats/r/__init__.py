"""R: a script that reads the data beside it and gives them labels, as far as base R goes."""
