"""Pictures of results: the numbers of every chart as a table, and charts of descriptions."""
