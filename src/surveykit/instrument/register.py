"""What the register knows of a case, as somebody gives it by hand: checked against the instrument."""

from collections.abc import Iterable, Mapping

from surveykit.instrument.control import Choose, Control, Date, Number, Option, Write
from surveykit.instrument.instrument import Instrument, Registered
from surveykit.instrument.typed import answer_of
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest

NOT_REGISTERED = Rule(
    "SK469",
    "This is not what the register can know",
    "A value under a name that no check reads would be lost without a word.",
    "--register industri=72 where the instrument has `frame_industry` in its register",
    "Give NAME=VALUE, once for each name that stands in the instrument under `register`.",
)


def register_of(instrument: Instrument, given: Iterable[str]) -> Mapping[str, Value]:
    """The values of the register that pairs `NAME=VALUE` give, each with a code or type its variable has.

    Raises:
        DataError: SK469, an unknown or repeated name, or no pair; SK450 and SK451, a value the variable cannot have.
    """
    columns = {column.id: column for column in instrument.registered}
    known: dict[str, Value] = {}
    problems: list[Problem] = []
    for pair in given:
        name, equals, typed = (part.strip() for part in pair.partition("="))
        found = _value(instrument, columns.get(name), typed) if equals else _wrong(f"'{pair}' is no pair NAME=VALUE")
        if equals and name not in columns:
            found = _wrong(f"'{name}' is not in the register of the instrument", _known(name, columns))
        elif name in known:
            found = _wrong(f"'{name}' is given twice")
        if isinstance(found, Problem):
            problems.append(found.at(Place("--register", variable=name)))
        elif found is not None:
            known[name] = found
    if problems:
        raise DataError(problems)
    return known


def _value(instrument: Instrument, column: Registered | None, typed: str) -> Value | Problem | None:
    """A value typed for a variable; None where there is no such variable."""
    if column is None:
        return None
    found = answer_of(control_of(instrument, column), typed)
    if isinstance(found, tuple):
        raise TypeError(found)  # one choice gives one value
    if found in instrument.missing.values() and not isinstance(found, Problem):
        return _wrong(f"{found} is the code of an empty answer", "leave out what the register does not know")
    return found


def control_of(instrument: Instrument, column: Registered) -> Control:
    """What a value of the register can be, as if it were asked for."""
    if column.codes is not None:
        codes = instrument.commons.lists[column.codes].codes
        return Choose(tuple(Option(code.value, code.label) for code in codes))
    match column.format:
        case "integer":
            return Number()
        case "decimal":
            return Number(decimals=None)
        case "text":
            return Write()
        case "date":
            return Date()


def _wrong(what: str, hint: str = NOT_REGISTERED.mend) -> Problem:
    return Problem(NOT_REGISTERED, what, hint=hint)


def _known(name: str, columns: Mapping[str, Registered]) -> str:
    if not columns:
        return "the instrument has no register"
    return nearest(name, columns) or f"the register has {listed([*columns])}"
