"""Acts of coding: what coders and those who lead them did, numbered and never changed; the rest is read off them.

A journal of codings has several histories: "answers" (what is coded), "frame" (by which codes), and for each coder and
adjudicator "batches NAME" (what they were given) and "coder NAME". Nobody writes into the history of another coder.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, get_args

from surveykit.coding.unit import Unit
from surveykit.journal import Recorded, Vocabulary

Outcome = Literal["coded", "none", "uncodable"]
"""How an answer was judged: it has codes; no code of the frame applies; it cannot be coded, with the reason."""

Role = Literal["code", "recode", "adjudicate"]
"""What a coder is given answers for."""

Method = Literal["consensus", "third", "majority"]
"""How coders who differed were settled: they agreed on it, a third person decided, or most of them held it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where in an answer the words are that a code was given for.

    Positions count Unicode code points from 0; the end is the first one that does not belong to it.
    """

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Took:
    """Answers were taken in from a file; one that is known with other words has these from now on."""

    units: tuple[Unit, ...]
    source: str = ""  # the file, without its folder


@dataclass(frozen=True, slots=True)
class Framed:
    """The answers are coded by this version of a coding frame (its fingerprint); the store keeps its text."""

    frame: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Given:
    """A batch of answers was given to a coder. In a blind batch nobody sees what others or a model say."""

    batch: str
    coder: str
    units: tuple[str, ...]
    blind: bool = True
    role: Role = "code"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Coded:
    """A coder judged an answer.

    Args:
        unit: the id of the answer.
        text: the hash of the words that were judged.
        frame: the fingerprint of the frame that was used.
        outcome: how it was judged.
        codes: the codes, in the order of the frame; none where the outcome is not "coded".
        reason: why it is uncodable.
        spans: where the words are, for codes given to a part of the answer.
        note: what the coder wants to say of it.
        batch: the batch it was coded in, "" outside of one.
        accepted: code to where it came from, for codes that a suggestion proposed, such as "rule fiera" or
            "learned, rank 1, score 0.83"; codes of the coder's own are not in it.
        shown: the codes that were suggested, in the order they were shown.
        together: other answers with the same words that the coder judged by the same key press, each with its hash.
        source: "screen", or the file it was imported from.
        seconds: how long the answer was on the screen.
    """

    unit: str
    text: str
    frame: str
    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    note: str = ""
    batch: str = ""
    accepted: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    together: Mapping[str, str] = field(default_factory=dict)
    source: str = "screen"
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A coder took a judgement back: the answer waits again."""

    unit: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Where coders differed, or to confirm them, this is the judgement that holds; every input is kept.

    Args:
        unit: the id of the answer.
        text: the hash of the words that were judged.
        frame: the fingerprint of the frame that was used.
        inputs: the ids of the events with the codings that were looked at.
        outcome: how it is judged.
        codes: the codes that hold.
        reason: why it is uncodable, or why it was decided so.
        method: how it was settled.
    """

    unit: str
    text: str
    frame: str
    inputs: tuple[str, ...]
    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()
    reason: str = ""
    method: Method = "consensus"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A settlement was taken back."""

    unit: str


CodingAct = Took | Framed | Given | Coded | Uncoded | Settled | Unsettled
ACTS: Mapping[str, type[Any]] = {act.__name__.lower(): act for act in get_args(CodingAct)}


@dataclass(frozen=True, slots=True)
class CodingEvent(Recorded[CodingAct]):
    """One act of coding as it stands in the journal."""


PARTS: Mapping[tuple[str, str], type[Unit | Span]] = {("took", "units"): Unit, ("coded", "spans"): Span}
"""What in an act is a thing of its own: the act and its part, to the kind of these things."""


def written(act: CodingAct) -> dict[str, Any]:
    """An act as plain data for JSON, with its kind under "act"; what is as it mostly is, is left out.

    Example:
        >>> written(Coded("q/1", "2cf24dba5fb0a30e", "f", codes=("EXP",), spans=(Span("EXP", 0, 7),)))["spans"]
        [{'code': 'EXP', 'start': 0, 'end': 7}]
    """
    kind = type(act).__name__.lower()
    data = _plain(act)
    for name, value in data.items():
        if (kind, name) in PARTS:
            data[name] = [_plain(part) for part in value]
    return {"act": kind, **data}


def read(data: Mapping[str, Any]) -> CodingAct:
    """The act that `written` wrote.

    Raises:
        KeyError: the kind of act is not known: the journal was written by a newer version.

    Example:
        >>> read(written(Took((Unit("1", "q", "hello"),), "data.csv"))).units[0].text
        'hello'
    """
    kind = data["act"]
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name != "act"
    }
    for (of, name), part in PARTS.items():
        if of == kind and name in said:
            said[name] = tuple(part(**each) for each in said[name])
    act: CodingAct = ACTS[kind](**said)
    return act


def _plain(thing: Any) -> dict[str, Any]:
    values = ((part, getattr(thing, part.name)) for part in fields(thing))
    return {part.name: value for part, value in values if not _as_mostly(part, value)}


def _as_mostly(part: Any, value: Any) -> bool:
    if part.default is not MISSING:
        return bool(value == part.default) and repr(value) == repr(part.default)  # -0.0 is not 0.0
    return part.default_factory is not MISSING and not value


CODINGS = Vocabulary("codings", CodingEvent, ACTS, "frame", written, read, PARTS)
"""What a store of codings holds."""
