"""Codings of open answers as tables, .csv and .xlsx, long and wide: in, and out with what they cannot hold."""
