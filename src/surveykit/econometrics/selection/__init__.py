"""Outcomes seen of those alone who were selected: Heckman's models of a number and of a yes or no."""
