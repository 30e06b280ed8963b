"""Languages of a Stata file: the labels of each, kept as characteristics under the names `label language` gives them.

Source:
    Stata, "help label language": https://www.stata.com/manuals/dlabellanguage.pdf
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.formats.stata.header import Header
from surveykit.missing import Value
from surveykit.text import Text

_LIST, _CURRENT, _LABEL, _VALUES = "_lang_list", "_lang_c", "_lang_v_", "_lang_l_"
_LONGEST = 24  # letters of the name of a language


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a file by their names in it; `current` is the one whose labels stand in the usual places."""

    current: str = ""
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """As a codebook has them, the current one first; none where the file has one language."""
        return tuple(map(_tag, (self.current, *self.others))) if self.others else ()

    def text(self, said: Mapping[str, str]) -> Text:
        """A text from what each language says; one that is the same in all holds for every language."""
        said = {language: text for language, text in said.items() if text}
        if not self.others or (len(said) == 1 + len(self.others) and len(set(said.values())) == 1):
            return Text(said.get(self.current, ""))
        return Text({_tag(language): text for language, text in said.items()} or "")


def languages_in(header: Header) -> Languages:
    """The languages a file declares."""
    current = header.said("_dta", _CURRENT).strip()
    listed = header.said("_dta", _LIST).split()
    return Languages(current, tuple(language for language in listed if language != current)) if current else Languages()


def label_in(header: Header, languages: Languages, owner: str, label: str, encoding: str) -> Text:
    """The label of a variable, or of the file as "_dta", in every language."""
    others = {language: header.said(owner, _LABEL + language, encoding) for language in languages.others}
    return languages.text({languages.current: label, **others})


def values_in(
    header: Header, languages: Languages, owner: str, own: str, lists: Mapping[str, Mapping[Value, str]]
) -> Mapping[Value, Text]:
    """The labels of a variable's values in every language; each has a set of labels of its own."""
    named = {languages.current: own, **{lang: header.said(owner, _VALUES + lang) for lang in languages.others}}
    sets = {language: lists.get(name, {}) for language, name in named.items()}
    values = dict.fromkeys(value for labels in sets.values() for value in labels)
    return {value: languages.text({lang: labels.get(value, "") for lang, labels in sets.items()}) for value in values}


def declared(current: str, others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The characteristics of the file that declare its languages."""
    if others:
        yield _LIST, " ".join(map(named, (current, *others)))
        yield _CURRENT, named(current)


def label_written(language: str, label: str) -> tuple[str, str]:
    """The characteristic that holds a label of another language than the current one."""
    return _LABEL + named(language), label


def values_written(language: str, list_name: str) -> tuple[str, str]:
    """The characteristic that names the value labels of another language."""
    return _VALUES + named(language), list_name


def named(language: str) -> str:
    """A language as Stata names it: letters, digits and underscores."""
    return re.sub(r"\W", "_", language)[:_LONGEST]


def _tag(language: str) -> str:
    """The name of a language as a codebook has it: pt_BR is pt-BR."""
    return re.sub(r"^([a-z]{2,3})_(\w{2,8})$", r"\1-\2", language)
