"""The entry app in a browser: who is let in, the page, and a window with a process of its own for each keyer."""
