"""Entries of a form with rosters: rows that only one keyer entered stand in their place."""

from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.verification.compare import differences

PARTNERS = """\
instrument: partners
title: {en: Partners}
languages: [en]
sections:
  - id: A
    title: {en: Firm}
    questions:
      - {id: n, type: number, range: 0..9, text: {en: How many partners}}
  - id: partners
    title: {en: Partner}
    roster: {count: n, row: partner}
    questions:
      - {id: share, type: number, range: 0..100, text: {en: Share}}
  - id: Z
    title: {en: End}
    questions:
      - {id: comment, type: text, max: 20, text: {en: Comment}}
"""


def test_a_row_too_many_stands_after_the_rows_both_have():
    instrument = loaded(PARTNERS, "partners.yaml")
    entries = []
    for rows in (1, 2):
        session = Session.begin(instrument, Interview("1").after(started(instrument, {})))
        session = session.answer("n", str(rows)).session
        for row in range(1, rows + 1):
            session = session.answer(f"share.{row}", "10").session
        entries.append(session.answer("comment", f"{rows}").session)
    first, second = entries
    assert [both.question for both in differences(first, second)] == ["n", "share.2", "comment"]
    assert [both.question for both in differences(second, first)] == ["n", "share.2", "comment"]
