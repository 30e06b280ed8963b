"""The setting of a page: instrument, language, and how its questions, answers and skips are said in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.instrument.control import Choose
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import AS_WRITTEN, Choosing
from surveykit.missing import NOT_ASKED, REASON_WORDS, Answer, Empty, Value
from surveykit.reports.paper.areas import LONGEST_LIST, Guide, Speech, area_of
from surveykit.reports.paper.marks import SHORT, References, letter, specifies
from surveykit.reports.paper.model import Area, Choice, FromList, Ranks, Ticks, Wording
from surveykit.reports.paper.skips import END, END_OF_ROW, Routes
from surveykit.reports.paper.words import quoted
from surveykit.text import Text


@dataclass(frozen=True)
class Setting:
    """One instrument printed in one language.

    `empties` prints boxes for refused, don't know and no answer; `proof` marks what is not translated.
    """

    instrument: Instrument
    language: str
    empties: bool = False
    proof: bool = False

    @cached_property
    def speech(self) -> Speech:
        """How texts are said."""
        return Speech(self.language, self.say)

    @cached_property
    def references(self) -> References:
        """Questions by their printed numbers."""
        return References(self.instrument, self.language)

    @cached_property
    def routes(self) -> Routes:
        """Where answers lead."""
        return Routes(self.instrument)

    def word(self, key: str, *parts: object) -> str:
        """A word of the page."""
        return self.speech.word(key, *parts)

    def say(self, text: Text) -> str:
        """A text in the language of the page, answers to earlier questions in brackets."""
        said = self.references.filled(text.into(self.language))
        return f"{said} [{self.word('untranslated')}]" if self.proof and text and text.lacks(self.language) else said

    def mark(self, question: Question) -> str:
        """The number a question is printed with."""
        return self.references.marks[question.id]

    def said(self, expression: str, section: Section) -> str:
        """A condition of a question of a section in words."""
        roster = self.instrument.roster_of(section)
        path = "/".join(above.id for above in self.instrument.rosters_above(roster)) if roster else ""
        return self.references.said(expression, path)

    def relevance(self, section: Section, question: Question) -> str:
        """Of whom a question is asked, beside what its section says."""
        return self.instrument.relevance_of(section.model_copy(update={"relevance": "", "rounds": ()}), question)

    def section_relevance(self, section: Section) -> str:
        """Of whom a section is asked."""
        first = section.posed[0][1].model_copy(update={"relevance": "", "rounds": ()})
        return self.instrument.relevance_of(section, first.taken_from(AS_WRITTEN))

    def wording(self, question: Question, *, condition: str = "", instructions: tuple[str, ...] = ()) -> Wording:
        """What stands at a question beside its answer."""
        sources = {"document": "from_document", "register": "from_register"}
        source = (self.word(sources[question.source]),) if question.source in sources else ()
        help_ = self.say(question.help)
        line = self._specifications.get(question.id)
        return Wording(
            question.id,
            self.mark(question),
            self.say(question.text),
            help_,
            condition,
            (*source, *instructions),
            lines=() if line is None else (line.id,),
        )

    def area(self, question: Question) -> Area | None:
        """The answer area of a question."""
        area = area_of(question, question.control(self.instrument.commons), self.speech, self.guide)
        limits = self.limits(question)
        if limits and isinstance(area, Ticks | Ranks | FromList):
            return replace(area, instruction=" ".join((area.instruction, *limits)))
        return area

    @cached_property
    def guide(self) -> Guide:
        """Where answers lead, and which lines follow them."""
        return Guide(self.go_to, self.specified, lambda question: self.lists[_list_of(question)])

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """The lists printed at the end, each with its letter."""
        asked = self.instrument.questions.values()
        controls = ((question, question.control(self.instrument.commons)) for question in asked)
        long = (q for q, control in controls if isinstance(control, Choose) and len(control.options) > LONGEST_LIST)
        return {name: letter(place).upper() for place, name in enumerate(dict.fromkeys(map(_list_of, long)))}

    @cached_property
    def _specifications(self) -> Mapping[str, Question]:
        found = ((specifies(q, self.instrument), q) for q in self.instrument.questions.values())
        return {parent: question for parent, question in found if parent is not None}

    def specified(self, name: str, value: Value) -> str:
        """The words before the line of "other, please specify"."""
        asked, words = self.instrument.questions[name], self._specifications.get(name)
        other = asked.other if isinstance(asked, Choosing) else None
        return self.say(words.text) if words is not None and other is not None and other.code == value else ""

    def go_to(self, name: str, answer: Answer) -> str:
        """Where the reader goes on from an answer, in words; nothing where the next question follows."""
        control = self.instrument.questions[name].control(self.instrument.commons)
        if not isinstance(control, Choose) or (control.several and not isinstance(answer, Empty)):
            return ""
        target = self.routes.after(name, answer)
        return "" if target in (self.routes.following(name), self._behind_the_line(name)) else self.goal(target)

    def _behind_the_line(self, name: str) -> str:
        """The question after "other, please specify", which is printed with the choices."""
        following = self.routes.following(name)
        asked = self.instrument.questions.get(following)
        is_line = asked is not None and specifies(asked, self.instrument) == name
        return self.routes.following(following) if is_line else following

    def goal(self, target: str) -> str:
        """A question to go on at, in words."""
        if target in (END, END_OF_ROW):
            return self.word("go_to_end" if target == END else "go_to_row")
        mark = self.references.heads.get(target) or self.references.marks[target]
        if mark:
            return self.word("go_to", mark)
        for section, question in self.instrument.asked():
            if question.id == target == section.posed[0][1].id:
                title = self.section_mark(section) or quoted(self.say(section.title), self.language)
                return self.word("go_to_section", title)
        names = self.routes.names
        behind = (self.references.marks[name] for name in names[names.index(target) :])
        return self.word("go_to_text", next(filter(None, behind), ""))

    def limits(self, question: Question) -> tuple[str, ...]:
        """What narrows the choices of a question: another one's answer, or a column of the table."""
        if not isinstance(question, Choosing):
            return ()
        marks = self.references.marks
        among = [self.word("among", marks[question.among])] if question.among else []
        read = dict.fromkeys(name for value in question.where.values() for name in names_of(parse(value)))
        fitting = [self.word("where", ", ".join(found))] if (found := [marks[n] for n in read if marks.get(n)]) else []
        return (*among, *fitting)

    @staticmethod
    def section_mark(section: Section) -> str:
        """The letter or short name of a section, where it has one."""
        return section.id if len(section.id) <= SHORT else ""

    def boxes_of_empties(self, question: Question) -> tuple[Choice, ...]:
        """The boxes of the interviewer for refused, don't know and no answer, where they may be given."""
        if not self.empties or question.required is True:
            return ()
        return tuple(self._empties(question))

    def _empties(self, question: Question) -> Iterator[Choice]:
        codes = self.instrument.missing
        for reason in question.empties:
            if reason != NOT_ASKED:
                label = REASON_WORDS[reason].get(self.language) or REASON_WORDS[reason]["en"]
                yield Choice(str(codes[reason]), label, self.go_to(question.id, Empty(reason)))


def _list_of(question: Question) -> str:
    return question.codes if isinstance(question, Choosing) else question.id
