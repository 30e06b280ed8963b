"""An interview being held: its questions in a window, what is typed, what is stored, and what is said about it."""
