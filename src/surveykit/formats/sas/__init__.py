"""SAS files: .sas7bdat read, with value labels from a format catalogue; transport files (.xpt) both ways."""
