"""The instrument: the questionnaire as data."""
