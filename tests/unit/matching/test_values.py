"""How what strangers write is read: labels, yes and no, reasons, numbers with units, dates."""

import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.matching.figures import Written, date_in, number_in, written
from surveykit.matching.likeness import plain
from surveykit.matching.values import reading
from surveykit.text import Text

AGREE = {
    "en": ["Fully disagree", "Disagree", "Agree", "Fully agree"],
    "nb": ["Helt uenig", "Uenig", "Enig", "Helt enig"],
}
YESNO = {"en": ["Yes", "No"], "it": ["Sì", "No"]}


def coded(words, values, missing=True) -> tuple[Variable, Codebook]:
    codes = tuple(Code(value=v, label=Text({lang: w[at] for lang, w in words.items()})) for at, v in enumerate(values))
    variable = Variable(name="x", codes="x", missing=standard_missing("number") if missing else ())
    return variable, Codebook(variables=(variable,), lists={"x": CodeList(name="x", codes=codes)})


def read(counts, variable, codebook, labels=None):
    held = reading(counts, labels or {}, variable, codebook)
    return {r.said: (r.code, r.how) for r in held.reads}


@pytest.mark.parametrize(
    ("said", "code", "how"),
    [
        ("Helt enig", 4, "label"),
        ("HELT ENIG ", 4, "label"),
        ("fully  agree", 4, "label"),
        (3, 3, "code"),
        ("3", 3, "code"),
        ("3.0", 3, "word"),
        ("Fuly agree", 4, "alike"),
        ("agre", 3, "alike"),
        ("vet ikke", -8, "reason"),
        ("Prefer not to say", -7, "reason"),
        ("-", None, "blank"),
        ("n/a", None, "blank"),
        ("Somewhat agree", None, "open"),
        (7, None, "open"),
        (99, None, "open"),
    ],
)
def test_a_value_is_read_by_code_by_label_in_any_language_or_as_a_reason(said, code, how):
    variable, codebook = coded(AGREE, [1, 2, 3, 4])
    assert read({said: 1}, variable, codebook) == {str(said): (code, how)}


def test_a_minus_is_not_passed_over():
    variable, codebook = coded(AGREE, [6, 7, 8, 9])
    assert read({"-7": 1, "7": 1}, variable, codebook) == {"-7": (-7, "code"), "7": (7, "code")}


@pytest.mark.parametrize("said", ["ja", "Y", "TRUE", "si", "да", "x"])
def test_yes_is_yes_in_any_language(said):
    variable, codebook = coded(YESNO, [1, 0])
    assert read({said: 1}, variable, codebook)[said][0] == 1


def test_yes_is_no_answer_to_a_question_of_another_kind():
    variable, codebook = coded(AGREE, [1, 2, 3, 4])
    assert read({"ja": 1}, variable, codebook) == {"ja": (None, "open")}


def test_the_label_of_a_file_goes_before_its_code():
    variable, codebook = coded(YESNO, [1, 0])
    assert read({1: 3, 2: 4}, variable, codebook, {1: "No", 2: "Yes"}) == {"1": (0, "label"), "2": (1, "label")}


def test_a_code_whose_label_nobody_knows_is_not_guessed_where_others_say_that_the_order_is_another():
    variable, codebook = coded(AGREE, [1, 2, 3, 4])
    turned = read({1: 1, 2: 1}, variable, codebook, {1: "Fully agree", 2: "So so"})
    assert turned == {"1": (4, "label"), "2": (None, "open")}
    assert read({1: 1, 2: 1}, variable, codebook, {1: "Völlig dagegen", 2: "Dagegen"}) == {
        "1": (1, "code"),
        "2": (2, "code"),
    }


def test_a_word_without_a_code_for_its_reason_is_blank():
    variable, codebook = coded(YESNO, [1, 0], missing=False)
    assert read({"refused": 1}, variable, codebook) == {"refused": (None, "blank")}


