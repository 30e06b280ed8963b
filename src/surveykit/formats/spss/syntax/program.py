"""What the commands of an SPSS program say of a dataset: where its data are, and what describes its variables."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from surveykit.formats.spss.syntax.commands import Command, Token
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule

NOT_CARRIED_OUT = Rule(
    "SK645",
    "A command of a program is not carried out",
    "Reading syntax takes its data and their labels; what else it does to them needs the program it is for.",
    "RECODE or COMPUTE in an .sps",
    "Run the syntax in SPSS or PSPP, save a .sav, and import that.",
)
_HARMLESS: Final = re.compile(
    "(?i)ADD|CACHE|CD|CLOSE|CROSSTABS|DATASET|DESCRIPTIVES|DISPLAY|EXAMINE|EXECUTE|EXPORT|FILE|FINISH|FREQUENCIES|GRAPH|GET|"
    "LIST|MEANS|NEW|OUTPUT|PRESERVE|PRINT|RESTORE|SAVE|SET|SHOW|SORT|SUBTITLE|TITLE|XSAVE"
)

_MOST_NAMES: Final = 10_000


@dataclass(slots=True)
class Program:
    """The facts of one program."""

    file: str = ""
    separator: str = ""  # "" for blanks
    quote: str = '"'
    skip: int = 0
    charset: str = ""
    fixed: bool = False
    columns: list[tuple[str, str]] = field(default_factory=list)  # names and formats of what is read, in order
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    computed: dict[str, str] = field(default_factory=dict)  # a date by the text column it is read from
    formats: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[Value, str]] = field(default_factory=dict)
    missing: dict[str, list[tuple[Value, Value]]] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    sets: list[tuple[str, str, str, Value, list[str]]] = field(default_factory=list)  # kind, name, label, counted
    weight: str = ""
    title: str = ""
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The variables in order, as they are when the program has ended."""
        made = [name for name, _ in self.columns] + [name for name in self.formats if name not in dict(self.columns)]
        return [self.real(name) for name in self.kept] or [name for name in made if name not in self.dropped]

    def real(self, name: str) -> str:
        """A name as it was written first; SPSS does not tell upper and lower case apart."""
        known = [*(one for one, _ in self.columns), *self.formats]
        return next((one for one in known if one.casefold() == name.casefold()), name)


def program_of(commands: Iterator[Command]) -> Program:
    """What the commands say; those that are not understood are told."""
    reader = _Reader()
    for command in commands:
        reader.read(command)
    return reader.program


