"""REFI-QDA, the exchange format of programs for qualitative data: codebooks (.qdc) and projects (.qdpx)."""
