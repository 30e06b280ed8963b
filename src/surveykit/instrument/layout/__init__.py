"""What an editor needs: one layout for every file, with its comments kept, and the schema of the keys."""
