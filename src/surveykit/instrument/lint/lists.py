"""Lists: labels that cannot be told apart, lists nobody uses, and intervals of a list that overlap."""

from collections.abc import Iterator, Mapping

from surveykit.instrument.group import Battery
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lookup import TABLE_CODE
from surveykit.instrument.question import Choosing
from surveykit.instrument.table import Table
from surveykit.missing import Value
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

SAME_LABEL = Rule(
    "SK230",
    "Two choices have the same label",
    "Who answers cannot tell them apart, and neither can who reads the tables.",
    "`{1: Large, 2: large}`",
    "Give each its own label.",
)
UNUSED_LIST = Rule(
    "SK231",
    "A list is not used",
    "Most likely the question that should use it names another one.",
    "a list `yesno` that no question, register or computed variable names under `codes`",
    "Use it, or take it out.",
)

ROW_LENGTH = Rule(
    "SK240",
    "A row of a table has too few or too many cells",
    "Nobody can tell which of them is the code, which the label and which the column to choose by.",
    "`rows: [[NO, Norway], [SE]]`",
    "Write code, labels and columns in their order; quotes around a cell with a comma.",
)


RETIRED = Rule(
    "SK295",
    "A retired code cannot be one",
    "It says what the code of an old case means; a code that is offered, or means an empty answer, says so itself.",
    "`retired: {partner: {3: Others}}` where the list partner has the code 3, or where there is no such list",
    "Take it out, or correct the list or the code.",
)


def retired_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Retired codes of lists that are not there, that are offered still, or that mean an empty answer; as errors."""
    known = [*instrument.lists, *instrument.tables]
    missing = {str(code) for code in instrument.missing.values()}
    for name, codes in instrument.retired.items():
        if name not in known:
            hint = nearest(name, known) or f"the lists are {listed(known)}"
            yield Problem(RETIRED, f"there is no list '{name}'", source.place(("retired", name), key=True), hint)
            continue
        offered = instrument.commons.lists[name].values
        texts = any(isinstance(value, str) for value in offered)
        for value in codes:
            what = f"the code {value!r} of '{name}' is offered still" if value in offered else ""
            what = f"the code {value!r} of '{name}' means an empty answer" if str(value) in missing else what
            if offered and isinstance(value, str) != texts:
                what = f"the codes of '{name}' are {'texts' if texts else 'numbers'}; {value!r} is not"
            if what:
                yield Problem(RETIRED, what, source.place(("retired", name, str(value))), RETIRED.mend)


def table_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """What is wrong with the rows of tables that stand in the instrument itself; as errors."""
    for name, table in instrument.tables.items():
        cells = 1 + len(table.label) + len(table.columns)
        first: dict[str, int] = {}
        for place, row in enumerate(table.rows):
            path: Path_ = ("tables", name, "rows", place)
            if len(row) != cells:
                what = f"row {place + 1} of '{name}' has {len(row)} cells; {cells} are asked for"
                yield Problem(ROW_LENGTH, what, source.place(path), ROW_LENGTH.mend)
            code = row[0].strip() if row else ""
            if first.setdefault(code, place) != place or not code:
                said = f"the code '{code}' stands in row {first[code] + 1} too" if code else "the code is empty"
                yield Problem(TABLE_CODE, said, source.place(path), "write one row for each code")


def list_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Labels that are the same, and lists and tables that are not used; as warnings."""
    for path, labels in _labelled(instrument):
        yield from _same(labels, path, source)
    used = set(_used(instrument))
    for part, names in (("lists", instrument.lists), ("tables", instrument.tables)):
        for name in names:
            if name not in used:
                what = f"the {part.removesuffix('s')} '{name}' is not used"
                yield Problem(UNUSED_LIST, what, source.place((part, name), key=True), UNUSED_LIST.mend, "warning")


def _labelled(instrument: Instrument) -> Iterator[tuple[Path_, Mapping[Value, Text]]]:
    """Every set of labels that stand beside each other."""
    for name, codes in instrument.lists.items():
        yield ("lists", name), codes
    for name, table in instrument.tables.items():
        for labels in _offered_together(table).values():
            yield ("tables", name), labels
    for s, section in enumerate(instrument.sections):
        for q, written in enumerate(section.questions):
            yield ("sections", s, "questions", q, "labels"), getattr(written, "labels", {})


def _offered_together(table: Table) -> Mapping[tuple[str, ...], Mapping[Value, Text]]:
    """The labels of a table, those apart that stand in rows which differ in a column to choose by."""
    groups: dict[tuple[str, ...], dict[Value, Text]] = {}
    for code, row in zip(table.listed("").codes, table.rows, strict=True):
        groups.setdefault(row[1 + len(table.label) :], {})[code.value] = code.label
    return groups


def _same(labels: Mapping[Value, Text], path: Path_, source: Source) -> Iterator[Problem]:
    first: dict[tuple[str, str], Value] = {}
    for value, label in labels.items():
        twins: dict[Value, list[str]] = {}
        for language, said in label.languages.items():
            before = first.setdefault((language, " ".join(said.split()).casefold()), value)
            if before is not value and said.strip():
                twins.setdefault(before, []).append(language)
        for before, languages in twins.items():
            spoken = [language for language in languages if language]
            where = f" in {listed(spoken)}" if spoken else ""
            what = f"the choices {before!r} and {value!r} have the same label{where}: '{label.into(languages[0])}'"
            yield Problem(SAME_LABEL, what, source.place((*path, str(value))), SAME_LABEL.mend, "warning")


def _used(instrument: Instrument) -> Iterator[str]:
    columns = (*instrument.registered, *instrument.computed)
    yield from (column.codes for column in columns if column.codes is not None)
    for section in instrument.sections:
        if section.roster is not None and section.roster.each is not None:
            yield section.roster.each
        for written in section.questions:
            if isinstance(written, Choosing | Battery) and written.codes is not None:
                yield written.codes
