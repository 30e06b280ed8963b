"""Texts of a form: its languages, its wordings in each, and the answers they show."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from surveykit.exchange.xlsform.xpath.grammar import Untranslatable
from surveykit.exchange.xlsform.xpath.known import Names

WrittenText = str | dict[str, str]

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")
_FILL = re.compile(r"\$\{\s*(last-saved#)?([^{}\s]+)\s*\}")
_NAMES: Final[Mapping[str, str]] = {
    "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "bengali": "bn", "bangla": "bn",
    "burmese": "my", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dari": "prs", "dutch": "nl",
    "english": "en", "estonian": "et", "finnish": "fi", "french": "fr", "francais": "fr", "français": "fr",
    "georgian": "ka", "german": "de", "deutsch": "de", "greek": "el", "hausa": "ha", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "igbo": "ig", "indonesian": "id", "italian": "it", "italiano": "it", "japanese": "ja",
    "khmer": "km", "kinyarwanda": "rw", "korean": "ko", "kurdish": "ku", "lao": "lo", "latvian": "lv",
    "lithuanian": "lt", "malay": "ms", "mongolian": "mn", "nepali": "ne", "norwegian": "nb", "norsk": "nb",
    "pashto": "ps", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "serbian": "sr", "sinhala": "si", "slovak": "sk", "somali": "so", "spanish": "es", "espanol": "es",
    "español": "es", "swahili": "sw", "kiswahili": "sw", "swedish": "sv", "tajik": "tg", "tamil": "ta", "thai": "th",
    "tigrinya": "ti", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "uzbek": "uz", "vietnamese": "vi",
    "xhosa": "xh", "yoruba": "yo", "zulu": "zu", "русский": "ru", "українська": "uk",
}  # fmt: skip
UNNAMED: Final = "default"  # what pyxform calls the language of a column without one, beside columns with one


@dataclass
class Languages:
    """The languages of a form: our code for each of its names, the default one first."""

    codes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Mapping[str, Any]) -> "Languages":
        """Those of the labels, hints and messages of a form; a column without a language holds for all of them."""
        default = str(tree.get("default_language") or "")
        found = [name for name in dict.fromkeys(_spoken(tree)) if name != UNNAMED]
        if default and default != UNNAMED and (default in found or not found):
            found = [default, *found]
        languages = cls()
        for name in dict.fromkeys(found):
            languages.codes[name] = _code_of(name, languages.codes.values())
        return languages

    @property
    def spoken(self) -> list[str]:
        """Our codes."""
        return list(self.codes.values()) or ["en"]

    def text(self, value: object) -> WrittenText:
        """A label as we write it: a plain string where the form has one for all languages."""
        if not isinstance(value, Mapping):
            return "" if value is None else str(value)
        said = {self.codes[name]: str(text) for name, text in value.items() if name in self.codes and text}
        unnamed = str(value.get(UNNAMED) or "")
        if unnamed:
            said = dict.fromkeys(self.spoken, unnamed) | said
        if unnamed and len(set(said.values())) <= 1:
            return next(iter(said.values()), "")
        if len(self.spoken) == 1:
            return next(iter(said.values()), "")
        return {language: said[language] for language in self.spoken if language in said}

    def everywhere(self, words: Mapping[str, str]) -> WrittenText:
        """Words of the program's own in the languages of the form, in English where it does not speak one."""
        said = {language: words.get(language, words["en"]) for language in self.spoken}
        return said if len(said) > 1 else next(iter(said.values()))


def _spoken(node: Any) -> Iterator[str]:
    """The names of languages below a node, in the order they stand."""
    if isinstance(node, list):
        for part in node:
            yield from _spoken(part)
    elif isinstance(node, Mapping):
        for key, part in node.items():
            if key in ("label", "hint", "guidance_hint", "jr:constraintMsg", "jr:requiredMsg"):
                if isinstance(part, Mapping):
                    yield from part
            else:
                yield from _spoken(part)


def _code_of(name: str, taken: Collection[str]) -> str:
    """The code of a language: in brackets at the end of its name, or known by its name."""
    found = _CODE.search(name)
    word = name.strip().lower()
    plain = found[1] if found else _NAMES.get(word, "")
    if not plain:
        plain = word if re.fullmatch(r"[a-z]{2,3}(-\w+)?", word) else re.sub(r"\W+", "_", word).strip("_") or "xx"
    return plain if plain not in taken else f"{plain}_{len(taken) + 1}"


def filled(text: WrittenText, names: Names, before: Collection[str], roster: str) -> tuple[WrittenText, list[str]]:
    """A text whose `${x}` became `{x}`, and the names that could not be shown; other braces stand for themselves.

    Args:
        text: as the form has it.
        names: what the form may name.
        before: the ids of questions asked before.
        roster: the repeat the text stands in.
    """
    lost: list[str] = []

    def shown(match: re.Match[str]) -> str:
        if match[2] in names.shows:
            return f"{{{names.shows[match[2]]}}}"
        try:
            known = names.of(match[2])
        except Untranslatable:
            known = None
        inside = known is not None and f"{roster}/".startswith(f"{known.roster}/" if known.roster else "")
        if known is None or match[1] or known.id not in before or not inside or known.kind in ("set", "rank"):
            lost.append(match[2])
            return _braced(match.group())
        return f"{{{known.id}}}"

    def one(said: str) -> str:
        parts, at = [], 0
        for match in _FILL.finditer(said):
            parts += [_braced(said[at : match.start()]), shown(match)]
            at = match.end()
        return "".join([*parts, _braced(said[at:])])

    if isinstance(text, str):
        return one(text), list(dict.fromkeys(lost))
    return {language: one(said) for language, said in text.items()}, list(dict.fromkeys(lost))


def _braced(said: str) -> str:
    """Braces that stand for themselves."""
    return said.replace("{", "{{").replace("}", "}}")
