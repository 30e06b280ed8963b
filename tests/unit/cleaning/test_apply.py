"""Corrections are applied where what they say of the old value is true, all of them or none, and leave a trail."""

import pyarrow as pa
import pytest

from surveykit.cleaning.apply import apply
from surveykit.cleaning.correction import Correction, Corrections
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError
from surveykit.source import Quoted
from surveykit.text import Text

EMPTY = standard_missing("number")
YESNO = CodeList(
    name="yesno",
    codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text({"en": "No", "nb": "Nei"}))),
)
FIRMS = Codebook(
    languages=("en", "nb"),
    lists={"yesno": YESNO},
    variables=(
        Variable(name="id", type="text", role="id"),
        Variable(name="export", codes="yesno", missing=EMPTY),
        Variable(name="size", decimals=0, range=Range(low=0, high=1000), missing=EMPTY),
        Variable(name="share", missing=EMPTY),
        Variable(name="said", type="text", width=10, missing=standard_missing("text")),
        Variable(name="founded", type="date", earliest="1900-01-01", missing=standard_missing("text")),
        Variable(name="double", origin=Origin(kind="computed", formula="2 * size")),
    ),
)


def firms(codebook: Codebook = FIRMS, ids: tuple[str, ...] = ("a", "b", "c")) -> Dataset:
    columns = {
        "id": list(ids),
        "export": [1, 7, -9],
        "size": [5, 2000, 30],
        "share": [0.5, 50.0, None],
        "said": ["well", "", None],
        "founded": ["1990-05-01", "1066-10-14", None],
        "double": [10, 4000, 60],
    }
    return Dataset(codebook, pa.table(columns))


def correction(case="b", variable="size", old=2000, new=200, **more) -> Correction:
    return Correction(case, variable, old, new, reason="typed twice", who="AK", **more)


def cell(dataset: Dataset, case: str, variable: str):
    table = dataset.arrow()
    return table.column(variable).to_pylist()[table.column("id").to_pylist().index(case)]


def refused(*corrections: Correction, dataset: Dataset | None = None) -> list[str]:
    with pytest.raises(DataError) as refusal:
        apply(dataset or firms(), corrections)
    return [problem.rule.code for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("case", "variable", "old", "new", "stands"),
    [
        ("b", "size", 2000, 200, 200),
        ("b", "size", "2000", "200", 200),
        ("b", "size", 2000, "refused", -7),
        ("b", "size", 2000, "not_asked", -1),
        ("b", "size", 2000, -8, -8),
        ("b", "size", 2000, "blank", None),
        ("b", "export", 7, "Yes", 1),
        ("b", "export", 7, "nei", 0),
        ("b", "export", 7, "1 = Ja", 1),
        ("c", "export", "no answer", 0, 0),
        ("b", "share", 50, 0.25, 0.25),
        ("b", "share", 50.0, "0,25", 0.25),
        ("c", "share", "blank", 3, 3.0),
        ("b", "said", None, "badly", "badly"),
        ("a", "said", "well", "refused", "-7"),
        ("a", "said", "well", Quoted("refused"), "refused"),
        ("b", "founded", "1066-10-14", "14.10.1966", "1966-10-14"),
    ],
)
def test_codes_labels_numbers_dates_and_reasons_are_understood(case, variable, old, new, stands):
    made, trail = apply(firms(), [correction(case, variable, old, new)])
    assert cell(made, case, variable) == stands
    assert type(cell(made, case, variable)) is type(stands)
    (change,) = trail.changes
    assert (change.case, change.variable, change.new) == (case, variable, stands)
    assert change.old == cell(firms(), case, variable)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (correction(old=14), "SK685"),
        (correction(old="about 20"), "SK685"),
        (correction(case="bb"), "SK686"),
        (correction(case="", row=4), "SK686"),
        (correction(case="a", row=2), "SK686"),
        (correction(variable="sise"), "SK401"),
        (correction(new=3000), "SK684"),
        (correction(new=2.5), "SK684"),
        (correction(new="many"), "SK684"),
        (correction(new="1,234"), "SK684"),
        (correction(variable="share", old=50, new=float("inf")), "SK684"),
        (correction(variable="share", old=50, new=float("nan")), "SK684"),
        (correction(variable="share", old=50, new=2**53), "SK684"),
        (correction(variable="share", old=50, new="9" * 400), "SK684"),
        (correction(variable="export", old=7, new=8), "SK684"),
        (correction(variable="said", old=None, new="much too long a text"), "SK684"),
        (correction(variable="founded", old="1066-10-14", new="1067-01-01"), "SK684"),
        (correction(variable="double", old=4000, new=1), "SK689"),
        (Correction("b", "size", 2000, 200, reason="typed twice"), "SK681"),
        (Correction("b", "size", 2000, 200, who="AK"), "SK681"),
        (Correction(row=2, drop=True, reason="a copy", who="AK"), "SK681"),
    ],
)
def test_what_is_not_true_or_cannot_be_is_refused(wrong, code):
    assert refused(wrong) == [code]


