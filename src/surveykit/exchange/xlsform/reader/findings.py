"""What is found while a form is read: what could not be held, with its cell, and how much there was."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from surveykit.exchange.xlsform.reader.workbook import Form
from surveykit.problems import Place, Problem, Rule, Severity

UNSUPPORTED_KIND = Rule(
    "SK564",
    "A question of the form has no counterpart",
    "Pictures, sounds, places on a map and codes to scan are not typed; the data would have a hole nobody knows of.",
    "a question of type `geopoint`",
    "The row is kept as a note that is shown; make it a text, or delete it.",
)
UNTRANSLATED = Rule(
    "SK565",
    "An expression of the form could not be translated",
    "Half a translation would ask the wrong people.",
    "`relevant: regex(${mail}, '@')`",
    "It is kept under `notes`; write what is meant in the expression language.",
)
RENAMED = Rule(
    "SK566",
    "A name or code of the form had to be changed",
    "Data collected with the form carry the old one.",
    "a question called `2nd-visit`, or `Name` beside `name`",
    "Rename the columns of data that were collected with the form, or change the name in both.",
)
NO_WORDING = Rule(
    "SK567",
    "A text is lacking in the form",
    "The respondent would read a name instead of a question.",
    "a question without a label",
    "Write the wording.",
)
BLANKS = Rule(
    "SK568",
    "What the form does with a blank answer was written out",
    "To XPath a blank is an empty text, so that `a != 'x'` is true of it; here a comparison with a blank is unknown.",
    "`relevant: ${a} != 'x'` becomes `a is missing or a != 'x'`",
    "Take it away where blanks are not meant.",
)
LEFT_OUT = Rule(
    "SK569",
    "A column or setting of the form has no counterpart",
    "It says how a question looks on a telephone, or what a server does with it.",
    "`appearance: minimal`",
    "Nothing is to be done where only the looks are lost.",
)
CHOICES = Rule(
    "SK570",
    "Choices of the form could not be taken over as they are",
    "Codes must be unique in a list, and be told apart when they are typed.",
    "a list in which the name `1` stands twice",
    "Look at the list; data collected with the form carry the old codes.",
)
ASSUMED = Rule(
    "SK571",
    "The form leaves open what must be said here",
    "A number needs an end at which the codes of empty answers begin; a form need not have one.",
    "an `integer` without a constraint becomes `range: 0..`",
    "Correct it where the assumption is wrong.",
)
FLATTENED = Rule(
    "SK573",
    "The order or nesting of the form was changed",
    "Sections stand one after the other, and rosters nest once.",
    "a group within a group within a repeat within two repeats",
    "Look at the order of the sections.",
)
UNSOUND = Rule(
    "SK574",
    "The instrument made of the form needs a hand",
    "What surveykit check complains of keeps an instrument from being used.",
    "a list whose codes cannot be typed",
    "Correct the instrument at the line named.",
)


@dataclass
class Findings:
    """The problems, counts and remarks of one form."""

    form: Form
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)  # remarks on the whole instrument

    def tell(self, rule: Rule, what: str, place: Place, severity: Severity = "note", hint: str = "") -> None:
        """A finding."""
        self.problems.append(Problem(rule, what, place, hint or rule.mend, severity))

    def kept(self, place: Place, attribute: str, original: str, why: str, *, asked_of_all: bool = False) -> str:
        """An expression that is kept as a note: tell why, count it, and give the text of the note."""
        self.counts["kept_as_notes"] += 1
        all_ = "; so the question is asked of everybody" if asked_of_all else ""
        short = original if len(original) <= 120 else f"{original[:117]}..."
        what = f"{attribute} `{short}` is kept as a note{all_}: {why}"
        self.tell(UNTRANSLATED, what, place, "warning")
        return f"{where(place)} {attribute}: {original}"

    def translated(self, place: Place, attribute: str, text: str, added: tuple[str, ...]) -> None:
        """An expression that was translated; told where a rule for blanks was needed."""
        self.counts["translated"] += 1
        if added:
            self.counts["with_blank_rules"] += 1
            self.tell(BLANKS, f"{attribute} is written as `{text}`: {added[0]}", place)

    def left_out(self, heading: Literal["column", "setting", "question"], what: str, place: Place, note: str) -> None:
        """Something that only concerns looks or servers; it stays as a remark on the instrument."""
        self.tell(LEFT_OUT, f"{heading} {what} is left out", place)
        self.notes.append(f"{where(place)} {note}")


def where(place: Place) -> str:
    """A place as a note names it, without the file: `survey!F12`, or `line 12`."""
    return place.cell or f"line {place.line}"
