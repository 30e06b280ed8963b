import pytest

from surveykit.problems import Place, Problem, Rule, SourceError, listed, nearest

RULE = Rule("SK999", "A rule", "Because.", "x", "Mend it.")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("a.yaml", 3, 7), "a.yaml:3:7"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("book.xlsx", cell="Data!B4"), "book.xlsx!Data!B4"),
        (Place("sis.sav", case="417", variable="bar_ipr"), "sis.sav: case 417, bar_ipr"),
        (Place(variable="size"), "size"),
        (Place(), ""),
    ],
)
def test_a_place_is_written_as_an_editor_reads_it(place, said):
    assert str(place) == said


def test_a_problem_says_place_rule_what_words_and_mend():
    problem = Problem(RULE, "it is broken", Place("a.yaml", 3, 7), "fix it", excerpt="x > > 1\n    ^")
    assert str(problem) == "a.yaml:3:7: SK999 it is broken\n    x > > 1\n        ^\n    hint: fix it"


def test_a_warning_says_that_it_is_one():
    assert str(Problem(RULE, "look", severity="warning")) == "SK999 warning: look"


def test_a_refusal_carries_all_problems():
    problems = [Problem(RULE, f"number {n}") for n in range(3)]
    assert SourceError(problems).problems == tuple(problems)
    assert "number 2" in str(SourceError(problems))


def test_nearest_and_listed():
    assert nearest("zebra", ["employees"]) == ""
    assert listed(list(range(20)), most=2) == "0, 1 ... (20 in all)"
