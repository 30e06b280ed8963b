"""Plain tables, of a sheet or a text file: where the headings stand, whose export it is, what the cells mean."""
