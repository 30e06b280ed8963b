"""The layout of an instrument file: one order of keys, one way to write each value, comments kept."""
