"""Laying out a file: the same instrument in the canonical form, or a refusal; never a changed one."""

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.layout.lines import lines_of
from surveykit.instrument.layout.tree import comments_in, tree_of
from surveykit.problems import Place, Problem, Rule, SourceError
from surveykit.shape import fitted
from surveykit.source import Source, parsed

CHANGED = Rule(
    "SK290",
    "The file cannot be laid out without a change to what it says",
    "A formatter that changes a code, a text or a comment does harm that nobody looks for.",
    "",
    "Leave the file as it is, and report it: this is a fault of the program.",
)


def laid_out(source: Source) -> str:
    """The text of an instrument in the canonical form: order of keys, indentation, quotes, width; comments are kept.

    It reads as the same instrument, with the same fingerprint; laid out again it stays as it is.

    Raises:
        SourceError: SK010 to SK013, the file is no instrument; SK290, it could not be laid out unchanged.
    """
    before = fitted(source, Instrument)
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n")
    tree = tree_of(text)
    comments = sorted(comments_in(tree))
    made = "\n".join(lines_of(tree)) + "\n"
    after = parsed(made, source.file)
    if fitted(after, Instrument).fingerprint != before.fingerprint or after.data != source.data:
        raise SourceError(Problem(CHANGED, "the values would change", Place(source.file), CHANGED.mend))
    if sorted(comments_in(tree_of(made))) != comments:
        raise SourceError(Problem(CHANGED, "a comment would be lost", Place(source.file), CHANGED.mend))
    return made
