"""The review of a mapping in the terminal: one column after the other, each decision kept at once."""

import sys
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.matching.mapping import Mapping, Match
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule
from surveykit.source import Quoted

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.matching.candidates import Sides

NO_TERMINAL = Rule(
    "SK662",
    "There is no terminal to ask in",
    "Answers that come from a file or a pipe are nobody's review.",
    "yes | surveykit import answers.csv --instrument firm.yaml --mapping m.yaml --interactive -o firm.parquet",
    "Call it in a terminal; or write the proposal with --propose and edit it.",
)
KEYS = "Enter takes the proposal, a number another one, words search, - leaves the column out, s skips it,\n\
a takes all that are rather sure, b goes back, q ends and keeps what is decided, ? shows this"
RATHER_SURE = 0.9
_MOST = 9  # that are offered


@dataclass(slots=True)
class _Desk:
    """What is reviewed, where it is kept, and the way back."""

    sides: "Sides"
    held: Mapping
    path: Path
    past: list[tuple[Mapping, int]] = field(default_factory=list)

    def keep(self, held: Mapping, at: int) -> None:
        self.past.append((self.held, at))
        self.held = held
        self.save()

    def save(self) -> None:
        from surveykit.matching.written import save

        save(self.held, self.path, self.sides.found, self.sides.target, self.sides.values)


def review(dataset: "Dataset", target: "Codebook", file: Path, path: Path) -> None:
    """Ask about every proposal that is not sure and every column that is open; go on where a mapping file stands.

    Raises:
        DataError: SK662, there is no terminal.
        SurveykitError: the mapping file does not fit.
        Abort: the review was left before its end; what was decided is kept.
    """
    from surveykit.cli.boundary import tell
    from surveykit.cli.mapped import of_file, proposed, summary
    from surveykit.matching.candidates import Sides
    from surveykit.matching.values import counts_of

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise DataError(Problem(NO_TERMINAL, "--interactive asks in a terminal", Place(), NO_TERMINAL.mend))
    sides = Sides(dataset.codebook, target, counts_of(dataset))
    if path.exists():
        held, told = of_file(path, dataset, target)
        tell(problem for problem in told if problem.rule.code == "SK654")
    else:
        held = proposed(dataset, target, file)
    desk = _Desk(sides, held, path)
    desk.save()
    click.echo(f"{file.name}: {summary(held)}\n{KEYS}")
    ended = _all(desk)
    click.echo(f"{path}: {summary(desk.held)}")
    if not ended:
        click.echo("Nothing was imported. The same command goes on here.")
        raise click.Abort


def _all(desk: _Desk) -> bool:
    """Ask about each column in turn; False where the review was left."""
    at = 0
    skipped: set[str] = set()
    while True:
        columns = [c for c in _waiting(desk.held) if c not in skipped]
        if not columns:
            return True
        column = columns[0]
        _show(desk, column, len(columns))
        word = click.prompt(">", default="", show_default=False, prompt_suffix=" ").strip()
        if word == "q":
            return False
        if word == "b":
            _back(desk, skipped)
        elif word == "?":
            click.echo(KEYS)
        elif word == "s" or (not word and _taker(desk.held, column) is None):
            skipped.add(column)
        elif word == "a":
            desk.keep(_all_rather_sure(desk.held), at)
        else:
            _decide(desk, column, word, at)
        at += 1


def _back(desk: _Desk, skipped: set[str]) -> None:
    skipped.clear()
    if desk.past:
        desk.held, _ = desk.past.pop()
        desk.save()
    else:
        click.echo("This is the first.")


def _waiting(held: Mapping) -> list[str]:
    """The columns to ask about: those of proposals that are not accepted, then those nobody has decided on."""
    proposed = [match.taken[0] for match in held.variables.values() if not match.accepted]
    return [*proposed, *held.open]


def _taker(held: Mapping, column: str) -> str | None:
    return next((name for name, match in held.variables.items() if column in match.taken), None)


def _offers(desk: _Desk, column: str) -> list[str]:
    """What may be chosen by number: the proposal first, then its rivals."""
    taker = _taker(desk.held, column)
    rivals: Mapped[str, float] = desk.held.variables[taker].rivals if taker else desk.held.open.get(column, {})
    return [*([taker] if taker else []), *rivals][:_MOST]


