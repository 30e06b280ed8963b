"""`surveykit panel`: who stayed, who changed, and by how much."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.options import ENGINE, FORMAT, LANGUAGE, OUTPUT, WEIGHT, WHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from surveykit.dataset.dataset import Dataset
    from surveykit.expr.syntax import Expression
    from surveykit.reports.document import Block
    from surveykit.reports.panel.page import PanelPage


@click.command("panel", short_help="Follow cases over rounds: transitions, statuses, changes.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.argument("names", metavar="[NAME|BEFORE:AFTER]...", nargs=-1)
@click.option("--rounds", default="", metavar="R1,R2,...", help="The rounds, the earliest first; all of them else.")
@click.option(
    "--change", "amounts", metavar="NAME|BEFORE:AFTER", multiple=True, help="Also the change of this amount, by group."
)
@click.option("--by", default="", metavar="NAME,...", help="The groups of a change BEFORE:AFTER.")
@click.option("--growth", "ratio", default="", metavar="A/B", help="Also the growth of total A / total B, taken apart.")
@click.option("--pictures", is_flag=True, help="Also draw the transitions, as bands between states.")
@ENGINE
@WEIGHT
@WHERE
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    names: tuple[str, ...],
    rounds: str,
    amounts: tuple[str, ...],
    by: str,
    ratio: str,
    pictures: bool,
    weight: str | None,
    where: str,
    language: str,
    output: str | None,
    form: str,
) -> None:
    """Follow the cases of INPUT over rounds.

    In a file with a row a firm and round (roles `wave` and `key`): who was in which round; for each NAME from which
    answer to which firms went between rounds, and of yes-or-no questions whether they never, newly, no longer or
    always did it. In a file with a row a firm: transitions from the variable BEFORE to AFTER. Firms that left the
    panel or did not answer are shown, never dropped.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.options import condition, spoken
    from surveykit.cli.output import deliver
    from surveykit.reports.document import Document
    from surveykit.reports.panel.page import PanelPage
    from surveykit.reports.panel.words import say

    dataset = dataset_of(input_)
    chosen = condition(where, dataset.codebook)
    words = spoken(language, dataset.codebook)
    page = PanelPage(dataset.codebook, words, where, pictures=pictures)
    asked, groups = (tuple(part.strip() for part in text.split(",") if part.strip()) for text in (rounds, by))
    given = _Given(dataset, page, asked, weight, chosen)
    blocks = [*given.presence(), *given.moves(names)]
    blocks += [*given.changes(amounts, groups), *given.growth(ratio)]
    if not blocks:
        raise click.UsageError("name a variable, a pair BEFORE:AFTER, or give the file the roles `wave` and `key`")
    title = dataset.codebook.title.into(words) or dataset.codebook.name
    deliver(Document(say("panel", words), tuple(blocks), words, title), output, form)


class _Given:
    """What the command was given, and the parts of the page it asks for."""

    def __init__(
        self,
        dataset: "Dataset",
        page: "PanelPage",
        rounds: tuple[str, ...],
        weight: str | None,
        chosen: "Expression | None",
    ) -> None:
        self.dataset, self.page, self.rounds, self.weight, self.chosen = dataset, page, rounds, weight, chosen

    def presence(self) -> "Iterator[Block]":
        """Who was in which round, where the file has rounds."""
        from surveykit.dataset.panel import is_panel
        from surveykit.stats.panel.presence import presence

        if is_panel(self.dataset.codebook) or self.rounds:
            yield from self.page.presence(presence(self.dataset, self.rounds))

    def moves(self, names: tuple[str, ...]) -> "Iterator[Block]":
        """Statuses and transitions of each variable, from round to round, and of pairs of variables."""
        from itertools import pairwise

        from surveykit.dataset.linked import rounds_of
        from surveykit.stats.panel.statuses import statuses, yes_or_no
        from surveykit.stats.panel.transitions import between_rounds, transitions

        single = [name for name in names if ":" not in name]
        if single:
            waves = rounds_of(self.dataset, self.rounds)
            if either := [name for name in single if yes_or_no(self.dataset.codebook, name)]:
                yield from self.page.statuses(statuses(self.dataset, either, self.rounds))
            for name in single:
                for pair in pairwise(waves):
                    moved = between_rounds(self.dataset, name, pair, weight=self.weight, where=self.chosen)
                    yield from self.page.transitions(moved)
        for name in names:
            if ":" in name:
                before, after = _pair(name)
                moved = transitions(self.dataset, before, after, weight=self.weight, where=self.chosen)
                yield from self.page.transitions(moved)

    def changes(self, amounts: tuple[str, ...], by: tuple[str, ...]) -> "Iterator[Block]":
        """The change of each amount."""
        from surveykit.dataset.linked import rounds_of
        from surveykit.stats.panel.changes import Amount, between_rounds, changes

        for name in amounts:
            if ":" in name:
                found = changes(self.dataset, Amount(*_pair(name)), by, weight=self.weight, where=self.chosen)
                yield from self.page.changes(found)
                continue
            waves = rounds_of(self.dataset, self.rounds)
            ends = (waves[0], waves[-1])
            yield from self.page.changes(
                between_rounds(self.dataset, name, ends, weight=self.weight, where=self.chosen)
            )

    def growth(self, ratio: str) -> "Iterator[Block]":
        """The growth of a ratio, taken apart."""
        from surveykit.dataset.linked import rounds_of
        from surveykit.stats.panel.growth import growth

        if not ratio:
            return
        top, _, base = (part.strip() for part in ratio.partition("/"))
        if not (top and base):
            raise click.UsageError(f"'{ratio}' is no ratio A/B")
        waves = rounds_of(self.dataset, self.rounds)
        ends = (waves[0], waves[-1])
        yield from self.page.growth(growth(self.dataset, (top, base), ends, weight=self.weight, where=self.chosen))


def _pair(name: str) -> tuple[str, str]:
    before, _, after = (part.strip() for part in name.partition(":"))
    if not (before and after):
        raise click.UsageError(f"'{name}' is no pair BEFORE:AFTER")
    return before, after
