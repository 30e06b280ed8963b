"""Reading .lss, the XML in which LimeSurvey exports a survey: one table of rows for each part of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.draft.form import Origin
from surveykit.exchange.limesurvey.structure import Group, Part, Question, Survey, Texts
from surveykit.problems import FormatError, Place, Problem
from surveykit.xml import Tag, read

_BESIDE: Final[Mapping[str, tuple[str, str]]] = {
    "quota": ("quota", "name"),
    "assessments": ("assessment", "name"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: what each column says, and where the row begins."""

    cells: Mapping[str, str]
    place: Place

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def survey_of(path: Path) -> Survey:
    """The survey of a .lss file.

    Raises:
        FormatError: SK563, it is no XML, or the XML of no survey.
    """
    root = read(path, NOT_A_FORM)
    kind = root.first("LimeSurveyDocType")
    if root.name != "document" or kind is None or kind.own != "Survey":
        said = f"a LimeSurvey file of the type '{kind.own}'" if kind is not None else "XML, and not LimeSurvey's"
        raise FormatError(Problem(NOT_A_FORM, f"the file is {said}", root.place, "export the survey structure (.lss)"))
    tables = _Tables(root)
    survey = _head(tables, root)
    groups = {group.gid: group for group in _groups(tables, survey)}
    survey.groups = list(groups.values())
    questions = {question.qid: (gid, question) for gid, question in _questions(tables, survey)}
    for gid, question in questions.values():
        if gid in groups:
            groups[gid].questions.append(question)
    _parts(tables, survey, {qid: question for qid, (_, question) in questions.items()})
    _attributes(tables, {qid: question for qid, (_, question) in questions.items()})
    survey.beside = [*survey.beside, *_beside(tables)]
    return survey


class _Tables:
    """The tables of the file by name."""

    def __init__(self, root: Tag) -> None:
        self.root = root

    def rows(self, name: str) -> Iterator[_Row]:
        """The rows of a table, in the order of the file."""
        for row in self.root.each(name, "rows", "row"):
            cells = {part.name: part.words for part in row.parts if isinstance(part, Tag)}
            yield _Row(cells, row.place)

    def ordered(self, name: str, column: str) -> list[_Row]:
        """The rows of a table by a column of numbers."""
        return sorted(self.rows(name), key=lambda row: _whole(row[column]))

    def wordings(self, name: str, key: str) -> dict[str, list[_Row]]:
        """The rows of a table of translations, by what they translate."""
        found: dict[str, list[_Row]] = {}
        for row in self.rows(name):
            found.setdefault(row[key], []).append(row)
        return found


def _whole(word: str) -> int:
    return int(word) if word.strip().lstrip("-").isdigit() else 0


def _head(tables: _Tables, root: Tag) -> Survey:
    about = next(tables.rows("surveys"), _Row({}, root.place))
    languages = [about["language"], *about["additional_languages"].split()]
    languages += [tag.own for tag in root.each("languages", "language")]
    survey = Survey(list(dict.fromkeys(filter(None, languages))) or ["en"], sid=about["sid"])
    for row in tables.rows("surveys_languagesettings"):
        language = row["surveyls_language"] or survey.languages[0]
        survey.titles[language] = row["surveyls_title"]
        survey.descriptions[language] = row["surveyls_description"]
        survey.welcome[language] = row["surveyls_welcometext"]
        survey.ending[language] = row["surveyls_endtext"]
    return survey


def _texts(rows: list[_Row], column: str, base: str) -> Texts:
    return {row["language"] or base: row[column] for row in rows if row[column]}


def _groups(tables: _Tables, survey: Survey) -> Iterator[Group]:
    """The groups; before version 4 each language has a row of its own, later the wordings have a table."""
    base, later = survey.languages[0], tables.wordings("group_l10ns", "gid")
    found: dict[str, Group] = {}
    for row in tables.ordered("groups", "group_order"):
        spoken = later.get(row["gid"], [row])
        group = found.setdefault(row["gid"], Group({}, row.place, gid=row["gid"]))
        group.titles |= _texts(spoken, "group_name", base)
        group.descriptions |= _texts(spoken, "description", base)
        group.relevance = group.relevance or row["grelevance"]
        group.shuffled = group.shuffled or row["randomization_group"]
    yield from found.values()


def _questions(tables: _Tables, survey: Survey) -> Iterator[tuple[str, Question]]:
    base, later = survey.languages[0], tables.wordings("question_l10ns", "qid")
    found: dict[str, tuple[str, Question]] = {}
    for row in tables.ordered("questions", "question_order"):
        spoken = later.get(row["qid"], [row])
        _, question = found.setdefault(row["qid"], (row["gid"], Question(row["title"], row["type"], row.place)))
        question.qid = row["qid"]
        question.texts |= _texts(spoken, "question", base)
        question.help |= _texts(spoken, "help", base)
        question.relevance = question.relevance or row["relevance"]
        question.mandatory = question.mandatory or row["mandatory"]
        question.other = question.other or row["other"] == "Y"
        question.pattern = question.pattern or row["preg"]
    yield from found.values()


def _parts(tables: _Tables, survey: Survey, questions: Mapping[str, Question]) -> None:
    """Subquestions, answers and defaults, each to its question."""
    base, later = survey.languages[0], tables.wordings("question_l10ns", "qid")
    subquestions: dict[str, Part] = {}
    for row in tables.ordered("subquestions", "question_order"):
        question = questions.get(row["parent_qid"])
        if question is None:
            continue
        part = subquestions.get(row["qid"])
        if part is None:
            part = Part(row["title"], {}, row.place, _whole(row["scale_id"]), row["relevance"], row["qid"])
            subquestions[row["qid"]] = part
            question.subquestions.append(part)
        part.texts |= _texts(later.get(row["qid"], [row]), "question", base)
    answers: dict[tuple[str, str, str], Part] = {}
    spoken = tables.wordings("answer_l10ns", "aid")
    for row in tables.ordered("answers", "sortorder"):
        key = (row["qid"], row["code"], row["scale_id"])
        if row["qid"] in questions and key not in answers:
            answers[key] = Part(row["code"], {}, row.place, _whole(row["scale_id"]))
            questions[row["qid"]].answers.append(answers[key])
        if key in answers:
            answers[key].texts |= _texts(spoken.get(row["aid"], [row]), "answer", base)
    values = tables.wordings("defaultvalue_l10ns", "dvid")
    for row in tables.rows("defaultvalues"):
        if row["qid"] in questions:
            said = next(iter(values.get(row["dvid"], [row])))["defaultvalue"]
            code = subquestions[row["sqid"]].code if row["sqid"] in subquestions else row["specialtype"]
            questions[row["qid"]].defaults.append((code, said))


def _attributes(tables: _Tables, questions: Mapping[str, Question]) -> None:
    for row in tables.rows("question_attributes"):
        if row["qid"] in questions and row["value"]:
            questions[row["qid"]].attributes.setdefault(row["attribute"], {})[row["language"]] = row["value"]


def _beside(tables: _Tables) -> Iterator[Origin]:
    """What belongs to no question: quotas and assessments."""
    for table, (purpose, column) in _BESIDE.items():
        for row in tables.rows(table):
            yield Origin(row.place, purpose, row[column])
