"""Pages on how interviews were conducted: paradata, and the work and errors of operators."""
