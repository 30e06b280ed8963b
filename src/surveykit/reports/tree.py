"""A tree on paper: the parts of all cases in words, with what was left out."""

from typing import Literal

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of
from surveykit.reports.captions import caption, reason_words, title_of, value_label
from surveykit.reports.picture import Node, Picture, Tree
from surveykit.stats.tree import Division
from surveykit.stats.tree import Node as Part

_TOLD = {
    "en": "{n} cases, divided by {by}. {parts}.",
    "nb": "{n} enheter, delt etter {by}. {parts}.",
    "it": "{n} casi, divisi per {by}. {parts}.",
    "ru": "Случаев: {n}, разделены по: {by}. {parts}.",
}


def tree(  # noqa: PLR0913 - how it is printed
    found: Division,
    codebook: Codebook,
    language: str = "en",
    *,
    title: str = "",
    notes: tuple[str, ...] = (),
    of: Literal["root", "parent"] = "root",
    decimals: int = 0,
    where: str = "",
    key: str = "tree",
) -> Picture:
    """A division as a picture; in words it says the parts of the first level."""
    steps = tuple(title_of(codebook, name, language) for name in found.variables)
    chart = Tree(_node(found.root, found, codebook, language, 0), of, decimals, steps)
    first = ", ".join(f"{node.label} {node.n:g}" for node in chart.root.parts)
    words = _TOLD.get(language, _TOLD["en"])
    text = words.format(n=f"{chart.root.n:g}", by=", ".join(steps), parts=first)
    return Picture(title or " – ".join(steps), chart, text, (*notes, *base_of(found.cases, where, language)), key)


def _node(part: Part, found: Division, codebook: Codebook, language: str, level: int) -> Node:
    """A part with its label; shares are of weights where cases have some."""
    if level == 0:
        label = caption("all", language)
    else:
        name = found.variables[level - 1]
        reason = part.reason
        label = reason_words(reason, language) if reason else value_label(codebook, name, part.value, None, language)
    children = tuple(_node(child, found, codebook, language, level + 1) for child in part.children)
    return Node(label, part.weight, children, missing=part.reason is not None)
