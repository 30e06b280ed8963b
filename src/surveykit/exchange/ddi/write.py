"""Writing DDI-Codebook 2.5: a variable with its question, choices, range, empties and universe; texts by xml:lang.

What DDI has no element for stands in `notes` of the type `surveykit`, so that the file reads back as it was.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.ddi import elements
from surveykit.ddi.names import attribute, content, identifier
from surveykit.exchange.draft.rules import NOT_WRITTEN
from surveykit.exchange.plain import data_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.words import in_words
from surveykit.instrument.group import GROUPS, Written
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.project import CASE, codebook_of, symbols_of
from surveykit.problems import Place, Problem
from surveykit.text import Text

_DOMAINS: Final = {
    "single": "category",
    "scale": "category",
    "multiple": "multiple",
    "ranking": "multiple",
    "number": "numeric",
    "amount": "numeric",
    "duration": "numeric",
    "text": "text",
    "open": "text",
    "date": "datetime",
    "time": "datetime",
}
_APART: Final = frozenset(["id", "type", "text", "help", "number", "items", "label", "codes", "relevance"])
_WHOLE: Final = frozenset(["instrument", "title", "sections", "lists", "register", "computed", "description"])


def write(instrument: Instrument, path: Path) -> tuple[Problem, ...]:
    """Write an instrument as DDI-Codebook; what has no place in it is told."""
    lines = "\n".join(_Writer(instrument).document())
    path.write_text(f"{lines}\n", encoding="utf-8", newline="\n")
    return tuple(_losses(instrument))


def _losses(instrument: Instrument) -> Iterator[Problem]:
    shown = [question.id for _, question in instrument.asked() if isinstance(question, Note)]
    if shown:
        what = f"texts that are only read out ({', '.join(shown[:6])}) have no element; they stand in notes"
        yield Problem(NOT_WRITTEN, what, Place(), NOT_WRITTEN.mend, "note")


class _Writer:
    """Writes the elements of one instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.languages = instrument.languages
        self.symbols: Mapping[str, Symbols] = {lang: symbols_of(instrument, lang) for lang in self.languages}
        rosters = [section.id for section in instrument.sections if section.roster is not None]
        self.books = [codebook_of(instrument), *(codebook_of(instrument, roster) for roster in rosters)]
        self.variables: dict[str, tuple[Codebook, Variable]] = {}
        for book in self.books:
            for variable in book:
                if variable.name != CASE and variable.origin.kind != "paradata":
                    self.variables.setdefault(variable.name, (book, variable))
        self.asked: dict[str, tuple[Section, Question]] = {q.id: (s, q) for s, q in instrument.asked()}

    def document(self) -> Iterator[str]:
        yield elements.opened(self.languages[0])
        yield from self.study()
        yield " <dataDscr>"
        for section in self.instrument.sections:
            yield from self.section(section)
        for section in self.instrument.sections:
            for written in section.questions:
                yield from self.group(section, written)
        for name in self.variables:
            yield from self.variable(name)
        yield from self.settings("instrument", self.rest(self.instrument, _WHOLE), "  ")
        yield from self.settings("codes", {name: self.list_of(name) for name in self.instrument.lists}, "  ")
        yield " </dataDscr>"
        yield "</codeBook>"

    def study(self) -> Iterator[str]:
        """The citation, with the title in every language, and what the instrument is for."""
        yield " <stdyDscr>"
        yield "  <citation>"
        yield "   <titlStmt>"
        yield from (f"    {line}" for line in elements.titles(self.instrument.title, self.languages))
        yield f"    <IDNo>{content(self.instrument.instrument)}</IDNo>"
        yield "   </titlStmt>"
        if self.instrument.version:
            yield f"   <verStmt><version>{content(self.instrument.version)}</version></verStmt>"
        yield "  </citation>"
        if self.instrument.description:
            yield "  <stdyInfo>"
            yield from (f"   {line}" for line in self.spoken("abstract", self.instrument.description))
            yield "  </stdyInfo>"
        yield " </stdyDscr>"

    def spoken(self, element: str, text: Text) -> Iterator[str]:
        """An element for each language of a text; one without a language where the text has none."""
        return elements.spoken(element, text, self.languages)

    def section(self, section: Section) -> Iterator[str]:
        names = [
            name for name, (_, v) in self.variables.items() if v.origin.section == section.id and v.origin.question
        ]
        kind = "repetition" if section.roster is not None else "section"
        yield "  " + elements.group_opened(f"S.{section.id}", kind, section.id, names)
        yield from (f"   {line}" for line in self.spoken("labl", section.title))
        yield from self.universe(section.relevance, "   ", every=False)
        rest = self.rest(section, {"id", "title", "questions"})
        order = [written.id for written in section.questions]
        notes = {w.id: data_of(w) for w in section.questions if isinstance(w, Note)}
        yield from self.settings(
            "section", {"order": order, **({"notes": notes} if notes else {}), "rest": rest}, "   "
        )
        yield "  </varGrp>"

    def group(self, section: Section, written: Written) -> Iterator[str]:
        """The variables that one question, battery or ranking has together."""
        posed = [question for _, question in section.posed if written.id in (question.id, question.made_by)]
        names = [
            v.name for q in posed for v in q.variables(self.instrument.commons, section.id) if v.name in self.variables
        ]
        if isinstance(written, GROUPS):
            yield "  " + elements.group_opened(f"G.{written.id}", "grid", written.id, names)
            yield from (f"   {line}" for line in self.spoken("txt", written.text))
            yield from self.settings("battery", self.battery(written), "   ")
            yield "  </varGrp>"
        for question in posed if isinstance(written, GROUPS) else (written,):
            if isinstance(question, Multiple | Ranking):
                own = [v.name for v in question.variables(self.instrument.commons, section.id)]
                other = "" if isinstance(question, Multiple) else "ranking"
                yield "  " + elements.group_opened(f"M.{question.id}", "multipleResp", question.id, own, other)
                yield from (f"   {line}" for line in self.spoken("labl", question.label))
                yield "  </varGrp>"

    def battery(self, written: Written) -> dict[str, Any]:
        said = data_of(written)
        shared = {key: value for key, value in said.items() if key not in ("id", "text", "items")}
        return {
            **shared,
            "items": [{k: v for k, v in item.items() if k not in ("text", "label")} for item in said["items"]],
        }

    def variable(self, name: str) -> Iterator[str]:
        """A variable, its elements in the order the schema asks for."""
        book, variable = self.variables[name]
        _, question = self.asked.get(variable.origin.question, (None, None))
        yield "  " + elements.variable_opened(variable, self.languages[0])
        yield from (f"   {line}" for line in self.spoken("labl", variable.label))
        if question is not None:
            yield from self.question(variable, question)
        yield from (f"   {line}" for line in (*elements.limits(variable), *elements.empties(variable)))
        yield from self.universe(variable.origin.relevance, "   ", every=True)
        for code in (*(book.codes_of(variable) or ()), *variable.missing):
            yield f"   {elements.category(code, self.languages)}"
        yield from self.derived(variable)
        yield f"   {elements.form(variable)}"
        yield from self.own(variable, question)
        yield "  </var>"

    def question(self, variable: Variable, question: Question) -> Iterator[str]:
        """The wording: the stem before it, the instruction to the interviewer after it."""
        number = f" seqNo={attribute(question.number)}" if question.number else ""
        domain = f' responseDomainType="{_DOMAINS[question.type]}"' if question.type in _DOMAINS else ""
        first = variable.name == question.variables(self.instrument.commons, variable.origin.section)[0].name
        name = (
            f" ID={attribute(identifier(f'Q.{question.id}'))}"
            if first
            else f" qstn={attribute(identifier(f'Q.{question.id}'))}"
        )
        yield f"   <qstn{name}{number}{domain}>"
        yield from (f"    {line}" for line in self.spoken("preQTxt", question.stem))
        yield from (f"    {line}" for line in self.spoken("qstnLit", question.text))
        yield from (f"    {line}" for line in self.spoken("ivuInstr", question.help))
        yield "   </qstn>"

    def universe(self, relevance: str, indent: str, *, every: bool) -> Iterator[str]:
        """Of whom it is asked, in words: of all languages, or of the first where the schema has one element only."""
        if relevance:
            node = parse(relevance)
            said = Text({language: in_words(node, symbols, language) for language, symbols in self.symbols.items()})
            yield from (f"{indent}{line}" for line in list(self.spoken("universe", said))[: None if every else 1])

    def derived(self, variable: Variable) -> Iterator[str]:
        if variable.origin.formula:
            yield f"   <derivation><drvcmd>{content(variable.origin.formula)}</drvcmd></derivation>"

    def own(self, variable: Variable, question: Question | None) -> Iterator[str]:
        """What stands in notes: the settings of the question it answers, or of the variable itself."""
        if question is not None and not question.made_by:
            names = [v.name for v in question.variables(self.instrument.commons, variable.origin.section)]
            if names[0] == variable.name:
                rest = {"type": question.type, **self.rest(question, _APART)}
                rest |= {key: value for key in ("codes", "relevance") if (value := data_of(question).get(key))}
                yield from self.settings("question", rest, "   ")
            return
        columns = {column.id: column for column in (*self.instrument.registered, *self.instrument.computed)}
        if variable.name in columns:
            column = columns[variable.name]
            kind = "register" if column in self.instrument.registered else "computed"
            yield from self.settings(kind, self.rest(column, {"id", "label"}) | {"format": column.format}, "   ")

    def list_of(self, name: str) -> list[list[Any]]:
        """A code list as pairs, which keep the type of a code and the order."""
        return [[code, label.plain] for code, label in self.instrument.lists[name].items()]

    def rest(self, part: Any, held: set[str] | frozenset[str]) -> dict[str, Any]:
        return {key: value for key, value in data_of(part).items() if key not in held}

    def settings(self, subject: str, said: dict[str, Any], indent: str) -> Iterator[str]:
        yield from (f"{indent}{line}" for line in elements.note(subject, said))
