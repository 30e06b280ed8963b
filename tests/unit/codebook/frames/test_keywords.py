"""Keywords: what they find in an answer, in every language, and where."""

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import matches


def frame_of(**keywords: list[str]) -> CodingFrame:
    codes = {code: {"label": code, "keywords": written} for code, written in keywords.items()}
    return CodingFrame.model_validate({"frame": "x", "title": "T", "languages": ["en"], "codes": codes})


def found(text: str, *keywords: str) -> list[str]:
    return [text[match.start : match.end] for match in matches(text, frame_of(A=list(keywords)))]


@pytest.mark.parametrize(
    ("keyword", "text", "words"),
    [
        ("fiera", "La fiera, una FIERA e le fiere.", ["fiera", "FIERA"]),
        ("fier*", "La fiera e le fiere, fieramente", ["fiera", "fiere", "fieramente"]),
        ("*messe", "Auf der Fachmesse", ["Fachmesse"]),
        ("eks*rt*", "Vi eksporterer", ["eksporterer"]),
        ("attivita", "L'attività è aumentata", ["attività"]),
        ("attività", "L'attivita' e' aumentata", ["attivita"]),
        ("strasse", "In der Straße", ["Straße"]),
        ("экспорт*", "Начали экспорт, ЭКСПОРТИРУЕМ", ["экспорт", "ЭКСПОРТИРУЕМ"]),
        ("партнёр*", "нет партнера", ["партнера"]),
        ("primo client*", "Il primo, vero cliente; il PRIMO  cliente", ["PRIMO  cliente"]),
        ("all'estero", "Vendiamo all’estero", ["all’estero"]),
        ("s.p.a", "Una S.p.A. nuova", ["S.p.A"]),
        ("3d", "stampa 3D", ["3D"]),
        ("fiera", "fiera_2 fieraa", []),
        ("dell'estero", "fornitori dell\u2019estero", ["dell\u2019estero"]),
        ("estero", "fornitori dell'estero", ["estero"]),
        ("e-mail", "per E-Mail", ["E-Mail"]),
        ("*", "anything", []),
        ("", "anything", []),
    ],
)
def test_a_keyword_finds_these_words(keyword, text, words):
    assert found(text, keyword) == words


@pytest.mark.parametrize(
    ("keyword", "text", "words"),
    [
        ("lån*", "Landet ga oss LÅN", ["LÅN"]),
        ("lån*", "la\u030anet i landet", ["la\u030anet"]),
        ("la\u030an*", "lånet i landet", ["lånet"]),
        ("lan*", "lånet i landet", ["lånet", "landet"]),
        ("бой", "бои и бой", ["бой"]),
        ("бой", "бои\u0306", ["бои\u0306"]),
        ("бои", "бои и бой", ["бои", "бой"]),
        ("år*", "arbeid i året", ["året"]),
        ("øk*", "okse, økning", ["økning"]),
        ("öl*", "Olaf, Öl", ["Öl"]),
        ("año", "ano, Año", ["Año"]),
        ("учёт", "учет и учёт", ["учет", "учёт"]),
        ("qualità", "la qualita, la qualità", ["qualita", "qualità"]),
    ],
)
def test_a_letter_of_its_own_right_is_no_accented_one(keyword, text, words):
    assert found(text, keyword) == words


def test_words_joined_by_an_apostrophe_hold_a_keyword_off_together():
    assert found("We don't export", "export* -don't") == []
    assert found("We can't but export, don Carlo", "export* -don't") == ["export"]


def test_a_word_that_holds_a_keyword_off_does_so_in_its_own_sentence():
    assert found("Non esportiamo. Ora esportiamo.", "esport* -non") == ["esportiamo"]
    assert found("Esportiamo con la S.p.A madre, mai da soli", "esport* -mai") == []
    assert found("non ancora\nesportiamo", "esport* -non") == ["esportiamo"]


def test_a_keyword_of_such_words_only_holds_for_every_keyword_of_its_code():
    frame = frame_of(FAIR=["fier*", "esposizion*", "-nessun*"], EXP=["esport*"])
    text = "Nessuna fiera, nessuna esposizione, esportiamo"
    assert [match.code for match in matches(text, frame)] == ["EXP"]
    assert [match.code for match in matches("Una fiera", frame)] == ["FAIR"]


def test_places_count_code_points_of_the_answer_as_it_was_given():
    assert found("📦📦 Fie\u0301ra qui", "fiera") == ["Fie\u0301ra"]
    assert found("qui cafe\u0301", "cafe") == ["cafe\u0301"]
    assert matches("ﬁera ﬁera", frame_of(A=["fiera"]))[1][2:] == (5, 9)


def test_each_code_is_told_in_the_order_of_the_words():
    frame = frame_of(EXP=["export*"], FAIR=["fair*"])
    told = [(match.code, match.keyword, match.start) for match in matches("A fair, then exports, then fairs", frame)]
    assert told == [("FAIR", "fair*", 2), ("EXP", "export*", 13), ("FAIR", "fair*", 27)]


def test_a_frame_without_keywords_finds_nothing():
    assert matches("anything", frame_of(A=[])) == ()
