"""Suggestions: where each comes from, what a blind coder is not shown, and what is learned as coding goes on."""

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Batch, Coding, Codings, codings_of
from surveykit.coding.unit import Unit
from surveykit.suggest.adviser import FEW, adviser_of
from surveykit.suggest.spoken import WORDS, said

FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "codes": {
            "EXP": {"label": "Exports"},
            "FAIR": {"label": "Fairs", "keywords": ["fier*"]},
            "NONE": {"label": "No change"},
            "HELD": {"label": "Holds others", "codable": False},
        },
    }
)
ITALIAN = (
    ("Le esportazioni sono aumentate.", "EXP"), ("Esportiamo in Germania per la prima volta", "EXP"),
    ("Abbiamo iniziato a esportare in Francia", "EXP"), ("L'esportazione è cresciuta molto", "EXP"),
    ("Abbiamo esportato di più", "EXP"), ("Siamo stati a una fiera internazionale", "FAIR"),
    ("Una fiera a Monaco, insieme", "FAIR"), ("Due fiere all'estero con la rete", "FAIR"),
    ("Stand comune alla fiera di Parigi", "FAIR"), ("Nessun cambiamento finora", "NONE"),
    ("Non è cambiato nulla", "NONE"), ("Nulla di nuovo, nessun cambiamento", "NONE"),
)  # fmt: skip
NORWEGIAN = (
    ("Vi eksporterer mer enn før", "EXP"), ("Eksporten har økt kraftig", "EXP"), ("Startet å eksportere", "EXP"),
    ("Første eksport til Sverige", "EXP"), ("Mer eksport til Tyskland", "EXP"), ("Deltok på messe", "FAIR"),
    ("En messe i utlandet", "FAIR"), ("Messen ga kontakter", "FAIR"), ("Ingen endring", "NONE"),
    ("Ikke noe nytt, ingen endring", "NONE"), ("Ingenting har endret seg", "NONE"),
)  # fmt: skip
RUSSIAN = (
    ("Начали экспорт в Казахстан", "EXP"), ("Экспорт вырос", "EXP"), ("Мы экспортируем больше", "EXP"),
    ("Экспортировали впервые", "EXP"), ("Увеличили экспорт в Китай", "EXP"), ("Были на выставке", "FAIR"),
    ("Выставка в Берлине", "FAIR"), ("Общий стенд на выставке", "FAIR"), ("Ничего не изменилось", "NONE"),
    ("Без изменений", "NONE"), ("Изменений нет", "NONE"),
)  # fmt: skip


def project(judged, coder="ida", batches=(), more=()):
    units = [Unit(f"IT{n:02}", "after", text) for n, (text, _) in enumerate(judged)]
    held = [Coding(unit.id, coder, codes=(code,)) for unit, (_, code) in zip(units, judged, strict=True)]
    made = codings_of([*units, *more], held)
    return Codings(made.units, made.codings, made.independent, batches=tuple(batches))


def codes(advice):
    return [one.code for one in advice]


@pytest.mark.parametrize(
    ("judged", "text", "code", "word"),
    [
        (ITALIAN, "Ora si esporta anche in Spagna", "EXP", "esporta"),
        (NORWEGIAN, "Eksport til Finland nå", "EXP", "eksport"),
        (NORWEGIAN, "Var på messer sammen", "FAIR", "messer"),
        (RUSSIAN, "Теперь есть экспорта больше", "EXP", "экспорта"),
        (RUSSIAN, "Участвовали в выставках", "FAIR", "выставках"),
        (RUSSIAN, "Никаких изменений", "NONE", "изменений"),
    ],
)
def test_other_forms_of_a_word_are_learned_whatever_the_language(judged, text, code, word):
    first = adviser_of(project(judged), FRAME, "ida").advice(Unit("new", "after", text))[0]
    assert first.code == code
    assert first.source.startswith("learned, rank 1, score 0.")
    assert first.why.startswith(f"learned from {word}")


def test_a_rule_is_surer_the_more_often_it_was_right():
    unit = Unit("new", "after", "Una Fiera")
    before = adviser_of(codings_of([unit], []), FRAME, "ida").advice(unit)
    assert [(one.code, one.score, one.source, one.why) for one in before] == [
        ("FAIR", 0.5, "rule fier*", "it says Fiera")
    ]
    learned = adviser_of(project(ITALIAN), FRAME, "ida")
    rule = next(one for one in learned.by_source(unit) if one.source == "rule fier*")
    assert (rule.score, rule.why) == (5 / 6, "it says Fiera (right 4 of 4 times)")


