"""Weights: how simulated answers are spread, question by question, as a YAML file says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Rank, Show, Write
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.register import control_of
from surveykit.instrument.typed import answer_of
from surveykit.interview.simulate.measure import measure_of
from surveykit.missing import DONT_KNOW, NO_ANSWER, REASONS, REFUSED, Value
from surveykit.problems import Problem, Rule, SourceError, listed, nearest
from surveykit.source import Path_, Source

NO_WEIGHT = Rule(
    "SK293",
    "The weights do not fit the instrument",
    "A weight for an answer nobody can give would be left out without a word.",
    "`weights: {export: {3: 0.2}}` where the choices of `export` are 1 and 0",
    "Name questions and codes as the instrument does; write shares as numbers from 0 to 1.",
)
EMPTIES: Mapping[str, float] = {REFUSED: 0.005, DONT_KNOW: 0.01, NO_ANSWER: 0.005}
"""How often an answer is empty where no weights say so."""
_ENDS = ("mean", "sd", "low", "high")


@dataclass(frozen=True, slots=True)
class Wish:
    """How the answers to one question are spread.

    `values` are weights of single answers; for a question of several choices, the share that ticks each. A number,
    date or time may have a `mean` and `sd` instead, or ends between which it lies evenly. `empties` are shares.
    """

    values: Mapping[Value, float] = field(default_factory=dict)
    mean: float | None = None
    sd: float = 0.0
    low: float | None = None
    high: float | None = None
    empties: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How all answers are spread: by question or register variable, else evenly.

    `empties` is the share of each reason where a question has no wish of its own, `soft` the share of questions at
    which a soft check is not heeded.
    """

    wishes: Mapping[str, Wish] = field(default_factory=dict)
    empties: Mapping[str, float] = field(default_factory=lambda: EMPTIES)
    soft: float = 0.1


def weights_of(source: Source, instrument: Instrument) -> Weights:
    """The weights a file tells of.

    Raises:
        SourceError: SK293, every place where it does not fit the instrument.
    """
    reader = _Reader(source, instrument)
    data = source.data
    if not isinstance(data, dict):
        raise SourceError(reader.wrong((), "a mapping with `weights`, `empties` and `soft` was expected"))
    for key in data:
        if key not in ("weights", "empties", "soft"):
            hint = nearest(key, ("weights", "empties", "soft")) or "the keys are weights, empties and soft"
            reader.problems.append(reader.wrong((key,), f"the key '{key}' is not known", hint))
    made = Weights(
        reader.wishes(data.get("weights") or {}),
        reader.empties(data["empties"], ("empties",)) if "empties" in data else EMPTIES,
        reader.share(data["soft"], ("soft",)) if "soft" in data else 0.1,
    )
    if reader.problems:
        raise SourceError(reader.problems)
    return made


