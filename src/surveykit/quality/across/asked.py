"""What a rules file asks for that needs a look at the data first, or at several cases at once."""

from collections.abc import Iterable, Iterator

from surveykit.codebook.codebook import ClusterRule, Codebook
from surveykit.engine.base import Engine
from surveykit.problems import Place, Problem
from surveykit.quality.across.alike import near_duplicates, similar_texts
from surveykit.quality.across.labels import label_tests
from surveykit.quality.across.outliers import outlier_tests
from surveykit.quality.across.repeated import unique_problems
from surveykit.quality.check import CANNOT_TEST, Test
from surveykit.quality.rules.written import RulesFile, WrittenOutliers
from surveykit.text import Text

REDCAP_OUTLIERS = WrittenOutliers(variables="all", method="sd", threshold=2)
"""REDCap's rule E: more than two standard deviations from the mean."""


def measured_tests(file: RulesFile, codebook: Codebook, engine: Engine) -> tuple[list[Test], list[Problem]]:
    """Tests whose limits are measured in the data: outliers, and codes beside their labels."""
    tests: list[Test] = []
    problems: list[Problem] = []
    asked = [*file.outliers, *([REDCAP_OUTLIERS] if "E" in file.redcap else [])]
    for outliers in asked:
        named = () if outliers.variables == "all" else outliers.variables
        lacking = _lacking((*named, *([outliers.by] if outliers.by else [])), codebook)
        problems += [_cannot("outliers", name) for name in lacking]
        if outliers.by not in lacking:
            found = outlier_tests(outliers, codebook, engine)
            tests, problems = [*tests, *found[0]], [*problems, *found[1]]
    for code, label in file.labels_agree:
        if lacking := _lacking((code, label), codebook):
            problems += [_cannot("labels_agree", name) for name in lacking]
            continue
        found = label_tests(code, label, codebook, engine)
        tests, problems = [*tests, *found[0]], [*problems, *found[1]]
    return tests, problems


def across_cases(file: RulesFile, codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """What is wrong between cases: shared keys, near duplicates, similar texts."""
    yield from unique_problems(file.unique, codebook, engine)
    alike = file.near_duplicates
    if alike is not None:
        named = () if alike.variables == "all" else alike.variables
        lacking = _lacking((*named, *alike.within), codebook)
        yield from (_cannot("near_duplicates", name) for name in lacking)
        if not lacking:
            yield from near_duplicates(alike, codebook, engine)
    for similar in file.similar_texts:
        lacking = _lacking((similar.variable, *similar.within), codebook)
        yield from (_cannot("similar_texts", name) for name in lacking)
        if not lacking:
            yield from similar_texts(similar, codebook, engine)


def constant(names: Iterable[str], codebook: Codebook) -> tuple[list[ClusterRule], list[Problem]]:
    """That a unit of a panel has the same value in all rounds: a rule about the cases that share its key."""
    key = codebook.role("key")
    if key is None:
        what = "constant_over_rounds: not tested, for no variable has the role 'key'"
        return [], [Problem(CANNOT_TEST, what, hint=CANNOT_TEST.mend, severity="warning")] if names else []
    rules = [
        ClusterRule(
            id=f"constant_{name}",
            by=key.name,
            rule=f"all_equal({name})",
            message=Text(f"{name} differs between rounds"),
        )
        for name in names
    ]
    return rules, []


def _lacking(names: Iterable[str], codebook: Codebook) -> list[str]:
    return [name for name in names if name not in codebook]


def _cannot(key: str, name: str) -> Problem:
    what = f"{key}: not tested, for want of {name}"
    return Problem(CANNOT_TEST, what, Place(variable=name), CANNOT_TEST.mend, "warning")
