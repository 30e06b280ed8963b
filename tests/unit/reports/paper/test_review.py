"""The edition for review: two languages, facts of every question, tables at the end."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.reports.paper.review import edition


@pytest.fixture(scope="module")
def made(every):
    return edition(every, "en", "nb", review=True)


def test_the_sides_are_the_same_page_in_two_languages(made):
    one, other = made.sides
    assert (one.language, other.language) == ("en", "nb")
    assert one.head.kind == "Questionnaire · Edition for review"
    for left, right in zip(one.sections, other.sections, strict=True):
        assert [type(part) for run in left.runs for part in run.parts] == [
            type(part) for run in right.runs for part in run.parts
        ]


def test_every_question_has_its_facts(made, every):
    assert made.review.facts.keys() == every.questions.keys()
    facts = dict(made.review.facts["markets"])
    assert facts == {"Kind": "multiple", "Codes": "market", "Range": "1..2", "Asked where": "exports = 1"}
    assert dict(made.review.facts["sector"])["Checks"] == "A1"
    assert dict(made.review.facts["way"])["Range"] == "0..240"
    assert dict(made.review.facts["name"])["Range"] == "..60"


def test_checks_computed_variables_and_the_register_are_listed(made):
    checks, computed, register = made.review.tables
    assert (
        "1 sector",
        "A1",
        "soft",
        "sector = stratum",
        "The register says otherwise.",
        "Registeret sier noe annet.",
    ) in checks.rows
    assert checks.headings[-2:] == ("Message (en)", "Message (nb)")
    assert computed.rows == (("per_head", "turnover / employees", "Turnover per head", "Omsetning per ansatt"),)
    assert register.rows == (("stratum", "sector", "Stratum", "Stratum"),)


def test_what_is_not_translated_is_marked_for_review_only():
    text = "instrument: x\ntitle: {en: Title}\nlanguages: [en, nb]\nsections:\n- id: A\n  title: {en: T, nb: T}\n"
    text += "  questions:\n  - {id: a, type: text, text: {en: Only English}}\n"
    said = edition(loaded(text), "nb", review=True).sides[0]
    assert said.head.title == "Title [ikke oversatt]"
    assert said.sections[0].runs[0].parts[0].wording.text == "Only English [ikke oversatt]"
    assert edition(loaded(text), "nb").sides[0].head.title == "Title"


def test_one_language_stands_alone(every):
    assert len(edition(every, "en", "en").sides) == 1
    assert edition(every, "en", "en").review is None
