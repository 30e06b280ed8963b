"""What is marked personal: in the codebook, in files, in forms of others, and where it seems to be forgotten."""

import pytest

from surveykit import formats
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.file import inspect, loaded
from surveykit.instrument.lint.personal import telling
from surveykit.instrument.project import codebook_of
from surveykit.instrument.version.compare import compare
from surveykit.interview.tabulate import tabulate
from surveykit.text import Text

FORM = """\
instrument: people
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
register:
  - {id: orgnr, label: Number, role: key, personal: true}
sections:
  - id: A
    title: A
    questions:
      - {id: who, type: text, personal: true, text: Who are you?}
      - {id: kin, type: battery, codes: yesno, personal: true, text: Kin, items: [{id: kin_a, text: A}, {id: kin_b, text: B}]}
      - {id: sort, type: single, codes: yesno, personal: true, text: Sort?, other: {code: 0, text: Which?}}
      - {id: many, type: multiple, codes: yesno, personal: true, text: Many?}
      - {id: size, type: number, range: 0.., text: Size?}
computed:
  - {id: hello, label: Greeting, format: text, formula: who, personal: true}
"""


def test_the_mark_goes_to_every_variable_of_the_question():
    book = codebook_of(loaded(FORM))
    assert [v.name for v in book if v.personal] == [
        "orgnr", "who", "kin_a", "kin_b", "sort", "sort_other", "many_1", "many_0", "hello",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
def test_the_mark_is_kept_by_formats_that_keep_all(tmp_path, suffix):
    made = tabulate(loaded(FORM), [])
    assert formats.write(Dataset(made.codebook, made.arrow()), tmp_path / f"x{suffix}") == ()
    back = formats.read(tmp_path / f"x{suffix}").dataset.codebook
    assert {v.name for v in back if v.personal} == {v.name for v in made.codebook if v.personal}


def test_formats_that_cannot_keep_it_say_so(tmp_path):
    lost = formats.write(tabulate(loaded(FORM), []), tmp_path / "x.sav")
    assert any("marks of what is personal (9)" in problem.what for problem in lost)


def test_marking_is_a_safe_change():
    old = loaded(
        FORM.replace("type: text, personal: true", "type: text").replace("role: key, personal: true", "role: key")
    )
    changes = compare(old, loaded(FORM))
    assert {(change.about, change.verdict) for change in changes} == {("who", "safe"), ("orgnr", "safe")}
    assert old.fingerprint != loaded(FORM).fingerprint


def noted(tmp_path, question, more=""):
    text = f"instrument: x\ntitle: T\nlanguages: [en]\nlists: {{yesno: {{1: Yes, 0: No}}}}\nsections:\n- {{id: A, title: A, questions: [{question}]}}\n{more}"
    (tmp_path / "x.yaml").write_text(text)
    return [problem.what for problem in inspect(tmp_path / "x.yaml").problems if problem.rule.code == "SK860"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("{id: contact_email, type: text, text: Where?}", """'contact_email' has the word "email" in its id"""),
        ("{id: q7, type: open, text: What is your full name?}", """'q7' asks for "full name\""""),
        ("{id: q7, type: date, text: What is your date of birth?}", """'q7' asks for "date of birth\""""),
        ("{id: email, type: single, codes: yesno, text: Do you use e-mail?}", ""),
        ("{id: email, type: text, personal: true, text: E-mail?}", ""),
        ("{id: product_name, type: text, personal: false, text: Which product?}", ""),
        ("{id: motive, type: open, text: Why?}", ""),
    ],
)
def test_what_looks_like_an_identifier_is_a_note(tmp_path, question, told):
    assert noted(tmp_path, question) == ([told] if told else [])


def test_a_text_computed_from_what_is_personal_is_a_note(tmp_path):
    who = "{id: who, type: text, personal: true, text: Who?}"
    computed = "computed: [{id: hello, label: Hello, format: text, formula: who}]\n"
    assert noted(tmp_path, who, computed) == ["'hello' is computed from `who`, which is personal"]
    assert noted(tmp_path, who, computed.replace("formula: who", "formula: who, personal: false")) == []
    register = "register: [{id: phone, label: Telephone, format: text}]\n"
    assert noted(tmp_path, who, register) == ["""'phone' of the register has the word "phone" in its id"""]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Hva er ditt navn?"),
        ("it", "Nome e cognome"),
        ("ru", "Укажите номер телефона"),
        ("en", "Home address"),
    ],
)
def test_wordings_of_four_languages(language, text):
    assert telling("q1", Text({language: text}))
    assert not telling("q1", Text({language: "12"}))


def test_reviewers_and_readers_of_the_codebook_see_the_mark(tmp_path):
    from surveykit.cli import surveykit
    from surveykit.cli.boundary import CLEAN, guarded

    (tmp_path / "x.yaml").write_text(FORM)
    for line in (["codebook", "-o", "book.md"], ["print", "--review", "-o", "review.html"]):
        verb, *more = line
        more[-1] = str(tmp_path / more[-1])
        assert guarded(surveykit, [verb, str(tmp_path / "x.yaml"), *more]) == CLEAN
    assert "left out of exports unless asked for" in (tmp_path / "book.md").read_text()
    assert "Personal" in (tmp_path / "review.html").read_text()


def test_the_mark_survives_a_round_trip_through_xlsform(tmp_path):
    pytest.importorskip("pyxform")
    from surveykit import exchange

    exchange.write(loaded(FORM), tmp_path / "x.xlsx", "xlsform")
    back = loaded(exchange.read(tmp_path / "x.xlsx", "xlsform").text)
    found = {name for name, question in back.questions.items() if question.personal}
    assert found == {name for name, question in loaded(FORM).questions.items() if question.personal}
    assert [column.personal for column in back.registered] == [True]
