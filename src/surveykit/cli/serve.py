"""`surveykit serve`: the entry app in a browser, on this machine or for others."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.enter import command as enter
from surveykit.cli.enter import sound, speaks
from surveykit.problems import FormatError, Problem, Rule

NO_SERVER = Rule(
    "SK879",
    "The package that serves the app to a browser is not installed",
    "Most people use the app in a terminal, and do without a web server.",
    "surveykit serve sis.yaml --to field.db where textual-serve is not there",
    "pip install 'surveykit[browser]'",
)


def serve(host: str, port: int, **options: Any) -> int:
    """Show the entry app in browsers, at an address of this machine that the command prints.

    The address ends in a long word, the token: who has it can enter answers, nobody else. Every browser window is a
    process of its own and asks for the name of the keyer first, unless --by says it. All options of `surveykit enter`
    may be given. Ctrl+C ends it; interviews that are open are suspended.
    """
    from surveykit import store as stores
    from surveykit.instrument.file import load
    from surveykit.instrument.register import register_of

    try:
        from surveykit.tui.browser.server import BrowserServer, Served
    except ImportError as lack:
        raise FormatError(Problem(NO_SERVER, str(lack), hint=NO_SERVER.mend)) from None
    from asyncio import run

    from surveykit.tui.browser.gate import gate_for, is_loopback

    instrument = load(Path(options["instrument"]))
    sound(options)
    speaks(instrument, options["language"])
    register_of(instrument, options["register"])
    stores.open(options["target"], writing=True, queue=True).close()
    _hand_on_passphrase(Path(options["target"]))
    language = options["language"] or instrument.languages[0]
    given = [*_written(enter.params, {**options, "by": ""})]
    served = Served(
        instrument.title.into(language),
        language,
        lambda by: [sys.executable, "-m", "surveykit", "enter", *given, "--by", by],
        options["by"],
    )
    if not is_loopback(host):
        click.echo("Other machines can reach this address, and what is sent is not encrypted.", err=True)
    server = BrowserServer(served, gate_for(host))
    out = sys.stdout
    with redirect_stdout(sys.stderr):  # where a window's process says why it ended
        run(server.serve_at(host, port, lambda address: click.echo(address, file=out)))
    return CLEAN


def _hand_on_passphrase(path: Path) -> None:
    """Let windows open an encrypted store, too: nobody can be asked there, so they find its passphrase around them."""
    from surveykit.store import cipher, passphrase

    if path.is_file() and cipher.is_encrypted(path):
        os.environ[passphrase.VARIABLE] = next(passphrase.of_old(path))  # what has just opened it


def _written(parameters: Iterable[click.Parameter], values: Mapping[str, Any]) -> Iterator[str]:
    """What was given to a command, as it is written on a command line; what is left at its default is left out."""
    for parameter in parameters:
        value = values.get(parameter.name or "")
        if isinstance(parameter, click.Argument):
            yield str(value)
        elif isinstance(parameter, click.Option) and parameter.is_flag:
            yield from parameter.opts[:1] if value else ()
        elif value != parameter.default and value not in ("", None, ()):
            for one in value if isinstance(value, tuple) else (value,):
                yield from (parameter.opts[0], str(one))


_BY = click.Option(["--by"], default="", metavar="NAME", help="Who enters the answers; each browser asks without it.")
_HOST = click.Option(
    ["--host"],
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; 0.0.0.0 lets other machines in, with the token.",
)
_PORT = click.Option(
    ["--port"], type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes one that is free."
)
command = click.Command(
    "serve",
    callback=serve,
    params=[*(_BY if parameter.name == "by" else parameter for parameter in enter.params), _HOST, _PORT],
    help=serve.__doc__,
    short_help="Enter answers in a browser.",
)
