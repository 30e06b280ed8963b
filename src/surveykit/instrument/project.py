"""From instrument to codebook: what the answers will look like as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency
from surveykit.codebook.codelist import CodeList
from surveykit.codebook.variable import Measure, Origin, Role, Type, Variable, standard_missing
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Column, Computed, Instrument, Registered, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.question import Choosing
from surveykit.problems import DefinitionError
from surveykit.text import Text

Asked = Sequence[tuple[Section, Question]]

CASE = "case"
ORDER_LABEL = {
    "en": "Order in which '{}' was shown",
    "nb": "Rekkefølgen «{}» ble vist i",
    "it": "Ordine in cui è stato mostrato «{}»",
    "ru": "Порядок показа «{}»",
}
CASE_LABEL = Text({"en": "Case", "nb": "Enhet", "it": "Caso", "ru": "Анкета"})


def codebook_of(instrument: Instrument, roster: str = "") -> Codebook:
    """The codebook of the dataset an instrument gives: case, register, questions, computed variables.

    Args:
        instrument: a sound one.
        roster: the id of a roster section, for the table that has a line for each of its rows.

    Raises:
        DefinitionError: SK310, two variables would share a name.
    """
    commons = instrument.commons
    asked = [(s, q) for s, q in instrument.asked() if instrument.roster_of(s) == roster]
    variables = tuple(_of_rows(instrument, roster, asked) if roster else _of_cases(instrument, asked))
    variables = tuple(_in_rounds(instrument, variable) for variable in variables)
    used = dict.fromkeys(variable.codes for variable in variables if variable.codes)
    lists: dict[str, CodeList] = {name: commons.known(name) for name in used}
    sets = tuple(q.response_set(commons) for _, q in asked if isinstance(q, Multiple | Ranking))
    held = {variable.name for variable in variables} | {s.name for s in sets}
    return Codebook(
        name=f"{instrument.instrument}-{roster}" if roster else instrument.instrument,
        title=next(s.title for s in instrument.sections if s.id == roster) if roster else instrument.title,
        languages=instrument.languages,
        variables=tuple(_placed(variable, held) for variable in variables),
        lists=lists,
        sets=sets,
        checks=tuple(_checks(instrument, asked, held)),
        clusters=() if roster else tuple(_clusters(instrument, held)),
        waves=instrument.rounds.order if instrument.rounds else (),
        sections={section.id: section.title for section in instrument.sections},
        fingerprint=instrument.fingerprint,
    )


def shuffled(instrument: Instrument) -> tuple[str, ...]:
    """What is shown in an order of its own in each interview: sections ("sections"), questions, choices; by id."""
    sections = ["sections"] if instrument.order == "random" else []
    sections += [section.id for section in instrument.sections if section.order == "random"]
    groups = [w.id for s in instrument.sections for w in s.questions if isinstance(w, GROUPS) and w.order == "random"]
    choices = [q.id for _, q in instrument.asked() if isinstance(q, Choosing) and q.order == "random"]
    return (*sections, *groups, *choices)


def _of_cases(instrument: Instrument, asked: Asked) -> Iterator[Variable]:
    yield Variable(name=CASE, label=CASE_LABEL, type="text", role="id", origin=Origin(kind="register"))
    for registered in instrument.registered:
        yield _column(registered, instrument, Origin(kind="register"))
    yield from _of_questions(instrument, asked)
    for computed in instrument.computed:
        yield _column(computed, instrument, Origin(kind="computed", formula=computed.formula))
    for name in shuffled(instrument):
        label = Text({language: words.format(name) for language, words in ORDER_LABEL.items()})
        yield Variable(name=f"{name}_order", label=label, type="text", origin=Origin(kind="paradata"))


def _of_rows(instrument: Instrument, roster: str, asked: Asked) -> Iterator[Variable]:
    yield Variable(name=CASE, label=CASE_LABEL, type="text", origin=Origin(kind="register"))  # it stands once a row
    for section in instrument.rosters_above(roster):
        yield row_variable(instrument, section)
    yield from _of_questions(instrument, asked)


def _of_questions(instrument: Instrument, asked: Asked) -> Iterator[Variable]:
    for section, question in asked:
        relevance = instrument.relevance_of(section, question)
        for variable in question.variables(instrument.commons, section.id):
            if variable.origin.relevance != relevance:
                origin = variable.origin.model_copy(update={"relevance": relevance})
                yield variable.model_copy(update={"origin": origin})
            else:
                yield variable


def row_variable(instrument: Instrument, section: Section) -> Variable:
    """What says which row of a roster a line is of: its number, or the code it stands for."""
    name, codes = section.roster.row if section.roster else "", instrument.row_codes(section)
    text = codes is not None and instrument.commons.holds_texts(codes)
    return Variable(
        name=name,
        label=section.title,
        type="text" if text else "number",
        codes=codes,
        decimals=None if text else 0,
        origin=Origin(kind="paradata", section=section.id),
    )


def symbols_of(instrument: Instrument, language: str = "") -> Symbols:
    """What the expressions of an instrument may name, on the level of the case and in its rosters."""
    symbols = dict(codebook_of(instrument).symbols(language))
    for section in instrument.sections:
        if section.roster is not None:
            path = "/".join(above.id for above in instrument.rosters_above(section.id))
            found = codebook_of(instrument, section.id).symbols(language)
            symbols.update({name: replace(s, roster=path) for name, s in found.items() if name not in symbols})
    return symbols


def _checks(instrument: Instrument, asked: Asked, held: set[str]) -> Iterator[Consistency]:
    """The checks a table can be tested by; those that read what it does not hold are tested as answers are given."""
    for section, question in asked:
        relevance = instrument.relevance_of(section, question)
        alone = question.alone(instrument.commons) if isinstance(question, Multiple) else ()
        for check in (*question.rules, *alone):
            if _read(relevance, check.rule) <= held:
                yield Consistency(
                    id=check.id,
                    variable=question.id,
                    relevance=relevance,
                    when_unknown=question.when_unknown,
                    severity=check.severity,
                    rule=check.rule,
                    message=check.message,
                )


def _clusters(instrument: Instrument, held: set[str]) -> Iterator[ClusterRule]:
    """The rules about clusters that a table can be tested by."""
    for cluster in instrument.clusters:
        for check in cluster.checks:
            if {cluster.by, *_read(check.rule)} <= held:
                said = {"severity": check.severity, "rule": check.rule, "message": check.message}
                yield ClusterRule(id=check.id, by=cluster.by, **said)


def _placed(variable: Variable, held: set[str]) -> Variable:
    """The variable, which says so where its relevance or formula reads what the table does not hold."""
    origin = variable.origin
    if _read(origin.relevance, origin.formula) <= held:
        return variable
    return variable.model_copy(update={"origin": origin.model_copy(update={"elsewhere": True})})


def _read(*texts: str) -> set[str]:
    """What expressions read, of this round and of the one before."""
    return {name for text in texts if text for name in _names(text)}


@cache
def _names(text: str) -> tuple[str, ...]:
    try:
        expression = parse(text)
    except DefinitionError:  # told where the instrument is checked
        return ()
    return (*names_of(expression), *previous_of(expression))


def _in_rounds(instrument: Instrument, variable: Variable) -> Variable:
    """The variable; the one that says the round and the one that links rounds have that role, where they have none."""
    rounds = instrument.rounds
    roles: Mapping[str, Role] = {rounds.variable: "wave", rounds.key: "key"} if rounds else {}
    role = variable.role or roles.get(variable.name)
    return variable if role == variable.role else variable.model_copy(update={"role": role})


def _column(column: Column, instrument: Instrument, origin: Origin) -> Variable:
    text = column.format == "text" or (column.codes is not None and instrument.commons.holds_texts(column.codes))
    kind: Type = "text" if text else "date" if column.format == "date" else "number"
    codes = [] if column.codes is None else instrument.commons.lists[column.codes].values
    whole = (
        kind == "number"
        and all(isinstance(value, int) for value in codes)
        and bool(codes or column.format == "integer")
    )
    measure: Measure = "nominal" if kind != "number" or column.codes else "scale"
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
        personal=column.personal,
        notes=str(column.help) if isinstance(column, Computed) else "",
        origin=origin,
    )
