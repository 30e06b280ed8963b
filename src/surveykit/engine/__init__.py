"""The table engine: group and sum, over a file on disk or a table in memory."""