def test_every_refusal_is_told_and_nothing_is_applied():
    dataset = firms()
    assert refused(correction(), correction(old=1), correction(case="x"), dataset=dataset) == ["SK685", "SK686"]
    assert cell(dataset, "b", "size") == 2000


def test_two_corrections_of_a_cell_contradict_each_other_and_the_same_twice_is_one():
    assert refused(correction(), correction(new=20)) == ["SK688"]
    _, trail = apply(firms(), [correction(), correction(new="200")])
    assert len(trail.changes) == 1
    dropped = Correction(case="b", drop=True, reason="not a firm", who="AK")
    assert refused(correction(), dropped) == ["SK688"]


def test_applying_twice_changes_nothing_and_is_counted():
    asked = Corrections((correction(), correction("b", "export", 7, 1)), "mine.yaml", "abc123")
    once, first = apply(firms(), asked)
    twice, second = apply(once, asked)
    assert (first.corrected, len(first.already)) == (2, 0)
    assert (second.corrected, len(second.already)) == (0, 2)
    assert twice.arrow() == once.arrow()
    assert twice.codebook.notes == once.codebook.notes == ("2 corrections from mine.yaml (sha256 abc123)",)


def test_a_case_is_dropped_and_the_trail_keeps_what_it_held():
    made, trail = apply(firms(), [Correction(case="b", drop=True, reason="not a firm", who="AK")])
    assert made.arrow().column("id").to_pylist() == ["a", "c"]
    (change,) = trail.changes
    assert change.row == 2
    assert change.old == "id = b; export = 7; size = 2000; share = 50; said = ; founded = 1066-10-14; double = 4000"


def test_of_a_case_that_stands_twice_the_row_is_named_and_the_other_one_stays():
    twins = firms(ids=("a", "b", "b"))
    drop = Correction(case="b", row=3, drop=True, reason="keyed twice", who="AK")
    assert refused(correction(), dataset=twins) == ["SK687"]
    assert refused(Correction(case="b", drop=True, reason="keyed twice", who="AK"), dataset=twins) == ["SK687"]
    made, _ = apply(twins, [drop])
    assert made.arrow().column("id").to_pylist() == ["a", "b"]
    again, trail = apply(made, [drop])
    assert again.arrow().num_rows == 2
    assert trail.already == (drop,)


def test_without_an_id_a_case_is_its_row():
    nameless = Codebook(variables=FIRMS.variables[1:], lists=FIRMS.lists)
    dataset = Dataset(nameless, firms().arrow().drop_columns(["id"]))
    made, _ = apply(dataset, [correction(case="", row=2)])
    assert made.arrow().column("size").to_pylist() == [5, 200, 30]
    assert refused(correction(), dataset=dataset) == ["SK686"]
    wrong = Correction(row=2, variable="size", old=5, drop=True, reason="no firm", who="AK")
    assert refused(wrong, dataset=dataset) == ["SK685"]
    made, _ = apply(dataset, [Correction(row=2, variable="size", old=2000, drop=True, reason="no firm", who="AK")])
    assert made.arrow().column("size").to_pylist() == [5, 30]


