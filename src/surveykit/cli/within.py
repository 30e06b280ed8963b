"""Verbs that hold commands of their own beside what they do themselves, such as `codebook diff A B`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Holding(click.Command):
    """A verb with commands within. A file that is called like one of them is reached as ./NAME."""

    def __init__(self, *args: Any, within: Mapping[str, str], **extra: Any) -> None:
        """Take the commands within: their words, and the modules they are in."""
        super().__init__(*args, **extra)
        self.within = within

    @property
    def commands(self) -> dict[str, click.Command]:
        """The commands within."""
        return {word: import_module(module).command for word, module in self.within.items()}

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Hand over to the command whose word stands first."""
        if args and args[0] in self.within:
            return self.commands[args[0]].make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)
