"""The codebook on sheets people can read and edit: variables, codes, sets, about."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.country_sets import CountrySet, Period
from surveykit.codebook.variable import Origin, Range, Variable
from surveykit.problems import FormatError, Place, Problem, Rule, SurveykitError
from surveykit.text import Text

BAD_DICTIONARY = Rule(
    "SK545",
    "The dictionary in the workbook cannot be understood",
    "Codes explained wrongly are worse than codes not explained.",
    "a type `numeric` on the sheet `variables`",
    "Correct the sheet, or delete it.",
)

SHEETS = ("variables", "codes", "sets", "about")
_PLAIN = ("type", "measure", "codes", "earliest", "latest", "decimals", "width", "role", "personal", "notes")
_TEXTS = ("label", "wording", "unit")
_ORIGIN = (
    "kind", "question", "number", "section", "relevance", "when_unknown", "otherwise", "required",
    "formula", "elsewhere",
)  # fmt: skip
Rows = list[list[Any]]
Made = TypeVar("Made")


def sheets_of(codebook: Codebook) -> dict[str, Rows]:
    """The codebook as sheets, each a row of headings and rows under it; `sets` only where there are any."""
    languages = _languages(codebook)
    lists, names = _missing_lists(codebook)
    sheets = {
        "variables": _variables(codebook, languages, names),
        "codes": _codes([*codebook.lists.values(), *lists], languages),
        "sets": _sets(codebook, languages),
        "about": list(_about(codebook)),
    }
    return {name: rows for name, rows in sheets.items() if len(rows) > 1}


def _languages(codebook: Codebook) -> list[str]:
    texts = [getattr(v, name) for v in codebook for name in _TEXTS]
    texts += [code.label for codes in codebook.lists.values() for code in codes]
    texts += [code.label for v in codebook for code in v.missing] + [s.label for s in codebook.sets]
    return list(dict.fromkeys([*codebook.languages, *(language for text in texts for language in text)]))


def _column(name: str, language: str) -> str:
    return f"{name}:{language}" if language else name


def _missing_lists(codebook: Codebook) -> tuple[list[CodeList], dict[tuple[Code, ...], str]]:
    """The missing codes of variables as lists, one for all variables that have the same."""
    names: dict[tuple[Code, ...], str] = {}
    for variable in codebook:
        if variable.missing and variable.missing not in names:
            number = len(names) + 1
            name = "missing" if number == 1 else f"missing_{number}"
            while name in codebook.lists:
                name += "_"
            names[variable.missing] = name
    return [CodeList(name=name, codes=codes) for codes, name in names.items()], names


def _variables(codebook: Codebook, languages: Sequence[str], names: Mapping[tuple[Code, ...], str]) -> Rows:
    texts = [(name, language) for name in _TEXTS for language in languages]
    head = ["name", *(_column(*pair) for pair in texts), *_PLAIN, "missing", "missing_ranges", "low", "high", "formats"]
    rows: Rows = [[*head, *(f"origin_{name}" for name in _ORIGIN)]]
    for v in codebook:
        said = [getattr(v, name).languages.get(language) for name, language in texts]
        ends = (v.range.low, v.range.high) if v.range else (None, None)
        ranges = "; ".join(_range_words(r) for r in v.missing_ranges)
        formats = "; ".join(f"{name}={format_}" for name, format_ in v.formats.items())
        plain, origin = (
            [None if (fact := getattr(part, name)) is False else fact for name in names_]
            for part, names_ in ((v, _PLAIN), (v.origin, _ORIGIN))
        )
        rows.append([v.name, *said, *plain, names.get(v.missing), ranges, *ends, formats, *origin])
    return _without_empty_columns(rows, keep=("name", "type", "measure", "codes"))


def _range_words(r: Range) -> str:
    return f"{'' if r.low is None else repr(r.low)}..{'' if r.high is None else repr(r.high)}"


def _without_empty_columns(rows: Rows, keep: Sequence[str]) -> Rows:
    used = [i for i, name in enumerate(rows[0]) if name in keep or any(row[i] not in {None, ""} for row in rows[1:])]
    return [[row[i] for i in used] for row in rows]


def _codes(lists: Sequence[CodeList], languages: Sequence[str]) -> Rows:
    rows: Rows = [["list", "value", *(_column("label", language) for language in languages), "missing"]]
    for codes in lists:
        rows += [] if codes.codes else [[codes.name, *[None] * (len(rows[0]) - 1)]]
        rows += [[codes.name, c.value, *(c.label.languages.get(x) for x in languages), c.missing] for c in codes]
    return _without_empty_columns(rows, keep=("list", "value"))


def _sets(codebook: Codebook, languages: Sequence[str]) -> Rows:
    labels = [_column("label", language) for language in languages]
    rows: Rows = [["set", "kind", "counted", "variable", "choice", "least", "most", *labels]]
    for s in codebook.sets:
        said = [s.label.languages.get(language) for language in languages]
        choices = s.choices or [None] * len(s.variables)
        ends = (s.least or None, s.most)
        rows += [[s.name, s.kind, s.counted, v, c, *ends, *said] for v, c in zip(s.variables, choices, strict=True)]
    return _without_empty_columns(rows, keep=("set", "kind", "counted", "variable"))


def _about(codebook: Codebook) -> Iterator[list[Any]]:
    yield ["what", "of", "language", "text"]
    yield ["name", None, None, codebook.name]
    yield from (["title", None, language or None, text] for language, text in codebook.title.languages.items() if text)
    yield from (["language", None, None, language] for language in codebook.languages)
    for section, title in codebook.sections.items():
        yield from (["section", section, language or None, text] for language, text in title.languages.items())
    yield from (["note", None, None, note] for note in codebook.notes)
    for check in codebook.checks:
        yield ["check", check.id, None, check.rule]
        yield ["check variable", check.id, None, check.variable]
        yield ["check severity", check.id, None, check.severity]
        if check.relevance:
            yield ["check relevance", check.id, None, check.relevance]
            yield ["check when unknown", check.id, None, check.when_unknown]
        for language, text in check.message.languages.items():
            yield ["check message", check.id, language or None, text]
    for rule in codebook.clusters:
        yield ["cluster rule", rule.id, None, rule.rule]
        yield ["cluster by", rule.id, None, rule.by]
        yield ["cluster severity", rule.id, None, rule.severity]
        for language, text in rule.message.languages.items():
            yield ["cluster message", rule.id, language or None, text]
    yield from (["wave", None, None, wave] for wave in codebook.waves)
    for group in codebook.country_sets.values():
        for period in group.periods:
            span = f"{period.since or ''}..{period.until or ''}"
            yield ["country set", group.name, None, f"{span} {json.dumps(period.members, ensure_ascii=False)}"]
    if codebook.fingerprint:
        yield ["fingerprint", None, None, codebook.fingerprint]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A dictionary sheet as read: rows as mappings from heading to cell, with the number of each row."""

    title: str
    rows: tuple[tuple[int, Mapping[str, Any]], ...] = ()


