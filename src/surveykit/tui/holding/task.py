"""The task a form is opened for: an interview, or keying from paper with the eyes on the paper."""

from dataclasses import dataclass

from surveykit.instrument.control import Choose, Control, Show
from surveykit.interview.session import Session
from surveykit.missing import Answer
from surveykit.tui.choices import fitting


@dataclass(frozen=True, slots=True)
class Task:
    """What a form is opened for.

    Args:
        heads_down: a code that can be no other is stored without Enter, and notes are passed over.
        codes_only: no labels are shown.
        first: the first entry of the form, where this is the second one.
        shown: whether what the first entry holds is shown.
    """

    heads_down: bool = False
    codes_only: bool = False
    first: Session | None = None
    shown: bool = False

    def passes(self, session: Session, name: str) -> bool:
        """Whether a question is passed over on the way: there is nothing to key at it."""
        stop = session.stop(name)
        note = self.heads_down and isinstance(stop.control, Show)
        taken = self.first is not None and stop.question is not None and not stop.question.verify
        return note or (taken and name in session.interview.answers)

    def place(self, session: Session, name: str) -> str:
        """A question to begin at: the one named, or the next at which there is something to key."""
        after = session.route[session.places[name] :]
        return next((other for other in after if not self.passes(session, other)), name)

    def said_first(self, name: str) -> Answer | None:
        """What the first entry holds, where it is shown."""
        return self.first.interview.answers.get(name) if self.first is not None and self.shown else None


INTERVIEW = Task()
"""An interview is held: nothing is passed over, and every answer is stored with Enter."""


def unambiguous(control: Control, typed: str) -> bool:
    """Whether what is typed is one code and the beginning of no other, so that Enter would tell nothing.

    Example:
        >>> from surveykit.instrument.control import Choose, Option
        >>> from surveykit.text import Text
        >>> months = Choose(tuple(Option(month, Text(str(month))) for month in range(1, 13)))
        >>> unambiguous(months, "1"), unambiguous(months, "12"), unambiguous(months, "2"), unambiguous(months, "13")
        (False, True, True, False)
    """
    if not isinstance(control, Choose) or control.several:
        return False
    code = typed.strip().casefold()
    codes = [str(option.value).casefold() for option in control.options]
    return code in codes and not any(other != code and other.startswith(code) for other in codes)


def ends_itself(control: Control, typed: str, language: str) -> bool:
    """Whether Enter would tell nothing: what is typed is one code only, or can become no choice and is refused.

    Example:
        >>> from surveykit.instrument.control import Choose, Option
        >>> from surveykit.text import Text
        >>> months = Choose(tuple(Option(month, Text(str(month))) for month in range(1, 13)))
        >>> ends_itself(months, "1", "en"), ends_itself(months, "2", "en"), ends_itself(months, "13", "en")
        (False, True, True)
    """
    if not isinstance(control, Choose) or control.several or not typed.strip():
        return False
    return unambiguous(control, typed) or not fitting(control, typed, language)
