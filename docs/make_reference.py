"""Make the reference pages from the code: schema, keys, commands, problems; `--check` only compares."""

import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import get_args

import click
from pydantic import BaseModel

import surveykit
from surveykit.book.entries.compare import Compare, Panel
from surveykit.book.entries.crosstab import Crosstab, WrittenNet
from surveykit.book.entries.describe import Describe
from surveykit.book.entries.estimate import Estimate
from surveykit.book.entries.models import Margins, Models
from surveykit.book.entries.panel import Statuses, Transitions
from surveykit.book.entries.tree import Tree
from surveykit.book.entries.words import Words
from surveykit.book.model import WrittenModel
from surveykit.book.written import BookFile
from surveykit.cleaning.file import CorrectionEntry, CorrectionsFile
from surveykit.cli import VERBS
from surveykit.codebook.dictionary import (
    CodebookFile,
    WrittenCheck,
    WrittenDataset,
    WrittenMissing,
    WrittenPeriod,
    WrittenSet,
    WrittenVariable,
)
from surveykit.codebook.frames.changes import Change
from surveykit.codebook.frames.frame import Attribute, CodingFrame, FrameCode, Net
from surveykit.derive.typology.written import (
    Aggregate,
    Axis,
    Cell,
    Coded,
    Cross,
    Level,
    Membership,
    Parameter,
    Reason,
    Rows,
    TypologyFile,
)
from surveykit.design.design import Calibration, Design, Replicates, Stage
from surveykit.design.file import DesignFile
from surveykit.fieldwork.disposition import DISPOSITIONS
from surveykit.fieldwork.rates import RATES
from surveykit.instrument.instrument import Computed, Instrument, Registered, Section
from surveykit.instrument.kinds import KINDS
from surveykit.instrument.layout.schema import schema
from surveykit.instrument.question import Check
from surveykit.matching.mapping import Mapping, Match
from surveykit.problems import Rule
from surveykit.quality.rules.written import (
    RulesFile,
    WrittenAlike,
    WrittenBattery,
    WrittenOutliers,
    WrittenRule,
    WrittenSimilar,
)
from surveykit.reproduction.checks import AnyCheck
from surveykit.reproduction.checks.linear import Constraint
from surveykit.reproduction.written import FromData, PublishedFile, TableWritten
from surveykit.study.written import Coded as StudyCodings
from surveykit.study.written import Data, Part, Printed, Report, StudyFile, Tables, Typed
from surveykit.tui.keys.actions import ACTIONS, EVERYWHERE, action_of
from surveykit.tui.keys.keymaps import KEYMAPS, SURVEYKIT, label
from surveykit.tui.lines import Context
from surveykit.tui.words import say
from surveykit.weighting.file import Answering, Bounds, Margin, Weighting, WeightingFile

HERE = Path(__file__).resolve().parent / "reference"
MADE = "<!-- made by docs/make_reference.py; do not edit -->\n\n"
CHECKS: list[type[BaseModel]] = list(get_args(get_args(AnyCheck)[0]))
TITLES = {
    CodebookFile: "Codebook",
    WrittenVariable: "A variable",
    WrittenMissing: "A missing code",
    WrittenCheck: "A check",
    WrittenPeriod: "A period of a country set",
    WrittenSet: "A set",
    WrittenDataset: "A dataset",
    CodingFrame: "Coding frame",
    FrameCode: "A code",
    Attribute: "An attribute",
    Net: "A net",
    TypologyFile: "Typology",
    Coded: "Coded answers",
    Parameter: "A parameter",
    Rows: "Rows",
    Membership: "Membership of a country set",
    Aggregate: "An aggregate",
    Reason: "A reason for having no type",
    Axis: "An axis",
    Level: "A level",
    Cell: "A type, or what is outside",
    Cross: "One more classification",
    Change: "A change",
    Mapping: "Mapping",
    Match: "A match",
    RulesFile: "Rules",
    WrittenRule: "A rule",
    WrittenOutliers: "Outliers",
    WrittenBattery: "A battery",
    WrittenAlike: "Near duplicates",
    WrittenSimilar: "Similar texts",
    CorrectionsFile: "Corrections",
    DesignFile: "Design file",
    Design: "A design",
    Stage: "A stage",
    Replicates: "Replicate weights",
    Calibration: "A calibration",
    WeightingFile: "Weighting file",
    Weighting: "A weighting",
    Margin: "A margin",
    Bounds: "Bounds",
    Answering: "Who answered",
    CorrectionEntry: "A correction",
    BookFile: "Table book",
    Words: "Words: `kind: text`",
    Describe: "A summary: `kind: describe`",
    Tree: "A tree: `kind: tree`",
    Crosstab: "A cross-table: `kind: crosstab`",
    WrittenNet: "A net",
    Estimate: "Estimates: `kind: estimate`",
    Compare: "Tests of differences: `kind: compare`",
    Panel: "A panel of tests",
    Transitions: "Transitions: `kind: transitions`",
    Statuses: "Statuses: `kind: statuses`",
    Models: "Models side by side: `kind: models`",
    Margins: "Marginal effects: `kind: margins`",
    WrittenModel: "A model",
    PublishedFile: "File of published numbers",
    Constraint: "A relation of a check `kind: linear`",
    TableWritten: "A table",
    FromData: "A value from data",
    **{check: f"A check: `kind: {get_args(check.model_fields['kind'].annotation)[0]}`" for check in CHECKS},
    StudyFile: "Study file",
    StudyCodings: "Codings of a dataset",
    Data: "A dataset: `data`",
    Typed: "A typology of a dataset",
    Tables: "A book: `books`",
    Printed: "Published numbers: `published`",
    Report: "The report: `report`",
    Part: "A part of the report",
}
BLOCKS = {
    "0": "Files",
    "1": "Expressions",
    "2": "Instruments",
    "3": "Codebooks",
    "4": "Data and answers",
    "5": "File formats",
    "6": "File formats, matching and validation",
    "7": "Statistics",
    "8": "Stores and entry",
    "9": "Coding of open answers",
}


