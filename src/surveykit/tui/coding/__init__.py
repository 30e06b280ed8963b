"""Where open answers are coded: the answer in hand, the codes beside it, and the pages above it."""
