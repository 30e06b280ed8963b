"""The rows of a data dictionary: what each variable of an instrument says, for people and for reading back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.exchange.plain import data_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.words import in_words
from surveykit.instrument.group import GROUPS, Battery, ConstantSum, Written
from surveykit.instrument.instrument import Column, Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.duration import Duration
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.project import codebook_of, symbols_of
from surveykit.instrument.question import Choosing
from surveykit.text import Text

Row = dict[tuple[str, str] | str, Any]
_CELLS = frozenset(["id", "type", "number", "text", "label", "help", "codes", "range", "unit", "relevance", "else"]) | {
    "required",
    "checks",
    "items",
}
_MOST_CHOICES = 40


class Rows:
    """Makes the rows of one instrument."""

    def __init__(self, instrument: Instrument) -> None:
        """Take an instrument that is sound."""
        self.instrument = instrument
        self.language = instrument.languages[0]
        self.symbols: Mapping[str, Symbols] = {
            language: symbols_of(instrument, language) for language in instrument.languages
        }
        self.books = self._books()

    def _books(self) -> Mapping[str, tuple[Codebook, Variable]]:
        """Every variable with the codebook it stands in."""
        rosters = [section.id for section in self.instrument.sections if section.roster is not None]
        found: dict[str, tuple[Codebook, Variable]] = {}
        for book in (codebook_of(self.instrument), *(codebook_of(self.instrument, roster) for roster in rosters)):
            for variable in book:
                found.setdefault(variable.name, (book, variable))
        return found

    def questions(self) -> Iterator[Row]:
        """A row for each variable that is asked, and one for each text that is only read out."""
        for section in self.instrument.sections:
            about = self._section(section)
            for written in section.questions:
                made = [q for _, q in section.posed if written.id in (q.id, q.made_by)]
                for row in self._of(section, written, made):
                    yield {**about, **row}
                    about = {"section": section.id}

    def _section(self, section: Section) -> Row:
        rest = {key: value for key, value in data_of(section).items() if key not in ("id", "title", "questions")}
        return {"section": section.id, "section title": section.title, "section settings": _json(rest)}

    def _of(self, section: Section, written: Written, made: list[Question]) -> Iterator[Row]:
        """The rows of what is written as one question: the first one says all that is shared."""
        rest = _rest(written)
        if isinstance(written, Multiple | Ranking) and written.label:
            rest["label"] = written.label.plain  # the labels of its rows are those of its choices
        first: Row = {"settings": _json(rest)}
        if isinstance(written, GROUPS):
            first |= {"battery": written.id, "stem": written.text, **self._shared(written)}
        for question in made:
            variables: list[Variable | None] = [*self._variables(section, question)]
            for variable in variables or [None]:
                yield {
                    **self._row(section, question, variable, alone=len(variables) < 2),
                    **self._typed(written, question),
                    **first,
                }
                first = {"battery": written.id} if isinstance(written, GROUPS) else {"question": written.id}

    def _shared(self, written: Battery | ConstantSum) -> Row:
        return {"help": written.help, "codes": getattr(written, "codes", None) or ""}

    def _typed(self, written: Written, question: Question) -> Row:
        """The type of a row; what follows from another question is no question of its own."""
        other = question.id != written.id and not isinstance(written, GROUPS)
        return {"type": "other" if other else written.type, "question": written.id if other else question.id}

    def _variables(self, section: Section, question: Question) -> list[Variable]:
        return [
            self.books[v.name][1]
            for v in question.variables(self.instrument.commons, section.id)
            if v.name in self.books
        ]

    def _row(self, section: Section, question: Question, variable: Variable | None, *, alone: bool) -> Row:
        row: Row = {"number": question.number, "text": question.text, "help": question.help}
        row["label"] = question.label if alone or variable is None else variable.label
        if isinstance(question, Choosing):
            row["codes"] = question.codes
        row["relevance"] = question.relevance
        row["required"] = {True: "yes", False: "", "soft": "soft"}[question.required]
        if question.otherwise is not None:
            row["else"] = question.otherwise
        relevance = self.instrument.relevance_of(section, question)
        row["asked of"] = self.asked_of(relevance)
        row["checks"] = "; ".join(check.rule for check in question.checks)
        limits = data_of(question).get("range")
        row |= {"range": limits} if limits is not None else {}
        unit = getattr(question, "unit", Text())
        row |= {"unit": unit} if isinstance(unit, Text) and "unit" in type(question).model_fields else {}
        return row | (self._of_variable(variable) if variable is not None else {})

    def asked_of(self, relevance: str) -> Text:
        """Of whom something is asked, in words of each language."""
        if not relevance:
            return Text()
        node = parse(relevance)
        return Text({language: in_words(node, symbols, language) for language, symbols in self.symbols.items()})

    def _of_variable(self, variable: Variable) -> Row:
        book, _ = self.books[variable.name]
        codes = book.codes_of(variable)
        shown = [f"{code.value} = {code.label.into(self.language)}" for code in codes or ()]
        more = [f"... ({len(shown)} in all)"] if len(shown) > _MOST_CHOICES else []
        empties = "; ".join(f"{code.label.into(self.language)}: {code.value}" for code in variable.missing)
        return {
            "variable": variable.name,
            "choices": "\n".join([*shown[:_MOST_CHOICES], *more]),
            "missing codes": empties,
        }

    def choices(self) -> Iterator[Row]:
        """A row for each code of each list."""
        for name, codes in self.instrument.lists.items():
            for code, label in codes.items():
                kind = "text" if isinstance(code, str) else "number"
                yield {"list": name, "code": code, "kind": kind, "label": label}

    def checks(self) -> Iterator[Row]:
        """A row for each check that is written."""
        for section in self.instrument.sections:
            for written in section.questions:
                for owner in written.items if isinstance(written, GROUPS) else (written,):
                    for check in owner.checks:
                        about: Row = {"question": owner.id, "check": check.id, "severity": check.severity}
                        yield {**about, "rule": check.rule, "message": check.message}

    def columns(self, columns: tuple[Column, ...]) -> Iterator[Row]:
        """A row for each variable that is not asked."""
        held = {"id", "label", "format", "codes", "decimals", "unit", "formula", "help"}
        for column in columns:
            said = data_of(column)
            row: Row = {key: value for key, value in said.items() if key in held and not isinstance(value, dict)}
            row |= {key: getattr(column, key) for key in ("label", "unit", "help") if hasattr(column, key)}
            row |= {"variable": column.id, "format": column.format}
            yield row | {"settings": _json({key: value for key, value in said.items() if key not in held})}

    def about(self) -> Iterator[Row]:
        """What the instrument says of itself, and all that stands in no other sheet."""
        held = {"title", "lists", "sections", "register", "computed"}
        yield {"key": "title", "text": self.instrument.title}
        for key, value in data_of(self.instrument).items():
            if key not in held:
                said = _without_rows(value) if key == "tables" else value
                yield {"key": key, "value": said if isinstance(said, str) else _json(said)}

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
        """The tables kept with the instrument: a name for the sheet, its columns and rows."""
        for name, table in self.instrument.tables.items():
            columns = (table.code, *(f"label {language}".strip() for language in table.label), *table.columns)
            rows: list[Row] = [dict(zip(columns, cells, strict=False)) for cells in table.rows]
            yield table_sheet(name), columns, rows


def _without_rows(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {name: {key: value for key, value in table.items() if key != "rows"} for name, table in tables.items()}


def table_sheet(name: str) -> str:
    """The name of the sheet that holds a table."""
    return f"table {name}"[:31]


def _rest(written: Written) -> dict[str, Any]:
    """What a question says that has no column of its own."""
    said = data_of(written)
    rest = {key: value for key, value in said.items() if key not in _CELLS}
    if isinstance(written, Duration):
        rest["unit"] = written.unit
    if isinstance(written, GROUPS):
        shared = {
            key: value for key, value in said.items() if key in ("number", "relevance", "required", "range", "unit")
        }
        rest |= shared
        items = [_item(item) for item in said["items"]]
        rest |= {"items": items} if any(items) else {}
    return rest


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a line of a battery says for itself, and its row would mix with what the battery says."""
    return {key: item[key] for key in ("number", "help", "required") if key in item}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""