BOOK_ENTRIES = [
    Describe,
    Crosstab,
    WrittenNet,
    Estimate,
    Compare,
    Panel,
    Transitions,
    Statuses,
    Tree,
    Models,
    Margins,
    WrittenModel,
]


STUDY = [StudyFile, Data, StudyCodings, Typed, Tables, Printed, Report, Part]


def keys() -> str:
    """Every key of an instrument file, by what it belongs to."""
    return keys_of("an instrument file", [Instrument, Registered, Section, *KINDS, Check, Computed])


def codebook_keys() -> str:
    """Every key of codebook files and coding frames."""
    codebook = [CodebookFile, WrittenVariable, WrittenMissing, WrittenCheck, WrittenPeriod, WrittenSet, WrittenDataset]
    frame = keys_of("a coding frame", [CodingFrame, FrameCode, Attribute, Net, Change]).removeprefix(MADE)
    return keys_of("a codebook file", codebook) + "\n" + frame


def typology_keys() -> str:
    """Every key of typology files."""
    parts = [TypologyFile, Coded, Parameter, Rows, Membership, Aggregate, Reason, Axis, Level, Cell, Cross]
    return keys_of("a typology file", parts)


def mapping_keys() -> str:
    """Every key of mapping files."""
    return keys_of("a mapping file", [Mapping, Match])


def rules_keys() -> str:
    """Every key of a rules file."""
    return keys_of(
        "a rules file", [RulesFile, WrittenRule, WrittenOutliers, WrittenBattery, WrittenAlike, WrittenSimilar]
    )


def keys_of(file: str, models: list[type[BaseModel]]) -> str:
    """The keys of some models, a table for each."""
    parts = [f"{MADE}# Keys of {file}\n"]
    for model in models:
        kind = model.model_fields.get("type")
        question = kind is not None and model in KINDS
        title = f"A question of type `{kind.annotation.__args__[0]}`" if question else TITLES.get(model, model.__name__)
        parts.append(
            f"## {title}\n\n{(model.__doc__ or '').splitlines()[0]}\n\n| key | needed | meaning |\n|---|---|---|"
        )
        for name, field in model.model_fields.items():
            if name != "type" or not question:
                needed = "yes" if field.is_required() else ""
                parts.append(f"| `{field.alias or name}` | {needed} | {field.description or ''} |")
        parts.append("")
    return "\n".join(parts)


def commands() -> str:
    """What `--help` says of every command."""
    parts = [f"{MADE}# Commands\n"]
    for verb, (module, _) in VERBS.items():
        command = import_module(module).command
        context = click.Context(command, info_name=f"surveykit {verb}", max_content_width=100, terminal_width=100)
        parts.append(f"## {verb}\n\n```text\n{command.get_help(context)}\n```\n")
        for name, inner in getattr(command, "commands", {}).items():
            within = click.Context(inner, context, name, max_content_width=100, terminal_width=100)
            parts.append(f"### {verb} {name}\n\n```text\n{inner.get_help(within)}\n```\n")
    return "\n".join(parts)


def rules() -> list[Rule]:
    """Every rule that can be broken, by code."""
    found: dict[str, Rule] = {}
    for info in walk_packages(surveykit.__path__, "surveykit."):
        if info.name.endswith("__main__"):
            continue
        for value in vars(import_module(info.name)).values():
            if isinstance(value, Rule):
                if found.get(value.code, value) != value:
                    sys.exit(f"{value.code} is the code of two rules: {value.title}; {found[value.code].title}")
                found[value.code] = value
    return [found[code] for code in sorted(found)]


