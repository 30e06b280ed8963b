"""Writing an instrument as a form: sections as groups, rosters as repeats, what is computed as calculations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from surveykit.exchange.ids import Ids
from surveykit.exchange.xlsform.writer.leftover import cell_of, leftover
from surveykit.exchange.xlsform.writer.questions import Questions
from surveykit.exchange.xlsform.writer.sheets import Row, Sheets, language_name
from surveykit.exchange.xlsform.writer.texts import Texts
from surveykit.exchange.xlsform.xpath.emit import Form
from surveykit.exchange.xlsform.xpath.pieces import Unwritable
from surveykit.instrument.control import Option
from surveykit.instrument.group import Battery, ConstantSum, Written
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import symbols_of
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Problem

_TOP = frozenset(
    ["instrument", "version", "title", "languages", "lists", "tables", "register", "sections", "computed", "notes"]
)


def write(instrument: Instrument, path: Path) -> tuple[Problem, ...]:
    """Write a form of ODK and KoboToolbox, and say what it cannot hold."""
    writer = Writer(instrument)
    writer.write()
    writer.sheets.save(path)
    return tuple(writer.sheets.losses)


class Writer:
    """One instrument being written."""

    def __init__(self, instrument: Instrument) -> None:
        """Begin with empty sheets."""
        self.instrument, self.sheets = instrument, Sheets()
        symbols = symbols_of(instrument)
        self.ids = Ids([*symbols, *(question.id for _, question in instrument.asked())])
        self.form = Form(symbols, _rows_of(instrument), _nodes_of(instrument))
        self.texts = Texts(instrument.languages, self.form, self.sheets, self.ids)
        self.questions = Questions(instrument, self.form, self.texts, self.sheets, self.listed)
        self.lists: dict[str, None] = {}
        self.ends: dict[str, int] = {}  # roster -> index of the row that ends its repeat
        self.lost: set[str] = set()  # computed variables that cannot be calculated
        self.look_ahead()

    def write(self) -> None:
        """All sheets."""
        for registered in self.instrument.registered:
            what = "the form does not know the register; let it be looked up or filled in beforehand"
            self.sheets.lose(what, registered.id)
            kept = {"register": leftover(registered, ("id",))}
            self.coded(registered.codes)
            self.sheets.survey.append({"type": "hidden", "name": registered.id, "default": ""} | cell_of(kept))
        for section in self.instrument.sections:
            if not section.within:
                self.section(section)
        self.computed()
        self.help_over_rows()
        order = [*self.instrument.lists, *self.instrument.tables, *self.lists]
        self.sheets.choices.sort(key=lambda row: order.index(row["list_name"]))
        self.settings()

    def look_ahead(self) -> None:
        """Find the computed variables that cannot be calculated, so that nothing reads a blank in their place."""
        for computed in self.instrument.computed:
            try:
                self.form.value(computed.formula)
            except (Unwritable, DefinitionError) as refusal:
                self.sheets.lose(f"it is not calculated and stays blank: {refusal}", computed.id)
                self.lost.add(computed.id)
                self.form.nodes -= {computed.id}

    def section(self, section: Section) -> None:
        """A section as a group, or as a repeat with the sections that stand within it."""
        roster = self.path(section)
        outside = (
            self.path_of(section.within) if section.roster and section.within else "" if section.roster else roster
        )
        kind = "repeat" if section.roster else "group"
        name = section.id if not self.ids.has(section.id) else self.ids.fresh(f"{section.id[:24]}_section")
        without = ("id", "title", "relevance", "roster", "questions")
        kept = leftover(section, without, **({"id": section.id} if name != section.id else {}))
        row: Row = {"type": f"begin_{kind}", "name": name}
        row |= self.texts.columns("label", section.title, outside)
        row |= self.condition(section, outside, kept)
        if section.roster is not None:
            row |= self.counted(section, outside)
            kept["roster"] = leftover(section.roster, ())
            kept["repeat_count"] = row.get("repeat_count", "")
        self.sheets.survey.append(row | cell_of(kept))
        if section.order == "random":
            self.sheets.lose("its questions stand in the order written, not shuffled", section.id)
        if section.roster is not None:
            self.row_variable(section)
        for written in section.questions:
            self.written(section, written, roster)
        for inner in self.instrument.sections:
            if section.roster is not None and inner.within == section.id:
                self.section(inner)
        self.ends[roster] = len(self.sheets.survey)
        self.sheets.survey.append({"type": f"end_{kind}", "name": name})

    def counted(self, section: Section, outside: str) -> Row:
        """How many rows a repeat has."""
        roster = section.roster
        if roster is None:
            return {}
        if roster.while_:
            what = "whether there is another row is asked by the program that shows the form"
            self.sheets.lose(what, section.id)
            return {}
        if roster.count:
            try:
                return {"repeat_count": self.form.value(roster.count, roster=outside)}
            except (Unwritable, DefinitionError) as refusal:
                self.sheets.lose(f"the number of rows is not calculated: {refusal}", section.id)
                return {}
        each = roster.each or ""
        question = self.instrument.questions.get(each)
        if question is not None:
            return {"repeat_count": f"count-selected(${{{each}}})"}
        return {"repeat_count": str(len(self.instrument.commons.lists[each].values))}

    def row_variable(self, section: Section) -> None:
        """The number of a row, or the code it stands for, as a calculation of its own."""
        if section.roster is not None:
            row: Row = {"type": "calculate", "name": section.roster.row}
            row["calculation"] = _rows_of(self.instrument)[section.roster.row]
            self.sheets.survey.append(row | cell_of({"row_of": section.id}))

    def written(self, section: Section, written: Written, roster: str) -> None:
        """A question, or the lines of a battery as a group."""
        if isinstance(written, Battery | ConstantSum):
            self.group(section, written, roster)
            return
        question = next(q for _, q in section.posed if q.id == written.id)
        self.asked(question, roster)

    def asked(self, question: Question, roster: str, number: str = "") -> None:
        """A question and its "other, specify"."""
        self.questions.write(question, roster, self.routed(question.rounds, question.relevance), number=number)
        for other in self.questions.specified(question):
            self.questions.write(other, roster, other.relevance, {"specifies": question.id})

    def group(self, section: Section, written: Battery | ConstantSum, roster: str) -> None:
        """A battery or constant sum as a group of questions."""
        without = ("id", "text", "help", "relevance", "items", "codes", "last_saved", "required")
        kept = leftover(written, without) | {"type": written.type}
        table = isinstance(written, Battery) and written.format is None
        row: Row = {"type": "begin_group", "name": written.id}
        row["appearance"] = "table-list" if table else "field-list"
        row |= self.texts.columns("label", written.text, roster, written.id)
        row |= self.texts.columns("hint", written.help, roster, written.id)
        row |= self.condition(written, roster, kept)
        if written.order == "random":
            self.sheets.lose("its lines stand in the order written, not shuffled", written.id)
        self.sheets.survey.append(row | cell_of(kept))
        for _, question in section.posed:
            if question.made_by == written.id:
                self.asked(question, roster, written.number)
        self.sheets.survey.append({"type": "end_group", "name": written.id})

    def computed(self) -> None:
        """Computed variables as calculations at the end of the form."""
        for computed in self.instrument.computed:
            kept = leftover(computed, ("id", "formula"))
            self.coded(computed.codes)
            calculation = "''" if computed.id in self.lost else self.form.value(computed.formula)
            row = {"type": "calculate", "name": computed.id, "calculation": calculation}
            self.sheets.survey.append(row | cell_of({"computed": kept, "formula": [computed.formula, calculation]}))

    def coded(self, name: str | None) -> None:
        """A list that only a variable nobody is asked for uses."""
        if name is not None:
            self.listed(name, self.instrument.commons.options(name))

    def help_over_rows(self) -> None:
        """The calculations in each row that functions over rows read, put before the end of their repeats."""
        for name, (roster, calculation) in self.form.helpers.items():
            row = {"type": "calculate", "name": name, "calculation": calculation} | cell_of({"helps": roster})
            at = self.ends[roster]
            self.sheets.survey.insert(at, row)
            self.ends = {path: end + (end >= at) for path, end in self.ends.items()}

    def settings(self) -> None:
        """The title, the languages, and what no sheet has a column for."""
        instrument, first = self.instrument, self.instrument.languages[0]
        self.sheets.settings = {
            "form_title": instrument.title.into(first),
            "form_id": instrument.instrument,
            "version": instrument.version or instrument.fingerprint,
            "default_language": language_name(first),
        }
        kept = leftover(instrument, _TOP)
        more = (
            {"title": instrument.title.plain, "notes": list(instrument.notes)}
            if len(instrument.title.languages) > 1
            else {}
        )
        kept |= {key: value for key, value in more.items() if value}
        kept |= {} if instrument.version else {"version": ""}
        self.sheets.settings |= cell_of(kept)
        lost = [
            key for key in kept if key in ("rounds", "clusters", "quotas", "completion", "reason_for_change", "order")
        ]
        for key in lost:
            self.sheets.lose(f"`{key}` has no counterpart")
        if any(question.empties for question in instrument.questions.values()):
            what = (
                "refused, don't know and no answer are one blank in a form, and so is nothing ticked of several choices"
            )
            self.sheets.lose(what, severity="note")

    def listed(self, name: str, options: tuple[Option, ...]) -> str:
        """A list of choices, written once."""
        if name in self.lists:
            return name
        self.lists[name] = None
        table = self.instrument.tables.get(name)
        cells: dict[Value, Sequence[str]] = {}
        if table is not None:
            cells = dict(zip(table.codes, (row[1 + len(table.label) :] for row in table.rows), strict=True))
        for option in options:
            label = option.label or str(option.value)
            labels = {
                f"label::{language_name(language)}": str(label if isinstance(label, str) else label.into(language))
                for language in self.instrument.languages
            }
            row: Row = {"list_name": name, "name": str(option.value)} | labels
            row |= dict(zip(table.columns if table else (), cells.get(option.value, ()), strict=False))
            self.sheets.choices.append(row)
        return name

    def condition(self, group: Section | Battery | ConstantSum, roster: str, kept: dict[str, Any]) -> Row:
        """The relevance of a group."""
        text = self.routed(group.rounds, group.relevance)
        try:
            said = self.form.condition(text, roster=roster) if text else ""
        except (Unwritable, DefinitionError) as refusal:
            self.sheets.lose(f"it is asked of everybody: {refusal}", group.id)
            kept["relevance"] = [group.relevance, ""]
            return {}
        if text:
            kept["relevance"] = [group.relevance, said]
        return {"relevant": said} if said else {}

    def routed(self, rounds: Sequence[Value], relevance: str) -> str:
        """Rounds and relevance as one condition."""
        parts = []
        if rounds and self.instrument.rounds is not None:
            parts.append(f"{self.instrument.rounds.variable} in [{', '.join(map(repr, rounds))}]")
            self.sheets.lose("rounds become plain conditions", severity="note")
        parts += [relevance] if relevance else []
        return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)

    def path(self, section: Section) -> str:
        """The roster a section stands in, as a path from the case down."""
        return self.path_of(self.instrument.roster_of(section))

    def path_of(self, roster: str | None) -> str:
        """The path of a roster."""
        return "/".join(above.id for above in self.instrument.rosters_above(roster)) if roster else ""


def _rows_of(instrument: Instrument) -> dict[str, str]:
    """How each row variable is said in XPath, inside its repeat."""
    found: dict[str, str] = {}
    for section in instrument.sections:
        roster = section.roster
        if roster is None:
            continue
        if roster.each is None:
            found[roster.row] = "position(..)"
        elif roster.each in instrument.questions:
            found[roster.row] = f"selected-at(${{{roster.each}}}, position(..) - 1)"
        else:
            codes = " ".join(map(str, instrument.commons.lists[roster.each].values))
            found[roster.row] = f"selected-at('{codes}', position(..) - 1)"
    return found


def _nodes_of(instrument: Instrument) -> frozenset[str]:
    """The variables that are rows of the form."""
    named = [registered.id for registered in instrument.registered] + [computed.id for computed in instrument.computed]
    rows = [section.roster.row for section in instrument.sections if section.roster]
    return frozenset([*named, *rows, *instrument.questions])
