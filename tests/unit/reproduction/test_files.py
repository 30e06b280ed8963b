"""A file of published numbers keeps what is printed, and everything wrong in it is told at its place, at once."""

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
