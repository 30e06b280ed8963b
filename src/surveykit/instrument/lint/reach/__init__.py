"""Reach: which questions can be asked at all and which checks can fail, decided over what can be answered."""
