"""REDCap data dictionaries: the CSV that the designer and the API give of a project's fields."""
