"""Tables of several variables: cells, banners, tests that know the design, letters of columns that differ."""
