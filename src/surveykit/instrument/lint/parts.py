"""Whether the parts of an instrument fit one another: rosters, rounds, tables, clusters, and choices that depend."""

from collections.abc import Iterator, Sequence

from surveykit.instrument.group import Battery
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.question import Choosing
from surveykit.missing import Value
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source

NO_SUCH_CODE = Rule(
    "SK253",
    "A code is not among the choices of the question",
    "What is said of it could never happen.",
    "`exclusive: [0]` where the list has no 0",
    "Use a code of the list.",
)
NO_SUCH_QUESTION = Rule(
    "SK254",
    "A question or section that is named is not there",
    "What depends on it could never be decided.",
    "`among: partner` where the question is called partners",
    "Correct the name.",
)
DEPENDS_BADLY = Rule(
    "SK255",
    "Choices cannot depend on this",
    "Choices are taken from an earlier multiple-response question of the same list, or from the columns of a table.",
    "`where: {region: r}` at a question whose choices come from a plain list",
    "Name a multiple-response question asked before, or use a table.",
)
ROSTER_SHAPE = Rule(
    "SK256",
    "A roster cannot stand like this",
    "A section within another must be within a roster, and rosters nest only once.",
    "`within: partners` where section partners has no roster",
    "Let `within` name a roster section that is not itself within another.",
)
NOT_A_ROUND = Rule(
    "SK257",
    "A round is not known",
    "A question asked in no round is never asked.",
    "`rounds: [2008]` where the rounds are 2005 and 2009",
    "Name the rounds under `rounds: {variable: ..., key: ..., order: [...]}` and use their codes.",
)
SCALE_LABEL = Rule(
    "SK258",
    "A step of a scale that is labelled is not on it, or an end has no label",
    "A scale whose ends mean nothing cannot be answered.",
    "`labels: {1: low, 9: high}` on the scale 1..7",
    "Label at least the first and the last step.",
)
ROW_CODE = Rule(
    "SK259",
    "A code cannot name a row",
    "Answers of a row are kept under the question and the code, with a point between.",
    "a roster for each choice of a list with the code 1.5",
    "Use codes without points.",
)
NO_DEFAULT = Rule(
    "SK260",
    "A question of this kind cannot have a default",
    "Several choices, an order or a note are not one value.",
    "`default: 1` at a multiple-response question",
    "Leave `default` out; `last_saved: true` works for every kind.",
)
PREVIOUS_WITHOUT_ROUNDS = Rule(
    "SK261",
    "There is no preceding round",
    "`previous` reads what a unit answered in the round before.",
    "`previous(sales)` in an instrument without `rounds`",
    "Write `rounds: {variable: ..., key: ..., order: [...]}`.",
)


