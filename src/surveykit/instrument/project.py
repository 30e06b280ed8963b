"""From instrument to codebook: what the answers will look like as a table."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook, Consistency
from surveykit.codebook.codelist import CodeList
from surveykit.codebook.variable import Measure, Origin, Type, Variable, standard_missing
from surveykit.instrument.instrument import Column, Computed, Instrument, Registered
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.text import Text

CASE = "case"
CASE_LABEL = Text({"en": "Case", "nb": "Enhet", "it": "Caso", "ru": "Анкета"})


def codebook_of(instrument: Instrument) -> Codebook:
    """The codebook of the dataset an instrument gives: case, register, questions, computed variables.

    Raises:
        DefinitionError: SK310, two variables would share a name.
    """
    commons = instrument.commons
    variables = tuple(_variables(instrument))
    used = dict.fromkeys(variable.codes for variable in variables if variable.codes)
    lists: dict[str, CodeList] = {name: commons.lists[name] for name in used}
    multiples = (question for _, question in instrument.asked() if isinstance(question, Multiple))
    return Codebook(
        name=instrument.instrument,
        title=instrument.title,
        languages=instrument.languages,
        variables=variables,
        lists=lists,
        sets=tuple(question.response_set(commons) for question in multiples),
        checks=tuple(_checks(instrument)),
        sections={section.id: section.title for section in instrument.sections},
        fingerprint=instrument.fingerprint,
    )


def _variables(instrument: Instrument) -> Iterator[Variable]:
    yield Variable(name=CASE, label=CASE_LABEL, type="text", role="id", origin=Origin(kind="register"))
    for registered in instrument.registered:
        yield _column(registered, instrument, Origin(kind="register"))
    for section, question in instrument.asked():
        relevance = instrument.relevance_of(section, question)
        for variable in question.variables(instrument.commons, section.id):
            yield variable.model_copy(update={"origin": variable.origin.model_copy(update={"relevance": relevance})})
    for computed in instrument.computed:
        yield _column(computed, instrument, Origin(kind="computed", formula=computed.formula))


def _checks(instrument: Instrument) -> Iterator[Consistency]:
    for section, question in instrument.asked():
        for check in question.checks:
            yield Consistency(
                id=check.id,
                variable=question.id,
                relevance=instrument.relevance_of(section, question),
                when_unknown=question.when_unknown,
                severity=check.severity,
                rule=check.rule,
                message=check.message,
            )


def _column(column: Column, instrument: Instrument, origin: Origin) -> Variable:
    text = column.format == "text" or (column.codes is not None and instrument.commons.holds_texts(column.codes))
    kind: Type = "text" if text else "number"
    codes = [] if column.codes is None else instrument.commons.lists[column.codes].values
    whole = not text and all(isinstance(value, int) for value in codes) and bool(codes or column.format == "integer")
    measure: Measure = "nominal" if text or column.codes else "scale"
    return Variable(
        name=column.id,
        label=column.label,
        type=kind,
        measure=column.measure or measure,
        codes=column.codes,
        decimals=0 if whole else column.decimals,
        unit=column.unit,
        missing=() if isinstance(column, Computed) else standard_missing(kind, instrument.missing),
        role=column.role if isinstance(column, Registered) else None,
        notes=str(column.help) if isinstance(column, Computed) else "",
        origin=origin,
    )
