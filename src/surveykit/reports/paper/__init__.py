"""The questionnaire on paper: what is printed of an instrument, before any markup."""
