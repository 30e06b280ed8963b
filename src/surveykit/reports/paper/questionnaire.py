"""The printed questionnaire: an instrument laid out for paper, in one language."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.instrument import Section as WrittenSection
from surveykit.instrument.kinds import Question
from surveykit.reports.paper.grids import parts_of, shared_condition, together
from surveykit.reports.paper.marks import specifies
from surveykit.reports.paper.model import (
    Choice,
    Entry,
    Head,
    Leaf,
    Note,
    Part,
    Questionnaire,
    Run,
    Section,
)
from surveykit.reports.paper.rosters import repeated, table_of
from surveykit.reports.paper.setting import Setting
from surveykit.reports.paper.words import language_name

MOST_CODES = 400  # of a list printed at the end; a longer one is a sheet of its own


def questionnaire(
    instrument: Instrument, language: str, *, empties: bool = False, proof: bool = False
) -> Questionnaire:
    """An instrument as it is printed.

    Args:
        instrument: a sound instrument.
        language: that of the wording and of the words of the program.
        empties: whether the interviewer gets boxes for refused, don't know and no answer.
        proof: whether texts that are not written in the language are marked.
    """
    setting = Setting(instrument, language, empties, proof)
    sections = tuple(_section(section, setting) for section in instrument.sections)
    end = (setting.word("end"), setting.word("thanks"))
    return Questionnaire(language, _head(setting), sections, end, (setting.word("lists"), tuple(_leaves(setting))))


def _head(setting: Setting) -> Head:
    instrument, word = setting.instrument, setting.word
    facts = {
        "instrument": instrument.instrument,
        "version": instrument.version,
        "fingerprint": instrument.fingerprint,
        "language": language_name(setting.language),
    }
    how = ("how_one", "how_many", "how_digits", "how_arrow", "how_codes")
    title = setting.say(instrument.title)
    edition = " ".join(filter(None, (instrument.instrument, instrument.version)))
    return Head(
        title=title,
        kind=f"{word('questionnaire')} · {word('review')}" if setting.proof else word("questionnaire"),
        facts=tuple((word(key), fact) for key, fact in facts.items() if fact),
        introduction=setting.say(instrument.description),
        how=(word("how"), tuple(word(key) for key in how)),
        fields=(word("case"), word("interviewer"), word("day")),
        footer=f"{edition} · {instrument.fingerprint} · {setting.language}",
    )


def _section(section: WrittenSection, setting: Setting) -> Section:
    condition = setting.said(setting.section_relevance(section), section)
    said = setting.word("section_if", condition) if condition else ""
    title = setting.say(section.title)
    table, repeat = table_of(section, setting), repeated(section, setting)
    runs = (Run("", (table,)),) if table is not None else tuple(_runs(section, setting))
    copied = bool(setting.instrument.roster_of(section)) and table is None
    repeat = f"{repeat} {setting.word('copy')}" if copied else repeat
    return Section(
        section.id,
        setting.section_mark(section),
        title,
        said,
        repeat,
        setting.word("row_number") if copied else "",
        runs,
    )


def _runs(section: WrittenSection, setting: Setting) -> Iterator[Run]:
    """The parts of a section; neighbours with one condition stand under it together."""
    printed = [q for _, q in section.posed if specifies(q, setting.instrument) is None]
    groups = [(shared_condition(group, section, setting), group) for group in together(printed, section, setting)]
    for condition, members in groupby(groups, key=lambda pair: pair[0]):
        gathered = [group for _, group in members]
        parts = tuple(part for group in gathered for part in _parts(group, section, setting))
        yield Run(_said(setting.said(condition, section), gathered, setting), parts)


def _said(words: str, groups: Sequence[Sequence[Question]], setting: Setting) -> str:
    """The condition of a run as it is printed, naming its first and last question where it has several."""
    if not words:
        return ""
    names = [question.id for group in groups for question in group]
    first, last = setting.references.spanned([name for name in names if setting.references.marks[name]])
    return setting.word("asked_if", words) if first == last else setting.word("run_if", first, last, words)


def _parts(questions: Sequence[Question], section: WrittenSection, setting: Setting) -> Iterator[Part]:
    if len(questions) > 1 or questions[0].made.by:
        yield from parts_of(questions, section, setting)
        return
    yield entry_of(questions[0], setting)


def entry_of(question: Question, setting: Setting) -> Entry | Note:
    """A question by itself."""
    area = setting.area(question)
    if area is None:
        return Note(setting.wording(question))
    return Entry(setting.wording(question), area, setting.boxes_of_empties(question))


def _leaves(setting: Setting) -> Iterator[Leaf]:
    """The lists at the end."""
    for name, mark in setting.lists.items():
        codes = setting.instrument.commons.lists[name].codes
        title = f"{setting.word('list', mark)}: {name}"
        if len(codes) > MOST_CODES:
            yield Leaf(title, (), setting.word("list_apart", len(codes)))
            continue
        yield Leaf(title, tuple(Choice(str(code.value), setting.say(code.label)) for code in codes))