def part_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Everything that does not fit."""
    found = _Parts(instrument, source)
    yield from found.rounds()
    yield from found.rosters()
    yield from found.scales()
    for path, section, question in instrument.placed():
        yield from found.in_rounds(path, question.rounds or question.made.rounds)
        yield from found.codes(path, question)
        yield from found.dependence(path, section, question)
        if question.default and isinstance(question, Multiple | Note):
            yield found.problem(NO_DEFAULT, f"'{question.id}' cannot have a default", (*path, "default"))


def _names(instrument: Instrument) -> list[str]:
    """The variables with a value of their own on the level of the case."""
    asked = [q.id for section, q in instrument.asked() if not instrument.roster_of(section)]
    return [*(column.id for column in instrument.registered), *asked, *(c.id for c in instrument.computed)]


class _Parts:
    """The instrument beside its file."""

    def __init__(self, instrument: Instrument, source: Source) -> None:
        self.instrument, self.source = instrument, source
        self.rank = {name: place for place, name in enumerate(instrument.questions)}

    def problem(self, rule: Rule, what: str, path: Path_, hint: str = "") -> Problem:
        return Problem(rule, what, self.source.place(path), hint or rule.mend)

    def unknown(self, name: str, known: Sequence[str], path: Path_) -> Problem:
        return self.problem(NO_SUCH_QUESTION, f"there is no '{name}'", path, nearest(name, known))

    def rounds(self) -> Iterator[Problem]:
        rounds = self.instrument.rounds
        names = _names(self.instrument)
        for key in ("variable", "key") if rounds is not None else ():
            if getattr(rounds, key) not in names:
                yield self.unknown(getattr(rounds, key), names, ("rounds", key))
        for s, section in enumerate(self.instrument.sections):
            yield from self.in_rounds(("sections", s), section.rounds)

    def in_rounds(self, path: Path_, asked: tuple[Value, ...]) -> Iterator[Problem]:
        known = self.instrument.rounds.order if self.instrument.rounds else ()
        for place, code in enumerate(asked):
            if code not in known:
                said = f"the rounds are {listed(known)}" if known else "the instrument has no rounds"
                yield self.problem(NOT_A_ROUND, f"{code} is no round; {said}", (*path, "rounds", place))

    def rosters(self) -> Iterator[Problem]:
        sections = {section.id: section for section in self.instrument.sections}
        for s, section in enumerate(self.instrument.sections):
            path: Path_ = ("sections", s)
            outer = sections.get(section.within or "")
            if section.within and outer is None:
                yield self.unknown(section.within, list(sections), (*path, "within"))
            elif outer is not None and (outer.roster is None or outer.within):
                what = f"'{outer.id}' is no roster" if outer.roster is None else f"'{outer.id}' lies in another roster"
                yield self.problem(ROSTER_SHAPE, what, (*path, "within"))
            yield from self._rows(path, section)

    def _rows(self, path: Path_, section: Section) -> Iterator[Problem]:
        each = section.roster.each if section.roster else None
        if each is None:
            return
        question = self.instrument.questions.get(each)
        lists = self.instrument.commons.lists
        if each not in lists and not isinstance(question, Multiple):
            known = [*(q.id for _, q in self.instrument.asked() if isinstance(q, Multiple)), *lists]
            yield self.unknown(each, known, (*path, "roster", "each"))
            return
        codes = self.instrument.row_codes(section)
        pointed = [code for code in lists[codes].values if "." in str(code)] if codes and codes in lists else []
        if pointed:
            yield self.problem(ROW_CODE, f"the code {pointed[0]} has a point", (*path, "roster", "each"))

    def scales(self) -> Iterator[Problem]:
        for s, section in enumerate(self.instrument.sections):
            for q, written in enumerate(section.questions):
                steps = written.range if isinstance(written, Scale) else None
                steps = written.scale if isinstance(written, Battery) else steps
                if steps is None or not isinstance(written, Scale | Battery):
                    continue
                path: Path_ = ("sections", s, "questions", q, "labels")
                for step in written.labels:
                    if step not in range(steps[0], steps[1] + 1):
                        what = f"the step {step} is not on the scale {steps[0]}..{steps[1]}"
                        yield self.problem(SCALE_LABEL, what, (*path, str(step)))
                bare = [step for step in steps if step not in written.labels]
                if bare:
                    yield self.problem(SCALE_LABEL, f"the step {bare[0]} at the end has no label", path)

    def codes(self, path: Path_, question: Question) -> Iterator[Problem]:
        """Codes that keys of a question name and its list has not."""
        if not isinstance(question, Choosing) or question.codes not in self.instrument.commons.lists:
            return
        known = self.instrument.commons.lists[question.codes].values
        named: list[tuple[str | tuple[str, ...], Value]] = [("fixed", code) for code in question.fixed]
        if isinstance(question, Multiple):
            named += [("exclusive", code) for code in question.exclusive]
        if question.other is not None:
            named.append(("other", question.other.code))
        for key, code in named:
            if code not in known:
                what = f"{code!r} is not a choice of '{question.id}' (choices: {listed(known)})"
                yield self.problem(NO_SUCH_CODE, what, (*path, str(key)))

    def dependence(self, path: Path_, section: Section, question: Question) -> Iterator[Problem]:
        """`where` and `among`: of a table's columns, and of an earlier question of the same list."""
        if not isinstance(question, Choosing):
            return
        table = self.instrument.tables.get(question.codes)
        for column in question.where:
            if table is None or column not in table.columns:
                said = f"the columns are {listed(table.columns)}" if table else f"'{question.codes}' is no table"
                yield self.problem(DEPENDS_BADLY, f"there is no column '{column}'; {said}", (*path, "where", column))
        if question.among is None:
            return
        source = self.instrument.questions.get(question.among)
        multiples = [q.id for _, q in self.instrument.asked() if isinstance(q, Multiple)]
        if not isinstance(source, Multiple):
            yield self.unknown(question.among, multiples, (*path, "among"))
        elif source.codes != question.codes or self.rank[source.id] >= self.rank[question.id]:
            what = (
                f"'{source.id}' has another list" if source.codes != question.codes else f"'{source.id}' is asked later"
            )
            yield self.problem(DEPENDS_BADLY, what, (*path, "among"))
        elif self._roster(source.id) not in ("", self.instrument.roster_of(section)):
            yield self.problem(DEPENDS_BADLY, f"'{source.id}' is asked in another roster", (*path, "among"))

    def _roster(self, name: str) -> str:
        return next(self.instrument.roster_of(section) for section, q in self.instrument.asked() if q.id == name)
