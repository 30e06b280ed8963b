"""Many laptops: what was keyed on several machines brought together, without a server."""
