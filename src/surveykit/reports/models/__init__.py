"""Fitted models as people publish them: side by side, with brackets, stars and notes."""
