"""Rules of one's own for a dataset: what a rules file says, and the tests it gives."""
