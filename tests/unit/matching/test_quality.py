"""How well files of strangers are matched: measured on the shipped samples, written as strangers write them."""

import pytest
from strangers import HARD, SAMPLES, STYLES, sample, scored, sent

from surveykit.dataset.dataset import Dataset
from surveykit.matching.apply import apply
from surveykit.matching.propose import propose
from surveykit.matching.values import counts_of

LANGUAGES = [(name, language) for name in SAMPLES for language in sample(name)[0].languages]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_nothing_is_matched_wrongly_and_little_is_left_open(name, language, style, tmp_path):
    given = sent(name, style, language)
    score, wrong = scored(given, given.written(tmp_path / "sent.csv"))
    assert wrong == []
    assert score.open <= 0.05 * len(given.columns)
    assert score.sure >= 0.6 * len(given.columns)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_what_is_matched_comes_back_in_the_same_codes(name, language, style, tmp_path):
    given = sent(name, style, language)
    dataset = given.written(tmp_path / "sent.csv")
    mapping = propose(dataset.codebook, given.target, counts_of(dataset))
    taken = {n: match.model_copy(update={"accepted": True}) for n, match in mapping.variables.items()}
    result, problems = apply(dataset, mapping.model_copy(update={"variables": taken}), given.target)
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert differences(result, given, taken, style.multiple) == []


def differences(result: Dataset, given, taken, multiple: str) -> list[str]:
    """The cells that came back as another code than they were sent with.

    A file that has a blank where nothing is ticked does not tell those who ticked nothing from those who did not
    answer, and columns of ticks do not tell why somebody did not answer.
    """
    sets = {member: s.name for s in given.target.sets for member in s.variables}
    got, truth = result.arrow().to_pydict(), given.truth.arrow().to_pydict()
    found = []
    for variable in given.target:
        question = sets.get(variable.name)
        if variable.origin.kind in {"computed", "paradata"} or (question or variable.name) not in taken:
            continue
        for row, (mine, theirs) in enumerate(zip(got[variable.name], truth[variable.name], strict=True)):
            lost = question and mine is None and (theirs == 0 or multiple != "joined") and theirs != 1
            lost = lost and not (theirs == 0 and multiple in {"words", "digits"})
            once = variable.type == "text" and variable.emptiness.reason(theirs) is not None  # a word that stands once
            if mine != theirs and not lost and not once:
                found.append(f"{variable.name} case {row + 1}: {theirs!r} came back as {mine!r}")
    return found


@pytest.mark.parametrize("style", HARD, ids=lambda style: style.name)
@pytest.mark.parametrize(("name", "language"), LANGUAGES)
def test_what_is_hard_to_tell_is_rather_left_open(name, language, style, tmp_path):
    given = sent(name, style, language)
    score, wrong = scored(given, given.written(tmp_path / "sent.csv"))
    assert score.sure_wrong == 0
    assert score.wrong <= 2, wrong


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_little_is_seen_in_the_file_of_another_survey(name, other, tmp_path):
    """What is sure there is the same in both: the case, that it is made up, the year a firm was established."""
    if name == other:
        pytest.skip("its own file")
    given = sent(name, STYLES[0], "en")
    dataset = given.written(tmp_path / "sent.csv")
    mapping = propose(dataset.codebook, sample(other)[0], counts_of(dataset))
    alike = {"case", "synthetic", "comments", "sector", "employees", "year_established", "export", "int_date"}
    assert set(mapping.variables) - alike <= {"interview_date"}
