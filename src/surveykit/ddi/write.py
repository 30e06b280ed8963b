"""Writing a codebook as DDI-Codebook 2.5, with the statistics of its data where there are any.

What DDI has no element for stands in `notes` of the type `surveykit`: the elements are read as anybody would read them,
and a note holds where that is not yet the codebook. So the file reads back as what was written, and a label that an
archive corrects in its element is the label.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, Frozen
from surveykit.codebook.variable import Variable
from surveykit.dataset.written import text_of as word_of
from surveykit.ddi import elements
from surveykit.ddi.elements import note, spoken
from surveykit.ddi.names import attribute, content, identifier
from surveykit.ddi.read import NOT_DDI, reading_of
from surveykit.expr.parse import parse
from surveykit.expr.words import in_words
from surveykit.problems import SurveykitError
from surveykit.stats.describe import Profile
from surveykit.text import Text
from surveykit.xml import parsed

_DOMAINS = {"number": "numeric", "text": "text", "date": "datetime", "time": "datetime", "datetime": "datetime"}


@dataclass(frozen=True, slots=True)
class Data:
    """The data file that stands beside a codebook: its name, and how many cases it has."""

    name: str
    cases: int


def text_of(codebook: Codebook, profiles: Mapping[str, Profile] | None = None, data: Data | None = None) -> str:
    """A codebook as DDI-Codebook 2.5.

    Args:
        codebook: what is described.
        profiles: the statistics of its variables, by name: counts, mean, spread and ends.
        data: the data file beside it.
    """
    writer = _Writer(codebook, profiles or {}, data)
    plain = "\n".join(writer.document({}, {}))
    read = reading_of(parsed(f"{plain}\n".encode(), NOT_DDI)).codebook if codebook.variables else codebook
    noted = {was.name: _difference(was, now) for was, now in zip(codebook, read, strict=True)}
    whole = _of_the_whole(codebook, read)
    return "\n".join(writer.document(noted, whole)) + "\n"


def _of_the_whole(codebook: Codebook, read: Codebook) -> dict[str, Any]:
    """What the elements do not tell of the codebook itself; its lists one by one, under the names they have."""
    told = {v.name: read.lists[now.codes].codes for v, now in zip(codebook, read, strict=True) if now.codes}
    found: dict[str, tuple[Code, ...]] = {}
    for variable in codebook:
        if variable.codes and variable.name in told:
            found.setdefault(variable.codes, told[variable.name])
    lists = {
        name: listed.model_dump(exclude_defaults=True)
        for name, listed in codebook.lists.items()
        if found.get(name) != listed.codes or listed.name != name
    }
    said = _difference(codebook, read, besides=("variables", "lists"))
    return said | ({"lists": lists} if lists else {})


def _difference(was: Frozen, now: Frozen, besides: Sequence[str] = ()) -> dict[str, Any]:
    """The fields in which two models differ, as the first has them."""
    fields = [name for name in type(was).model_fields if name not in besides]
    other = {name for name in fields if getattr(was, name) != getattr(now, name)}
    short, full = was.model_dump(include=other, exclude_defaults=True), was.model_dump(include=other)
    return {name: short.get(name, full[name]) for name in fields if name in other}


class _Writer:
    """Writes the elements of one codebook."""

    def __init__(self, codebook: Codebook, profiles: Mapping[str, Profile], data: Data | None) -> None:
        self.codebook, self.profiles, self.data = codebook, profiles, data
        self.language = next(iter(codebook.languages), "")
        self.symbols = {language: codebook.symbols(language) for language in codebook.languages or ("",)}
        weight = codebook.role("weight")
        self.weight = identifier(f"V.{weight.name}") if weight is not None else ""
        self.asked: set[str] = set()

    def document(self, noted: Mapping[str, dict[str, Any]], whole: dict[str, Any]) -> Iterator[str]:
        """All lines, with what the notes say of each variable and of the whole."""
        self.asked.clear()
        yield elements.opened(self.language)
        yield from self.study()
        yield from self.file()
        yield " <dataDscr>"
        for name, title in self.codebook.sections.items():
            held = [v.name for v in self.codebook if v.origin.section == name]
            yield from self.group(elements.group_opened(f"S.{name}", "section", name, held), title, ())
        for one in self.codebook.sets:
            start = elements.group_opened(f"M.{one.name}", "multipleResp", one.name, one.variables)
            said = one.model_dump(exclude={"name", "label", "variables"}, exclude_defaults=True)
            yield from self.group(start, one.label, note("set", said))
        for variable in self.codebook:
            yield from self.variable(variable, noted.get(variable.name, {}))
        yield from (f"  {line}" for line in note("codebook", {"form": 1, **whole}))
        yield " </dataDscr>"
        yield "</codeBook>"

    def study(self) -> Iterator[str]:
        """The citation."""
        yield " <stdyDscr>"
        yield "  <citation>"
        yield "   <titlStmt>"
        yield from (f"    {line}" for line in elements.titles(self.codebook.title))
        if self.codebook.name:
            yield f"    <IDNo>{content(self.codebook.name)}</IDNo>"
        yield "   </titlStmt>"
        yield "  </citation>"
        yield from (f"  <notes>{content(said)}</notes>" for said in self.codebook.notes)
        yield " </stdyDscr>"

    def file(self) -> Iterator[str]:
        """The data file beside the codebook."""
        if self.data is not None:
            size = f"<caseQnty>{self.data.cases}</caseQnty><varQnty>{len(self.codebook.variables)}</varQnty>"
            yield ' <fileDscr ID="F1">'
            yield "  <fileTxt>"
            yield f"   <fileName>{content(self.data.name)}</fileName>"
            yield '   <fileStrc type="rectangular"/>'
            yield f"   <dimensns>{size}</dimensns>"
            yield '   <fileType charset="UTF-8">text/csv</fileType>'
            yield "   <format>delimited by commas, texts in quotes, names in the first line</format>"
            yield "  </fileTxt>"
            yield " </fileDscr>"

    def group(self, start: str, label: Text, notes: Iterable[str]) -> Iterator[str]:
        yield f"  {start}"
        yield from (f"   {line}" for line in (*spoken("labl", label), *notes))
        yield "  </varGrp>"

    def variable(self, variable: Variable, noted: dict[str, Any]) -> Iterator[str]:
        """A variable, its elements in the order the schema asks for."""
        more = ['files="F1"'] if self.data is not None else []
        if self.weight and variable.role is None:
            more.append(f'wgt-var="{self.weight}"')
        yield f"  {elements.variable_opened(variable, self.language, more)}"
        for line in (
            *spoken("labl", variable.label),
            *self.question(variable),
            *elements.limits(variable),
            *elements.empties(variable),
            *self.universe(variable),
            *self.statistics(variable),
            *self.categories(variable),
            *self.derived(variable),
            elements.form(variable),
            *([f"<notes>{content(variable.notes)}</notes>"] if variable.notes else []),
            *note("variable", noted),
        ):
            yield f"   {line}"
        yield "  </var>"

    def question(self, variable: Variable) -> Iterator[str]:
        """The question as it was put, under its number; variables of one question refer to it."""
        origin = variable.origin
        if not variable.wording and not origin.number:
            return
        name = identifier(f"Q.{origin.question}") if origin.question else ""
        link = "" if not name else f' qstn="{name}"' if name in self.asked else f' ID="{name}"'
        self.asked.add(name)
        number = f" seqNo={attribute(origin.number)}" if origin.number else ""
        domain = "category" if variable.codes else _DOMAINS[variable.type]
        words = "".join(spoken("qstnLit", variable.wording))
        yield f'<qstn{link}{number} responseDomainType="{domain}">{words}</qstn>'

    def universe(self, variable: Variable) -> Iterator[str]:
        """Of whom it is asked, in words."""
        if variable.origin.relevance:
            yield from spoken("universe", Text({lang: self.words(variable, lang) for lang in self.symbols}))

    def words(self, variable: Variable, language: str) -> str:
        try:
            return in_words(parse(variable.origin.relevance), self.symbols[language], language or "en")
        except (SurveykitError, LookupError):
            return variable.origin.relevance

    def statistics(self, variable: Variable) -> Iterator[str]:
        """How many cases are valid, and what the numbers say."""
        profile = self.profiles.get(variable.name)
        if profile is None:
            return
        told: dict[str, float | str | None] = {"vald": profile.n, "invd": sum(lack.n for lack in profile.missing)}
        if profile.numbers is not None:
            numbers = profile.numbers
            told |= {"min": numbers.minimum, "max": numbers.maximum, "mean": numbers.mean}
            told |= {"medn": numbers.median, "stdev": numbers.sd}
        elif profile.ends is not None:
            told |= {"min": profile.ends[0], "max": profile.ends[1]}
        for kind, value in told.items():
            if value is not None:
                yield f'<sumStat type="{kind}">{content(word_of(value))}</sumStat>'

    def categories(self, variable: Variable) -> Iterator[str]:
        """The codes, valid and missing, with how many cases have each."""
        profile = self.profiles.get(variable.name)
        counts: dict[Any, int] = {}
        if profile is not None:
            counts = {count.value: count.n for count in profile.values or ()}
            counts |= {lack.value: lack.n for lack in profile.missing}
        for code in (*(self.codebook.codes_of(variable) or ()), *variable.missing):
            known = profile is not None and (code.missing is not None or profile.values is not None)
            yield elements.category(code, None, counts.get(code.value, 0) if known else None)

    def derived(self, variable: Variable) -> Iterator[str]:
        if variable.origin.formula:
            yield f"<derivation><drvcmd>{content(variable.origin.formula)}</drvcmd></derivation>"