def test_the_same_words_and_nearly_the_same_say_whose_they_are():
    adviser = adviser_of(project(ITALIAN[:1]), FRAME, "ida")
    same = adviser.advice(Unit("new", "after", "le esportazioni SONO aumentate"))
    assert [(one.code, one.source, one.why) for one in same] == [("EXP", "same as IT00", "as IT00, the same words")]
    near = adviser.advice(Unit("new", "after", "Le esportazioni sono aumentata"))
    assert [(one.code, one.source) for one in near] == [("EXP", "like IT00, 96 %")]
    assert near[0].why == "as IT00, 96 % the same letters"
    assert not adviser.advice(Unit("new", "after", "I costi sono diminuiti"))
    assert not adviser.advice(Unit("IT00", "after", ITALIAN[0][0])), "an answer is not like itself"


def test_to_a_blind_coder_nothing_is_suggested_and_others_are_seen_in_open_batches_only():
    new = Unit("new", "after", "Le esportazioni sono aumentate, una fiera")
    same = Unit("same", "after", "Le esportazioni sono aumentate")
    judged = project(ITALIAN, "ola", [Batch("1", "ida", ("after/new",), blind=True, role="code", seed=0)], [new])
    assert not adviser_of(judged, FRAME, "ida").advice(new)
    own = adviser_of(judged, FRAME, "ida").advice(same)
    assert not own, "what others gave is not shown to who was not asked to look at it"
    opened = Codings(judged.units, judged.codings, batches=(Batch("1", "ida", ("after/same",), False, "code", 0),))
    told = adviser_of(opened, FRAME, "ida").advice(same)
    assert told[0].why == "as IT00 of ola, the same words"
    both = (Batch("1", "ida", ("after/same",), False, "code", 0), Batch("2", "ida", ("after/IT00",), True, "code", 0))
    told = adviser_of(Codings(judged.units, judged.codings, batches=both), FRAME, "ida").advice(same)
    assert not any("IT00" in one.why for one in told), "what ola gave to an answer that ida has still to judge blind"


def test_what_others_gave_to_answers_one_is_to_judge_blind_shows_in_no_open_batch_either():
    units = tuple(f"after/IT{n:02}" for n in range(len(ITALIAN)))
    batches = [
        Batch("1", "ida", units[:1], True, "code", 0),
        Batch("2", "ida", ("after/same", *units[5:]), False, "code", 0),
    ]
    same = Unit("same", "after", "Le esportazioni sono aumentate")
    told = adviser_of(project(ITALIAN, "ola", batches, [same]), FRAME, "ida").by_source(same)
    assert not [one for one in told if "IT00" in one.source]


def test_what_was_just_judged_is_known_at_the_next_answer():
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    unit = Unit("new", "after", "Quotidiano rumore")
    assert codes(adviser.advice(unit))[:1] != ["NONE"]
    for number in range(3):
        adviser.learn(
            Unit(f"n{number}", "after", f"rumore {number}"), Coding(f"after/n{number}", "ida", codes=("NONE",))
        )
    assert codes(adviser.advice(unit))[0] == "NONE"


def test_a_judgement_that_is_changed_counts_once():
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    unit = Unit("new", "after", "Le esportazioni sono aumentate")
    adviser.learn(Unit("IT00", "after", ITALIAN[0][0]), Coding("after/IT00", "ida", codes=("FAIR",)))
    assert next(one for one in adviser.advice(unit) if one.source == "same as IT00").code == "FAIR"
    again = adviser_of(project((("Le esportazioni sono aumentate.", "FAIR"), *ITALIAN[1:])), FRAME, "ida")
    assert codes(adviser.advice(unit)) == codes(again.advice(unit))


def everything(adviser):
    units = [Unit("new", "after", f"{text}, fiera") for text, _ in (*ITALIAN, *NORWEGIAN)]
    return [(one.code, one.source, one.why, round(one.score, 6)) for unit in units for one in adviser.advice(unit)]


