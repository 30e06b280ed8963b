"""Settings: what a keyer chooses once for all interviews, kept in a small YAML file of the user."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from surveykit.problems import Place, Problem, Rule, SurveykitError, listed, nearest
from surveykit.source import Source, read
from surveykit.tui.keys.keymaps import KEYMAPS
from surveykit.whole import written_whole

Theme = Literal["dark", "light", "high-contrast", "no-colour"]
Spacing = Literal["compact", "comfortable"]

FILE = "settings.yaml"

UNKNOWN_SETTING = Rule(
    "SK835",
    "The settings file says something the app does not know",
    "The rest of the file is taken as it stands; what is not known keeps its default.",
    "theme: drak",
    "Correct the line, or choose anew in the settings (Ctrl+O).",
)
NOT_KEPT = Rule(
    "SK836",
    "The settings cannot be kept",
    "They hold until the app is left; the next time they are the old ones.",
    "a configuration folder that is read only",
    "Make the folder writable, or go on without.",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a keyer.

    Args:
        keymap: which keys stand for which actions.
        theme: the colours.
        spacing: whether questions stand close together or with a free line between them.
    """

    keymap: str = "surveykit"
    theme: Theme = "dark"
    spacing: Spacing = "compact"

    def with_(self, name: str, value: str) -> "Settings":
        """The settings with another choice.

        Example:
            >>> Settings().with_("theme", "light")
            Settings(keymap='surveykit', theme='light', spacing='compact')
        """
        return replace(self, **{name: value})  # type: ignore[arg-type]


CHOICES: Mapping[str, tuple[str, ...]] = {
    "keymap": tuple(KEYMAPS),
    "theme": get_args(Theme),
    "spacing": get_args(Spacing),
}
"""Each setting and what can be chosen for it, the default first."""


def settings_path() -> Path:
    """Where the settings of the user are kept."""
    from platformdirs import user_config_path

    return user_config_path("surveykit", appauthor=False) / FILE


def settings_in(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings kept in a file, and what is wrong with it; the defaults where there is none."""
    if not path.exists():
        return Settings(), ()
    try:
        source = read(path)
    except SurveykitError as refusal:
        return Settings(), refusal.problems
    if not isinstance(source.data, dict):
        return Settings(), (_unknown("the file is no list of settings", source.place(())),)
    settings, problems = Settings(), []
    for name, value in source.data.items():
        problem = _wrong(source, name, value)
        if problem is None:
            settings = settings.with_(name, value)
        else:
            problems.append(problem)
    return settings, tuple(problems)


def keep(settings: Settings, path: Path) -> Problem | None:
    """Write settings to a file, which its user alone may read; what went wrong where they cannot be kept."""
    text = "".join(f"{name}: {getattr(settings, name)}\n" for name in CHOICES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as partial:
            partial.write_text(text, encoding="utf-8")
    except SurveykitError as refusal:
        return Problem(NOT_KEPT, refusal.problems[0].what, Place(file=str(path)), NOT_KEPT.mend, "warning")
    except OSError as failure:
        what = f"the folder cannot be made: {failure.strerror or failure}"
        return Problem(NOT_KEPT, what, Place(file=str(path)), NOT_KEPT.mend, "warning")
    return None


def _wrong(source: Source, name: Hashable, value: object) -> Problem | None:
    """What is wrong with one line of the file."""
    if name not in CHOICES:
        what = f"'{name}' is no setting; there are {listed([*CHOICES])}"
        return _unknown(what, source.place((name,), key=True), nearest(str(name), CHOICES))
    if value not in CHOICES[str(name)]:
        what = f"'{value}' cannot be chosen as {name}; {listed(CHOICES[str(name)])} can"
        return _unknown(what, source.place((name,)), nearest(str(value), CHOICES[str(name)]))
    return None


def _unknown(what: str, place: Place, hint: str = "") -> Problem:
    return Problem(UNKNOWN_SETTING, what, place, hint or UNKNOWN_SETTING.mend, "warning")
