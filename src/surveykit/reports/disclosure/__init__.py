"""Pages on disclosure: the risk of a file to be released."""
