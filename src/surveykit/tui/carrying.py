"""Carrying over at the desk: whether an interview begun with an earlier version goes on with the one opened now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Act
from surveykit.interview.interview import Interview
from surveykit.problems import listed

CarryOver = Literal["safe", "always", "never"]
"""Carry interviews over where no answer is touched, whatever happens to answers, or not at all."""

Say = Callable[..., str]


@dataclass(slots=True)
class Carrier:
    """The version that is opened, and when interviews of others go on with it."""

    instrument: Instrument
    when: CarryOver = "safe"
    _verdicts: dict[str, str] = field(default_factory=dict)

    def concerns(self, interview: Interview, kept: Mapping[str, str]) -> bool:
        """Whether an interview was begun with an earlier version, and may go on with this one.

        Args:
            interview: as it stands.
            kept: the versions in the store by fingerprint, oldest first; what is not among them is newer than all.
        """
        mine = self.instrument.fingerprint
        if self.when == "never" or interview.shut or interview.instrument == mine:
            return False
        order = list(kept)
        if interview.instrument not in order:
            return False  # nobody knows what was asked
        return mine not in order or order.index(mine) > order.index(interview.instrument)

    def carried(self, interview: Interview, version: Instrument, say: Say) -> tuple[tuple[Act, ...], str]:
        """The acts that carry an interview over, none where it stays, and what the keyer is told of it.

        Args:
            interview: one of which `concerns` is true.
            version: the version it was begun with.
            say: gives a text of the program by its name, in the language of the interview.
        """
        from surveykit.instrument.version.change import worst
        from surveykit.instrument.version.compare import compare
        from surveykit.interview.carry import carried

        if interview.instrument not in self._verdicts:
            self._verdicts[interview.instrument] = worst(compare(version, self.instrument))
        if self.when == "safe" and self._verdicts[interview.instrument] != "safe":
            return (), say("stays")
        carry = carried(interview, version, self.instrument)
        aside = [problem.place.variable or "" for problem in carry.problems]
        return carry.acts, say("set_aside", names=listed(aside, 6)) if aside else say("carried")
