"""Pages on panels: presence, statuses, transitions, changes."""
