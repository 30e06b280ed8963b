"""Quotes are the words a code was given for, with who gave it and who did not."""

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.retrieval.quotes import marked, quotes
from surveykit.coding.unit import Unit

FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "codes": {
            "ABROAD": {"label": "Abroad", "codable": False},
            "EXP": {"label": "Exports", "within": "ABROAD"},
            "FAIR": {"label": "Fairs", "within": "ABROAD"},
            "NONE": {"label": "Nothing"},
        },
    }
)
UNITS = [
    Unit("1", "after", "We went to a fair and sold."),
    Unit("2", "after", "Nothing."),
    Unit("3", "after", "A fair 🎪!"),
]


def project(settled=()):
    held = [
        Coding("after/1", "ida", codes=("FAIR",), spans=(Span("FAIR", 11, 17),), note="in Hannover"),
        Coding("after/1", "ola", codes=("FAIR", "EXP"), spans=(Span("FAIR", 13, 17), Span("EXP", 22, 26))),
        Coding("after/2", "ida", codes=("NONE",)),
        Coding("after/2", "ola", "none"),
        Coding("after/3", "ida", codes=("FAIR",)),
    ]
    return codings_of(UNITS, held, settled)


def test_a_quote_says_who_gave_the_code_and_who_did_not():
    found = quotes(project(), FRAME)
    assert [*found] == ["ABROAD", "EXP", "FAIR", "NONE"]
    assert not found["ABROAD"]
    (sold,) = found["EXP"]
    assert (sold.words, sold.coders, sold.others) == ("… sold …", ("ola",), ("ida",))
    first, second = found["FAIR"]
    assert (first.words, first.coders, first.others) == ("… a fair …", ("ida", "ola"), ())
    assert first.notes == (("ida", "in Hannover"),)
    assert (second.unit.case, second.words) == ("3", "A fair 🎪!")


def test_what_was_settled_decides_where_nothing_else_does():
    found = quotes(project([Settlement("after/1", "eva", codes=("EXP",))]), FRAME)
    assert [quote.unit.case for quote in found["FAIR"]] == ["3"]
    (sold,) = found["EXP"]
    assert (sold.settled, sold.coders) == ("eva", ("ola",))


def test_a_wider_code_has_the_quotes_of_narrower_ones_each_with_its_own():
    found = quotes(project(), FRAME, ["ABROAD"])
    assert [(quote.unit.case, quote.code) for quote in found["ABROAD"]] == [("1", "EXP"), ("1", "FAIR"), ("3", "FAIR")]


def test_a_policy_says_which_codes_hold():
    found = quotes(project(), FRAME, held={"after/1": ("EXP",)})
    assert {code: len(kept) for code, kept in found.items()} == {"ABROAD": 0, "EXP": 1, "FAIR": 0, "NONE": 0}


def test_marked_words_count_code_points_and_overlap_once():
    text = "🎪 fair, 🎉 sold"
    assert marked(text, [Span("A", 2, 6), Span("A", 4, 7), Span("A", 10, 14)]) == "… fair, … sold"
    assert marked(text, [Span("A", 0, len(text))]) == text


def test_marks_that_no_longer_fit_the_answer_show_all_of_it():
    assert marked("short", [Span("A", 3, 60)]) == "short"
    assert marked("short", [Span("A", 3, 3)]) == "short"
