"""Themes: the colours of the app, dark, light and with high contrast, and none at all."""

from collections.abc import Mapping
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="dark",
    primary="#5aa9e6",
    secondary="#3a6ea5",
    warning="#ffa62b",
    error="#e0607e",
    success="#4ebf71",
    accent="#ffa62b",
    foreground="#e0e0e0",
    background="#121212",
    surface="#1e1e1e",
    panel="#242f38",
)
LIGHT = Theme(
    name="light",
    primary="#003a66",
    secondary="#00507f",
    warning="#6b4300",
    error="#8c0d2b",
    success="#0f5223",
    accent="#6b4300",
    foreground="#1f1f1f",
    background="#fafafa",
    surface="#ececec",
    panel="#dde4ea",
    dark=False,
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff00",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#303030",
    panel="#00004d",
)
NO_COLOUR = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="no-colour",
    primary="ansi_default",
    secondary="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST, NO_COLOUR)}
