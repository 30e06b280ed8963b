"""Table books: the tables of a study declared in one file, made in one go."""
