"""`surveykit coding assign`: which coder judges which answers, drawn by a seed."""

from typing import TYPE_CHECKING, get_args

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.ledgers import ledger_of, names_of, nearly, written_otherwise
from surveykit.cli.options import BY
from surveykit.problems import DataError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from surveykit.coding.acts import Given, Role
    from surveykit.coding.codings import Codings

ROLES = ("code", "recode", "adjudicate")

BATCH_TAKEN = Rule(
    "SK901",
    "There is a batch of this name",
    "The answers of two batches under one name would be taken for one.",
    "--batch first, twice",
    "Give the batch another name, or leave --batch out: batches are numbered then.",
)


NOTHING_GIVEN = Rule(
    "SK735",
    "This coder leaves nothing behind",
    "Nothing would be given to those who are to take over.",
    "--from karin, where the coder is kari",
    "`surveykit coding status` lists who was given what.",
)
NEARLY_KNOWN = Rule(
    "SK736",
    "A coder is new and has nearly the name of another",
    "What one person codes under two names counts as the work of two.",
    "--coders ida,olla, where ola has batches",
    "Where it is one person, give the answers back with --from before anything is coded.",
)


def amount(_ctx: click.Context, param: click.Parameter, value: str | None) -> int | float | None:
    """A number such as 100, or a share such as 20%."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return int(text)
    try:
        share = float(text.removesuffix("%")) / 100
    except ValueError:
        share = -1.0
    if not text.endswith("%") or not 0 <= share <= 1:
        raise click.BadParameter(f"'{value}' is neither a number, such as 100, nor a share, such as 20%", param=param)
    return share


@click.command("assign", short_help="Share answers out among coders.")
@click.argument("target", metavar="STORE")
@click.option("--coders", metavar="NAMES", multiple=True, required=True, callback=names_of, help="Such as ida,ola.")
@click.option(
    "--from",
    "leaving",
    default="",
    metavar="NAME",
    help="Only what this coder was given and has not judged goes to them.",
)
@click.option("--sample", metavar="N|P%", callback=amount, help="So many of the answers nobody has; all without it.")
@click.option("--overlap", metavar="P%", callback=amount, help="The share of them that several judge, such as 20%.")
@click.option("--times", type=click.IntRange(2), default=2, show_default=True, help="By how many each of these.")
@click.option("--seed", type=int, help="What the draw goes by; drawn and noted without it.")
@click.option("--batch", default="", metavar="NAME", help="The name of the batch; numbered without it.")
@click.option("--question", "questions", metavar="VARS", multiple=True, callback=names_of, help="Only of these.")
@click.option("--open", "seen", is_flag=True, help="Coders may see what others and suggestions say; blind without it.")
@click.option("--role", type=click.Choice(ROLES), default="code", show_default=True, help="What they are to do.")
@BY
def assign(  # noqa: PLR0913, PLR0917 - one parameter an option
    target: str,
    coders: tuple[str, ...],
    leaving: str,
    sample: float | None,
    overlap: float | None,
    times: int,
    seed: int | None,
    batch: str,
    questions: tuple[str, ...],
    seen: bool,
    role: str,
    by: str,
) -> int:
    """Share the answers of STORE that nobody has out among coders, evenly; nobody gets an answer twice.

    With --overlap, a share of them goes to several coders, who do not see each other's codes: agreement is computed
    from these. Answers in the same words go to one coder. --role recode gives answers that are to be judged again
    back to their coders; --role adjudicate gives those that several have judged to those who settle them. With --from,
    what a coder leaves behind goes to others; what that coder has judged stays.
    """
    from secrets import randbelow

    from surveykit.coding.leading.assignment import Plan, assigned, taken_over
    from surveykit.coding.ledger import batches_of

    if isinstance(overlap, int):
        raise click.BadParameter("the overlap is a share, such as 20%", param_hint="--overlap")
    if leaving and (sample is not None or overlap or role == "recode"):
        raise click.UsageError(
            "--from gives all that a coder leaves; it goes with no --sample, --overlap and recoding."
        )
    with ledger_of(target, writing=True) as ledger:
        carried = ledger.carried()
        codings = carried.codings
        name = batch or _next_name(codings)
        _refuse(target, codings, name, coders, questions, leaving)
        number = seed if seed is not None else randbelow(1_000_000)
        plan = Plan(
            coders, sample, overlap or 0.0, times, number, name, blind=not seen, role=_role(role), questions=questions
        )
        given = taken_over(codings, plan, leaving) if leaving else assigned(codings, plan, carried.again)
        for act in given:
            ledger.write(batches_of(act.coder), by, [act])
    _tell(target, [act for act in given if act.coder != leaving], name, number, "over" if leaving else role)
    tell(_new_names(target, codings, given))
    return CLEAN


def _role(said: str) -> "Role":
    from surveykit.coding.acts import Role

    return next(role for role in get_args(Role) if role == said)


def _next_name(codings: "Codings") -> str:
    taken = {batch.name for batch in codings.batches}
    return next(name for n in range(1, len(taken) + 2) if (name := f"batch {n}") not in taken)


def _new_names(target: str, codings: "Codings", given: "tuple[Given, ...]") -> list[Problem]:
    """Coders who are new here and have nearly the name of another."""
    from surveykit.cli.stored import shown

    known = {batch.coder for batch in codings.batches} | {*codings.coders}
    problems = []
    for name in dict.fromkeys(act.coder for act in given if act.coder not in known):
        if near := nearly(name, known):
            hint = f"If they are one person: surveykit coding assign {shown(target)} --from {name} --coders {near}."
            what = f"{name} is new here; {near} is known"
            problems.append(Problem(NEARLY_KNOWN, what, Place(shown(target)), hint, "note"))
    return problems


def _refuse(
    target: str,
    codings: "Codings",
    batch: str,
    coders: tuple[str, ...],
    questions: tuple[str, ...],
    leaving: str,
) -> None:
    from surveykit.cli.stored import shown
    from surveykit.problems import nearest

    place = Place(shown(target))
    taken = [held.coder for held in codings.batches if held.name == batch and held.coder in coders]
    problems = [*written_otherwise(target, codings, coders)]
    if taken:
        what = f"{listed(taken)} {'has' if len(taken) == 1 else 'have'} a batch '{batch}'"
        problems.append(Problem(BATCH_TAKEN, what, place, BATCH_TAKEN.mend))
    held = {batch.coder for batch in codings.batches}
    if leaving and leaving not in held:
        hint = nearest(leaving, held) or NOTHING_GIVEN.mend
        problems.append(Problem(NOTHING_GIVEN, f"'{leaving}' was given nothing", place, hint))
    if leaving in coders:
        problems.append(Problem(NOTHING_GIVEN, f"{leaving} cannot take over from {leaving}", place, "Name others."))
    for name in questions:
        if name not in codings.questions:
            from surveykit.derive.answers import NO_QUESTION

            hint = nearest(name, codings.questions) or f"the questions are {listed(codings.questions)}"
            problems.append(Problem(NO_QUESTION, f"there are no answers to '{name}' in it", place, hint))
    if problems:
        raise DataError(problems)


def _tell(target: str, given: "Sequence[Given]", batch: str, seed: int, role: str) -> None:
    from collections import Counter

    from surveykit.cli.stored import shown
    from surveykit.reports.plural import Counted

    times = Counter(unit for act in given for unit in act.units)
    if not given:
        nothing = {"code": "every answer has its coders", "recode": "no answer is to be judged again by them"}
        nothing["over"] = "nothing waits that they do not have"
        said = nothing.get(role, "no answer was judged by several and waits to be settled")
        click.echo(f"{shown(target)}: nothing to give; {said}", err=True)
        return
    n = Counted(len(times))
    click.echo(f"{shown(target)}: {n:,} {n:answer|answers} in batch '{batch}', drawn with --seed {seed}", err=True)
    for act in given:
        n, shared = Counted(len(act.units)), sum(times[unit] > 1 for unit in act.units)
        click.echo(f"{act.coder}: {n:,} {n:answer|answers}, {shared:,} of them given to others too", err=True)