def problems() -> str:
    """Every rule with its reason, an example that breaks it, and the mend."""
    parts = [f"{MADE}# Problems\n\nEvery message names a rule. This is what each means.\n"]
    block = ""
    for rule in rules():
        if rule.code[2] != block:
            block = rule.code[2]
            parts.append(f"## {BLOCKS[block]}\n")
        parts.append(f"### {rule.code}\n\n**{rule.title}.** {rule.why}\n")
        if rule.example:
            example = rule.example if len(rule.example) < 300 else f"{rule.example[:120]} ..."
            parts.append(f"Breaks it:\n\n```text\n{example}\n```\n")
        parts.append(f"Mend: {rule.mend}\n")
    return "\n".join(parts)


def outcome_codes() -> str:
    """Every outcome code with its words in four languages."""
    head = "| code | counts as | English | norsk | italiano | русский |\n|---|---|---|---|---|---|"
    said = (
        "The final outcome codes of the AAPOR standard (*Standard Definitions*, 9th edition, 2016), and what each "
        "counts as in a rate: I complete, P partial, R refusal and break-off, NC non-contact, O other, UH unknown "
        "whether there is a unit, UO unknown otherwise, NE not eligible."
    )
    parts = [f"{MADE}# Outcome codes\n\n{said}\n\n{head}"]
    for code, found in DISPOSITIONS.items():
        words = " | ".join(found.words.into(language) for language in ("en", "nb", "it", "ru"))
        parts.append(f"| {code} | {found.group} | {words} |")
    parts.append("\n## Rates\n\n| rate | formula |\n|---|---|")
    parts += [f"| {rate.name} | {rate.formula} |" for rate in RATES]
    return "\n".join(parts) + "\n"


TYPED = """\
F1 shows the keys of the page in hand, in the language of the interview; Ctrl+P every command that can be given there. \
The settings (Ctrl+O) choose between two keymaps: surveykit's own, and the keys known from CSPro's CSEntry.

## What is typed

The same in every keymap.

| key | what it does |
|---|---|
| letters, digits | are typed; on a suggestion and on a stored or refused code, number or date the first one replaces \
it; on a note they begin the answer to the next question |
| Space | between codes of a question with several answers, or of choices put in order; takes a code back that is \
typed twice |
| `-` | none of these, in a question with several answers |
| Ctrl+J, Alt+Enter | a new line, in long answers |
| Backspace, Ctrl+H | takes the character before the cursor away |
| Delete | takes the character at the cursor away |
| Ctrl+Left, Ctrl+Right | the word before, the word after |
| Ctrl+W | takes the word before the cursor away |
| Ctrl+U | empties the line; Enter then takes the answer back |
| Left, Right, Home, End | move in the line |
| Up, Down | the question before, the question after; in a long answer the line above, the line below |
| PgUp, PgDn | a screen back, a screen on |

Enter after `SK802` reads the interview again, with what somebody else has written since; what is typed stays. What is \
typed and valid is stored as well when you go elsewhere. A suggestion nobody has typed is not. While a remark or a \
reason is written, Enter stores it and Esc goes back without it.

With a mouse, a click on a question goes to it, a click on a choice types its code, a click on a key in the foot is \
that key, and the wheel goes from question to question.
"""
ABOVE = """\
## Keying from paper

With `--mode keying` and `--mode verify` a code that can be no other is stored without Enter, notes are passed over, \
and Enter at the end of a sound form finishes it. On the page between two forms Enter begins the form, the arrow up \
leads back to the batch, and Esc leads to the list.

## Pages above an interview

Go to, search, history, review and parked answers open a page of rows.

| key | what it does |
|---|---|
| Up, Down, PgUp, PgDn, Ctrl+Home, Ctrl+End | choose a row |
| Tab, Shift+Tab | the next section, the section before |
| letters, digits | narrow the rows, where the page asks for words |
| Enter | goes to the question; where a question is not asked, says of whom it is |
| F9 | in the review: the next question that is open |
| F10 | in the review: finishes all the same, where nothing stands in the way |
| Esc, Ctrl+Q | back to where one was |

What is typed in a table, and how one moves in it:

| key | what it does |
|---|---|
| arrows, Tab, Shift+Tab, PgUp, PgDn | go from cell to cell; what is typed is stored first; within what is \
typed, Left and Right move the caret |
| letters, digits | are typed into the cell; in a battery of choices, a code that begins no other one is stored at \
once and the next line comes up |
| Enter | stores what is typed and goes on; where nothing is typed, goes to the question |
| F5 to F8, Ctrl+Z, Ctrl+Y, F4 | as in an interview |
| F3, Ctrl+X | a row more, the row in hand taken away: where an answer is the number of rows; otherwise they go to \
the question that decides |
| Esc | takes back what is being typed; again: back to the question |

A click on a cell goes to it; a click on a choice of a line answers it.

A long answer on the whole screen takes Enter as a new line, and the keys that move. Esc goes back to the question \
with what is written; Enter there stores it.

## While answers are coded

| key | what it does |
|---|---|
| letters, digits | give the code with that key, or take it back; in the guide, explain it |
| Up, Down, Home, End | the answer before, the answer after, the first, the last; what was given is judged first |
| Left, Right | choose a word: the next code is given for it |
| Shift with an arrow; an arrow after Space | choose more words |
| PgUp, PgDn | scroll a long answer, or the codes where they do not fit |

With a mouse, a click on a code gives it, one on a suggestion takes it, and two choose the words between them.
"""
CONTEXTS: dict[Context, str] = {
    "interview": "In an interview",
    "list": "In the list of interviews",
    "judging": "Supervising an interview",
    "deciding": "Settling differences",
    "coding": "Coding an open answer",
    "codes": "In the guide to the codes",
    "settling": "Settling what coders differ in",
}


