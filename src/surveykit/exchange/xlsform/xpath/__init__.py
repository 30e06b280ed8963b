"""The expressions of XLSForm, which are XPath: read, translated into ours, and written."""
