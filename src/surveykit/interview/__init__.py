"""An interview: what happened, what is asked now, and the answers as a dataset."""