def keyboard() -> str:
    """Every action with its keys in each keymap."""
    parts = [f"{MADE}# Keys of the entry app\n\n{TYPED}"]
    for context, title in (*CONTEXTS.items(), ("reading", "On every page")):
        known = dict.fromkeys(action.name for action in (*ACTIONS[context], *EVERYWHERE))
        names = [name for name in known if taken(context, name)]
        rows = [f"| {say('en', action_of(context, name).long)} | {bound(context, name)} |" for name in names]
        head = f"| what it does | {' | '.join(KEYMAPS)} |\n|---|{'---|' * len(KEYMAPS)}"
        parts.append("\n".join([f"## {title}\n", head, *rows, ""]))
    return "\n".join([*parts, ABOVE])


def taken(context: Context, name: str) -> bool:
    """Whether an action has keys of its own in a context; "reading" stands for every page."""
    bound = SURVEYKIT.everywhere if context == "reading" else SURVEYKIT.contexts[context]
    return name in bound or (context in CONTEXTS and any(action.name == name for action in ACTIONS[context]))


def bound(context: Context, name: str) -> str:
    """The keys of an action in each keymap, as cells."""
    cells = [", ".join(label(key) for key in keymap.keys(context, name)) or "–" for keymap in KEYMAPS.values()]
    return " | ".join(cells)


PAGES = {
    "instrument.schema.json": schema,
    "codebook.schema.json": lambda: schema(CodebookFile, "surveykit codebook"),
    "mapping.schema.json": lambda: schema(Mapping, "surveykit mapping"),
    "frame.schema.json": lambda: schema(CodingFrame, "surveykit coding frame"),
    "typology.schema.json": lambda: schema(TypologyFile, "surveykit typology"),
    "rules.schema.json": lambda: schema(RulesFile, "surveykit rules"),
    "design.schema.json": lambda: schema(DesignFile, "surveykit design"),
    "weighting.schema.json": lambda: schema(WeightingFile, "surveykit weighting"),
    "corrections.schema.json": lambda: schema(CorrectionsFile, "surveykit corrections"),
    "instrument-keys.md": keys,
    "codebook-keys.md": codebook_keys,
    "mapping-keys.md": mapping_keys,
    "typology-keys.md": typology_keys,
    "rules-keys.md": rules_keys,
    "design-keys.md": lambda: keys_of("a design file", [DesignFile, Design, Stage, Replicates, Calibration]),
    "weighting-keys.md": lambda: keys_of("a weighting file", [WeightingFile, Weighting, Margin, Answering, Bounds]),
    "corrections-keys.md": lambda: keys_of("a file of corrections", [CorrectionsFile, CorrectionEntry]),
    "book.schema.json": lambda: schema(BookFile, "surveykit table book"),
    "book-keys.md": lambda: keys_of("a table book", [BookFile, Words, *BOOK_ENTRIES]),
    "published.schema.json": lambda: schema(PublishedFile, "surveykit published numbers"),
    "published-keys.md": lambda: keys_of(
        "a file of published numbers", [PublishedFile, TableWritten, FromData, *CHECKS, Constraint]
    ),
    "study.schema.json": lambda: schema(StudyFile, "surveykit study"),
    "study-keys.md": lambda: keys_of("a study file", STUDY),
    "commands.md": commands,
    "keys.md": keyboard,
    "problems.md": problems,
    "outcome-codes.md": outcome_codes,
}


def main() -> int:
    """Write the pages, or with --check say which lag behind the code."""
    lagging = []
    for name, make in PAGES.items():
        text = re.sub(r"[ \t]+\n", "\n", make())
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            lagging.append(name)
            if "--check" not in sys.argv:
                HERE.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    print(f"{'lagging' if '--check' in sys.argv else 'made anew'}: {', '.join(lagging) or 'none'}")
    return 1 if lagging and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
