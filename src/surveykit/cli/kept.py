"""What a store keeps, for pages on how it came there: every journal, and the versions of the instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.problems import Problem, StoreError, SurveykitError

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.interview.events import History


@dataclass(frozen=True, slots=True)
class Kept:
    """The journals of a store in the order they were begun, its instruments, and what could not be read.

    `instruments` are by fingerprint, the newest first.
    """

    journals: "Mapping[str, History]"
    instruments: "Mapping[str, Instrument]"
    problems: tuple[Problem, ...]
    title: str  # the name of the store, without the way to it and without a password

    @property
    def sections(self) -> "Mapping[str, str]":
        """The section of every question of all versions, in the order of the newest."""
        found: dict[str, str] = {}
        for instrument in self.instruments.values():
            for section, question in instrument.asked():
                found.setdefault(question.id, section.id)
        return found


def kept(target: str) -> Kept:
    """Read a store whole; what is damaged is told, and the rest read.

    Raises:
        StoreError: SK800 to SK806, the store cannot be opened.
    """
    from surveykit import store
    from surveykit.instrument.file import loaded
    from surveykit.problems import plain_address

    journals: dict[str, History] = {}
    problems: list[Problem] = []
    title = plain_address(target).rpartition("/")[2]
    with store.open(target) as opened:
        texts = dict(reversed([*opened.instruments().items()]))
        try:
            journals.update(opened.journals())
        except StoreError as refusal:
            problems += refusal.problems
    instruments = {}
    for fingerprint, text in texts.items():
        try:
            instruments[fingerprint] = loaded(text, title)
        except SurveykitError as refusal:  # of an older surveykit, which allowed what this one does not
            problems += refusal.problems
    return Kept(journals, instruments, tuple(problems), title)
