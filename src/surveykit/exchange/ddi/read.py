"""Reading DDI-Codebook: our own files as they were, those of archives as far as their elements say."""

from pathlib import Path

from surveykit.ddi.names import identifier
from surveykit.exchange.base import NOT_A_FORM, Reading
from surveykit.exchange.ddi.elements import Elements, keyed
from surveykit.exchange.draft.accepted import reading_of
from surveykit.exchange.draft.codes import codes_of
from surveykit.exchange.draft.form import Data, Form, Origin, Words
from surveykit.exchange.draft.rules import NOT_HELD
from surveykit.problems import FormatError, Problem
from surveykit.xml import Tag
from surveykit.xml import read as read_xml


def recognises(path: Path) -> bool:
    """Whether the file begins as a DDI-Codebook does."""
    try:
        start = path.read_bytes()[:4096]
    except OSError:
        return False
    return b"codeBook" in start or b"<ddi:codeBook" in start


def read(path: Path) -> Reading:
    """A codebook as a file of ours.

    Raises:
        FormatError: SK563, it is no XML, no DDI-Codebook, or describes no variable.
    """
    root = read_xml(path, NOT_A_FORM)
    if root.name != "codeBook":
        what = f"the file is XML, and its first element is '{root.name}', not 'codeBook'"
        raise FormatError(Problem(NOT_A_FORM, what, root.place, "DDI-Codebook is read, not DDI-Lifecycle"))
    form = Form("DDI", path.stem)
    form.heading = [f"Read from the DDI-Codebook {path.name}."]
    _Reader(form, root).all()
    return reading_of(form)


