"""A file of published numbers keeps what is printed, and everything wrong in it is told at its place, at once."""

import pytest

from surveykit.problems import SourceError
from surveykit.reproduction.table import CellName


def test_cells_keep_brackets_stars_and_what_they_are(figure, sound):
    tables = sound(figure).tables
    cell = tables["table3"].cells["inno", "m11"]
    assert (cell.text, cell.stars, cell.bracket.absolute) == ("0.611 (4.75) ***", "***", True)
    assert ("group", "m12") not in tables["table3"].cells
    assert tables["fig1"].cells["NC", "n"].count
    assert not tables["fig1"].cells["NC", "pct"].count


def test_a_name_means_a_cell_by_what_is_at_hand(figure, sound):
    tables = sound(figure).tables
    assert tables.find("fig1.NC.n") == CellName("fig1", "NC", "n")
    assert tables.find("NC.n", "fig1") == CellName("fig1", "NC", "n")
    assert tables.find("n", "fig1", {"row": "IC"}) == CellName("fig1", "IC", "n")
    assert tables.find("IC", "fig1", {"column": "pct"}) == CellName("fig1", "IC", "pct")
    assert tables.find("table3.inno.m11.bracket") == CellName("table3", "inno", "m11", "bracket")


def test_everything_wrong_in_tables_is_told_at_its_place(figure, look):
    text = figure.replace("NC: [412, 51]", "NC: [412, 5l]").replace("IC: [117, 14]", "IC: [117]")
    text = (
        text.replace("counts: [n]", "counts: [m]")
        .replace("(4.75) ***", "(4.75) ****")
        .replace("id: table3", "id: fig1")
    )
    places = [(problem.rule.code, problem.place.line, problem.place.column) for problem in look(text).problems]
    assert places == [("SK918", 9, 14), ("SK917", 12, 17), ("SK919", 14, 7), ("SK310", 15, 9), ("SK917", 21, 14)]


def test_everything_wrong_in_checks_is_told_at_its_place(figure, look):
    text = (
        figure
        + """\
values:
  a: b + 1
  b: a - fig1.NC.n
  c: fig1.NC.m
checks:
  - {id: one, kind: formula, table: fig1, rows: all, cell: pct, is: 100 * n / whole.m}
  - {id: two, kind: formula, table: fig1, rows: all, cell: pct, is: 100 * n / / 2}
  - {id: three, kind: formula, table: fig1, rows: all, cell: pct, is: n > 3}
  - {id: four, kind: formula, table: fig1, rows: all, cell: pct, is: pct + 1}
  - {id: five, kind: formula, table: fig1, rows: all but wole, cell: pct, is: n}
  - {id: six, kind: sum, of: [], total: fig1.whole.n}
  - {id: seven, kind: sum, table: fig1, per: column, rows: [whole, NC], total: whole}
  - {id: seven, kind: formula, cell: "fig1.{row}.pct", is: fig1.NC.n}
"""
    )
    problems = look(text).problems
    assert [(problem.rule.code, problem.place.line) for problem in problems] == [
        ("SK921", 25),
        ("SK921", 26),
        ("SK918", 27),
        ("SK918", 29),
        ("SK101", 30),
        ("SK922", 31),
        ("SK920", 32),
        ("SK918", 33),
        ("SK920", 34),
        ("SK920", 35),
        ("SK310", 36),
        ("SK918", 36),
    ]
    hints = {problem.place.line: problem.hint for problem in problems}
    assert hints[33] == "did you mean 'whole'?"
    first = next(problem for problem in problems if problem.place.line == 29)
    assert first.excerpt == "100 * n / whole.m\n          ^^^^^^^"
    assert text.splitlines()[28][first.place.column - 1 :].startswith("whole.m")


@pytest.mark.parametrize(
    ("check", "code", "words"),
    [
        ("{kind: claim, says: x, holds: fig1.NC.n > fig1.NC.n}", "SK920", "never true"),
        ("{kind: claim, says: x, holds: abs(fig1.NC.n) >= 0}", "SK920", "always true"),
        ("{kind: claim, says: x, holds: fig1.NC.n > 3, weak: normal(fig1.NC.n) > 2}", "SK920", "never true"),
        ("{kind: claim, says: x, holds: fig1.NC.n is missing}", "SK922", "no reason for being empty"),
        ("{kind: claim, says: x, holds: 3 in fig1.NC.n}", "SK922", "no choices"),
        ("{kind: claim, says: x, holds: month(fig1.NC.n) = 3}", "SK104", "no function"),
        ("{kind: formula, cell: fig1.NC.n, is: 'sqrt(1, 2)'}", "SK922", "takes 1, 2 stand here"),
        ("{kind: formula, table: fig1, over: {g: []}, cell: NC.n, is: 'sum({g}.n)'}", "SK920", "over no cells"),
        ("{kind: formula, each: {g: []}, cell: 'fig1.{g}.n', is: fig1.C.n}", "SK920", "of no cell at all"),
        ("{kind: formula, cell: fig2.NC.n, is: fig1.C.n}", "SK918", "no table 'fig2'"),
        ("{kind: sum, table: fig1, per: column, rows: [NC, XX], total: whole}", "SK918", "'XX'"),
        ("{kind: sum, of: [fig1.NC.n, fig1.XX.n], total: fig1.whole.n}", "SK918", "'XX'"),
        ("{kind: sum, of: [fig1.NC.n], total: fig1.XX.n}", "SK918", "'XX'"),
        ("{kind: data, table: fig1, entry: x, columns: {m: n}}", "SK918", "'m'"),
        ("{kind: not_recomputable, table: fig1, rows: all but XX}", "SK918", "'XX'"),
    ],
)
def test_a_check_that_asks_for_what_cannot_be_is_refused_at_its_place(figure, look, check, code, words):
    problems = look(f"{figure}checks:\n  - {check.replace('{kind', '{id: c, kind', 1)}\n").problems
    assert [problem.rule.code for problem in problems] == [code]
    assert words in problems[0].what
    assert problems[0].place.line == 25


def test_several_rows_that_are_not_there_are_told_at_once(figure, look):
    check = "{id: c, kind: sum, table: fig1, per: column, rows: [XX], columns: [YY], total: ZZ}"
    assert len(look(f"{figure}checks:\n  - {check}\n").problems) == 3


@pytest.mark.parametrize("number", ["1e999999999", "9" * 400, "1e-9999"])
def test_a_number_no_paper_prints_is_refused(figure, look, number):
    found = look(figure.replace("NC: [412,", f"NC: [{number},"))
    assert [problem.rule.code for problem in found.problems] == ["SK917"]


def test_a_comma_in_a_number_is_told_as_what_it_is(look, figure):
    (problem,) = look(figure.replace("[814, 100]", "[814, 100,5]")).problems
    assert problem.rule.code == "SK919"
    assert "write decimals with a point" in problem.hint


def test_a_short_name_without_a_row_at_hand_is_not_proposed_again(look, figure):
    (problem,) = look(f"{figure}checks:\n  - {{id: p, kind: grim, table: fig1, mean: pct, n: '5'}}\n").problems
    assert problem.hint.startswith("say which `rows`")


def test_a_bound_that_wants_quotes_is_told_so(look, figure):
    with pytest.raises(SourceError) as refusal:
        look(figure.replace("[412, 51]", "[412, >51]"))
    assert "wants quotes" in refusal.value.problems[0].hint
