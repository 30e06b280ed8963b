"""Models of an outcome of several categories: in an order, or without one."""
