"""The edition for review: two languages side by side, ids, expressions, checks, and what is computed."""

from collections.abc import Iterator

from surveykit.instrument.control import Choose, Clock, Control, Date, Number, Rank, Write
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import Check, Choosing
from surveykit.reports.paper.model import Edition, Listing, Review
from surveykit.reports.paper.questionnaire import questionnaire
from surveykit.reports.paper.setting import Setting
from surveykit.text import Text


def edition(
    instrument: Instrument, language: str, beside: str = "", *, empties: bool = False, review: bool = False
) -> Edition:
    """An instrument as it is printed.

    Args:
        instrument: a sound instrument.
        language: that of the questionnaire.
        beside: a second language, printed beside the first; none where empty.
        empties: whether the interviewer gets boxes for refused, don't know and no answer.
        review: whether ids, expressions, checks and what is computed are printed too, and texts that are not
            translated marked.
    """
    languages = tuple(dict.fromkeys(filter(None, (language, beside))))
    sides = tuple(questionnaire(instrument, one, empties=empties, proof=review) for one in languages)
    return Edition(sides, _review(instrument, languages) if review else None)


def _review(instrument: Instrument, languages: tuple[str, ...]) -> Review:
    settings = tuple(Setting(instrument, language, proof=True) for language in languages)
    facts = {q.id: tuple(_facts(section, q, settings)) for section, q in instrument.asked()}
    return Review(facts, tuple(table for table in _tables(instrument, settings) if table.rows))


def _facts(section: Section, question: Question, settings: tuple[Setting, ...]) -> Iterator[tuple[str, str]]:
    """What a reviewer reads below a question, in the words of the first language."""
    setting = settings[0]
    choosing = question if isinstance(question, Choosing) else None
    facts = {
        "kind": question.type,
        "codes": choosing.codes if choosing else "",
        "label": _both(question.label, settings),
        "range": _limits(question.control(setting.instrument.commons)),
        "relevance": setting.relevance(section, question),
        "otherwise": "" if question.otherwise is None else str(question.otherwise),
        "required": "" if question.required is False else str(question.required).lower(),
        "default": question.default or ("last_saved" if question.last_saved else ""),
        "personal": setting.word("yes") if question.personal else "",
        "order": "random" if choosing and choosing.order == "random" else "",
        "checks": ", ".join(check.id for check in question.checks),
        "remarks": "; ".join(question.notes),
    }
    yield from ((setting.word(key), fact) for key, fact in facts.items() if fact)


def _limits(control: Control) -> str:
    """The range of an answer, as an instrument file writes it."""
    match control:
        case Choose(several=True) | Rank():
            most = "" if control.most is None else str(control.most)
            return f"{control.least}..{most}" if control.least or most else ""
        case Number() | Clock() if control.range is not None:
            return str(control.range)
        case Date() | Clock() if control.earliest or control.latest:
            return f"{control.earliest or ''}..{control.latest or ''}"
        case Write() if control.longest is not None:
            return f"..{control.longest}"
        case _:
            return ""


def _both(text: Text, settings: tuple[Setting, ...]) -> str:
    """A short text in every language of the edition; once where they agree."""
    said = dict.fromkeys(setting.say(text) for setting in settings)
    return " / ".join(filter(None, said))


def _tables(instrument: Instrument, settings: tuple[Setting, ...]) -> Iterator[Listing]:
    """Checks, computed variables and what the register knows, with their texts in every language."""
    word, languages = settings[0].word, [setting.language for setting in settings]
    messages = [f"{word('message')} ({language})" for language in languages]
    headings = (word("at"), word("check"), word("severity"), word("rule"), *messages)
    yield Listing(word("checks"), headings, tuple(_checks(instrument, settings)))
    labels = [f"{word('label')} ({language})" for language in languages]
    computed = ((c.id, c.formula, *(setting.say(c.label) for setting in settings)) for c in instrument.computed)
    yield Listing(word("computed"), (word("variable"), word("formula"), *labels), tuple(computed))
    known = (
        (r.id, r.codes or r.format, *(setting.say(r.label) for setting in settings)) for r in instrument.registered
    )
    yield Listing(word("register"), (word("variable"), word("codes"), *labels), tuple(known))


def _checks(instrument: Instrument, settings: tuple[Setting, ...]) -> Iterator[tuple[str, ...]]:
    marks = settings[0].references.marks
    for question in instrument.questions.values():
        yield from (_check(f"{marks[question.id]} {question.id}".strip(), check, settings) for check in question.checks)
    for cluster in instrument.clusters:
        yield from (_check(cluster.id, check, settings) for check in cluster.checks)
    for rule in instrument.completion.rules:
        said = (setting.say(rule.message) for setting in settings)
        yield "", rule.id, rule.level, rule.rule, *said


def _check(where: str, check: Check, settings: tuple[Setting, ...]) -> tuple[str, ...]:
    said = (setting.say(check.message) for setting in settings)
    return where, check.id, settings[0].word(check.severity), check.rule, *said
