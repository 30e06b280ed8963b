"""Writing DDI-Codebook 2.5: a variable with its question, choices, range, empties and universe; texts by xml:lang.

What DDI has no element for stands in `notes` of the type `surveykit`, so that the file reads back as it was.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.exchange.ddi.names import OWN, identifier
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

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<codeBook xmlns="ddi:codebook:2_5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/'
    'codebook.xsd" version="2.5" xml:lang={}>'
)
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
_CATEGORIES: Final = {"date": "date", "time": "time", "datetime": "date"}
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
        yield _HEAD.format(quoteattr(self.languages[0]))
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
        title = self.instrument.title
        yield " <stdyDscr>"
        yield "  <citation>"
        yield "   <titlStmt>"
        first, *others = list(self.spoken("titl", title)) or ["<titl/>"]
        yield f"    {first}"
        yield from (f"    {line.replace('<titl ', '<parTitl ').replace('</titl>', '</parTitl>')}" for line in others)
        yield f"    <IDNo>{escape(self.instrument.instrument)}</IDNo>"
        yield "   </titlStmt>"
        if self.instrument.version:
            yield f"   <verStmt><version>{escape(self.instrument.version)}</version></verStmt>"
        yield "  </citation>"
        if self.instrument.description:
            yield "  <stdyInfo>"
            yield from (f"   {line}" for line in self.spoken("abstract", self.instrument.description))
            yield "  </stdyInfo>"
        yield " </stdyDscr>"

    def spoken(self, element: str, text: Text, attributes: str = "") -> Iterator[str]:
        """An element for each language of a text; one without a language where the text has none."""
        for language, said in text.languages.items():
            if said and language in ("", *self.languages):
                spoken = f" xml:lang={quoteattr(language)}" if language else ""
                yield f"<{element}{attributes}{spoken}>{escape(said)}</{element}>"

    def section(self, section: Section) -> Iterator[str]:
        names = [
            name for name, (_, v) in self.variables.items() if v.origin.section == section.id and v.origin.question
        ]
        kind = "repetition" if section.roster is not None else "section"
        yield self.opened(f"S.{section.id}", kind, section.id, names)
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
            yield self.opened(f"G.{written.id}", "grid", written.id, names)
            yield from (f"   {line}" for line in self.spoken("txt", written.text))
            yield from self.settings("battery", self.battery(written), "   ")
            yield "  </varGrp>"
        for question in posed if isinstance(written, GROUPS) else (written,):
            if isinstance(question, Multiple | Ranking):
                own = [v.name for v in question.variables(self.instrument.commons, section.id)]
                kind = "multipleResp" if isinstance(question, Multiple) else "other"
                yield self.opened(f"M.{question.id}", kind, question.id, own)
                yield from (f"   {line}" for line in self.spoken("labl", question.label))
                yield "  </varGrp>"

    def battery(self, written: Written) -> dict[str, Any]:
        said = data_of(written)
        shared = {key: value for key, value in said.items() if key not in ("id", "text", "items")}
        return {
            **shared,
            "items": [{k: v for k, v in item.items() if k not in ("text", "label")} for item in said["items"]],
        }

    def opened(self, name: str, kind: str, spoken: str, names: list[str]) -> str:
        other = ' otherType="ranking"' if kind == "other" else ""
        held = " ".join(identifier(f"V.{one}") for one in names)
        var = f" var={quoteattr(held)}" if held else ""
        return f'  <varGrp ID={quoteattr(identifier(name))} type="{kind}"{other} name={quoteattr(spoken)}{var}>'

    def variable(self, name: str) -> Iterator[str]:
        """A variable, its elements in the order the schema asks for."""
        book, variable = self.variables[name]
        _, question = self.asked.get(variable.origin.question, (None, None))
        yield self.begun(variable)
        yield from (f"   {line}" for line in self.spoken("labl", variable.label))
        if question is not None:
            yield from self.question(variable, question)
        yield from self.limits(variable)
        if variable.missing:
            items = "".join(f'<item VALUE="{escape(str(code.value))}"/>' for code in variable.missing)
            yield f"   <invalrng>{items}</invalrng>"
        yield from self.universe(variable.origin.relevance, "   ", every=True)
        for code in (*(book.codes_of(variable) or ()), *variable.missing):
            empty = f' missing="Y" missType={quoteattr(code.missing)}' if code.missing else ""
            labels = "".join(self.spoken("labl", code.label))
            yield f"   <catgry{empty}><catValu>{escape(str(code.value))}</catValu>{labels}</catgry>"
        yield from self.derived(variable)
        category = _CATEGORIES.get(variable.type, "other")
        kind = "numeric" if variable.type == "number" else "character"
        yield f'   <varFormat type="{kind}" category="{category}"/>'
        yield from self.own(variable, question)
        yield "  </var>"

    def begun(self, variable: Variable) -> str:
        interval = "contin" if variable.measure == "scale" and variable.type == "number" else "discrete"
        unit = variable.unit.into(self.languages[0])
        about = [
            f"ID={quoteattr(identifier(f'V.{variable.name}'))}",
            f"name={quoteattr(variable.name)}",
            *(['wgt="wgt"'] if variable.role == "weight" else []),
            *([f'dcml="{variable.decimals}"'] if variable.decimals is not None else []),
            f'intrvl="{interval}"',
            *([f"measUnit={quoteattr(unit)}"] if unit else []),
        ]
        return f"  <var {' '.join(about)}>"

    def question(self, variable: Variable, question: Question) -> Iterator[str]:
        """The wording: the stem before it, the instruction to the interviewer after it."""
        number = f" seqNo={quoteattr(question.number)}" if question.number else ""
        domain = f' responseDomainType="{_DOMAINS[question.type]}"' if question.type in _DOMAINS else ""
        first = variable.name == question.variables(self.instrument.commons, variable.origin.section)[0].name
        name = (
            f" ID={quoteattr(identifier(f'Q.{question.id}'))}"
            if first
            else f" qstn={quoteattr(identifier(f'Q.{question.id}'))}"
        )
        yield f"   <qstn{name}{number}{domain}>"
        yield from (f"    {line}" for line in self.spoken("preQTxt", question.stem))
        yield from (f"    {line}" for line in self.spoken("qstnLit", question.text))
        yield from (f"    {line}" for line in self.spoken("ivuInstr", question.help))
        yield "   </qstn>"

    def limits(self, variable: Variable) -> Iterator[str]:
        ends: list[tuple[str, object]] = []
        if variable.range is not None:
            ends = [("min", variable.range.low), ("max", variable.range.high)]
        elif variable.type == "date":
            ends = [("min", variable.earliest), ("max", variable.latest)]
        known = [
            f'{end}="{value:.15g}"' if isinstance(value, float) else f'{end}="{value}"'
            for end, value in ends
            if value is not None
        ]
        if known:
            units = "INT" if variable.decimals == 0 else "REAL"
            yield f'   <valrng><range UNITS="{units}" {" ".join(known)}/></valrng>'

    def universe(self, relevance: str, indent: str, *, every: bool) -> Iterator[str]:
        """Of whom it is asked, in words: of all languages, or of the first where the schema has one element only."""
        if relevance:
            node = parse(relevance)
            said = Text({language: in_words(node, symbols, language) for language, symbols in self.symbols.items()})
            yield from (f"{indent}{line}" for line in list(self.spoken("universe", said))[: None if every else 1])

    def derived(self, variable: Variable) -> Iterator[str]:
        if variable.origin.formula:
            yield f"   <derivation><drvcmd>{escape(variable.origin.formula)}</drvcmd></derivation>"

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
        if said:
            words = escape(json.dumps(said, ensure_ascii=False))
            yield f'{indent}<notes type="{OWN}" subject="{subject}">{words}</notes>'
