"""Models of survey data: regressions, choices, selection, with errors that know how the cases were drawn."""
