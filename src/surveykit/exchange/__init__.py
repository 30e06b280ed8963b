"""Exchanges of instruments: the table of the systems whose forms surveykit reads or writes."""

from importlib import import_module
from pathlib import Path
from typing import Final

from surveykit.exchange.base import ONE_WAY, UNKNOWN_FORM, Exchange, Reading, located
from surveykit.instrument.instrument import Instrument
from surveykit.problems import FormatError, Place, Problem, listed, nearest

EXCHANGES: Final = {
    "xlsform": "surveykit.exchange.xlsform.form:EXCHANGE",
    "redcap": "surveykit.exchange.redcap.form:EXCHANGE",
    "formr": "surveykit.exchange.formr.form:EXCHANGE",
    "limesurvey": "surveykit.exchange.limesurvey.form:EXCHANGE",
    "dictionary": "surveykit.exchange.dictionary.form:EXCHANGE",
    "ddi": "surveykit.exchange.ddi.form:EXCHANGE",
}  # where each system is, imported when it is asked for


def every_exchange() -> tuple[Exchange, ...]:
    """All systems, in the order of the table."""
    return tuple(exchange_called(name) for name in EXCHANGES)


def exchange_called(name: str) -> Exchange:
    """The system of a name.

    Raises:
        FormatError: SK560, there is none.
    """
    if name not in EXCHANGES:
        hint = nearest(name, EXCHANGES) or f"the systems are {listed(list(EXCHANGES))}"
        raise FormatError(Problem(UNKNOWN_FORM, f"no system is called '{name}'", hint=hint))
    module, _, attribute = EXCHANGES[name].partition(":")
    exchange: Exchange = getattr(import_module(module), attribute)
    return exchange


def read(path: Path, name: str = "") -> Reading:
    """Read a form of the system named, or of the one that knows the file as its own.

    Raises:
        FormatError: SK560, none or several do; SK561, it is written only; whatever the reader refuses.
    """
    exchange = exchange_called(name) if name else _recognised(path)
    if exchange.read is None:
        what = f"forms of {exchange.title} are written, not read"
        raise FormatError(Problem(ONE_WAY, what, Place(file=str(path)), ONE_WAY.mend))
    try:
        reading = exchange.read(path)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    return Reading(reading.text, located(reading.problems, path), reading.counts)


def write(instrument: Instrument, path: Path, name: str = "") -> tuple[Problem, ...]:
    """Write an instrument as a form, whole or not at all, and say what the form cannot hold.

    Raises:
        FormatError: SK560, the suffix is that of no system or of several; SK561, it is read only; SK509.
    """
    from surveykit.whole import written_whole

    exchange = exchange_called(name) if name else _suffixed(path)
    if exchange.write is None:
        what = f"forms of {exchange.title} are read, not written"
        raise FormatError(Problem(ONE_WAY, what, Place(file=str(path)), ONE_WAY.mend))
    try:
        with written_whole(path) as partial:
            losses = exchange.write(instrument, partial)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    return located(losses, path)


def _recognised(path: Path) -> Exchange:
    """The one system that knows a file as its own."""
    _refuse_absent(path)
    suffix = path.suffix.lower()
    possible = [exchange for exchange in every_exchange() if suffix in exchange.suffixes and exchange.read]
    found = [exchange for exchange in possible if exchange.recognises(path)]
    if len(found) == 1:
        return found[0]
    if len(possible) == 1:
        return possible[0]  # its reader says best what is wrong with the file
    named = [exchange.name for exchange in found or possible or every_exchange()]
    said = "a form of several systems" if found else "a form of no system that is read"
    hint = f"write --from NAME; it may be {listed(named)}"
    raise FormatError(Problem(UNKNOWN_FORM, f"the file seems to be {said}", Place(file=str(path)), hint))


def _suffixed(path: Path) -> Exchange:
    """The one system that writes files of a suffix."""
    suffix = path.suffix.lower()
    found = [exchange for exchange in every_exchange() if suffix in exchange.suffixes and exchange.write]
    if len(found) == 1:
        return found[0]
    named = [exchange.name for exchange in found or every_exchange() if exchange.write]
    said = f"several systems have forms with the suffix '{suffix}'" if found else f"no form has the suffix '{suffix}'"
    raise FormatError(Problem(UNKNOWN_FORM, said, Place(file=str(path)), f"write --to NAME; it may be {listed(named)}"))


def _refuse_absent(path: Path) -> None:
    from surveykit.exchange.base import NOT_A_FORM

    if not path.is_file():
        what = "this is a folder" if path.is_dir() else "there is no such file"
        raise FormatError(Problem(NOT_A_FORM, what, Place(file=str(path)), "correct the name"))