def is_dictionary(headings: Sequence[Any]) -> bool:
    """Whether a sheet called `variables` is ours, by its headings."""
    return {"name", "type", "measure", "codes"} <= {str(heading) for heading in headings}


def codebook_in(sheets: Mapping[str, Sheet]) -> Codebook:
    """The codebook the sheets of a workbook describe.

    Raises:
        FormatError: SK545, each row that cannot be understood.
    """
    problems: list[Problem] = []
    lists: dict[str, list[Code]] = {}
    for place, row in _each(sheets, "codes"):
        codes = lists.setdefault(str(row.get("list")), [])
        code = _made(partial(_code, row), place, problems) if row.get("value") is not None else None
        codes += [code] if code is not None else []
    made = [_made(partial(_variable, row, lists), place, problems) for place, row in _each(sheets, "variables")]
    variables = tuple(variable for variable in made if variable is not None)
    whole = _made(partial(_codebook, sheets, variables, lists), Place(cell="variables"), problems)
    if problems or whole is None:
        raise FormatError(problems)
    return whole


def _codebook(
    sheets: Mapping[str, Sheet], variables: tuple[Variable, ...], lists: Mapping[str, list[Code]]
) -> Codebook:
    used = dict.fromkeys(v.codes for v in variables if v.codes)
    return Codebook(
        variables=variables,
        lists={name: CodeList(name=name, codes=tuple(lists[name])) for name in used if name in lists},
        sets=tuple(_read_sets([row for _, row in _each(sheets, "sets")])),
        **_read_about([row for _, row in _each(sheets, "about")]),
    )


def _code(row: Mapping[str, Any]) -> Code:
    return Code(value=row["value"], label=_text(row, "label"), missing=row.get("missing"))


