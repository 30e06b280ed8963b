"""SPSS syntax: a program of commands that reads the data beside it and gives them labels and missing values."""
