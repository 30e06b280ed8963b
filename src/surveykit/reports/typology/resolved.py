"""Resolved codings as tables: how often each code holds, and where each value comes from."""

from collections import Counter
from collections.abc import Iterator

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.derive.resolve import Resolution, variables_of
from surveykit.reports.captions import caption, value_label
from surveykit.reports.document import Document
from surveykit.reports.table import Column, Row, Table


def resolved_page(resolution: Resolution, frame: CodingFrame, codings: Codings, language: str = "en") -> Document:
    """The variables of a frame counted: yes, no, and missing by reason."""
    questions = codings.asked(frame.questions)
    tables = tuple(_counted(resolution, question, frame, language) for question in questions)
    return Document(frame.title.into(language), tables, language, f"{frame.name} {frame.version}".strip())


def _counted(resolution: Resolution, question: str, frame: CodingFrame, language: str) -> Table:
    """A row for each value of each variable of a question: 0/1 variables by their ones, others by their codes."""
    book, table = resolution.dataset.codebook, resolution.dataset.arrow()
    columns = (
        Column("variable", caption("variable", language)),
        Column("label", caption("label", language)),
        Column("n", "n", "count"),
        Column("percent", caption("valid_percent", language), "percent", 1),
    )
    rows, reasons = [], Counter[str]()
    for variable in variables_of(question, frame):
        name = variable.name
        found = Counter(table.column(name).to_pylist())
        missing = book[name].emptiness
        valid = sum(n for value, n in found.items() if missing.reason(value) is None)
        reasons = Counter({str(value): n for value, n in found.items() if missing.reason(value) is not None})
        counted = [1] if variable.type == "number" else list(frame.codes)
        for value in counted:
            label = book[name].label.into(language) if value == 1 else value_label(book, name, value, None, language)
            n = found[value]
            rows.append(Row((name, label, n, 100 * n / valid if valid else None)))
    codes = {str(code.value): code.label.into(language) for code in variables_of(question, frame).variables[0].missing}
    rows += [Row(("", codes.get(value, value), n, None), "missing") for value, n in reasons.items()]
    return Table(question, columns, tuple(rows), key=question)


def sources_page(resolution: Resolution, codings: Codings) -> Document:
    """Where the value of each answer comes from: codes, coders, the events with their codings, and who settled them."""
    keys = ("case", "question", "wave", "codes", "reason", "coders", "events", "settled by", "settlement", "frame")
    columns = tuple(Column(key.replace(" ", "_"), key) for key in keys)
    return Document("Sources", (Table("Sources", columns, tuple(_sources(resolution, codings)), key="sources"),))


def _sources(resolution: Resolution, codings: Codings) -> Iterator[Row]:
    for unit, one in resolution.held.items():
        at = codings.units[unit]
        made = (" ".join(one.codes), one.reason, ", ".join(one.coders), " ".join(one.events))
        yield Row((at.case, at.question, at.wave, *made, one.by, one.settlement, one.frame))
