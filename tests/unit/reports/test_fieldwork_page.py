"""The words of the page on the fieldwork, in four languages."""

from string import Formatter

import pytest

from surveykit.fieldwork.rates import RATES
from surveykit.reports.captions import LANGUAGES
from surveykit.reports.fieldwork.words import _WORDS, said, sort_of


@pytest.mark.parametrize("key", _WORDS)
def test_every_word_is_there_in_every_language_with_the_same_parts(key):
    assert len(_WORDS[key]) == len(LANGUAGES)
    assert all(_WORDS[key])
    parts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in _WORDS[key]]
    assert parts.count(parts[0]) == len(parts)


def test_one_case_is_one_case():
    said_of = {language: [said("damaged", language, n=n, which="A") for n in (1, 2, 5)] for language in LANGUAGES}
    assert said_of["en"][:2] == [
        "1 case cannot be read and is counted nowhere: A.",
        "2 cases cannot be read and are counted nowhere: A.",
    ]
    assert [text.split(":")[1].split()[1] for text in said_of["ru"]] == ["единица", "единицы", "единиц"]


def test_what_a_rate_is_of():
    assert {sort_of(rate.sort, "nb") for rate in RATES} == {"svar", "samarbeid", "nekt", "kontakt"}