class _Reader:
    """Reads a file of weights, keeping every problem."""

    def __init__(self, source: Source, instrument: Instrument) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.controls: dict[str, Control] = {}
        self.lines: dict[str, list[str]] = {}
        for column in instrument.registered:
            self.controls[column.id] = control_of(instrument, column)
        for name, question in instrument.questions.items():
            self.controls[name] = question.control(instrument.commons)
            if question.made_by:
                self.lines.setdefault(question.made_by, []).append(name)

    def wrong(self, path: Path_, what: str, hint: str = NO_WEIGHT.mend) -> Problem:
        return Problem(NO_WEIGHT, what, self.source.place(path, key=True), hint)

    def _complain(self, path: Path_, what: str, hint: str = NO_WEIGHT.mend) -> None:
        self.problems.append(self.wrong(path, what, hint))

    def wishes(self, data: object) -> dict[str, Wish]:
        if not isinstance(data, dict):
            self._complain(("weights",), "a mapping from question to its weights was expected")
            return {}
        made: dict[str, Wish] = {}
        for name, said in data.items():
            path: Path_ = ("weights", name)
            for question in self._meant(name, path):
                wish = self._wish(said, path, self.controls[question])
                if question == name or question not in data:
                    made[question] = wish
        return made

    def _meant(self, name: str, path: Path_) -> list[str]:
        """The questions a name stands for: itself, or the lines of a battery."""
        if name in self.controls and not isinstance(self.controls[name], Show):
            return [name]
        if name in self.lines:
            return self.lines[name]
        hint = nearest(name, [*self.controls, *self.lines]) or "name a question or a variable of the register"
        self._complain(path, f"'{name}' is no question that can be answered", hint)
        return []

    def _wish(self, said: object, path: Path_, control: Control) -> Wish:
        if isinstance(said, list):
            said = {str(item): "1" for item in said}
        if not isinstance(said, dict):
            self._complain(path, "weights are a mapping, or a list of answers that are equally likely")
            return Wish()
        told = len(self.problems)
        values: dict[Value, float] = {}
        ends: dict[str, float | None] = {}
        empties: dict[str, float] = {}
        for key, value in said.items():
            here: Path_ = (*path, key)
            if key in REASONS:
                empties[key] = self.share(value, here)
            elif key in _ENDS and isinstance(control, Number | Date | Clock):
                ends[key] = self._end(str(value), here, control, spread=key == "sd")
            else:
                values.update(self._weight(key, value, here, control))
        self._look_at(values, ends, path)
        several = isinstance(control, Choose) and control.several
        if values and not sum(values.values()) and not several and len(self.problems) == told:
            self._complain(path, "all weights are zero")
        return Wish(values, ends.get("mean"), ends.get("sd") or 0.0, ends.get("low"), ends.get("high"), empties or None)

    def _look_at(self, values: Mapping[Value, float], ends: Mapping[str, float | None], path: Path_) -> None:
        if values and ends:
            self._complain(path, "single answers and a mean, or ends, cannot both be wished for")
        if "sd" in ends and "mean" not in ends:
            self._complain(path, "a standard deviation needs a `mean`")
        low, high = ends.get("low"), ends.get("high")
        if low is not None and high is not None and low > high:
            self._complain(path, "`low` lies above `high`")

    def _weight(self, key: str, value: object, path: Path_, control: Control) -> Iterator[tuple[Value, float]]:
        """The weight of one answer."""
        several = isinstance(control, Choose) and control.several
        found = self._value(key, control)
        if isinstance(found, Problem):
            self._complain(path, found.what, found.hint)
        else:
            yield found, self.share(value, path) if several else self._number(value, path, low=0.0)

    @staticmethod
    def _value(key: str, control: Control) -> Value | Problem:
        if isinstance(control, Choose | Rank):
            codes = {str(option.value): option.value for option in control.options}
            if key in codes:
                return codes[key]
            hint = nearest(key, codes) or f"the choices are {listed([*codes.values()])}"
            return Problem(NO_WEIGHT, f"'{key}' is not among the choices", hint=hint)
        if isinstance(control, Write):
            return key
        found = answer_of(control, key)
        return found[0] if isinstance(found, tuple) else found

    def _end(self, word: str, path: Path_, control: Control, *, spread: bool) -> float:
        if spread or isinstance(control, Number) or (isinstance(control, Clock) and control.unit):
            return self._number(word, path, low=0.0 if spread else None)
        found = measure_of(word)
        if found is None:
            self._complain(path, f"'{word}' is neither a day nor a time")
        return found or 0.0

    def empties(self, said: object, path: Path_) -> Mapping[str, float]:
        """The share of each reason: as written, or one share for all of them."""
        if not isinstance(said, dict):
            share = self.share(said, path) / len(EMPTIES)
            return dict.fromkeys(EMPTIES, share)
        for reason in said:
            if reason not in REASONS:
                self._complain((*path, reason), f"'{reason}' is no reason", f"the reasons are {listed(REASONS)}")
        return {reason: self.share(share, (*path, reason)) for reason, share in said.items()}

    def share(self, said: object, path: Path_) -> float:
        """A number from 0 to 1."""
        found = self._number(said, path, low=0.0)
        if found > 1:
            self._complain(path, f"{said} is above 1", "write a share, such as 0.2")
        return found

    def _number(self, said: object, path: Path_, low: float | None) -> float:
        try:
            found = float(str(said))
        except ValueError:
            self._complain(path, f"'{said}' is not a number")
            return 0.0
        if not abs(found) < float("inf") or (low is not None and found < low):
            self._complain(path, f"{said} cannot be meant", "write a number that is not below zero")
        return found
