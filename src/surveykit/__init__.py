"""surveykit: survey instruments, field data entry, codebooks and tables from one readable YAML file."""

__version__ = "0.1.0"
