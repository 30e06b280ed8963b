"""Real files matched to one another: the same survey in two years, and answers to the form they were given on."""

from functools import cache
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.matching.likeness import likeness, plain
from surveykit.matching.propose import propose
from surveykit.matching.values import counts_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
OSPO = SHARED / "firms" / "ospo"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


@cache
def year(name: str) -> Dataset:
    return formats.read(OSPO / f"{name}.csv").dataset


def question(codebook: Codebook, name: str) -> str:
    """The question a column or a set of columns answers, as it is worded."""
    if name in codebook:
        return plain(str(codebook[name].wording) or str(codebook[name].label))
    return plain(str(next(s.label for s in codebook.sets if s.name == name)))


@pytest.mark.parametrize(
    ("file", "target", "least"),
    [("results_2021", "results_2020", 190), ("RawData", "results_2021", 135), ("RawData", "results_2020", 115)],
)
def test_questions_that_moved_to_another_number_are_matched_by_their_words(file, target, least):
    """Question 14 of one year is question 15 of the next: the number says nothing, and never decides."""
    found, wanted = year(file), year(target)
    mapping = propose(found.codebook, wanted.codebook, counts_of(found))
    assert sum(len(match.taken) for match in mapping.variables.values()) >= least
    for name, match in mapping.variables.items():
        mine, theirs = question(wanted.codebook, name), question(found.codebook, match.taken[0])
        assert mine == theirs or likeness(mine, theirs) >= 0.8 or not match.accepted, (name, match.taken, mine, theirs)


def test_answers_are_matched_to_the_form_they_were_given_on():
    from surveykit import exchange
    from surveykit.instrument.file import loaded
    from surveykit.instrument.project import codebook_of

    rse = SHARED / "rse"
    form = rse / "survey_creation__2017__us__templates__uk_core_survey.lss"
    target = codebook_of(loaded(exchange.read(form).text, "rse.yaml"))
    found = formats.read(rse / "analysis__2017__uk__data__public_data.csv").dataset
    mapping = propose(found.codebook, target, counts_of(found))
    assert len(mapping.variables) >= 140
    assert "ukrs3" not in mapping.variables  # `ukrse3` is called nearly like it, and asks something else
    assert mapping.variables["edu1"].values["Doctorate"] == 5
