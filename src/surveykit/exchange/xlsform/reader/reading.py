"""Reading a form: its sheets become the keys of an instrument, and what could not be held is told."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from surveykit.exchange.base import Reading
from surveykit.exchange.xlsform.reader.calculations import computed_of, paradata_of, registered_of
from surveykit.exchange.xlsform.reader.choices import Choice, ChoiceLists, Wanted, external_choices, filter_of
from surveykit.exchange.xlsform.reader.conduct import Question
from surveykit.exchange.xlsform.reader.findings import ASSUMED, LEFT_OUT, Findings
from surveykit.exchange.xlsform.reader.kinds import sort_of
from surveykit.exchange.xlsform.reader.naming import book_of, list_of
from surveykit.exchange.xlsform.reader.outline import Block, Element, blocks_of, is_battery, lines_of
from surveykit.exchange.xlsform.reader.own import COLUMN, own_of
from surveykit.exchange.xlsform.reader.questions import Questions
from surveykit.exchange.xlsform.reader.sections import Sections
from surveykit.exchange.xlsform.reader.settle import settled
from surveykit.exchange.xlsform.reader.texts import Languages
from surveykit.exchange.xlsform.reader.workbook import ROW, Form, meant, opened
from surveykit.exchange.xlsform.xpath.grammar import Reference, Untranslatable
from surveykit.missing import DEFAULT_CODES

_COUNTS: Final = ("questions", "groups", "repeats", "choices", "expressions", "translated", "kept_as_notes")
_HELD: Final = frozenset(
    ["type", "name", "label", "hint", "guidance_hint", "relevant", "constraint", "constraint_message", "required",
     "readonly", "calculation", "parameters", "choice_filter", "repeat_count", "default", "trigger", COLUMN, ROW]
)  # fmt: skip
_SETTINGS: Final = frozenset(["form_title", "form_id", "version", "default_language", "title", "id_string",
                              "set_form_title", "set_form_id", "allow_choice_duplicates", COLUMN, ROW])  # fmt: skip
_LOOKS: Final = frozenset(["likert", "multiline", "label", "list-nolabel", "list", "table-list", "field-list"])
_PARAMETERS: Final = frozenset(["randomize", "seed", "start", "end", "step", "value", "label"])
_LONGEST = 200


def read(path: Path) -> Reading:
    """Read a form of ODK or KoboToolbox.

    Raises:
        FormatError: SK562, pyxform is not installed; SK563, the file is no form.
    """
    form = opened(path)
    findings = Findings(form)
    findings.counts.update(dict.fromkeys((*_COUNTS, "with_blank_rules"), 0))
    blocks = blocks_of(form, findings)
    languages = Languages.of(form.tree)
    lists = ChoiceLists.of(_wanted(form, blocks, findings), findings, languages)
    questions = Questions(book_of(blocks, lists, findings), lists, languages, findings)
    registered = registered_of(questions, blocks)
    computed = computed_of(questions, blocks)
    sections = list(Sections(questions).made(blocks))
    if not sections:
        findings.tell(ASSUMED, "the form asks nothing; a note stands in its place", form.place("survey", 2, "type"))
        title = str(form.tree.get("title") or form.path.stem)
        sections = [{"id": "main", "title": title, "questions": [{"id": "nothing", "type": "note", "text": title}]}]
    _tell_rest(form, findings, blocks, lists)
    data = _instrument(form, questions, sections, computed, registered)
    heading = [f"Made by surveykit from the XLSForm {path.name}.", "What it could not hold stands under `notes`."]
    text = settled(data, questions.origins, heading, findings)
    findings.counts["expressions"] = findings.counts["translated"] + findings.counts["kept_as_notes"]
    return Reading(text, tuple(findings.problems), dict(findings.counts))


def _instrument(
    form: Form,
    questions: Questions,
    sections: list[dict[str, Any]],
    computed: list[Question],
    registered: list[Question],
) -> dict[str, Any]:
    """The keys of the instrument in the order people read them."""
    tree, lists, languages = form.tree, questions.lists, questions.languages
    title = str(tree.get("title") or tree.get("id_string") or form.path.stem)
    own = (
        own_of(next(iter(form.sheets["settings"].rows.values()), {}).get(COLUMN, ""))
        if "settings" in form.sheets
        else {}
    )
    if not languages.codes:
        what = "the form does not say in which language it is; `en` is written"
        questions.findings.tell(ASSUMED, what, form.place("survey", 1, "label"))
    data: dict[str, Any] = {"instrument": str(tree.get("id_string") or form.path.stem), "title": title}
    if tree.get("version"):
        data["version"] = str(tree["version"])
    data["languages"] = languages.spoken
    data |= own
    missing = own.get("missing") or _missing(questions)
    if missing != DEFAULT_CODES and "missing" not in own:
        data["missing"] = missing
        what = f"codes of the form mean empty answers here, which are written {', '.join(map(str, missing.values()))}"
        questions.findings.tell(ASSUMED, what, form.place("choices", 1, "name"))
    if questions.findings.notes:
        questions.findings.notes[:0] = data.get("notes", [])
        data["notes"] = questions.findings.notes
    data |= {"tables": lists.tables} if lists.tables else {}
    used = {part for section in (*sections, *computed, *registered) for part in _lists_in(section)}
    named = {name: codes for name, codes in lists.lists.items() if name in used}
    data |= {"lists": named} if named else {}
    data |= {"register": registered} if registered else {}
    data["sections"] = sections
    return data | ({"computed": computed} if computed else {})


def _lists_in(part: Any) -> Iterator[str]:
    """The names of the lists that a part of an instrument uses."""
    if isinstance(part, Mapping):
        yield from (str(part[key]) for key in ("codes", "each") if isinstance(part.get(key), str))
        for inner in part.values():
            yield from _lists_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _lists_in(inner)


def _missing(questions: Questions) -> dict[str, int]:
    """Codes of the four empties that no choice has and no range holds: -1, -7, -8, -9, or such with nines before."""
    codes = {str(c) for names in questions.lists.codes.values() for codes in names.values() for c in codes}
    least = min(questions.negative, default=0.0)
    missing = dict(DEFAULT_CODES)
    nines = 9
    while any(str(code) in codes or code >= least for code in missing.values()):
        missing = {reason: -(nines * 10) + code for reason, code in DEFAULT_CODES.items()}
        nines = nines * 10 + 9
    return missing


def _wanted(form: Form, blocks: list[Block], findings: Findings) -> dict[str, Wanted]:
    """The lists that are used, with the columns questions choose rows by."""
    elements = [e for block in blocks for element in block.elements for e in _with_lines(element) if list_of(e)]
    rows: Mapping[str, Any] = form.tree.get("choices") or {}
    columns: dict[str, dict[str, str]] = {}
    lists = {element.name: list_of(element) for element in elements}
    for element in elements:
        for column, compared in _compared(str(element.data.get("choice_filter") or ""), lists):
            columns.setdefault(list_of(element), {})[column] = compared
    several = {list_of(element) for element in elements if sort_of(element.type) in ("multiple", "ranking")}
    found: dict[str, Wanted] = {}
    for element in (*elements, *_of_variables(form, blocks)):
        name = list_of(element)
        if name in found:
            continue
        if name in rows:
            choices = tuple(Choice.of(row, form.place("choices", int(row.get(ROW, 0)), "name")) for row in rows[name])
        else:
            choices = tuple(external_choices(form, element, findings))
        cells = {key for choice in choices for key in choice.cells}
        own = {column: other for column, other in columns.get(name, {}).items() if column in cells}
        if choices:
            found[name] = Wanted(name, choices, own, alone=name in several)
    return {name: found[name] for name in (*rows, *found) if name in found}


def _of_variables(form: Form, blocks: list[Block]) -> Iterator[Element]:
    """What stands for the lists of variables that nobody is asked for, in a form that surveykit made."""
    for block in blocks:
        for element in block.elements:
            for key in ("register", "computed"):
                own = element.own.get(key)
                if isinstance(own, dict) and own.get("codes"):
                    yield Element({"itemset": own["codes"]}, form)


def _with_lines(element: Element) -> list[Element]:
    return [element, *lines_of(element)] if is_battery(element) else [element]


def _compared(text: str, lists: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The columns of a choice filter, each with the list whose codes it is compared with."""
    try:
        for column, value in filter_of(text).columns if text else ():
            yield column, lists.get(value.name, "") if isinstance(value, Reference) else ""
    except Untranslatable:
        return  # told where the question is made


