"""Foreign forms on their way into our file: what is held, what is kept as a note, and what is told."""
