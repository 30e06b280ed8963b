"""Options that several verbs share, each written once."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surveykit.problems import DataError, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.expr.syntax import Expression

NO_CONDITION = Rule(
    "SK703",
    "A filter is not a condition",
    "Only what is true or false of a case can select it.",
    "--where employees",
    "Write a comparison, such as `employees >= 10`.",
)

NO_LANGUAGE = Rule(
    "SK704",
    "The texts are not in this language",
    "Labels in another language than the one asked for would be taken for translations.",
    "--language fr where the codebook has nb and en",
    "Ask for one of its languages.",
)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _encrypted(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked:
        from surveykit.store.passphrase import wanting

        context.with_resource(wanting())


ENGINE_ASKED = "surveykit.engine"
"""Where a command keeps the address of its engine, for whoever reads its input."""


def _asked(context: click.Context, _parameter: click.Parameter, address: str) -> None:
    context.meta[ENGINE_ASKED] = address


ENGINE: Decorator = click.option(
    "--engine",
    metavar="ADDRESS",
    default="duckdb",
    envvar="SURVEYKIT_ENGINE",
    show_envvar=True,
    expose_value=False,
    callback=_asked,
    help="Who counts, where the table lies: spark, spark://HOST:PORT, sc://HOST:PORT, postgresql://SERVER/DATABASE; "
    "`?table=NAME` names a table there. This machine without it.",
)
OUTPUT: Decorator = click.option(
    "-o", "--output", metavar="OUT", help="File to write; its suffix names the format. `-` is standard output."
)
FRAME: Decorator = click.option(
    "--frame",
    metavar="FRAME",
    type=click.Path(path_type=Path),
    help="The coding frame; a store of codings has its own.",
)
DATA: Decorator = click.option(
    "--data", metavar="DATA", type=click.Path(path_type=Path), help="The closed answers: a data file or a store."
)
FORMAT: Decorator = click.option("--format", "form", default="", help="Format of standard output, where OUT is -.")
LANGUAGE: Decorator = click.option("--language", default="", help="Language of labels and headings, one of the data's.")
WEIGHT: Decorator = click.option("--weight", metavar="NAME", help="Weight each case by this variable.")
WHERE: Decorator = click.option("--where", default="", metavar="EXPR", help="Take only the cases of whom EXPR is true.")
PASSPHRASE: Decorator = click.option(
    "--passphrase",
    is_flag=True,
    expose_value=False,
    callback=_encrypted,
    help="Encrypt a new store with a passphrase, which is asked for.",
)
STATUS: Decorator = click.option(
    "--status",
    "wanted",
    type=click.Choice(["completed", "approved", "open", "all"]),
    default="completed",
    show_default=True,
    help="Which interviews of a store: completed, approved by a supervisor, open (begun, not completed), or all three.",
)
PARKED: Decorator = click.option(
    "--parked", is_flag=True, help="Also what a store holds off the route, in columns NAME_parked."
)
PERSONAL: Decorator = click.option(
    "--personal", is_flag=True, help="Also the variables marked personal; they are left out without it."
)
PSEUDONYMS: Decorator = click.option(
    "--pseudonyms",
    metavar="KEYFILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Pseudonyms in the place of ids, by the key in this file; it is made where there is none.",
)
POLICY: Decorator = click.option(
    "--policy",
    type=click.Choice(["adjudicated", "agreed", "single"]),
    default="adjudicated",
    show_default=True,
    help="Whose codes hold: what was settled, else what all coders agree on; what all agree on; those of one coder.",
)
CODER: Decorator = click.option("--coder", default="", metavar="NAME", help="The coder of --policy single.")


def level(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """A level of confidence as a share, written as one (.95) or in per cent (95); a strange one is refused."""
    share = value / 100 if value is not None and value >= 1 else value
    if share is not None and not 0.5 <= share <= 0.9999:
        raise click.BadParameter(f"{value:g} is no level; the usual one is 95, per cent", ctx, param)
    return share


LEVEL: Decorator = click.option(
    "--level",
    type=float,
    default=95,
    show_default=True,
    callback=level,
    help="How often intervals are to hold the true value, in per cent.",
)
DECIMALS: Decorator = click.option(
    "--decimals", type=click.IntRange(0, 10), help="Decimals of statistics and percentages."
)
BY: Decorator = click.option(
    "--by",
    default="",
    metavar="NAME",
    callback=lambda _ctx, param, value: _who(param, value),
    help="Who does it; your login name without it.",
)


def _who(param: click.Parameter, value: str) -> str:
    """The name of who does something; one that cannot be printed is refused."""
    name = value.strip() or login()
    if not name.isprintable():
        raise click.BadParameter("a name has only signs that can be printed.", param=param)
    return name


def login() -> str:
    """The name one is logged in with; nothing where the machine does not know it."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def pairs(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Mapping[str, str]:
    """Pairs NAME=VALUE, parted at the last sign of equality; one without it is refused, and a name given twice."""
    names = [pair.rpartition("=")[0].strip() for pair in value]
    for pair, name in zip(value, names, strict=True):
        if not all(part.strip() for part in pair.rpartition("=")):
            raise click.BadParameter(f"'{pair}' is no pair {param.metavar}", ctx, param)
        if names.count(name) > 1:
            raise click.BadParameter(f"'{name}' is given twice", ctx, param)
    return {name.strip(): said.strip() for name, _, said in (pair.rpartition("=") for pair in value)}


def condition(where: str, codebook: "Codebook") -> "Expression | None":
    """The filter of --where, checked against the codebook; none where nothing was written.

    Raises:
        SurveykitError: it is no expression, names what is not there, or is not true or false.
    """
    if not where:
        return None
    from surveykit.expr.check import check
    from surveykit.expr.parse import parse

    expression = parse(where)
    checked = check(expression, codebook.symbols(), where)
    problems = [problem for problem in checked.problems if problem.severity == "error"]
    if not problems and checked.type != "truth":
        problems = [
            Problem(NO_CONDITION, f"`{where}` is a {checked.type}", hint="write a comparison, such as `export = 1`")
        ]
    if problems:
        raise DataError(problems)
    return expression


def spoken(language: str, codebook: "Codebook | CodingFrame") -> str:
    """The language asked for, or the first of the codebook or coding frame, or English.

    Raises:
        DataError: SK704, the codebook is not in that language.
    """
    return spoken_of(language, codebook.languages)


def spoken_of(language: str, languages: Sequence[str]) -> str:
    """The language asked for, or the first of some, or English.

    Raises:
        DataError: SK704, it is not among them.
    """
    if language and languages and language not in languages:
        hint = nearest(language, languages) or f"the languages are {listed(languages)}"
        raise DataError(Problem(NO_LANGUAGE, f"there are no texts in '{language}'", hint=hint))
    return language or next(iter(languages), "en")
