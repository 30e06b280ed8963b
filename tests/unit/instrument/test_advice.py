"""Advice on texts and names: two things asked at once, and what file formats hold."""

import pytest

from surveykit.formats import every_format
from surveykit.instrument.file import inspect
from surveykit.instrument.lint.limits import FORMATS
from surveykit.instrument.lint.wording import doubled

TWO = [
    ("en", "Does the firm export and/or import?", "and/or"),
    ("en", "Do you export and do you import?", "and do you"),
    ("en", "How many people work here and how many of them are women?", "and how many"),
    ("en", "How satisfied are you with the price and the quality?", "the price and the quality"),
    ("en", "How satisfied are you with your pay and benefits?", "your pay and benefits?"),
    ("nb", "Selger foretaket og/eller kjøper det tjenester?", "og/eller"),
    ("nb", "Hvor mange ansatte har dere og hvor mange av dem er kvinner?", "og hvor mange av dem er"),
    ("nb", "Hvor fornøyd er du med lønnen og arbeidstiden?", "med lønnen og arbeidstiden"),
    ("nb", "Hvor fornøyd er du med lønn og arbeidstid?", "med lønn og arbeidstid?"),
    ("it", "La rete compra e/o vende?", "e/o"),
    ("it", "Quanti dipendenti avete e quanti sono donne?", "e quanti sono"),
    ("it", "Quanto siete soddisfatti del prezzo e della qualità?", "del prezzo e della qualità"),
    ("ru", "Вы покупаете и/или продаёте?", "и/или"),
    ("ru", "Сколько у вас сотрудников и сколько из них женщин?", "и сколько"),
    ("ru", "Насколько вы удовлетворены ценой и качеством?", "удовлетворены ценой и качеством?"),
]
ONE = [
    ("en", "Did the firm carry out research and development in 2004-2006?"),
    ("en", "How important was access to knowledge and skills as a motive?"),
    ("en", "How important were the rules and regulations of the country?"),
    ("en", "Do you agree that and is a word?"),
    ("nb", "Hvor viktig var det å dele kostnader og risiko som motiv for samarbeidet?"),
    ("nb", "Utførte foretaket egen forskning og utvikling (FoU) i 2004–2006?"),
    ("it", "L'impresa ha svolto attività di ricerca e sviluppo?"),
    ("ru", "Проводило ли предприятие исследования и разработки?"),
    ("de", "Sind Sie zufrieden mit dem Preis und der Qualität?"),
    ("", "and/or"),
]


@pytest.mark.parametrize(("language", "text", "words"), TWO, ids=lambda value: value[:40])
def test_a_question_that_asks_two_things(language, text, words):
    assert doubled(text, language) == words


@pytest.mark.parametrize(("language", "text"), ONE, ids=lambda value: value[:40])
def test_a_question_that_asks_one(language, text):
    assert doubled(text, language) == ""


def test_lengths_are_those_of_the_formats():
    """The instrument cannot know the formats; what is written down of them there must agree."""
    carries = {fmt.suffixes[0]: fmt.carries for fmt in every_format()}
    for held in FORMATS:
        fmt = carries[held.suffix]
        assert (held.name, held.reserved) == (fmt.names.most, fmt.names.reserved)
        assert (held.unit == "letters") == fmt.letters
        assert held.variable_label == fmt.longest_label
        assert held.value_label == fmt.longest_value_label


HEAD = "instrument: x\ntitle: T\nlanguages: [en]\nsections:\n- id: A\n  title: S\n  questions:\n"


def found(questions: str, folder) -> list[str]:
    file = folder / "x.yaml"
    file.write_text(HEAD + questions, encoding="utf-8")
    return [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in inspect(file).problems]


def test_choices_ticked_are_shown_in_braces_and_a_question_does_not_show_itself(tmp_path):
    lists = "lists: {l: {1: One, 2: Two}}\n"
    text = (
        "  - {id: m, type: multiple, codes: l, text: Which?}\n  - {id: q, type: text, text: 'Of {m}, {{how}} many?'}\n"
    )
    assert found(text + lists, tmp_path) == []
    assert found("  - {id: q, type: number, range: 0.., text: 'Not {q}?'}\n", tmp_path) == ["8:51 SK232"]


def test_a_message_shows_the_answer_it_is_about(tmp_path):
    check = "checks: [{id: C, rule: q > 3, message: '{q} is few'}]"
    assert found(f"  - {{id: q, type: number, range: 0.., text: t, {check}}}\n", tmp_path) == []


def test_labels_of_rows_that_are_offered_apart_may_be_the_same(tmp_path):
    table = "tables:\n  town: {code: c, label: l, columns: [r], rows: [[1, King, a], [2, King, b], [3, king, b]]}\n"
    questions = "  - {id: q, type: single, codes: town, where: {r: \"'a'\"}, text: t}\n"
    assert found(questions + table, tmp_path) == ["10:9 SK230"]


def test_a_long_wording_is_a_long_label_only_where_no_label_is(tmp_path):
    long = "word " * 20
    assert found(f"  - {{id: q, type: text, text: '{long}'}}\n", tmp_path) == ["8:31 SK235"]
    assert found(f"  - {{id: q, type: text, label: Short, text: '{long}'}}\n", tmp_path) == []