def _each(sheets: Mapping[str, Sheet], name: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for number, row in sheets[name].rows if name in sheets else ():
        yield Place(cell=f"{name}!{number}"), row


def _made(make: Callable[[], Made], place: Place, problems: list[Problem]) -> Made | None:
    try:
        return make()
    except ValidationError as complaint:
        for error in complaint.errors():
            key = ".".join(str(step) for step in error["loc"]) or "row"
            what = f"{key}: {error['msg'][:1].lower()}{error['msg'][1:]}, not {error['input']!r}"
            problems.append(Problem(BAD_DICTIONARY, what, place, BAD_DICTIONARY.mend))
    except SurveykitError as refusal:
        problems += [problem.at(place) for problem in refusal.problems]
    except (KeyError, ValueError, TypeError) as fault:
        problems.append(Problem(BAD_DICTIONARY, f"the row cannot be understood: {fault}", place, BAD_DICTIONARY.mend))
    return None


def _text(row: Mapping[str, Any], name: str) -> Text:
    said = {
        key.partition(":")[2]: str(cell)
        for key, cell in row.items()
        if key.partition(":")[0] == name and cell is not None
    }
    return Text(said or "")


def _variable(row: Mapping[str, Any], lists: Mapping[str, list[Code]]) -> Variable:
    facts: dict[str, Any] = {name: row[name] for name in _PLAIN if row.get(name) is not None}
    facts |= {name: _text(row, name) for name in _TEXTS}
    if "notes" in facts:
        facts["notes"] = str(facts["notes"])
    if row.get("missing"):
        facts["missing"] = tuple(lists[str(row["missing"])])
    if row.get("missing_ranges"):
        facts["missing_ranges"] = tuple(_range(words) for words in str(row["missing_ranges"]).split(";"))
    if row.get("low") is not None or row.get("high") is not None:
        facts["range"] = Range(low=row.get("low"), high=row.get("high"))
    if row.get("formats"):
        pairs = [pair.split("=", 1) for pair in str(row["formats"]).split(";")]
        facts["formats"] = {name.strip(): value.strip() for name, value in pairs}
    origin = {name: row[f"origin_{name}"] for name in _ORIGIN if row.get(f"origin_{name}") is not None}
    origin = {name: value if name == "otherwise" else str(value) for name, value in origin.items()}
    return Variable(name=str(row["name"]), origin=Origin(**origin), **facts)


def _range(words: str) -> Range:
    found = re.fullmatch(r"\s*([^.\s][^\s]*?|)\.\.(\S*)\s*", words)
    if found is None:
        msg = f"'{words}' is no range such as 97..99"
        raise ValueError(msg)
    return Range(low=float(found[1]) if found[1] else None, high=float(found[2]) if found[2] else None)


def _read_sets(rows: Sequence[Mapping[str, Any]]) -> Iterator[ResponseSet]:
    by_name: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(str(row["set"]), []).append(row)
    for name, members in by_name.items():
        choices = tuple(row["choice"] for row in members if row.get("choice") is not None)
        yield ResponseSet(
            name=name,
            label=_text(members[0], "label"),
            kind=members[0].get("kind") or "dichotomies",
            counted=members[0]["counted"],
            variables=tuple(str(row["variable"]) for row in members),
            choices=choices,
            least=members[0].get("least") or 0,
            most=members[0].get("most"),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """The sheet `about`, to be asked for what it says of something."""

    rows: tuple[tuple[str, str, str, str], ...]  # what, of what, in which language, the text

    def texts(self, what: str, of: str = "") -> Text:
        return Text({language: text for w, o, language, text in self.rows if (w, o) == (what, of)} or "")

    def words(self, what: str) -> list[str]:
        return [text for w, _, _, text in self.rows if w == what]

    def of(self, what: str) -> dict[str, str]:
        return {o: text for w, o, _, text in self.rows if w == what}


def _read_about(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    columns = ("what", "of", "language", "text")
    said = _Said(tuple(tuple(str(row.get(column) or "") for column in columns) for row in rows))  # type: ignore[misc]
    return {
        "name": next(iter(said.words("name")), ""),
        "title": said.texts("title"),
        "languages": tuple(said.words("language")),
        "sections": {section: said.texts("section", section) for section in said.of("section")},
        "notes": tuple(said.words("note")),
        "checks": tuple(_read_checks(said)),
        "clusters": tuple(_read_clusters(said)),
        "waves": tuple(row["text"] for row in rows if row.get("what") == "wave"),
        "country_sets": _read_country_sets(said),
        "fingerprint": next(iter(said.words("fingerprint")), ""),
    }


def _read_country_sets(said: _Said) -> dict[str, CountrySet]:
    periods: dict[str, list[Period]] = {}
    for what, name, _, text in said.rows:
        if what == "country set":
            span, _, members = text.partition(" ")
            since, _, until = span.partition("..")
            periods.setdefault(name, []).append(
                Period(since=since or None, until=until or None, members=json.loads(members))
            )
    return {name: CountrySet(name=name, periods=tuple(found)) for name, found in periods.items()}


def _read_checks(said: _Said) -> Iterator[Consistency]:
    variables, severities = said.of("check variable"), said.of("check severity")
    relevances, unknown = said.of("check relevance"), said.of("check when unknown")
    for id_, rule in said.of("check").items():
        facts: dict[str, Any] = {"severity": severities.get(id_, "hard"), "when_unknown": unknown.get(id_, "skip")}
        facts |= {"variable": variables.get(id_, ""), "relevance": relevances.get(id_, "")}
        yield Consistency(id=id_, rule=rule, message=said.texts("check message", id_), **facts)


def _read_clusters(said: _Said) -> Iterator[ClusterRule]:
    by, severities = said.of("cluster by"), said.of("cluster severity")
    for id_, rule in said.of("cluster rule").items():
        severity: Any = severities.get(id_, "hard")
        message = said.texts("cluster message", id_)
        yield ClusterRule(id=id_, rule=rule, message=message, by=by.get(id_, ""), severity=severity)