def test_a_judgement_that_is_taken_back_is_forgotten_by_every_source():
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    before = everything(adviser)
    more = [Unit(f"n{n}", "after", text) for n, text in enumerate(("Una fiera a Oslo", "Una fiera a Oslo", "Nulla"))]
    for unit in more:
        adviser.learn(unit, Coding(unit.id, "ida", codes=("EXP",)))
    assert everything(adviser) != before
    adviser.learn(more[0], Coding(more[0].id, "ida", outcome="uncodable"))
    for unit in (*more[1:], *more):
        adviser.forget(unit, "ida")
    assert everything(adviser) == before


def test_a_rule_says_of_how_many_judgements_it_was_right_though_one_is_changed():
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    unit = Unit("IT05", "after", ITALIAN[5][0])
    for codes_ in (("EXP",), ("FAIR",), ("EXP",)):
        adviser.learn(unit, Coding(unit.id, "ida", codes=codes_))
    rule = next(one for one in adviser.by_source(Unit("new", "after", "fiera")) if one.source == "rule fier*")
    assert rule.why == "it says fiera (right 3 of 4 times)"


def test_the_order_of_codings_does_not_matter_and_at_most_five_are_named():
    unit = Unit("new", "after", "fiera ed esportazioni, nessun cambiamento")
    judged = project(ITALIAN)
    backwards = codings_of(reversed(judged.units.values()), reversed(judged.codings.values()))
    one, other = (adviser_of(codings, FRAME, "ida").advice(unit) for codings in (judged, backwards))
    assert codes(one) == codes(other)
    assert [a.score for a in one] == pytest.approx([a.score for a in other])
    assert 1 < len(one) <= FEW
    assert [a.score for a in one] == sorted((a.score for a in one), reverse=True)


def test_of_many_answers_the_ranker_knows_those_judged_last(monkeypatch):
    monkeypatch.setattr("surveykit.suggest.learned.MOST", 12)
    grown = adviser_of(project(ITALIAN), FRAME, "ida")
    new = [Unit(f"n{n}", "after", text) for n, (text, _) in enumerate(NORWEGIAN)]
    for unit, (_, code) in zip(new, NORWEGIAN, strict=True):
        grown.learn(unit, Coding(unit.id, "ida", codes=(code,)))
    assert {*grown.learned.rows} == {*adviser_of(project((*ITALIAN, *NORWEGIAN)), FRAME, "ida").learned.rows}
    assert len(grown.learned.rows) == 12


def test_what_a_frame_does_not_let_be_given_is_not_suggested():
    judged = (*ITALIAN, ("Le esportazioni crescono", "HELD"), ("Le esportazioni crescono!", "GONE"))
    told = adviser_of(project(judged), FRAME, "ida").advice(Unit("new", "after", "Le esportazioni crescono"))
    assert not {"HELD", "GONE"} & {*codes(told)}


@pytest.mark.parametrize("text", ["", "?!", "\N{THINKING FACE}", "\ud800", "а" * 20_000])
def test_odd_answers_are_no_trouble(text):
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    unit = Unit("odd", "after", text)
    assert isinstance(adviser.advice(unit), tuple)
    adviser.learn(unit, Coding(unit.id, "ida", codes=("NONE",)))
    assert isinstance(adviser.advice(unit), tuple)


def test_from_uncodable_answers_nothing_is_learned():
    adviser = adviser_of(project(ITALIAN), FRAME, "ida")
    before = adviser.advice(Unit("new", "after", "scarabocchio"))
    adviser.learn(Unit("x", "after", "scarabocchio"), Coding("after/x", "ida", "uncodable", reason="not legible"))
    assert adviser.advice(Unit("new", "after", "scarabocchio")) == before


@pytest.mark.parametrize(("language", "why"), [("en", "it says fiera"), ("it", "dice fiera"), ("fi", "it says fiera")])
def test_reasons_are_given_in_the_language_of_the_coder(language, why):
    unit = Unit("1", "after", "La fiera")
    adviser = adviser_of(project(ITALIAN, coder="ola", more=[unit]), FRAME, "ida", language)
    assert [one.why for one in adviser.advice(unit) if one.source.startswith("rule")] == [why]


def test_every_language_of_the_program_has_every_reason():
    assert {*WORDS} == {"en", "nb", "it", "ru"}
    facts = {"words": "x", "right": 1, "matched": 2, "case": "7", "coder": "ola", "count": 3, "percent": "90"}
    for word in WORDS["en"]:
        told = {language: said(language, word, **facts) for language in WORDS}
        assert len(set(told.values())) == len(told)
        assert not any("$" in text for text in told.values())
