"""Reading LimeSurvey structures: groups become sections, questions become questions and batteries."""

from pathlib import Path
from typing import Final

from surveykit.exchange.base import Exchange, Reading
from surveykit.exchange.draft.accepted import reading_of
from surveykit.exchange.draft.form import Data, Form, Origin
from surveykit.exchange.limesurvey import lss, tsv
from surveykit.exchange.limesurvey.names import Names
from surveykit.exchange.limesurvey.questions import Maker
from surveykit.exchange.limesurvey.structure import Group, Survey, Texts
from surveykit.exchange.limesurvey.writing import Writer
from surveykit.problems import FormatError, Place


def recognises(path: Path) -> bool:
    """Whether a .lss begins as LimeSurvey's XML does, or the heading of a text has its columns."""
    if path.suffix.lower() == ".lss":
        return True
    try:
        return set(tsv.NEEDED) <= set(tsv.headings_of(path))
    except FormatError:
        return False


def read(path: Path) -> Reading:
    """A structure as a file of ours.

    Raises:
        FormatError: SK563, it is no structure of LimeSurvey, cannot be read, or asks nothing.
    """
    form = Form("LimeSurvey", path.stem)
    form.heading = [f"Read from the LimeSurvey structure {path.name}."]
    survey = lss.survey_of(path) if path.suffix.lower() == ".lss" else tsv.survey_of(path, form)
    form.languages = survey.languages
    writer = Writer(form, Names(form, survey))
    _head(form, survey, writer)
    maker = Maker(writer)
    for number, group in enumerate(survey.groups, 1):
        _section(group, number, maker)
    _shown(writer, survey.welcome, "welcome", first=True)
    _shown(writer, survey.ending, "ending", first=False)
    _order(form, survey)
    for origin in survey.beside:
        form.keep(form.notes, origin, "our reader does not take it over; write it by hand")
    return reading_of(form)


def _head(form: Form, survey: Survey, writer: Writer) -> None:
    place = Place()
    titles = {language: form.label(text, place) for language, text in survey.titles.items()}
    form.head["title"] = form.said(titles) or form.head["title"]
    writer.worded(form.head, "description", survey.descriptions, Origin(place, "surveyls_description", ""), form.notes)


def _section(group: Group, number: int, maker: Maker) -> None:
    form = maker.form
    titles = {language: form.label(text, group.place) for language, text in group.titles.items()}
    title = form.said(titles) or f"{number}"
    section = form.section(next(iter(titles.values()), "") or f"group_{number}", title)
    notes: list[str] = []
    if group.relevance.strip() not in ("", "1"):
        origin = Origin(group.place, "relevance", group.relevance)
        form.express(section, "relevance", origin, notes, lambda: maker.logic.condition(group.relevance))
    described: Data = {"id": form.ids.fresh(f"{section['id'][:20]}_text"), "type": "note"}
    maker.writer.worded(described, "text", group.descriptions, Origin(group.place, "text", ""), notes)
    section["questions"] += [described] if described.get("text") else []
    for question in group.questions:
        section["questions"] += maker.questions(question, notes)
    _shuffled(form, group, section, notes)
    section["notes"] = notes


def _shuffled(form: Form, group: Group, section: Data, notes: list[str]) -> None:
    """Questions in an order drawn at random: all of the group, or nothing that is held."""
    names = [question.attribute("random_group") for question in group.questions]
    named = [question for question, name in zip(group.questions, names, strict=True) if name]
    if not named:
        return
    if len(named) == len(names) and len(set(names)) == 1:
        section["order"] = "random"
        return
    origin = named[0].origin("random_group", named[0].attribute("random_group"))
    form.keep(notes, origin, "some questions of a group are not shuffled among others here")


def _order(form: Form, survey: Survey) -> None:
    """Groups in an order drawn at random: all of them, or nothing that is held."""
    names = [group.shuffled for group in survey.groups]
    if any(names) and len(set(names)) == 1:
        form.head["order"] = "random"
    elif any(names):
        group = next(group for group in survey.groups if group.shuffled)
        origin = Origin(group.place, "random_group", group.shuffled)
        form.keep(form.notes, origin, "some groups are not shuffled among others here")


def _shown(writer: Writer, texts: Texts, name: str, *, first: bool) -> None:
    """The words shown before the first question or after the last one."""
    form = writer.form
    if not form.sections or not any(texts.values()):
        return
    made: Data = {"id": form.ids.fresh(name), "type": "note"}
    writer.worded(made, "text", texts, Origin(Place(), name, ""), form.notes)
    if made.get("text"):
        section = form.sections[0 if first else -1]
        section["questions"].insert(0 if first else len(section["questions"]), made)


EXCHANGE: Final = Exchange(
    name="limesurvey",
    title="LimeSurvey (structure)",
    suffixes=(".lss", ".txt", ".tsv"),
    recognises=recognises,
    read=read,
)
