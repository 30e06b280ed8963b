"""SPSS files: .sav and .zsav read and written, .por read."""
