"""Colours of codes: whether a code's colour can be seen on paper and on a dark screen."""

import re

_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
PAPER, NIGHT = "#ffffff", "#121212"
LEAST = 3.0
"""The least contrast that WCAG 2.2 asks for signs beside text (criterion 1.4.11)."""


def is_colour(written: str) -> bool:
    """Whether a colour is written as #RRGGBB or #RGB."""
    return _COLOUR.fullmatch(written) is not None


def contrast(first: str, second: str) -> float:
    """How far two colours differ in lightness, from 1 to 21.

    Source: W3C, Web Content Accessibility Guidelines 2.2 (2023), "contrast ratio" and "relative luminance".

    Example:
        >>> round(contrast("#000", "#fff"), 1), round(contrast("#777777", "#ffffff"), 2)
        (21.0, 4.48)
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
