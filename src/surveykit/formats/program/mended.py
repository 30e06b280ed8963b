"""Letters that were encoded twice: `Ã¶` where ö was meant, as files have it that went through two programs."""

import re
from collections.abc import Iterable

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.problems import Problem, Rule, listed
from surveykit.text import Text

TWICE = Rule(
    "SK610",
    "Letters of the file were encoded twice",
    "A program took UTF-8 for Windows letters and saved them again; ö became Ã¶. The way back is certain.",
    "a variable label `Ã¶ffentlicher Dienst` in a .dta",
    "Look at a few labels; nothing to mend where they are right now.",
)
_RUN = re.compile("[\u00c2-\u00f4][^\x00-\x7f]+")


def once(text: str) -> str:
    """A text with letters that were encoded twice as they were meant; any other text as it is.

    Example:
        >>> once("Ã¶ffentlich, schön"), once("SÃO PAULO")
        ('öffentlich, schön', 'SÃO PAULO')
    """
    return _RUN.sub(lambda run: _meant(run[0]), text)


def _meant(run: str) -> str:
    try:
        return b"".join(map(_byte, run)).decode()
    except UnicodeError:
        return run


def _byte(letter: str) -> bytes:
    """A letter as the one byte it was: of Windows, or a control character where Windows has none."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def mended(codebook: Codebook) -> tuple[Codebook, tuple[Problem, ...]]:
    """The codebook with labels, title and notes as they were meant, and which they are."""
    title, notes = _text(codebook.title), tuple(map(once, codebook.notes))
    lists = {
        name: CodeList(name=name, codes=codes) if (codes := _codes(known.codes)) != known.codes else known
        for name, known in codebook.lists.items()
    }
    variables = tuple(
        v.model_copy(update={"label": _text(v.label), "missing": _codes(v.missing), "notes": once(v.notes)})
        for v in codebook
    )
    made = codebook.model_copy(update={"title": title, "notes": notes, "lists": lists, "variables": variables})
    changed = [new.name for new, old in zip(variables, codebook, strict=True) if new != old]
    changed += [f"value labels of {name}" for name, known in lists.items() if known != codebook.lists[name]]
    changed += ["title"] if title != codebook.title else []
    changed += ["notes"] if notes != codebook.notes else []
    if not changed:
        return codebook, ()
    what = f"labels whose letters were encoded twice are read as they were meant: {listed(changed)}"
    return made, (Problem(TWICE, what, hint=TWICE.mend, severity="warning"),)


def _codes(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple(code.model_copy(update={"label": _text(code.label)}) for code in codes)


def _text(text: Text) -> Text:
    return Text({language: once(said) for language, said in text.languages.items()})
