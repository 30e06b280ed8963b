"""Headings and notes in four languages."""

from string import Formatter

import pytest

from surveykit.reports.captions import _CAPTIONS, LANGUAGES, caption, reason_words


@pytest.mark.parametrize("key", _CAPTIONS)
def test_every_caption_is_there_in_every_language_with_the_same_parts(key):
    said = _CAPTIONS[key]
    assert len(said) == len(LANGUAGES)
    assert all(said)
    parts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in said]
    assert parts.count(parts[0]) == len(parts)


def test_another_language_is_told_in_english():
    assert caption("mean", "de") == "Mean"
    assert reason_words("refused", "de") == "refused"


ONE = {
    "cases": {"n": 1},
    "selected": {"n": 1, "total": 1, "filter": "x", "dropped": 1, "unknown": 0},
    "selected_unknown": {"n": 1, "total": 1, "filter": "x", "dropped": 1, "unknown": 1},
    "weight_dropped": {"weight": "w", "dropped": 1, "missing": 1, "not_positive": 1},
    "ungrouped": {"n": 1, "by": "b", "reasons": "r"},
    "set_base": {"n": 1},
    "weight_infinite": {"n": 1},
    "left_out": {"n": 1, "sides": "s"},
    "low_expected": {"cells": 1, "all": 4},
}


@pytest.mark.parametrize("key", ONE)
def test_one_case_is_one_case(key):
    said = {language: caption(key, language, **ONE[key]) for language in LANGUAGES}
    assert "1 cases" not in said["en"]
    assert "1 enheter" not in said["nb"]
    assert not {"casi", "esclusi", "celle"}.intersection(said["it"].replace(":", "").split())
    assert not {"анкет", "ответивших", "ячейках"}.intersection(said["ru"].split())


def test_every_number_before_a_noun_is_among_them():
    numbers = {"n", "total", "dropped", "cells"}
    counted = {k for k, said in _CAPTIONS.items() if numbers & {name for _, name, _, _ in Formatter().parse(said[0])}}
    assert counted == set(ONE)


@pytest.mark.parametrize(
    ("language", "one", "two", "five"),
    [
        ("en", "1 case.", "2 cases.", "5 cases."),
        ("nb", "1 enhet.", "2 enheter.", "5 enheter."),
        ("it", "1 caso.", "2 casi.", "5 casi."),
        ("ru", "1 анкета.", "2 анкеты.", "5 анкет."),
    ],
)
def test_a_number_and_its_noun(language, one, two, five):
    assert [caption("cases", language, n=n) for n in (1, 2, 5)] == [one, two, five]


def test_a_reason_of_the_codebooks_own_is_shown_as_it_is_written():
    assert reason_words("not_applicable_2009", "nb") == "not applicable 2009"


def test_reasons_of_coded_variables_are_said_in_the_language_asked_for():
    assert [reason_words(reason, "nb") for reason in ("uncoded", "unresolved")] == ["ikke kodet", "koderne er uenige"]
    assert reason_words("uncodable", "de") == "cannot be coded"
