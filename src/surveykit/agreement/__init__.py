"""Agreement: how far coders agree beyond chance, with intervals."""
