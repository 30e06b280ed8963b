"""What keys mean: actions with their words, the keymaps that give them keys, and the settings a keyer chooses."""
