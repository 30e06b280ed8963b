"""The key `verify`: what is not keyed a second time from a paper form."""

from surveykit.instrument.file import loaded

HEAD = "instrument: x\ntitle: T\nlanguages: [en]\nlists: {yn: {1: Yes, 0: No, 7: Other}}\n"
TEXT = (
    HEAD
    + """sections:
  - id: A
    title: S
    questions:
      - {id: size, type: number, range: 0.., text: Size}
      - {id: why, type: open, verify: false, text: Why}
      - {id: kind, type: single, codes: yn, verify: false, other: {code: 7, text: Which}, text: Kind}
      - {id: b, type: battery, codes: yn, verify: false, text: B, items: [{id: b1, text: 1}, {id: b2, text: 2}]}
      - id: sum
        type: constant_sum
        total: 100
        verify: false
        text: Shares
        items: [{id: s1, text: 1}, {id: s2, text: 2}]
"""
)


def test_every_question_is_verified_unless_it_says_otherwise():
    instrument = loaded(TEXT)
    assert [name for name, question in instrument.questions.items() if question.verify] == ["size"]


def test_the_items_of_a_battery_and_the_words_of_other_follow_what_is_written():
    questions = loaded(TEXT).questions
    assert [questions[name].verify for name in ("kind_other", "b1", "b2", "s1", "s2")] == [False] * 5


def test_an_instrument_that_says_nothing_of_it_keeps_its_fingerprint():
    said = TEXT.replace(" verify: false,", "").replace("        verify: false\n", "")
    assert loaded(said).fingerprint == loaded(said.replace("id: size,", "id: size, verify: true,")).fingerprint
    assert loaded(said).fingerprint != loaded(TEXT).fingerprint
