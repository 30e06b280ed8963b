"""The pages of an adjudicator: what coders hold side by side, the list of differences, and the figures of the work."""
