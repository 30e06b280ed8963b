"""The files of a new study, to begin with."""
