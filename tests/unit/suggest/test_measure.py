"""Suggestions are measured on answers they were not learned from, and by what coders took of them."""

import random

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.unit import Unit
from surveykit.problems import DataError
from surveykit.suggest.measure import Hits, judgements_of, kind_of, measured

FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "codes": {
            "EXP": {"label": "Exports", "keywords": ["export*"]},
            "FAIR": {"label": "Fairs"},
            "NONE": {"label": "No change"},
        },
    }
)
WORDS = {"EXP": "exported", "FAIR": "trade fair", "NONE": "nothing changed"}
PLACES = ["Rome", "Oslo", "Perm", "Lyon", "Bonn", "Graz", "Cork", "Nice", "Brno", "Pisa", "Bari", "Linz"]


def project(count=60, seed=3):
    chance = random.Random(seed)
    units, held = [], []
    for n in range(count):
        code = chance.choices([*WORDS], (5, 2, 1))[0]
        unit = Unit(str(n), "after", f"{chance.choice(PLACES)} {chance.choice(PLACES)} {WORDS[code]} {n}")
        units.append(unit)
        held.append(Coding(unit.id, "ida", codes=(code,)))
    return codings_of(units, held)


def by_source(found):
    return {hits.source: hits for hits in found.hits}


def test_what_is_told_by_the_words_is_found_where_the_most_frequent_code_is_not():
    found = measured(project(), FRAME)
    hits = by_source(found)
    assert (found.judgements, found.answers, found.folds) == (60, 60, 5)
    assert hits["learned"].first == 60
    exports = sum(coding.codes == ("EXP",) for coding in project().codings.values())
    assert hits["frequent"] == Hits("frequent", 60, 60, exports, 60)
    assert hits["rule"] == Hits("rule", 60, exports, exports, exports)
    assert hits["all"].five == 60
    assert measured(project(), FRAME) == found


def test_answers_with_the_same_words_never_help_each_other():
    chance = random.Random(1)
    texts = ["".join(chance.choices("abcdefghijklmnop", k=12)) for _ in range(30)]
    units = [Unit(f"{text}{n}", "after", text.upper() if n else f"{text}!") for text in texts for n in range(2)]
    codes = {text: chance.choice([*WORDS]) for text in texts}
    held = [Coding(unit.id, "ida", codes=(codes[unit.case[:-1]],)) for unit in units]
    hits = by_source(measured(codings_of(units, held), FRAME))
    assert not hits["alike"].said
    assert hits["learned"].first < 45, "what means nothing can only be guessed"


def test_few_codings_are_refused():
    with pytest.raises(DataError, match=r"SK780.*19 different answers are coded"):
        measured(project(19), FRAME)


def test_what_was_settled_stands_for_an_answer_unless_a_coder_is_named():
    unit = Unit("1", "after", "both")
    held = [Coding(unit.id, "ida", codes=("EXP",)), Coding(unit.id, "ola", codes=("FAIR",))]
    judged = codings_of([unit], held, [Settlement(unit.id, "eva", codes=("EXP", "FAIR"))])
    assert [coding.codes for _, coding in judgements_of(judged)] == [("EXP", "FAIR")]
    assert [coding.codes for _, coding in judgements_of(judged, "ola")] == [("FAIR",)]


def test_what_coders_took_is_counted_by_rank_and_source():
    made = project()
    shown = {
        "after/0": Coding(
            "after/0", "ida", codes=("EXP", "NONE"), shown=("EXP", "FAIR"), accepted={"EXP": "rule export*"}
        ),
        "after/1": Coding(
            "after/1", "ida", codes=("FAIR",), shown=("NONE", "FAIR"), accepted={"FAIR": "learned, rank 1"}
        ),
        "after/2": Coding("after/2", "ida", codes=("FAIR",), shown=("EXP",), accepted={"EXP": "same as 3"}),
    }
    held = [shown.get(coding.unit, coding) for coding in made.codings.values()]
    used = measured(codings_of(made.units.values(), held), FRAME).used
    assert (used.shown, used.codes, used.at_rank, used.taken) == (3, 4, (1, 1), 2)
    assert used.by_source == {"rule": 1, "learned": 1}


def test_sources_are_known_by_their_first_word():
    recorded = ("rule fier*", "same as IT03", "like IT03, 93 %", "learned, rank 1, score 0.83", "", "elsewhere")
    assert [kind_of(source) for source in recorded] == ["rule", "alike", "alike", "learned", "", "elsewhere"]
