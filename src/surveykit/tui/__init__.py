"""The terminal: the questionnaire on a screen of 80 by 24, keyed without a mouse."""
