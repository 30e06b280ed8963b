"""A small instrument with every kind of question, for tests that need one."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started

FIRM = """\
instrument: firm
version: "1"
title: {en: Firms, nb: Foretak}
languages: [en, nb]
lists:
  yesno:
    1: {en: Yes, nb: Ja}
    0: {en: No, nb: Nei}
  region:
    1: {en: Nordic, nb: Norden}
    2: {en: Asia, nb: Asia}
    3: {en: Elsewhere, nb: Ellers}
  country:
    NO: {en: Norway, nb: Norge}
    SE: {en: Sweden, nb: Sverige}
register:
  - {id: frame_size, label: {en: Size in the register, nb: Størrelse i registeret}}
sections:
  - id: A
    title: {en: The firm, nb: Foretaket}
    questions:
      - {id: intro, type: note, text: {en: Welcome., nb: Velkommen.}}
      - id: size
        number: 1
        type: number
        range: 0..100000
        unit: {en: persons, nb: personer}
        text: {en: How many employees, nb: Hvor mange ansatte}
        required: true
        checks:
          - {id: A1, severity: soft, rule: size >= 10, message: {en: below ten, nb: under ti}}
          - {id: A2, rule: size <= 4 * frame_size, message: {en: far above the register, nb: langt over registeret}}
      - id: group
        number: 2
        type: single
        codes: yesno
        text: {en: Part of a group, nb: Del av et konsern}
      - id: mne
        number: 3
        type: single
        codes: yesno
        relevance: group = 1
        else: 0
        text: {en: Foreign multinational, nb: Utenlandsk konsern}
      - id: country
        number: 3
        type: single
        codes: country
        relevance: mne = 1
        text: {en: Which country, nb: Hvilket land}
  - id: B
    title: {en: Abroad, nb: I utlandet}
    questions:
      - id: export
        number: 4
        type: single
        codes: yesno
        text: {en: Exports, nb: Eksport}
      - id: share
        number: 5
        type: number
        format: percent
        decimals: 1
        relevance: export = 1
        when_unknown: ask
        text: {en: Share of exports, nb: Eksportandel}
        checks:
          - {id: B1, rule: share > 0, message: {en: an exporter without exports, nb: eksportør uten eksport}}
      - id: regions
        number: 6
        type: multiple
        codes: region
        relevance: export = 1
        text: {en: Where, nb: Hvor}
      - {id: first, number: 7, type: date, range: 1950-01-01.., relevance: export = 1, text: {en: Since, nb: Siden}}
      - {id: name, number: 8, type: text, max: 20, text: {en: Name, nb: Navn}}
      - {id: why, number: 9, type: open, text: {en: Why, nb: Hvorfor}}
computed:
  - id: per_region
    label: {en: Share a region, nb: Andel per region}
    formula: share / count(1 in regions, 2 in regions, 3 in regions)
    format: decimal
  - id: kind
    label: {en: Kind, nb: Slag}
    codes: yesno
    formula: export = 1 and 2 in regions
"""


@pytest.fixture(scope="session")
def firm() -> Instrument:
    return loaded(FIRM, "firm.yaml")


@pytest.fixture
def session(firm: Instrument) -> Session:
    interview = Interview("1").after(started(firm, {"frame_size": 50}))
    return Session.begin(firm, interview)
