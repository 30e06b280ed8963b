"""Pages above an interview: its questions, the history of an answer, what is open, what is parked, a long answer."""
