"""Studies: everything from raw answers to a report, named in one file and made in one go."""
