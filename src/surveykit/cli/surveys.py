"""Surveys and stores: a store holds one survey, and another one is not drawn or entered into it by a slip."""

from typing import TYPE_CHECKING

from surveykit.problems import Place, Problem, Rule, StoreError, SurveykitError, listed

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.store.base import Store

OTHER_SURVEY = Rule(
    "SK851",
    "The store holds another survey",
    "Cases of two surveys would stand in one list, one response rate and one table, and nothing is taken out again.",
    "surveykit enter schools.yaml --to firms.db",
    "Name the store of this survey, or the instrument of this store; a name that is new begins a new store.",
)


def refuse_other(store: "Store", instrument: "Instrument", target: str) -> None:
    """Refuse a store that holds another survey and not this one.

    Surveys are told apart by the name of their instrument, which its versions share. An instrument with rounds looks
    for the rounds before in the store, whatever they were called, and is let in.

    Raises:
        StoreError: SK851.
    """
    from surveykit.problems import plain_address

    kept = store.instruments()
    if not kept or instrument.rounds is not None or instrument.fingerprint in kept:
        return
    held = {called for text in kept.values() if (called := _called(text))}
    if held and instrument.instrument not in held:
        what = f"it holds the survey {listed(sorted(held))}; this is '{instrument.instrument}'"
        raise StoreError(Problem(OTHER_SURVEY, what, Place(plain_address(target)), OTHER_SURVEY.mend))


def _called(text: str) -> str:
    """The name of the instrument of a text; "" where it cannot be read."""
    from surveykit.instrument.lookup import unbundled
    from surveykit.source import parsed

    try:
        data = parsed(unbundled(text)[0]).data
    except SurveykitError:  # of an older surveykit, which allowed what this one does not
        return ""
    return str(data.get("instrument", "")) if isinstance(data, dict) else ""
