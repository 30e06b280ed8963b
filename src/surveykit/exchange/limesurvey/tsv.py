"""Reading the tab-separated .txt in which LimeSurvey exports a survey: one row for each part of it, by its class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.draft.form import Form, Origin, row_place
from surveykit.exchange.draft.rules import OTHER_LETTERS, RAGGED
from surveykit.exchange.limesurvey.structure import Group, Part, Question, Survey
from surveykit.exchange.sheets import lines_of
from surveykit.problems import FormatError, Place, Problem, listed

NEEDED: Final = ("class", "type/scale", "name", "text")
_OWN: Final = frozenset(
    ["id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation"]
) | {"mandatory", "other", "default", "same_default", "encrypted", "same_script"}
_CLASSES: Final = frozenset(["S", "SL", "G", "Q", "SQ", "A", "AS", "QTA", "QTALS", "QTAM", "C", ""])
_BESIDE: Final[Mapping[str, str]] = {"AS": "assessment", "QTA": "quota", "C": "condition"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: what stands under each heading, and where."""

    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def place(self, heading: str) -> Place:
        return row_place(self.line, self.columns.get(heading))


def headings_of(path: Path) -> list[str]:
    """The headings of the first row, as they are told apart.

    Raises:
        FormatError: SK563, it cannot be read.
    """
    rows = lines_of(path, "\t").rows
    return [cell.strip().strip('"') for cell in rows[0][1]] if rows else []


def survey_of(path: Path, form: Form) -> Survey:
    """The survey of a tab-separated file.

    Raises:
        FormatError: SK563, it cannot be read, or has not the columns of a survey.
    """
    rows = list(_rows(path, form))
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    languages = [settings.get("language", ""), *settings.get("additional_languages", "").split()]
    languages += [row["language"] for row in rows if row["class"] in ("SL", "G", "Q")]
    survey = Survey(list(dict.fromkeys(filter(None, languages))) or ["en"], sid=settings.get("sid", ""))
    builder = _Builder(survey, form)
    for row in rows:
        builder.add(row)
    return survey


def _rows(path: Path, form: Form) -> Iterator[_Row]:
    lines = lines_of(path, "\t")
    if not lines.rows:
        raise FormatError(Problem(NOT_A_FORM, "the file is empty", hint=NOT_A_FORM.mend))
    headings = headings_of(path)
    columns = {word: number for number, word in reversed(list(enumerate(headings, 1)))}
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        what = f"the heading has no column {listed(lacking)}"
        raise FormatError(
            Problem(NOT_A_FORM, what, Place(line=1), "the columns stand in the first row, parted by tabs")
        )
    if lines.encoding == "cp1252":
        form.complain(OTHER_LETTERS, "the file is not UTF-8; it is read as cp1252")
    for line, cells in lines.rows[1:]:
        if len(cells) > len(headings):
            form.complain(RAGGED, f"the row has {len(cells)} cells, the heading {len(headings)}", Place(line=line))
        found = {word: cells[number - 1].strip() for word, number in columns.items() if number <= len(cells)}
        yield _Row(line, found, columns)


class _Builder:
    """Puts the rows together: what follows a group or question belongs to it."""

    def __init__(self, survey: Survey, form: Form) -> None:
        self.survey, self.form = survey, form
        self.base = survey.languages[0]
        self.groups: dict[str, Group] = {}
        self.questions: dict[tuple[int, str], Question] = {}
        self.group: Group | None = None
        self.question: Question | None = None
        self.spoken, self.number = "", 0

    def add(self, row: _Row) -> None:
        """Take a row."""
        language = row["language"] or self.base
        match row["class"]:
            case "SL":
                self._setting(row, language)
            case "G":
                self._group(row, language)
            case "Q":
                self._question(row, language)
            case "SQ" if self.question is not None:
                self._subquestion(row, language, self.question)
            case "A" if self.question is not None:
                self._answer(row, language, self.question)
            case kind if kind in _BESIDE:
                self.survey.beside.append(Origin(row.place("name"), _BESIDE[kind], row["name"] or row["text"]))
            case kind if kind not in _CLASSES:
                self.form.complain(RAGGED, f"'{kind}' is no class of row", row.place("class"))

    def _setting(self, row: _Row, language: str) -> None:
        texts = {
            "surveyls_title": self.survey.titles,
            "surveyls_description": self.survey.descriptions,
            "surveyls_welcometext": self.survey.welcome,
            "surveyls_endtext": self.survey.ending,
        }.get(row["name"])
        if texts is not None and row["text"]:
            texts[language] = row["text"]

    def _group(self, row: _Row, language: str) -> None:
        """A group; in another language it is known by its number, or by its place among the groups."""
        self.number = self.number + 1 if language == self.spoken else 1
        self.spoken = language
        key = row["type/scale"] or row["id"] or f"G{self.number}"
        if key not in self.groups:
            self.groups[key] = Group({}, row.place("name"), relevance=row["relevance"], shuffled=row["random_group"])
            self.survey.groups.append(self.groups[key])
        self.group = self.groups[key]
        if row["name"]:
            self.group.titles[language] = row["name"]
        if row["text"]:
            self.group.descriptions[language] = row["text"]

    def _question(self, row: _Row, language: str) -> None:
        if self.group is None:
            self.group = Group({}, row.place("name"))
            self.survey.groups.append(self.group)
        key = (id(self.group), row["name"])
        known = self.questions.get(key)
        if known is None or (language in known.texts and row["text"]):
            places = {heading: row.place(heading) for heading in row.columns}
            known = Question(row["name"], row["type/scale"], row.place("name"), places)
            known.relevance, known.mandatory = row["relevance"], row["mandatory"]
            known.other, known.pattern = row["other"] == "Y", row["validation"]
            known.qid = row["id"]
            self.questions[key] = known
            self.group.questions.append(known)
            if row["default"]:
                known.defaults.append(("", row["default"]))
        self.question = known
        for heading, texts in (("text", known.texts), ("help", known.help)):
            if row[heading]:
                texts[language] = row[heading]
        for name, value in row.cells.items():
            if name and value and name not in _OWN:
                known.attributes.setdefault(name, {}).setdefault(language, value)

    def _subquestion(self, row: _Row, language: str, question: Question) -> None:
        code = row["name"]
        if question.type in ("O", "|") or (code == "other" and question.other):
            return  # rows that only show how columns will be called
        self._part(row, language, question.subquestions)
        if row["default"]:
            question.defaults.append((code, row["default"]))

    def _answer(self, row: _Row, language: str, question: Question) -> None:
        self._part(row, language, question.answers)

    @staticmethod
    def _part(row: _Row, language: str, parts: list[Part]) -> None:
        scale = int(row["type/scale"]) if row["type/scale"].isdigit() else 0
        known = next((part for part in parts if part.code == row["name"] and part.scale == scale), None)
        if known is None or language in known.texts:
            relevance = row["relevance"] if row["class"] == "SQ" else ""  # of an answer it is its points
            known = Part(row["name"], {}, row.place("name"), scale, relevance, row["id"])
            parts.append(known)
        known.texts[language] = row["text"]
