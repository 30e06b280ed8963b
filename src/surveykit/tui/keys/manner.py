"""How a keyer uses the app: the settings in force, and what is said of keys with them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from surveykit.problems import Problem
from surveykit.tui.keys.actions import action_of
from surveykit.tui.keys.keymaps import KEYMAPS, Keymap, brief, label
from surveykit.tui.keys.settings import Settings, keep, settings_in, settings_path
from surveykit.tui.lines import Context, Line, keys
from surveykit.tui.words import say

NAMED = ("next_open", "finish", "review", "undo", "redo")  # actions of an interview that texts name by their key


class Manner:
    """The settings in force. The pages of a desk share it, and the settings page changes it."""

    def __init__(
        self, settings: Settings | None = None, file: Path | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        """Begin with settings.

        Args:
            settings: what was chosen; the defaults without them.
            file: where what is chosen is kept; nowhere without it.
            problems: what is wrong with the file.
        """
        self.settings = settings or Settings()
        self.file = file
        self._problems = tuple(problems)

    @classmethod
    def of_user(cls) -> "Manner":
        """The settings of the user, from their file."""
        file = settings_path()
        settings, problems = settings_in(file)
        return cls(settings, file, problems)

    @property
    def keymap(self) -> Keymap:
        """The keymap in force."""
        return KEYMAPS[self.settings.keymap]

    def change(self, name: str, value: str) -> None:
        """Choose something else, and keep it where there is a file."""
        self.settings = self.settings.with_(name, value)
        problem = keep(self.settings, self.file) if self.file else None
        self._problems = (problem,) if problem else ()

    def wrong(self) -> list[str]:
        """What is wrong with the file of the settings, each in a sentence."""
        return [
            f"{problem.place}: {problem.rule.code} {problem.what}. {_begun(problem.hint)}" for problem in self._problems
        ]

    def say(self, language: str, word: str, **values: object) -> str:
        """A text of the program; `$next_open`, `$finish` and their like in it are the keys in force."""
        named = {action: self.label("interview", action) for action in NAMED}
        lists = {"leave": self.label("interview", "leave"), "new": self.label("list", "new")}
        return say(language, word, **{**named, **lists, **values})

    def label(self, context: Context, action: str) -> str:
        """The first key of an action, as one reads it; "" where it has none."""
        return next((label(key) for key in self.keymap.keys(context, action)), "")

    def labels(self, context: Context, action: str, language: str) -> str:
        """All keys of an action, as one reads them."""
        bound = self.keymap.keys(context, action)
        return "  ".join(say(language, "enter") if key == "enter" else label(key) for key in bound)

    def foot(
        self,
        context: Context,
        actions: Sequence[str],
        language: str,
        width: int,
        words: Mapping[str, str] | None = None,
    ) -> Line:
        """Actions with their keys, as many as fit; a click on one is the action.

        Args:
            context: where the keys are meant.
            actions: the names of the actions, those that matter most first.
            language: the language to speak.
            width: the cells across.
            words: what is said of an action in place of its short word.
        """
        hints = []
        for action in actions:
            bound = self.keymap.keys(context, action)
            if bound:
                shown = say(language, "enter") if bound[0] == "enter" else brief(bound[0])
                does = (words or {}).get(action) or say(language, action_of(context, action).short)
                hints.append((shown, does, action))
        return keys(hints, width)


def _begun(sentence: str) -> str:
    """A hint as a sentence of its own."""
    return sentence[:1].upper() + sentence[1:]
