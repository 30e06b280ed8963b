"""Paradata: how interviews were held, read off their events: times, keys, changes, breaks, and who did the work."""
