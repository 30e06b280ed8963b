"""Labels of formr: Markdown and HTML as plain words, and answers shown by R within them."""

import re
from typing import Final

from surveykit.exchange.draft.form import Data, Fills, Form, Origin, replaced
from surveykit.exchange.formr.logic import formula
from surveykit.exchange.logic.parse import Untranslatable
from surveykit.exchange.logic.subject import Subjects
from surveykit.missing import Value

_CHUNK: Final = re.compile(r"```\s*\{r[^}]*\}.*?(?:```|\Z)", re.DOTALL)
_INLINE: Final = re.compile(r"`r\s([^`]*)`")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s*|\s+#+\s*$", re.MULTILINE)
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LIGHT: Final = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_QUOTE: Final = re.compile(r"^\s{0,3}>\s?", re.MULTILINE)


class Texts:
    """Puts labels of formr into a draft."""

    def __init__(self, form: Form, subjects: Subjects, survey: str) -> None:
        """Know the draft, the items and the name of the survey."""
        self.form, self.subjects, self.survey = form, subjects, survey
        self.fills = Fills(_INLINE, self._shown)

    def _shown(self, match: re.Match[str]) -> str | None:
        try:
            return formula(match.group(1), self.subjects, self.survey)[0]
        except Untranslatable:
            return None

    def put(self, holder: Data, key: str, origin: Origin, notes: list[str]) -> None:
        """A label in its place, with the answers it shows."""
        text = self._without_markdown(origin, notes)
        self.form.piped(holder, key, replaced(origin, text), notes, self.fills)

    def label(self, origin: Origin, notes: list[str]) -> str:
        """A label of a choice as it is shown; for one that shows an answer use `put_labels` too."""
        made: Data = {}
        self.put(made, "label", origin, notes)
        return str(made["label"])

    def put_labels(self, name: str, origins: dict[Value, Origin], notes: list[str]) -> None:
        """Watch over the labels of a list that show answers, in case our check refuses them."""
        for code, origin in origins.items():
            if "`r" in origin.original and code in self.form.lists[name]:
                self.put(self.form.lists[name], code, origin, notes)  # type: ignore[arg-type]

    def _without_markdown(self, origin: Origin, notes: list[str]) -> str:
        text = origin.original
        for chunk in _CHUNK.findall(text):
            self.form.keep(notes, replaced(origin, chunk), "a program in R within a text shows nothing here")
        text = _CHUNK.sub("", text)
        for words, address in _PICTURE.findall(text):
            self.form.keep(notes, replaced(origin, f"![{words}]({address[:100]})"), "pictures are not shown here")
        text = _PICTURE.sub(r"\1", text)
        text = _LINK.sub(lambda m: m.group(1) if m.group(1) == m.group(2) else f"{m.group(1)} ({m.group(2)})", text)
        text = _QUOTE.sub("", _HEADING.sub("", text))
        return _LIGHT.sub(r"\2", _STRONG.sub(r"\2", text))
