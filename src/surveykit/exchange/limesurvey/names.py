"""Names of LimeSurvey: what each question, subquestion and comment is called in expressions, and our ids for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from surveykit.exchange.draft.codes import Codes, codes_of
from surveykit.exchange.draft.form import Form, Words
from surveykit.exchange.draft.rules import RENAMED
from surveykit.exchange.limesurvey.structure import Group, Part, Question, Survey
from surveykit.exchange.limesurvey.words import spoken
from surveykit.exchange.logic.subject import Subject, SubjectType
from surveykit.exchange.logic.syntax import Field
from surveykit.missing import Value

LISTS: Final = frozenset("L!O")
SEVERAL: Final = frozenset("MP")
ARRAYS: Final = frozenset("ABCEFH")
FIXED_LISTS: Final = frozenset("YGCE")
OTHER: Final = "-oth-"


@dataclass(slots=True)
class Named:
    """A question with its id, its codes, and the id of each of its parts by what expressions add to its name."""

    question: Question
    id: str
    codes: Codes = field(default_factory=Codes)
    second: Codes = field(default_factory=Codes)  # of the second scale of a dual array, or the columns of an array
    parts: dict[str, str] = field(default_factory=dict)
    other: Value | None = None


class Names:
    """Our names for everything that is answered, and what an expression means by each of theirs."""

    def __init__(self, form: Form, survey: Survey) -> None:
        """Name every question of a survey."""
        self.form, self.survey = form, survey
        self.named: dict[int, Named] = {}
        self.subjects: dict[str, Subject] = {}
        self.fields: dict[str, Field] = {}
        for group in survey.groups:
            for question in group.questions:
                self._name(group, question)

    def of(self, question: Question) -> Named:
        """A question's names."""
        return self.named[id(question)]

    def _name(self, group: Group, question: Question) -> None:
        self._told_apart(question)
        codes, other = self._codes(question)
        columns = list(codes.labels) if question.type in SEVERAL else []
        columns = [*range(1, len(codes.labels) + 1)] if question.type == "R" else columns
        name = self.form.name(question.code, question.origin("name", question.code).place, columns)
        named = Named(question, name, codes, other=other)
        self.named[id(question)] = named
        if question.type == "1":
            named.second = self._listed(question, [answer for answer in question.answers if answer.scale == 1])
        always = not question.relevance.strip() or question.relevance.strip() == "1"
        always = always and group.relevance.strip() in ("", "1")
        numbers = f"{self.survey.sid}X{group.gid}X{question.qid}"
        for suffix, numeric, subject, choice in self._answers(named):
            name = f"{question.code}{suffix}"
            asked = Subject(subject.id, subject.type, subject.codes, subject.refusal, always)
            whole = name if choice is None else question.code
            self.subjects.setdefault(whole, asked)
            for word in (name, f"{numbers}{numeric}"):
                self.fields.setdefault(word, Field(whole, choice))

    def _told_apart(self, question: Question) -> None:
        """Give subquestions that share a code codes of their own."""
        seen: set[tuple[int, str]] = set()
        for part in question.subquestions:
            code, number = part.code, 2
            while (part.scale, code.casefold()) in seen:
                code, number = f"{part.code}_{number}", number + 1
            seen.add((part.scale, code.casefold()))
            if code != part.code:
                what = f"the subquestion '{part.code}' of '{question.code}' is now '{code}': it stands already"
                self.form.complain(RENAMED, what, part.place)
                part.code = code

    def _answers(self, named: Named) -> Iterator[tuple[str, str, Subject, str | None]]:
        """What can be read of a question: what is added to its name, to its number, the subject and the box meant."""
        question, kind = named.question, named.question.type
        if kind in SEVERAL:
            yield from self._boxes(named)
        elif kind in ARRAYS | {"1", "K", "Q", ":", ";"}:
            yield from self._lines(named)
        elif kind == "R":
            yield "", "", Subject(named.id, "text", refusal=f"'{question.code}' is a ranking"), None
        else:
            yield "", "", self._single(named), None
        if kind == "O":
            yield self._part(named, "comment", "comment", Subject("", "text"))
        if question.other and kind in LISTS | SEVERAL:
            named.parts["other"] = self.form.ids.fresh(f"{named.id}_other")
            yield "_other", "other", Subject(named.parts["other"], "text"), None

    def _single(self, named: Named) -> Subject:
        kind = named.question.type
        if kind in "X|*I" or kind == "":
            return Subject(named.id, "number", refusal=f"'{named.question.code}' is no question here")
        if kind in LISTS | FIXED_LISTS:
            return _coded(named.id, named.codes)
        types: dict[str, SubjectType] = {"N": "number", "5": "number", "D": "date"}
        numeric = kind == "S" and named.question.attribute("numbers_only") == "1"
        return Subject(named.id, "number" if numeric else types.get(kind, "text"))

    def _boxes(self, named: Named) -> Iterator[tuple[str, str, Subject, str | None]]:
        subject = Subject(named.id, "set", named.codes.ours)
        yield "", "", subject, None
        for part in named.question.rows():
            yield f"_{part.code}", part.code, subject, part.code
            if named.question.type == "P":
                added = f"{part.code}comment"
                named.parts[added] = self.form.ids.fresh(f"{named.id}_{added}")
                yield f"_{added}", added, Subject(named.parts[added], "text"), None

    def _lines(self, named: Named) -> Iterator[tuple[str, str, Subject, str | None]]:
        question, kind = named.question, named.question.type
        yield "", "", Subject(named.id, "text", refusal=f"'{question.code}' has several lines; name one of them"), None
        columns = question.rows(1)
        for part in question.rows():
            if kind == "1":
                for scale, codes in ((0, named.codes), (1, named.second)):
                    subject = _coded("", codes)
                    yield self._part(named, f"{part.code}_{scale}", f"{part.code}#{scale}", subject)
            elif kind in ":;":
                for column in columns:
                    subject = Subject("", "number" if kind == ":" else "text")
                    yield self._part(named, f"{part.code}_{column.code}", f"{part.code}_{column.code}", subject)
            else:
                subject = (
                    _coded("", named.codes) if named.codes.ours else Subject("", "text" if kind == "Q" else "number")
                )
                yield self._part(named, part.code, part.code, subject)

    def _part(self, named: Named, added: str, numeric: str, subject: Subject) -> tuple[str, str, Subject, str | None]:
        """A part that is a variable of its own."""
        named.parts[added] = self.form.ids.fresh(f"{named.id}_{added}")
        return f"_{added}", numeric, Subject(named.parts[added], subject.type, subject.codes), None

    def _codes(self, question: Question) -> tuple[Codes, Value | None]:
        """The codes an answer can have, with their labels, and that of `other, specify`."""
        kind = question.type
        if kind in FIXED_LISTS:
            return self._fixed(kind), None
        if kind in SEVERAL:
            parts = question.rows()
        elif kind in LISTS | {"F", "H", "1"}:
            parts = [answer for answer in question.answers if answer.scale == 0]
        elif kind == "R":
            parts = question.answers or question.rows()
        else:
            return Codes(), None
        codes = self._listed(question, parts)
        if question.other and kind in LISTS | SEVERAL:
            other = _free(codes)
            said = spoken("other", self.survey.languages) | question.attributes.get("other_replace_text", {})
            words = self.form.said({language: said[language] for language in self.survey.languages})
            return Codes({**codes.ours, OTHER: other}, {**codes.labels, other: words}), other
        return codes, None

    def _fixed(self, kind: str) -> Codes:
        """Codes of LimeSurvey's own, whose words are not in the file."""
        words = {"Y": "YN", "G": "FM", "C": "YUN", "E": "ISD"}[kind]
        keys = {code: code if kind in "YGC" else f"{kind}{code}" for code in words}
        labels: dict[Value, Words] = {
            code: self.form.said(spoken(key, self.survey.languages)) for code, key in keys.items()
        }
        return Codes({code: code for code in words}, labels)

    def _listed(self, question: Question, parts: list[Part]) -> Codes:
        pairs = [
            (part.code, self.form.said({lang: self.form.label(text, part.place) for lang, text in part.texts.items()}))
            for part in parts
        ]
        return codes_of(self.form, pairs, parts[0].place if parts else question.place)


def _coded(name: str, codes: Codes) -> Subject:
    """A subject that has codes."""
    texts = any(isinstance(code, str) for code in codes.ours.values())
    return Subject(name, "text" if texts else "number", codes.ours or None)


def _free(codes: Codes) -> Value:
    """A code for `other` that none of the choices has, of their type."""
    numbers = [code for code in codes.labels if isinstance(code, int | float)]
    if numbers and len(numbers) == len(codes.labels):
        return int(max(numbers)) + 1
    taken = {str(code).casefold() for code in codes.labels}
    return next(word for word in ("oth", "oth_2", "oth_3", "oth_4") if word not in taken)
