"""`python -m surveykit` is the command `surveykit`."""

from surveykit.cli import main

main()
