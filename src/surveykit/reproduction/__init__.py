"""Which of the numbers a paper prints hold: published tables as data, what follows from them, and from the data."""