class _Reader:
    """Puts the elements together."""

    def __init__(self, form: Form, root: Tag) -> None:
        self.form, self.root = form, root
        self.elements = Elements(form, root)
        self.variables, self.groups = self.elements.variables, self.elements.groups
        self.questioned = any(tag.first("qstn") is not None for tag in self.variables.values())
        self.used: set[str] = set()

    def all(self) -> None:
        """The whole document."""
        self._about()
        for subject, said in self.elements.settings(self.root.first("dataDscr")):
            if subject == "instrument":
                self.form.notes += said.pop("notes", [])
                self.form.head |= said
            if subject == "codes":
                self.form.lists |= {self.form.list_ids.of(name): dict(pairs) for name, pairs in said.items()}
                self.form.counts["choices"] += sum(map(len, said.values()))
        for section in (group for group in self.groups if group.attributes.get("type") in ("section", "repetition")):
            self._section(section)
        left = [name for name in self.variables if name not in self.used]
        asked = [name for name in left if self._asked(name)]
        if asked and not self.questioned:
            what = "the file has no questions; every variable is one here, worded as its label"
            self.form.complain(NOT_HELD, what, self.variables[asked[0]].place, severity="note")
        if asked:
            made = self.form.section("variables", self._title())
            made["questions"] = [question for name in asked for question in self._question(name)]
        for name in left:
            if name not in self.used:
                self._column(self.variables[name])

    def _asked(self, name: str) -> bool:
        """Whether a variable is a question: it has one, or no variable of the file has."""
        own = dict(self.elements.settings(self.variables[name]))
        if "register" in own or "computed" in own or self.variables[name].first("derivation") is not None:
            return False
        return self.variables[name].first("qstn") is not None or not self.questioned

    def _title(self) -> Words:
        title: Words = self.form.head["title"]
        return title

    def _about(self) -> None:
        statement = self.root.first("stdyDscr", "citation", "titlStmt")
        if statement is not None:
            titles = [*statement.each("titl"), *statement.each("parTitl")]
            self.form.head["title"] = self.elements.texts(titles) or self.form.head["title"]
            number = statement.first("IDNo")
            self.form.head["instrument"] = (
                number.words if number is not None and number.words else self.form.head["instrument"]
            )
        version = self.root.first("stdyDscr", "citation", "verStmt", "version")
        if version is not None and version.words:
            self.form.head["version"] = version.words
        abstract = self.elements.texts(list(self.root.each("stdyDscr", "stdyInfo", "abstract")))
        if abstract:
            self.form.head["description"] = abstract

    def _section(self, group: Tag) -> None:
        name = group.attributes.get("name") or "section"
        made = self.form.section(name, self.elements.texts(list(group.each("labl"))) or name)
        own = dict(self.elements.settings(group)).get("section", {})
        made |= own.get("rest", {})
        if made.get("relevance"):
            notes = made.setdefault("notes", [])
            self.form.stand(made, "relevance", Origin(group.place, "relevance", made["relevance"]), notes)
        found: dict[str, Data] = {}
        for variable in group.attributes.get("var", "").split():
            if variable in self.variables and variable not in self.used:
                for question in self._question(variable):
                    found[question["id"]] = question
        for text in own.get("notes", {}).values():
            found[text["id"]] = {**text, "id": self.form.name(text["id"], group.place)}
        order = [name for name in own.get("order", ()) if name in found]
        made["questions"] = [found[name] for name in dict.fromkeys([*order, *found])]

    def _question(self, variable: str) -> list[Data]:
        """What a variable belongs to: a battery, a multiple-response question, or a question of its own."""
        for kind, build in (("grid", self._battery), ("multipleResp", self._several), ("other", self._several)):
            for group in self.groups:
                held = group.attributes.get("var", "").split()
                if group.attributes.get("type") == kind and variable in held:
                    if kind == "other" and group.attributes.get("otherType") != "ranking":
                        continue
                    return build(group, [name for name in held if name in self.variables])
        self.used.add(variable)
        tag = self.variables[variable]
        made = self.elements.begun(tag, tag.attributes.get("name", variable))
        own = dict(self.elements.settings(tag)).get("question")
        if own is None and self._made_by_other(tag):
            return []
        made |= keyed(own) if own is not None else self.elements.answer(tag)
        self.elements.finished(made, tag, routed=own is not None)
        return [made]

    def _made_by_other(self, tag: Tag) -> bool:
        """Whether the text is that of `other, specify`, which the question before it makes."""
        name = tag.attributes.get("name", "")
        others = [dict(self.elements.settings(other)).get("question", {}) for other in self.variables.values()]
        owners = [other.attributes.get("name", "") for other in self.variables.values()]
        return any(
            "other" in own and (name == f"{owner}_other" or name == f"{self._group_of(owner)}_other")
            for owner, own in zip(owners, others, strict=True)
        )

    def _group_of(self, variable: str) -> str:
        """The multiple-response question that a variable is a choice of."""
        for group in self.groups:
            held = group.attributes.get("var", "").split()
            if group.attributes.get("type") in ("multipleResp", "other") and identifier(f"V.{variable}") in held:
                return group.attributes.get("name", "")
        return ""

    def _several(self, group: Tag, names: list[str]) -> list[Data]:
        """The variables of a multiple-response question or a ranking as one question."""
        self.used.update(names)
        first = self.variables[names[0]]
        name = group.attributes.get("name") or first.attributes.get("name", "")
        made = self.elements.begun(first, name)
        made.pop("label", None)
        label = self.elements.texts(list(group.each("labl")))
        own = next(
            (
                said
                for one in names
                for subject, said in self.elements.settings(self.variables[one])
                if subject == "question"
            ),
            None,
        )
        if own is not None:
            made |= keyed(own) | ({"label": label} if label else {})
        else:
            made |= self._ticked(group, names)
        self.elements.finished(made, first, routed=own is not None)
        return [made]

    def _ticked(self, group: Tag, names: list[str]) -> Data:
        pairs: list[tuple[str, Words]] = []
        for number, variable in enumerate(names, 1):
            tag = self.variables[variable]
            spoken, whole = tag.attributes.get("name", ""), group.attributes.get("name", "")
            code = spoken.removeprefix(f"{whole}_") if whole and spoken.startswith(f"{whole}_") else str(number)
            pairs.append((code, self.elements.texts(list(tag.each("labl"))) or spoken))
        place = self.variables[names[0]].place
        return {
            "type": "multiple",
            "codes": self.form.list_of(
                codes_of(self.form, pairs, place).labels, group.attributes.get("name", "choices")
            ),
        }

    def _battery(self, group: Tag, names: list[str]) -> list[Data]:
        """The variables of a grid as a battery, where our notes say what they share; as questions else."""
        own = dict(self.elements.settings(group)).get("battery")
        if own is None:
            self.groups.remove(group)
            return [question for name in names if name not in self.used for question in self._question(name)]
        self.used.update(names)
        name = group.attributes.get("name", "battery")
        items = own.pop("items", [])
        made: Data = {
            "id": self.form.name(name, group.place),
            "text": self.elements.texts(list(group.each("txt"))) or name,
        }
        made |= keyed(own)
        notes: list[str] = made.setdefault("notes", [])
        tags = {tag.attributes.get("name", ""): tag for tag in map(self.variables.__getitem__, names)}
        made["items"] = []
        for item in items:
            tag = tags.get(item["id"]) or next(
                (one for spoken, one in tags.items() if spoken.startswith(f"{item['id']}_")), group
            )
            asked = self.elements.begun(tag, item["id"], line=True)
            line: Data = {key: asked[key] for key in ("id", "text", "label") if key in asked}
            if made.get("several"):
                line.pop("label", None)
            line |= {key: value for key, value in item.items() if key != "id"}
            self.elements.finished(line, tag, routed=True)
            notes += line.pop("notes", [])
            made["items"].append(line)
        if made.get("relevance"):
            self.form.stand(made, "relevance", Origin(group.place, "relevance", made["relevance"]), notes)
        return [made]

    def _column(self, tag: Tag) -> None:
        """A variable nobody is asked: of the register, or computed."""
        self.used.add(tag.attributes.get("ID", tag.attributes.get("name", "")))
        name = tag.attributes.get("name", "")
        own = dict(self.elements.settings(tag))
        label = self.elements.texts(list(tag.each("labl")))
        made: Data = {"id": self.form.name(name, tag.place), **({"label": label} if label else {})}
        command = tag.first("derivation", "drvcmd")
        if "computed" in own:
            made |= own["computed"]
            self.form.stand(
                made, "formula", Origin(tag.place, "formula", made["formula"]), self.form.notes, self.form.computed
            )
            self.form.computed.append(made)
        elif "register" in own:
            self.form.registered.append(made | own["register"])
        elif own or not self.questioned:
            return
        else:
            self._known_before(made, tag, command)

    def _known_before(self, made: Data, tag: Tag, command: Tag | None) -> None:
        """A variable of somebody else's file that has no question."""
        answer = self.elements.answer(tag)
        if "codes" in answer:
            made["codes"] = answer["codes"]
        else:
            made["format"] = {"number": answer.get("format", "integer")}.get(answer["type"], "text")
        self.form.registered.append(made)
        if command is not None:
            self.form.keep(
                self.form.notes, Origin(command.place, "derivation", command.words), "the command is of another program"
            )
        self.form.complain(
            NOT_HELD, f"'{made['id']}' has no question; it is a variable of the register", tag.place, severity="note"
        )
