"""Texts: every one a person reads, and whether it is written in every language."""

from collections.abc import Iterator

from surveykit.instrument.group import GROUPS, Item, Written
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.question import Choosing
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.source import Path_, Source
from surveykit.text import Text

UNTRANSLATED = Rule(
    "SK206",
    "A text is not translated",
    "The respondent would read it in another language.",
    "`text: {nb: Ja}` in an instrument with the languages nb and en",
    "Write the text in every language of the instrument.",
)
UNDECLARED_LANGUAGE = Rule(
    "SK207",
    "A text is in a language the instrument does not name",
    "Nobody will ever see it; often the language code is misspelt.",
    "`text: {no: Ja}` in an instrument with the languages nb and en",
    "Correct the language code, or add it to `languages`.",
)


def translation_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Texts that lack a language of the instrument, or are written in one it does not name; as warnings."""
    languages = instrument.languages
    for path, text in texts_of(instrument):
        lacking = [language for language in languages if text and text.lacks(language)]
        if lacking:
            what = f"the text '{str(text)[:40]}' is not written in {listed(lacking)}"
            yield Problem(UNTRANSLATED, what, source.place(path), UNTRANSLATED.mend, "warning")
        for language in text:
            if language and language not in languages:
                hint = nearest(language, languages) or UNDECLARED_LANGUAGE.mend
                what = f"the language '{language}' is not one of the instrument's: {listed(languages)}"
                yield Problem(UNDECLARED_LANGUAGE, what, source.place(path), hint, "warning")


def texts_of(instrument: Instrument) -> Iterator[tuple[Path_, Text]]:
    """Every text a person reads, with its path."""
    yield ("title",), instrument.title
    yield from _texts_of_rules(instrument)
    yield ("description",), instrument.description
    for part, name, codes in (
        *(("lists", name, codes) for name, codes in instrument.lists.items()),
        *(("retired", name, codes) for name, codes in instrument.retired.items()),
    ):
        for value, label in codes.items():
            yield (part, name, str(value)), label
    for part, columns in (("register", instrument.registered), ("computed", instrument.computed)):
        for index, column in enumerate(columns):
            yield (part, index, "label"), column.label
            yield (part, index, "unit"), column.unit
    for s, section in enumerate(instrument.sections):
        yield ("sections", s, "title"), section.title
        for q, written in enumerate(section.questions):
            path: Path_ = ("sections", s, "questions", q)
            yield from _texts_of(path, written)
            for i, item in enumerate(written.items if isinstance(written, GROUPS) else ()):
                yield from _texts_of((*path, "items", i), item)


def _texts_of_rules(instrument: Instrument) -> Iterator[tuple[Path_, Text]]:
    """The messages of rules that belong to no question."""
    for k, cluster in enumerate(instrument.clusters):
        for c, check in enumerate(cluster.checks):
            yield ("clusters", k, "checks", c, "message"), check.message
    for q, quota in enumerate(instrument.quotas):
        yield ("quotas", q, "message"), quota.message
    for r, rule in enumerate(instrument.completion.rules):
        yield ("completion", "rules", r, "message"), rule.message


def _texts_of(path: Path_, written: Written | Item) -> Iterator[tuple[Path_, Text]]:
    """The texts of one question, battery or line of it."""
    for key in ("text", "label", "help", "unit"):
        if isinstance(text := getattr(written, key, None), Text) and key in type(written).model_fields:
            yield (*path, key), text
    for step, label in getattr(written, "labels", {}).items():
        yield (*path, "labels", str(step)), label
    if isinstance(written, Choosing) and written.other is not None:
        yield (*path, "other", "text"), written.other.text
    for c, check in enumerate(getattr(written, "checks", ())):
        yield (*path, "checks", c, "message"), check.message