def test_in_a_panel_a_case_is_a_firm_in_a_round():
    variables = (
        Variable(name="firm", type="text", role="key"),
        Variable(name="year", role="wave", decimals=0),
        Variable(name="size", decimals=0),
    )
    table = pa.table({"firm": ["x", "x", "y"], "year": [2005, 2009, 2009], "size": [1, 2, 2]})
    panel = Dataset(Codebook(variables=variables), table)
    made, _ = apply(panel, [correction("x", "size", 2, 3, round="2009")])
    assert made.arrow().column("size").to_pylist() == [1, 3, 2]
    assert refused(correction("x", "size", 2, 3), dataset=panel) == ["SK687"]
    assert refused(correction("x", "size", 2, 3, round="2007"), dataset=panel) == ["SK686"]


def test_a_whole_column_gets_decimals_where_it_may_have_some():
    codebook = Codebook(variables=(Variable(name="id", type="text", role="id"), Variable(name="km")))
    made, _ = apply(Dataset(codebook, pa.table({"id": ["a", "b"], "km": [1, 2]})), [correction("b", "km", 2, 2.5)])
    assert made.arrow().column("km").to_pylist() == [1.0, 2.5]


@pytest.mark.parametrize("held", ["2024-01-05T00:00:00", "2024-01-05"])
def test_a_midnight_that_a_spreadsheet_made_a_day_of_is_the_same(held):
    codebook = Codebook(variables=(Variable(name="id", type="text", role="id"), Variable(name="at", type="datetime")))
    dataset = Dataset(codebook, pa.table({"id": ["a"], "at": [held]}))
    one = Correction("a", "at", "2024-01-05", "2024-01-06", reason="typo", who="me")

    clean, trail = apply(dataset, [one])

    assert clean.arrow().column("at").to_pylist() == ["2024-01-06T00:00:00"]
    assert trail.corrected == 1


def test_an_id_is_corrected_unless_another_case_has_it():
    def renamed(*pairs: tuple[str, str]) -> Corrections:
        return Corrections(
            tuple(Correction(a, "id", a, b, reason="misread", who="me") for a, b in pairs), "c.yaml", "d1"
        )

    once, _ = apply(firms(), renamed(("a", "b"), ("b", "a")))
    twice, trail = apply(once, renamed(("a", "b"), ("b", "a")))
    with pytest.raises(DataError, match="row 2"):
        apply(firms(), renamed(("a", "b")))
    with pytest.raises(DataError, match="row"):
        apply(firms(), renamed(("a", "x"), ("b", "x")))

    assert once.arrow().column("id").to_pylist() == ["b", "a", "c"]
    assert twice.arrow().equals(once.arrow())
    assert len(trail.already) == 2


@pytest.mark.parametrize(
    ("held", "old"), [("a\r\nb", "a\nb"), ("a\x01b", "a\N{REPLACEMENT CHARACTER}b"), ("refused", "refused")]
)
def test_a_text_as_a_sheet_shows_it_is_the_text_that_stands_there(held, old):
    said = Variable(name="said", type="text", missing=standard_missing("text"))
    codebook = Codebook(variables=(Variable(name="id", type="text", role="id"), said))
    dataset = Dataset(codebook, pa.table({"id": ["a"], "said": [held]}))

    clean, _ = apply(dataset, [Correction("a", "said", old, "better", reason="typo", who="me")])
    with pytest.raises(DataError):
        apply(dataset, [Correction("a", "said", "other", "better", reason="typo", who="me")])

    assert clean.arrow().column("said").to_pylist() == ["better"]
