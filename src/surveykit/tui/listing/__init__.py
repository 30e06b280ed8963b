"""The list of cases: what is known of each, which are shown, and in which order."""
