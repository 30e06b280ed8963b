"""What holds of a published paper, table by table, as a page."""
