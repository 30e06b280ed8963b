"""What those who lead the coding do: taking answers in, sharing them out, and going over to a new frame."""
