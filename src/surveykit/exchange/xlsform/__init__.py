"""XLSForm: the forms of ODK, KoboToolbox and their kin, kept in workbooks."""
