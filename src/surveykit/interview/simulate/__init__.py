"""Simulated interviews: answers of nobody that obey routing and checks, to try a questionnaire and its tables on."""