def _show(desk: _Desk, column: str, left: int) -> None:
    """The column with what stands in it, and what it may be."""
    from surveykit.matching.written import examples, how

    taker = _taker(desk.held, column)
    match = desk.held.variables[taker] if taker else None
    label = " ".join(str(desk.sides.found[column].label).split())
    more = f" and {len(match.taken) - 1} more" if match and len(match.taken) > 1 else ""
    click.echo(f"\n{left} to decide. Column {column}{more}" + (f": {label}" if label else ""))
    click.echo(f"    {examples(desk.sides.values.get(column, {}))}")
    if taker and match:
        score = f", {match.score:.2f}" if match.score is not None else ""
        click.echo(
            f"  1 {taker}: {described(desk.sides.target, taker)}\n    {how(taker, match, desk.sides.target)}{score}"
        )
        _show_values(match)
    offers = _offers(desk, column)
    for number, name in list(enumerate(offers, 1))[1 if taker else 0 :]:
        click.echo(f"  {number} {name}: {described(desk.sides.target, name)}")
    if not taker:
        click.echo(f"  {'perhaps' if offers else 'nothing is like it'}; Enter leaves it undecided")


def _show_values(match: Match) -> None:
    read = [f"{value!r} -> {code}" for value, code in list(match.values.items())[:8]]
    if read:
        click.echo(f"    {', '.join(read)}{' ...' if len(match.values) > 8 else ''}")
    if match.open:
        click.echo(f"    without a code: {', '.join(map(repr, match.open[:8]))}{' ...' if len(match.open) > 8 else ''}")


def described(target: "Codebook", name: str) -> str:
    """A variable or question in a line: its label, and its first codes."""
    if name not in target:
        question = next(s for s in target.sets if s.name == name)
        choices = [str(target[member].label) for member in question.variables]
        return f"{question.label} (several of: {_few(choices)})"
    variable = target[name]
    codes = target.codes_of(variable)
    said = [f"{code.value} {code.label}" for code in codes or ()]
    return f"{variable.label} ({_few(said) if said else variable.type})"


def _few(words: list[str]) -> str:
    return ", ".join(words[:4]) + (" ..." if len(words) > 4 else "")


def _all_rather_sure(held: Mapping) -> Mapping:
    """Every proposal with a high score is accepted."""
    sure = {
        name: match.model_copy(update={"accepted": match.accepted or (match.score or 0) >= RATHER_SURE})
        for name, match in held.variables.items()
    }
    return held.model_copy(update={"variables": sure})


def _decide(desk: _Desk, column: str, word: str, at: int) -> None:
    """What is to happen with a column: leave it out, or give it to what was chosen."""
    if word == "-":
        desk.keep(left_out(desk.held, column), at)
        return
    offers = _offers(desk, column)
    taker = _taker(desk.held, column)
    chosen = taker
    if word and word.isdigit():
        chosen = offers[int(word) - 1] if 1 <= int(word) <= len(offers) else None
    elif word:
        chosen = _searched(desk, word)
    if chosen is None:
        if word.isdigit():
            click.echo(f"There is no {word}.")
        return
    if chosen != taker and (other := desk.held.variables.get(chosen)) is not None:
        click.echo(f"'{chosen}' is column '{other.taken[0]}' already; leave that one out first.")
        return
    match = _settled(desk, column, chosen, desk.held.variables.get(chosen))
    desk.keep(given(desk.held, column, chosen, match, desk.sides.target), at)


def _settled(desk: _Desk, column: str, taker: str, match: Match | None) -> Match:
    """The match with what had to be asked: codes of values that have none, and whether the day comes first."""
    from surveykit.matching.propose import chosen

    match = _coded(desk, taker, match or chosen(desk.sides, column, taker))
    if taker in desk.sides.target and desk.sides.reading(column, desk.sides.target[taker]).form.asked:
        if desk.sides.target[taker].type == "number":
            sign = click.prompt("Decimals stand after a comma or a point?", type=click.Choice([",", "."]))
            return match.model_copy(update={"decimal": sign, "accepted": True})
        first = click.prompt("Which comes first in its dates?", type=click.Choice(["day", "month"]))
        return match.model_copy(update={"dates": f"{first}-first", "accepted": True})
    return match.model_copy(update={"accepted": True})