NUMBER = Variable(name="n", missing=standard_missing("number"))


@pytest.mark.parametrize(
    ("texts", "form", "numbers"),
    [
        (["12 %", "7,5 %"], Written(unit="%", decimal=","), [12, 7.5]),
        (["1 000 kr", "250 kr"], Written(unit="kr"), [1000, 250]),
        (["kr 1.000,50"], Written(unit="kr", decimal=","), [1000.5]),
        (["$1,200.50"], Written(unit="$", decimal="."), [1200.5]),
        (["1,234", "0,5"], Written(decimal=","), [1.234, 0.5]),
        (["1,234"], Written(asked=True), [1.234]),
        (["1,5", "1.5"], Written(asked=True), [1.5, 1.5]),
        (["12", "-3"], Written(), [12, -3]),
    ],
)
def test_numbers_are_read_as_the_whole_column_writes_them(texts, form, numbers):
    assert written(texts, NUMBER) == form
    assert [number_in(text, form) for text in texts] == numbers


@pytest.mark.parametrize("text", ["about 20", "2 mill. kr", "20-30", "3 or 4", "12 % of sales", ">100"])
def test_what_is_no_number_is_left_open(text):
    form = written([text, "7 kr"], NUMBER)
    assert number_in(text, form) is None


DATE = Variable(name="d", type="date")


@pytest.mark.parametrize(
    ("texts", "form", "dates"),
    [
        (["5/6/2024", "17/6/2024"], Written(dates="day-first"), ["2024-06-05", "2024-06-17"]),
        (["5/6/2024", "5/17/2024"], Written(dates="month-first"), ["2024-05-06", "2024-05-17"]),
        (["5.6.2024", "7.8.2024"], Written(), ["2024-06-05", "2024-08-07"]),
        (["5/6/2024"], Written(asked=True), [None]),
        (["13/6/2024", "6/13/2024"], Written(asked=True), [None, None]),
        (["2024-06-05", "2024-06-05 14:03"], Written(), ["2024-06-05", "2024-06-05"]),
        (["17/06/2024 09:15:00"], Written(dates="day-first"), ["2024-06-17"]),
        (["31/2/2024"], Written(dates="day-first"), [None]),
    ],
)
def test_one_day_above_twelve_decides_for_the_column(texts, form, dates):
    assert written(texts, DATE) == form
    assert [date_in(text, form.dates) for text in texts] == dates


def test_an_open_answer_that_says_no_answer_once_is_kept():
    variable = Variable(name="t", type="text", missing=standard_missing("text"))
    codebook = Codebook(variables=(variable,))
    assert read({"no answer": 1}, variable, codebook) == {"no answer": ("no answer", "code")}
    assert read({"no answer": 40}, variable, codebook) == {"no answer": ("-9", "reason")}


CHILDREN = Codebook(
    languages=("en",),
    lists={"n": CodeList(name="n", codes=tuple(Code(value=n + 1, label=Text(str(n))) for n in range(3)))},
    variables=(Variable(name="kids", codes="n", missing=standard_missing("number")),),
)
"""Codes 1 to 3, labelled 0 to 2."""


@pytest.mark.parametrize(
    ("cells", "codes", "ways"),
    [
        ((1, 2, 3, -9), (1, 2, 3, -9), {"code", "reason"}),
        ((0, 1, 2), (1, 2, 3), {"label"}),
        ((1, 2), (1, 2), {"alike"}),
        (("0", "1", "2", "3"), (None,) * 4, {"open"}),
    ],
)
def test_values_that_are_codes_and_labels_of_others_are_decided_over_the_column(cells, codes, ways):
    held = reading(dict.fromkeys(cells, 1), {}, CHILDREN["kids"], CHILDREN)

    assert tuple(read.code for read in held.reads) == codes
    assert {read.how for read in held.reads} <= ways


def test_less_than_a_number_is_not_the_number():
    assert plain("<18 years") != plain("18 years") != plain("18+ years")
