"""Sections of an instrument made of the groups and repeats of a form."""

from collections.abc import Iterator
from typing import Any, Final

from surveykit.exchange.xlsform.reader.conduct import Question, ordered
from surveykit.exchange.xlsform.reader.findings import ASSUMED, FLATTENED, LEFT_OUT, where
from surveykit.exchange.xlsform.reader.outline import Block, Element
from surveykit.exchange.xlsform.reader.own import kept, section_keys
from surveykit.exchange.xlsform.reader.questions import Questions
from surveykit.exchange.xlsform.reader.settle import Origin
from surveykit.exchange.xlsform.reader.texts import WrittenText, filled
from surveykit.exchange.xlsform.xpath.grammar import Untranslatable
from surveykit.exchange.xlsform.xpath.nodes import TRUE
from surveykit.exchange.xlsform.xpath.translate import condition_of, formula_of

MORE_ROWS: Final = "another_row"
_YES_NO: Final = {
    "en": ("Yes", "No", "Is there another one?"),
    "nb": ("Ja", "Nei", "Er det flere?"),
    "it": ("Sì", "No", "Ce n'è un altro?"),
    "ru": ("Да", "Нет", "Есть ещё?"),
}
_MOST_ROWS = 50  # so many rows a roster has where it does not say


class Sections:
    """The sections of a form, as they are made."""

    def __init__(self, questions: Questions) -> None:
        """Begin with no group translated."""
        self.questions = questions
        self.conditions: dict[int, str] = {}  # row of a group -> its relevance
        self.begun: set[int] = set()  # the groups whose first section is made

    def made(self, blocks: list[Block]) -> Iterator[dict[str, Any]]:
        """The sections that ask something."""
        for block, id_ in zip(blocks, self.questions.book.sections, strict=True):
            section = self.section(block, id_)
            if section["questions"]:
                yield section
                continue
            self.questions.findings.notes += section.get("notes", [])
            if block.repeats and block.first:
                what = f"the repeat '{block.repeats[-1].name}' begins with nothing that is asked"
                self.questions.findings.tell(FLATTENED, what, block.repeats[-1].place(), "warning")

    def section(self, block: Block, id_: str) -> dict[str, Any]:
        """One section, with its questions."""
        notes: list[str] = []
        section: dict[str, Any] = {"id": id_, "title": self.title(block)}
        parts = [self.condition(block.groups, place, notes) for place in range(len(block.groups))]
        said = [part for part in dict.fromkeys(parts) if part]
        if said:
            section["relevance"] = said[0] if len(said) == 1 else " and ".join(f"({part})" for part in said)
            self.hold(section, block, notes)
        more = self.roster(block, section, notes) if block.repeats else []
        section["notes"] = notes
        if block.groups and block.groups[-1].number not in self.begun:
            self.begun.add(block.groups[-1].number)
            section |= section_keys(block.groups[-1].own, ("order", "notes"))
            self.hint(block.groups[-1], notes)
            if kept(block.groups[-1].own, "relevance", block.groups[-1].bound("relevant")) is not None:
                section |= section_keys(block.groups[-1].own, ("rounds",))
        section["questions"] = [question for element in block.elements for question in self.asked(block, element)]
        section["questions"] += more
        return section

    def hint(self, group: Element, notes: list[str]) -> None:
        """A hint on a group, which a section does not have."""
        if group.data.get("hint"):
            place = group.place("hint")
            notes.append(f"{where(place)} hint: {group.cell('hint')}")
            self.questions.findings.tell(LEFT_OUT, f"the hint of the group '{group.name}' is left out", place)

    def title(self, block: Block) -> WrittenText:
        """The labels of the groups a section stands in, one after the other."""
        questions = self.questions
        groups = block.groups[-1:] if block.groups and "within" in block.groups[-1].own else block.groups
        said = [text for group in groups if (text := questions.languages.text(group.data.get("label")))]
        if not said:
            name = block.groups[-1].name if block.groups else str(questions.findings.form.tree.get("title") or "")
            return filled(name or "Questions", questions.names, (), "")[0]
        spoken = questions.languages.spoken
        joined: WrittenText
        if all(isinstance(text, str) for text in said):
            joined = " / ".join(dict.fromkeys(map(str, said)))
        else:
            into = [text if isinstance(text, dict) else dict.fromkeys(spoken, text) for text in said]
            lines = {lang: " / ".join(text[lang] for text in into if lang in text) for lang in spoken}
            joined = {lang: line for lang, line in lines.items() if line}
        return filled(joined, questions.names, questions.before, questions.book.roster(block))[0]

    def asked(self, block: Block, element: Element) -> list[Question]:
        """What a row becomes, with the relevance of the groups that are no sections of their own."""
        made = self.questions.made(block, element)
        groups = block.inside.get(element.number, ())
        for question in made:
            if not groups:
                continue
            notes = question.setdefault("notes", [])
            parts = [self.condition(groups, place, notes) for place in range(len(block.groups), len(groups))]
            said = [part for part in (*parts, question.get("relevance", "")) if part]
            if any(parts):
                question["relevance"] = said[0] if len(said) == 1 else " and ".join(f"({part})" for part in said)
                self.questions.held(question, "relevance", groups[-1], "relevant", "relevant", notes)
                ordered(question)
        return made

    def condition(self, groups: tuple[Element, ...], place: int, notes: list[str]) -> str:
        """The relevance of one of the groups something stands in, translated once."""
        group, questions = groups[place], self.questions
        if not group.bound("relevant") and "relevance" not in group.own:
            return ""
        if group.number not in self.conditions:
            above = [element for element in groups[:place] if element.type == "repeat"]
            roster = "/".join(questions.book.rosters[repeat.number] for repeat in above)
            ours = kept(group.own, "relevance", group.bound("relevant"))
            if ours is not None:
                self.conditions[group.number] = ours
                questions.findings.counts["translated"] += 1
                return ours
            if not group.bound("relevant"):
                return ""
            names = questions.names
            found = questions.expression(
                group, "relevant", "relevant", notes, lambda text: condition_of(text, names, None, roster)
            )
            self.conditions[group.number] = "" if found is None or found.value.node == TRUE else found.text
        return self.conditions[group.number]

    def hold(self, section: dict[str, Any], block: Block, notes: list[str]) -> None:
        """Remember which group a relevance came from, should it have to be taken back."""
        routed = [group for group in block.groups if self.conditions.get(group.number)]

        def take_back(note: str) -> None:
            section.pop("relevance", None)
            notes.append(note)
            for group in routed:
                self.conditions[group.number] = ""

        said = " and ".join(group.bound("relevant") for group in routed)
        place = routed[-1].place("relevant")
        origin = Origin(section, "relevance", place, "relevant", said, take_back, asked_of_all=True)
        self.questions.origins.append(origin)

    def roster(self, block: Block, section: dict[str, Any], notes: list[str]) -> list[Question]:
        """What makes a section a roster, or one that stands within a roster; the question for another row, if any."""
        book, repeat = self.questions.book, block.repeats[-1]
        if not block.first:
            section["within"] = book.rosters[repeat.number]
            return []
        row = book.rows[section["id"]]
        self.questions.before.add(row)
        roster: dict[str, Any] = {"row": row}
        section["roster"] = roster
        if len(block.repeats) > 1:
            section["within"] = book.rosters[block.repeats[-2].number]
        outside = "/".join(book.rosters[above.number] for above in block.repeats[:-1])
        own = repeat.own.get("roster")
        if isinstance(own, dict) and repeat.own.get("repeat_count", "") == repeat.cell("repeat_count"):
            roster.update({**own, "row": row})
            return []
        if self.counted(roster, repeat, outside, notes):
            return []
        question = self.another(repeat)
        roster["while"] = f"{question['id']} = 1"
        what = f"the repeat '{repeat.name}' has no number of rows here; '{question['id']}' asks for another one"
        self.questions.findings.tell(ASSUMED, what, repeat.place("repeat_count"))
        return [question]

    def counted(self, roster: dict[str, Any], repeat: Element, outside: str, notes: list[str]) -> bool:
        """The number of rows, where the form has one that can be translated."""
        said, findings, place = repeat.cell("repeat_count"), self.questions.findings, repeat.place("repeat_count")
        if not said:
            return False
        try:
            found = formula_of(said, self.questions.names, outside)
        except Untranslatable as refusal:
            notes.append(findings.kept(place, "repeat_count", said, str(refusal)))
            return False
        findings.translated(place, "repeat_count", found.text, found.added)
        roster["count"] = found.text
        if isinstance(found.value.constant, int) and found.value.constant > _MOST_ROWS:
            roster["most"] = found.value.constant

        def take_back(note: str) -> None:
            roster["count"] = "1"
            notes.append(note)

        self.questions.origins.append(Origin(roster, "count", place, "repeat_count", said, take_back))
        return True

    def another(self, repeat: Element) -> Question:
        """The question whether there is another row."""
        questions = self.questions
        yes, no, more = (
            questions.languages.everywhere({language: three[place] for language, three in _YES_NO.items()})
            for place in range(3)
        )
        questions.lists.lists.setdefault(MORE_ROWS, {1: yes, 0: no})
        id_ = questions.book.more.fresh(f"{repeat.name[:26]}_more")
        return {"id": id_, "type": "single", "codes": MORE_ROWS, "text": more, "required": True}