class _Reader:
    """Reads one command after the other."""

    def __init__(self) -> None:
        self.program = Program()
        self.known: Mapping[tuple[str, ...], Callable[[Command], None]] = {
            ("GET", "DATA"): self.get_data,
            ("DATA", "LIST"): self.data_list,
            ("VARIABLE", "LABELS"): self.variable_labels,
            ("VALUE", "LABELS"): self.value_labels,
            ("ADD", "VALUE", "LABELS"): self.value_labels,
            ("MISSING", "VALUES"): self.missing_values,
            ("VARIABLE", "LEVEL"): self.levels,
            ("FORMATS",): self.formats,
            ("NUMERIC",): self.formats,
            ("IF",): self.computed,
            ("ADD", "FILES"): self.kept,
            ("DELETE", "VARIABLES"): self.dropped,
            ("MRSETS",): self.sets,
            ("WEIGHT",): self.weight,
            ("FILE", "LABEL"): self.title,
            ("ADD", "DOCUMENT"): self.document,
        }

    def read(self, command: Command) -> None:
        """One command."""
        for words, handle in self.known.items():
            if command.begins(*words):
                handle(command)
                return
        first = command.tokens[0].said.upper()
        if not _HARMLESS.fullmatch(first):
            self.complain(command, f"the command {first[:40]} is not carried out")

    def complain(self, command: Command, what: str) -> None:
        self.program.problems.append(
            Problem(NOT_CARRIED_OUT, what, Place(line=command.line), NOT_CARRIED_OUT.mend, "warning")
        )

    def listed(self, words: list[str]) -> list[str]:
        """Names with `a TO c` written out, by the order of the variables."""
        order = [name for name, _ in self.program.columns] + list(self.program.formats)
        places = {name.casefold(): index for index, name in enumerate(order)}
        found: list[str] = []
        for index, word in enumerate(words):
            if word.upper() == "TO" and 0 < index < len(words) - 1:
                first, last = (places.get(words[index + step].casefold(), -1) for step in (-1, 1))
                found += order[first + 1 : last] if 0 <= first < last else []
            else:
                found.append(self.program.real(word))
        return found

    def get_data(self, command: Command) -> None:
        program = self.program
        said = dict(_subcommands(command))
        texts = {
            name: next((t.said for t in tokens if t.kind in {"text", "number"}), "") for name, tokens in said.items()
        }
        fixed = any(token.is_word("FIXED") for token in said.get("ARRANGEMENT", ()))
        if fixed or not any(token.is_word("TXT") for token in said.get("TYPE", ())):
            self.complain(command, "GET DATA is read where its data are a text with separators")
            return
        program.file, program.quote = texts.get("FILE", ""), texts.get("QUALIFIER", "")[:1]
        separators = texts.get("DELIMITERS", ",").replace("\\t", "\t")
        program.separator = separators[:1].strip(" ")
        first = texts.get("FIRSTCASE", "1")
        program.skip = int(first) - 1 if first.isdecimal() else 0
        if not first.isdecimal():
            self.complain(command, f"FIRSTCASE is '{first}', which is no number; the data are read from the first line")
        program.charset = _charset(texts.get("ENCODING", ""))
        pairs = Command(said.get("VARIABLES", []))
        while name := pairs.take():
            form = pairs.next.said.upper() if pairs.next is not None and pairs.next.kind == "word" else "F8.2"
            pairs.take()
            program.columns.append((name.said, form))

    def data_list(self, command: Command) -> None:
        program, kind = self.program, "FIXED"
        while command.next is not None and not command.next.is_sign("/"):
            token = command.take()
            if token is not None and token.is_word("FIXED", "FREE", "LIST"):
                kind = token.said.upper()
            elif token is not None and token.is_word("FILE", "ENCODING", "SKIP", "RECORDS"):
                command.passes("=")
                said = command.take()
                self.about(command, token.said.upper(), said.said if said is not None else "")
            elif token is not None and token.kind == "text":
                program.separator = token.said.replace("\\t", "\t")[:1]
        program.fixed = kind == "FIXED"
        while command.passes("/"):
            if command.next is not None and command.next.kind == "number":
                command.take()
            while command.next is not None and not command.next.is_sign("/"):
                if not (self.in_columns(command) if program.fixed else self.in_a_row(command)):
                    self.complain(command, "part of DATA LIST is not understood")
                    return

    def about(self, command: Command, name: str, said: str) -> None:
        if name == "FILE":
            self.program.file = said
        elif name == "ENCODING":
            self.program.charset = _charset(said)
        elif name == "SKIP" and said.isdecimal():
            self.program.skip = int(said)
        elif name == "RECORDS" and said != "1":
            self.complain(command, "cases that take several lines are not read")

    def in_columns(self, command: Command) -> bool:
        """Names with the columns they stand in: `a 1-4 b 5 (A) c d 6-9 (2)`."""
        names = list(_numbered(command.words()))
        start = command.take()
        if not names or start is None or not start.said.isdecimal():
            return False
        end = command.take() if command.passes("-") else start
        form = _in_brackets(command)
        if end is None or not end.said.isdecimal() or (int(end.said) - int(start.said) + 1) % len(names):
            return False
        width = (int(end.said) - int(start.said) + 1) // len(names)
        for index, name in enumerate(names):
            first = int(start.said) + index * width
            self.program.spots[name] = (first, first + width - 1)
            self.program.columns.append((name, f"A{width}" if form == "A" else _format(form, width)))
        return True

    def in_a_row(self, command: Command) -> bool:
        """Names in the order of the cells, with their formats: `a b (F8.0) c (A10)`."""
        names = list(_numbered(command.words()))
        form = _in_brackets(command) or ("F8.2" if names else "")
        command.passes("*")
        self.program.columns += [(name, _format(form, 8)) for name in names]
        return bool(names)

    def variable_labels(self, command: Command) -> None:
        while command.next is not None:
            command.passes("/")
            name, label = command.take(), command.value()
            if name is None or not isinstance(label, str):
                break
            self.program.labels[self.program.real(name.said)] = label

    def value_labels(self, command: Command) -> None:
        while command.next is not None:
            command.passes("/")
            names, pairs = self.listed(command.words()), dict[Value, str]()
            while (value := command.value()) is not None:
                label = command.value()
                if not isinstance(label, str):
                    break
                pairs[_whole(value)] = label
            if not names or not pairs:
                self.complain(command, "part of VALUE LABELS is not understood")
                return
            for name in names:
                self.program.values[name] = {**self.program.values.get(name, {}), **pairs}

    def missing_values(self, command: Command) -> None:
        while command.next is not None:
            command.passes("/")
            names = self.listed(command.words())
            if not names or not command.passes("("):
                self.complain(command, "part of MISSING VALUES is not understood")
                return
            found: list[tuple[Value, Value]] = []
            while command.next is not None and not command.passes(")"):
                low = self.end(command)
                high = low
                if command.next is not None and command.next.is_word("THRU"):
                    command.take()
                    high = self.end(command)
                if low is None or high is None:
                    break
                found.append((_whole(low), _whole(high)))
                command.passes(",")
            for name in names:
                self.program.missing[name] = found

    def end(self, command: Command) -> float | str | None:
        """An end of a missing range."""
        if command.next is not None and command.next.is_word("LO", "LOW", "LOWEST", "HI", "HIGH", "HIGHEST"):
            word = command.take()
            return float("-inf" if word is not None and word.said.upper().startswith("L") else "inf")
        return command.value()

    def levels(self, command: Command) -> None:
        for names, form in self.bracketed(command):
            self.program.levels |= dict.fromkeys(names, form.lower())

    def formats(self, command: Command) -> None:
        for names, form in self.bracketed(command):
            self.program.formats |= dict.fromkeys(names, form)

    def bracketed(self, command: Command) -> Iterator[tuple[list[str], str]]:
        """Names, and a word in brackets after them."""
        while command.next is not None:
            command.passes("/")
            names, form = self.listed(command.words()), _in_brackets(command)
            if not names or not form:
                return
            yield names, form

    def computed(self, command: Command) -> None:
        """A date that is read from a text: the only thing that is computed here."""
        said = " ".join(token.said for token in command.tokens)
        found = re.search(r"\) (\S+) = NUMBER \( (?:SUBSTR \( )?(\S+) ,", said)
        target = self.program.real(found[1]) if found else ""
        if found and target in self.program.formats:
            self.program.computed[target] = self.program.real(found[2])
        else:
            self.complain(command, "the command IF is not carried out")

    def kept(self, command: Command) -> None:
        for name, tokens in _subcommands(command):
            if name == "KEEP":
                self.program.kept = self.listed([token.said for token in tokens if token.kind == "word"])
            elif name != "FILE" or not tokens or not tokens[0].is_sign("*"):
                self.complain(command, "ADD FILES is not carried out")

    def dropped(self, command: Command) -> None:
        self.program.dropped |= set(self.listed(command.words()))

    def sets(self, command: Command) -> None:
        kind = ""
        for name, tokens in _subcommands(command):
            if name not in {"MDGROUP", "MCGROUP"}:
                continue
            kind, parts, key = name, dict[str, list[Token]](), ""
            for token in tokens:
                if token.is_word("NAME", "LABEL", "VARIABLES", "VALUE"):
                    key = token.said.upper()
                elif not token.is_sign("="):
                    parts.setdefault(key, []).append(token)
            counted = Command(parts.get("VALUE", [])).value()
            members = self.listed([token.said for token in parts.get("VARIABLES", [])])
            label = next((token.said for token in parts.get("LABEL", [])), "")
            called = next((token.said for token in parts.get("NAME", [])), "").removeprefix("$")
            value = 1 if counted is None else _whole(counted)
            self.program.sets.append(
                ("dichotomies" if kind == "MDGROUP" else "categories", called, label, value, members)
            )

    def weight(self, command: Command) -> None:
        words = [word for word in command.words() if word.upper() != "BY"]
        self.program.weight = self.program.real(words[0]) if words and words != ["OFF"] else ""

    def title(self, command: Command) -> None:
        said = command.value()
        self.program.title = said if isinstance(said, str) else ""

    def document(self, command: Command) -> None:
        self.program.notes += [token.said for token in command.tokens if token.kind == "text"]