def _coded(desk: _Desk, taker: str, match: Match) -> Match:
    """The match with the codes of the values that have none yet; what is passed over stays open."""
    from surveykit.dataset.written import text_of
    from surveykit.matching.soundness import codes_known

    known = codes_known(taker, desk.sides.target)
    if not match.open or known is None:
        return match
    by_word = {text_of(code): code for code in known}
    click.echo(f"    codes: {', '.join(f'{word} {next(iter(known[code]), str())}' for word, code in by_word.items())}")
    by_label = {label.casefold(): code for code, labels in known.items() for label in labels}
    given_: dict[str, Value] = {}
    for value in match.open[:_MOST]:
        word = code = None
        while word is None or (word and code is None):
            if word:
                click.echo(f"There is no code '{word}'.")
            word = click.prompt(f"{value!r} is which code? Enter: none", default="", show_default=False).strip()
            code = by_word.get(word, by_label.get(word.casefold()))
        if code is not None:
            given_[value] = Quoted(code) if isinstance(code, str) else code
    left = tuple(value for value in match.open if value not in given_)
    return match.model_copy(update={"values": {**match.values, **given_}, "open": left})


def _searched(desk: _Desk, words: str) -> str | None:
    """A variable or question by part of its name or label, chosen from what is found."""
    target = desk.sides.target
    members = {name for s in target.sets if s.name not in target for name in s.variables}
    names = [*(s.name for s in target.sets if s.name not in target), *(n for n in target.names if n not in members)]
    found = [name for name in names if words.casefold() in f"{name} {_said(target, name)}".casefold()]
    if not found:
        click.echo(f"No variable has '{words}' in its name or label.")
        return None
    for number, name in enumerate(found[:_MOST], 1):
        click.echo(f"  {number} {name}: {described(target, name)}")
    if len(found) > _MOST:
        click.echo(f"  and {len(found) - _MOST} more; more letters narrow it")
    which = click.prompt("Which? Enter: none", default="", show_default=False, prompt_suffix=" ").strip()
    if which.isdigit() and 1 <= int(which) <= min(len(found), _MOST):
        return found[int(which) - 1]
    return None


def _said(target: "Codebook", name: str) -> str:
    text = target[name].label if name in target else next(s.label for s in target.sets if s.name == name)
    return " ".join(text.languages.values())


def left_out(held: Mapping, column: str) -> Mapping:
    """The mapping with a column kept as it is; the variable it was proposed for has none."""
    taker = _taker(held, column)
    variables = {name: match for name, match in held.variables.items() if name != taker}
    columns = held.variables[taker].taken if taker else (column,)
    return held.model_copy(
        update={
            "variables": variables,
            "kept": tuple(dict.fromkeys((*held.kept, *columns))),
            "open": {name: rivals for name, rivals in held.open.items() if name not in columns},
            "without": (*held.without, taker) if taker else held.without,
        }
    )


def given(held: Mapping, column: str, taker: str, match: Match, target: "Codebook") -> Mapping:
    """The mapping with a column given to a variable or question, and taken from what it was proposed for."""
    old = _taker(held, column)
    variables = {name: kept for name, kept in held.variables.items() if name != old} | {taker: match}
    rest: dict[str, Mapped[str, float]] = {
        c: {} for c in (held.variables[old].taken if old else ()) if c not in match.taken
    }
    open_ = {name: rivals for name, rivals in held.open.items() if name not in match.taken} | rest
    gone = [old] if old and old != taker else []
    order = {name: at for at, name in enumerate(target.names)} | {
        s.name: target.names.index(s.variables[0]) for s in target.sets
    }
    return held.model_copy(
        update={
            "variables": dict(sorted(variables.items(), key=lambda pair: order[pair[0]])),
            "open": open_,
            "without": tuple(name for name in (*held.without, *gone) if name != taker),
        }
    )
