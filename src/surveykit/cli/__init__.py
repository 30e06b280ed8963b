"""The command line: one verb a file, loaded only when it is called."""

import atexit
import gc
import os
import sys
from importlib import import_module

import click

from surveykit import __version__
from surveykit.cli.boundary import guarded

VERBS = {
    "new": ("surveykit.cli.new", "Begin an instrument: a small commented one that passes check."),
    "check": ("surveykit.cli.check", "Check an instrument: every problem at once, with place and hint."),
    "convert": ("surveykit.cli.convert", "Read and write the forms of other systems, such as XLSForm."),
    "diff": ("surveykit.cli.diff", "Compare two versions of an instrument: safe, needs recode, or loses data."),
    "fmt": ("surveykit.cli.fmt", "Lay out instrument files: canonical order, comments kept."),
    "simulate": ("surveykit.cli.simulate", "Make up interviews that obey routing and checks, to try tables on."),
    "print": ("surveykit.cli.print", "Print a questionnaire for paper or review, or its routing chart."),
    "draw": ("surveykit.cli.draw", "Put the cases of a sampling frame into a store."),
    "assign": ("surveykit.cli.assign", "Give cases to interviewers, and show how much each has."),
    "enter": ("surveykit.cli.enter", "Ask the questions in the terminal and store the answers."),
    "serve": ("surveykit.cli.serve", "Ask the questions in a browser: the entry app at an address of this machine."),
    "outcome": ("surveykit.cli.outcome", "Note how attempts to get an interview ended."),
    "fieldwork": ("surveykit.cli.fieldwork", "Show how the fieldwork stands: outcomes, response rates, quotas."),
    "paradata": ("surveykit.cli.paradata", "How interviews were held: times, changes, breaks, and what to look at."),
    "operators": ("surveykit.cli.operators", "What interviewers and keyers did: work, errors, kappa of two entries."),
    "sync": ("surveykit.cli.sync", "Bring laptops together: bundle a store into a file, merge files into a store."),
    "audit": ("surveykit.cli.audit", "Show every event of a store: who, when, what, old, new, rule, reason."),
    "code": ("surveykit.cli.code", "Code open answers in the terminal, one at a time; settle where coders differ."),
    "coding": ("surveykit.cli.coding", "Code open answers: take them in, share them out, put the work together."),
    "import": ("surveykit.cli.import_", "Read response files into one dataset with its codebook."),
    "export": ("surveykit.cli.export", "Write a dataset in another format, naming what it cannot carry."),
    "validate": ("surveykit.cli.validate", "Check a dataset against its codebook or instrument."),
    "correct": ("surveykit.cli.correct", "Apply corrections to a dataset, with a trail of who changed what and why."),
    "resolve": ("surveykit.cli.resolve", "Make variables of codings of open answers, under a declared policy."),
    "classify": ("surveykit.cli.classify", "Put cases into the types of a typology, each with the rule that fired."),
    "weight": ("surveykit.cli.weight", "Make weights that meet what is known of the population, and replicates."),
    "codebook": ("surveykit.cli.codebook", "Write the codebook of an instrument or a dataset."),
    "look-for": ("surveykit.cli.look_for", "Find variables by name, label, wording, values or notes."),
    "agree": ("surveykit.cli.agree", "Compute how far coders of open answers agree, with intervals."),
    "describe": ("surveykit.cli.describe", "Describe variables: n, missing by reason, mean, quartiles, frequencies."),
    "quotes": ("surveykit.cli.quotes", "Show the answers that have a code, by groups of cases."),
    "codes": ("surveykit.cli.codes", "Count codes: by wave, by coder, together, by a closed variable."),
    "crosstab": ("surveykit.cli.crosstab", "Cross-tabulate variables, with tests."),
    "disclosure": ("surveykit.cli.disclosure", "Look how far cases of a file to be released stand alone."),
    "compare": ("surveykit.cli.compare", "Test whether groups differ: means, ranks, distributions; pairs and units."),
    "panel": ("surveykit.cli.panel", "Follow cases over rounds: who stayed, transitions, statuses, changes."),
    "estimate": ("surveykit.cli.estimate", "Estimate means, shares and totals of the population, with errors."),
    "model": ("surveykit.cli.model", "Fit a model: regression, logit, probit, selection; what it stands on."),
    "tables": ("surveykit.cli.tables", "Make the tables and pictures of a table book, declared in one file."),
    "reproduce": ("surveykit.cli.reproduce", "Say which printed numbers hold, from each other and from data."),
    "run": ("surveykit.cli.run", "Build studies: data, tables, checks and report, as far as out of date."),
}


class Verbs(click.Group):
    """The verbs, each imported when it is called; `--help` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the work, not of the alphabet."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's module; its `command` is the command."""
        if cmd_name not in VERBS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(VERBS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A verb that is not there is refused with the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from surveykit.problems import nearest

            hint = nearest(args[0], VERBS) or f"the verbs are {', '.join(VERBS)}"
            raise click.UsageError(f"there is no verb '{args[0]}' ({hint})", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table of verbs, from their captions."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, caption) for verb, (_, caption) in VERBS.items()])


@click.group(
    cls=Verbs,
    options_metavar="",
    subcommand_metavar="VERB INPUT [WHAT] [OPTIONS] [-o OUT]",
    epilog="Exit codes: 0 clean, 1 findings, 2 refused, 3 a bug in surveykit.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="surveykit")
def surveykit() -> None:
    """Survey instruments, field data entry, codebooks and tables, from one YAML file.

    The format of OUT follows its suffix (.html .xlsx .csv .md .json .parquet .sav); `-o -` writes to standard output,
    in the format named by --format. Tables without -o are drawn in the terminal.
    """


def main() -> None:
    """Run the command line; the exit code says how it went."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins reads every installed package
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads of small matrices wait for each other, at full speed
    gc.set_threshold(100_000, 50, 50)  # short-lived: collecting while models are built costs a tenth of the start
    code = guarded(surveykit)
    if "duckdb" in sys.modules:
        _leave(code)
    else:  # the engine counts at the exit what was not collected, and complains
        gc.freeze()  # looking for garbage once more at the exit costs a tenth of a start
    sys.exit(code)


def _leave(code: int) -> None:
    """Leave at once, all being written: taking the engine and the modules apart takes a fifth of a table's time."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        return  # nobody reads any more, which Python has its own way to say
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python does first, too
    os._exit(code)
