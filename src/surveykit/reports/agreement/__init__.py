"""How far coders agree, on paper."""