def _subcommands(command: Command) -> Iterator[tuple[str, list[Token]]]:
    """The parts of a command after each `/`: their name and their tokens, the sign of equality left out."""
    parts: list[list[Token]] = [[]]
    for token in command.tokens[command.at :]:
        if token.is_sign("/"):
            parts.append([])
        else:
            parts[-1].append(token)
    for part in parts:
        if part:
            rest = part[1:]
            yield part[0].said.upper(), rest[1:] if rest and rest[0].is_sign("=") else rest


def _numbered(words: list[str]) -> Iterator[str]:
    """New names with `a1 TO a3` written out by their numbers."""
    for index, word in enumerate(words):
        ends = [re.fullmatch(r"(.*?)(\d+)", one) for one in (words[index - 1], *words[index + 1 : index + 2])]
        if word.upper() != "TO" or index == 0 or len(ends) < 2:
            yield word
        elif ends[0] and ends[1] and ends[0][1].casefold() == ends[1][1].casefold():
            first, last = int(ends[0][2]), int(ends[1][2])
            yield from (f"{ends[0][1]}{n:0{len(ends[0][2])}}" for n in range(first + 1, min(last, first + _MOST_NAMES)))


def _in_brackets(command: Command) -> str:
    """What stands in brackets next, in capitals."""
    if not command.passes("("):
        return ""
    said = ""
    while command.next is not None and not command.passes(")"):
        token = command.take()
        said += token.said if token is not None else ""
    return said.upper()


def _format(said: str, width: int) -> str:
    """A format of DATA LIST: `2` is a number with two decimals, `F8.2` and `A10` stand for themselves."""
    if said.isdecimal():
        return f"F{width}.{said}"
    return said or f"F{width}.0"


def _whole(value: float | str) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _charset(said: str) -> str:
    name = said.strip().lower()
    return "" if name.replace("-", "") in {"", "utf8", "unicode", "locale"} else name