def _tell_columns_of_choices(form: Form, findings: Findings, used: set[str]) -> None:
    """Tell of the columns of choices that no question chooses rows by."""
    first: dict[str, int] = {}
    for number, row in form.sheets["choices"].rows.items() if "choices" in form.sheets else ():
        for heading in row:
            if meant(heading) not in ("list_name", "name", "label", ROW) and heading not in used:
                first.setdefault(heading, number)
    for heading, number in first.items():
        findings.left_out("column", f"'{heading}' of choices", form.place("choices", number, heading), heading)


def _tell_rest(form: Form, findings: Findings, blocks: list[Block], lists: ChoiceLists) -> None:
    """Tell of every column, look, setting and sheet that has no counterpart; each stays as a remark."""
    used, tables = set(lists.wanted), lists.tables
    for element in paradata_of(blocks):
        findings.left_out(
            "column", f"'{element.name}', which is recorded", element.place("type"), f"type: {element.cell('type')}"
        )
    _tell_columns_of_choices(form, findings, {column for table in tables.values() for column in table["columns"]})
    for (heading, said), numbers in _cells(form).items():
        place = form.place("survey", numbers[0], heading)
        count = f" ({len(numbers)} cells)" if len(numbers) > 1 else ""
        what = f"'{heading}'{count}" if not said else f"'{heading}' {said}{count}"
        findings.left_out(
            "column", what, place, f"{heading}: {said or form.sheets['survey'].rows[numbers[0]][heading]}"
        )
    for sheet in ("settings", "entities"):
        for number, row in form.sheets[sheet].rows.items() if sheet in form.sheets else ():
            for heading, said in row.items():
                if sheet == "entities" or heading.lower().replace(" ", "_") not in _SETTINGS:
                    short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."
                    findings.left_out(
                        "setting", f"'{heading}'", form.place(sheet, number, heading), f"{heading}: {short}"
                    )
    for name, rows in (form.tree.get("choices") or {}).items():
        if name not in used:
            place = form.place("choices", int(rows[0].get(ROW, 0)), "name")
            findings.tell(LEFT_OUT, f"the list '{name}' is used by no question and is left out", place)


def _cells(form: Form) -> dict[tuple[str, str], list[int]]:
    """The rows of each heading without a counterpart, and of each look."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, row in form.sheets["survey"].rows.items():
        for heading, said in row.items():
            if meant(heading) == "appearance":
                looks = [look for look in said.split() if look not in _LOOKS]
                if looks:
                    found.setdefault((heading, " ".join(looks)), []).append(number)
            elif meant(heading) == "parameters":
                rest = [word for word in said.split() if word.partition("=")[0] not in _PARAMETERS]
                if rest:
                    found.setdefault((heading, " ".join(rest)), []).append(number)
            elif meant(heading) not in _HELD:
                found.setdefault((heading, ""), []).append(number)
    return found
