"""A mapping as a file: written with remarks, read strictly, and applied with every loss told."""

import pyarrow as pa
import pytest

from surveykit import source
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.project import codebook_of
from surveykit.matching.apply import apply
from surveykit.matching.mapping import Mapping
from surveykit.matching.propose import propose
from surveykit.matching.soundness import checked
from surveykit.matching.values import counts_of
from surveykit.matching.written import load, save, text
from surveykit.problems import DefinitionError, SourceError
from surveykit.source import parsed
from surveykit.text import Text


@pytest.fixture
def target(firm) -> Codebook:
    return codebook_of(firm)


def dataset(columns: dict, labels: dict | None = None) -> Dataset:
    """A table as a file gives it: column to cells, and headings where they are others than the names."""
    variables = tuple(
        Variable(name=n, label=Text((labels or {}).get(n, "")), type="number" if numbers(cells) else "text")
        for n, cells in columns.items()
    )
    return Dataset(Codebook(name="file", variables=variables), pa.table(columns))


def numbers(cells) -> bool:
    return all(not isinstance(cell, str) for cell in cells)


STRANGERS = {
    "ID": ["f1", "f2", "f3", "f4"],
    "Hvor_mange_ansatte": ["12", "1 200", "vet ikke", "ca. 20"],
    "Eksport": ["Ja", "nei", "kanskje", "-"],
    "Where": ["Norden; Asia", "Ellers", "", "Asia; Mars"],
    "Siden": ["5/6/2004", "17/6/2004", None, "1/1/2001"],
    "Andel": ["12,5 %", "7 %", None, None],
    "Land": ["Norge", "Sverige", "NO", None],
    "tidspunkt": ["a", "b", "c", "d"],
}
HEADINGS = {
    "Hvor_mange_ansatte": "Hvor mange ansatte",
    "Where": "Hvor",
    "Siden": "Siden",
    "Andel": "Eksportandel",
    "Land": "Hvilket land",
}


def proposed(target, columns=STRANGERS, labels=HEADINGS):
    data = dataset(columns, labels)
    return data, propose(data.codebook, target, counts_of(data), "answers.xlsx")


def test_what_matches_is_told_with_how_and_what_does_not_on_both_sides(target):
    _, mapping = proposed(target)
    taken = {name: (match.taken, match.found) for name, match in mapping.variables.items()}
    assert taken == {
        "size": (("Hvor_mange_ansatte",), "label"),
        "country": (("Land",), "label"),
        "export": (("Eksport",), "label"),
        "share": (("Andel",), "label"),
        "regions": (("Where",), "label"),
        "first": (("Siden",), "label"),
        "case": (("ID",), "similarity"),
    }
    assert set(mapping.open) == {"tidspunkt"}
    assert set(mapping.without) == {"frame_size", "group", "mne", "name", "why"}


def test_how_values_are_read_is_in_the_mapping(target):
    _, mapping = proposed(target)
    found = mapping.variables
    assert dict(found["export"].values) == {"Ja": 1, "nei": 0}
    assert (found["export"].open, found["export"].blank) == (("kanskje",), ("-",))
    assert dict(found["size"].values) == {"vet ikke": -8}
    assert (found["share"].unit, found["share"].decimal) == ("%", ",")
    assert found["first"].dates == "day-first"
    assert (found["regions"].separator, found["regions"].open) == (";", ("Mars",))
    assert dict(found["country"].values) == {"Norge": "NO", "Sverige": "SE"}


def test_a_mapping_is_the_same_after_it_was_written_and_read(target, tmp_path):
    data, mapping = proposed(target)
    save(mapping, tmp_path / "m.yaml", data.codebook, target, counts_of(data))
    again = load(tmp_path / "m.yaml")
    assert again == mapping
    assert checked(again, source.read(tmp_path / "m.yaml"), data.codebook, target) == ()


def test_the_file_tells_how_each_was_found_and_what_stands_in_it(target):
    data, mapping = proposed(target)
    said = text(mapping, data.codebook, target, counts_of(data))
    assert "  # How many employees: its label is the heading, 0.99\n" in said
    assert "'Ja' 1, 'nei' 1, 'kanskje' 1, '-' 1" in said


def test_what_is_applied_is_in_the_codes_and_what_is_lost_is_told_with_its_cases(target):
    data, mapping = proposed(target)
    sure = {name: match.model_copy(update={"accepted": True}) for name, match in mapping.variables.items()}
    result, problems = apply(data, mapping.model_copy(update={"variables": sure}), target)
    got = result.arrow().to_pydict()
    assert got["size"] == [12, 1200, -8, None]
    assert got["export"] == [1, 0, None, None]
    assert [got[f"regions_{n}"] for n in (1, 2, 3)] == [[1, 0, None, 0], [1, 0, None, 1], [0, 1, None, 0]]
    assert got["first"] == ["2004-06-05", "2004-06-17", None, "2001-01-01"]
    assert got["share"] == [12.5, 7, None, None]
    assert got["country"] == ["NO", "SE", "NO", None]
    assert got["tidspunkt"] == ["a", "b", "c", "d"]
    told = [str(problem).split("\n")[0] for problem in problems]
    assert "Eksport: SK656 a cell says 'kanskje', which has no code of 'export'; left blank in case 'f3'" in told
    assert "Where: SK656 a cell says 'Mars', which has no code of 'regions'; left blank in case 'f4'" in told
    assert "Eksport: SK657 note: empty answers of 'export': '-' 1" in told
    assert (
        "Hvor_mange_ansatte: SK656 a cell says 'ca. 20', which is no number of 'size'; left blank in case 'f4'" in told
    )


def test_words_in_a_column_of_numbers_are_open_and_those_that_say_why_are_read(target):
    columns = {"Hvor_mange_ansatte": ["12", "ca. 20", "ønsker ikke å svare", "vil ikke oppgi", "ca. 20"]}
    _, mapping = proposed(target, columns)
    size = mapping.variables["size"]
    assert size.open == ("ca. 20",)
    assert size.values == {"ønsker ikke å svare": -7, "vil ikke oppgi": -7}


def test_a_column_with_another_value_in_every_case_is_proposed_as_the_id(target):
    columns = {
        "Saksbehandler": ["ola", "kari", "ola", "kari", "ola"],
        "Merknad": ["a", None, "c", "d", "e"],
        "Referanse": ["S1", "S2", "S3", "S4", "S5"],
        "Løpenummer": ["1", "2", "3", "4", "5"],
    }
    data, mapping = proposed(target, columns)
    match = mapping.variables["case"]
    assert (match.column, match.accepted) == ("Referanse", False)
    assert "  # Case: every case has another value, 0.60\n" in text(mapping, data.codebook, target, counts_of(data))

    twice = {**columns, "Referanse": ["S1", "S2", "S3", "S4", "S1"], "Løpenummer": ["1", "2", "3", "3", "4"]}
    assert "case" in proposed(target, twice)[1].without


def test_a_proposal_that_is_not_accepted_is_not_used(target):
    data, mapping = proposed(target)
    doubted = mapping.variables["export"].model_copy(update={"accepted": False})
    result, _ = apply(data, mapping.model_copy(update={"variables": {"export": doubted}}), target)
    assert result.arrow().to_pydict()["export"] == [None] * 4
    assert "Eksport" in result.codebook


def test_a_column_that_only_has_the_name_of_a_variable_is_kept_under_another(target):
    data = dataset({"size": [1, 2], "n": [10, 20]})
    mapping = {"mapping": "firm", "variables": {"size": {"column": "n"}}, "kept": ["size"]}
    result, problems = apply(data, read(mapping), target)
    assert result.arrow().to_pydict()["size"] == [10, 20]
    assert result.arrow().to_pydict()["size_in_file"] == [1, 2]
    assert [p.rule.code for p in problems if p.severity == "warning"] == ["SK658"]


def read(data):
    from surveykit.matching.mapping import Mapping

    return Mapping.model_validate(data)


@pytest.mark.parametrize(
    ("cells", "ticked", "not_ticked"),
    [
        ({"1": "1", "0": None}, ["1"], []),
        ({"1": 1, "0": 0}, ["1"], ["0"]),
        ({"1": "Selected", "0": "Not selected"}, ["Selected"], ["Not selected"]),
        ({"1": "Ja", "0": "Nei"}, ["Ja"], ["Nei"]),
        ({"1": "TRUE", "0": "FALSE"}, ["TRUE"], ["FALSE"]),
        ({"1": None, "0": None}, [], []),
    ],
)
def test_columns_of_choices_are_united_however_they_are_ticked(target, cells, ticked, not_ticked):
    own = {"regions_Norden": "Norden", "regions_Asia": "Asia", "regions_Ellers": "Elsewhere"}
    heads = {name: f"Hvor [{item}]" for name, item in own.items()}
    pattern = {"regions_Norden": "10", "regions_Asia": "11", "regions_Ellers": "00"}
    columns = {
        name: [cells[mark] if ticked else (own[name] if mark == "1" else None) for mark in pattern[name]]
        for name in own
    }
    data, mapping = proposed(target, columns, heads)
    match = mapping.variables["regions"]
    assert dict(match.columns) == {"regions_Norden": 1, "regions_Asia": 2, "regions_Ellers": 3}
    assert (list(match.ticked), list(match.not_ticked)) == (ticked, not_ticked)
    result, problems = apply(data, mapping, target)
    got = result.arrow().to_pydict()
    assert [got[f"regions_{n}"] for n in (1, 2, 3)] == [[1, 0], [1, 1], [0, 0]]
    assert [p for p in problems if p.severity == "error"] == []


def test_where_nothing_is_ticked_and_nothing_says_so_the_answer_stays_unknown(target):
    data = dataset({"a": ["x", None], "b": [None, None]})
    mapping = {"mapping": "firm", "variables": {"regions": {"columns": {"a": 1, "b": 2}, "ticked": ["x"]}}}
    result, problems = apply(data, read(mapping), target)
    got = result.arrow().to_pydict()
    assert [got[f"regions_{n}"] for n in (1, 2)] == [[1, None], [0, None]]
    assert got["regions_3"] == [None, None]  # it has no column: whether it was ticked stands elsewhere, or nowhere
    assert [p.what.split(" of ")[0] for p in problems if p.rule.code == "SK716"] == ["no column is matched to choice 3"]


WRONG = """\
mapping: firm
variables:
  sice:
    column: a
  export:
    column: aa
    values: {Ja: 2, Nei: Ja}
  size:
    column: a
    separator: ;
  regions:
    columns: {b: 1, c: 9}
  regions_1:
    column: b
"""


def test_everything_that_does_not_fit_is_told_at_its_place(target):
    wrong = parsed(WRONG, "m.yaml")
    data = dataset({"a": ["x"], "b": ["y"]})
    with pytest.raises(DefinitionError) as refusal:
        checked(read(wrong.data), wrong, data.codebook, target)
    told = [str(problem).replace("\n    hint: ", " | ") for problem in refusal.value.problems]
    assert told == [
        "m.yaml:3:3: SK651 there is no variable 'sice' | did you mean 'size'?",
        "m.yaml:6:13: SK650 the file has no column 'aa' | did you mean 'a'?",
        "m.yaml:7:18: SK652 '2' is no code of 'export' | the codes are 1, 0, -1, -7, -8, -9",
        "m.yaml:7:26: SK652 'Ja' is no code of 'export' | did you mean 1?",
        "m.yaml:9:13: SK653 'a' is taken by 'sice' already | Leave it at one of them.",
        "m.yaml:10:5: SK655 `separator` does not go with 'size', a variable of its own | "
        "Remove it, or give the column to the variable that was meant.",
        "m.yaml:12:21: SK650 the file has no column 'c' | its columns are 'a', 'b'",
        "m.yaml:12:24: SK652 '9' is no code of 'regions' | the codes are 1, 2, 3, -1, -7, -8, -9",
        "m.yaml:13:3: SK653 'regions_1' is a part of 'regions', which is matched as a whole | Leave it at one of them.",
        "m.yaml:14:13: SK653 'b' is taken by 'regions' already | Leave it at one of them.",
    ]


def test_a_misspelt_key_is_refused(tmp_path):
    (tmp_path / "m.yaml").write_text("mapping: firm\nvariables:\n  size: {colum: a}\n")
    with pytest.raises(SourceError, match=r"m.yaml:3:10: SK010 the key 'colum' is not known .*\n.*'column'"):
        load(tmp_path / "m.yaml")


def test_a_mapping_used_on_another_file_says_what_differs(target):
    data, mapping = proposed(target)
    other = dataset(
        {**{n: c for n, c in STRANGERS.items() if n != "tidspunkt"}, "ny": ["x"] * 4}, {**HEADINGS, "Siden": "Alder"}
    )
    kept = parsed(text(mapping, data.codebook, target, {}), "m.yaml")
    told = [f"{p.severity} {p.what}" for p in checked(mapping, kept, other.codebook, target)]
    assert told == [
        "warning 'Siden' was labelled 'Siden' and is 'Alder' here",
        "note new columns, kept as they are: 'ny'",
        "note columns that are gone: 'tidspunkt'",
    ]


def test_codes_that_are_turned_around_are_recoded_by_their_labels(target):
    """In a .sav 1 may be No and 2 Yes; the labels say so, and the codes of the instrument come out."""
    variable = Variable(name="V4", label=Text("Eksport"), codes="v")
    codes = CodeList(name="v", codes=(Code(value=1, label=Text("Nei")), Code(value=2, label=Text("Ja"))))
    data = Dataset(Codebook(name="old", variables=(variable,), lists={"v": codes}), pa.table({"V4": [1, 2, 2]}))
    mapping = propose(data.codebook, target, counts_of(data))
    assert dict(mapping.variables["export"].values) == {"1": 0, "2": 1}
    result, problems = apply(data, mapping, target)
    assert result.arrow().to_pydict()["export"] == [0, 1, 1]
    assert [p for p in problems if p.severity == "error"] == []


def test_texts_that_look_like_numbers_stay_texts_in_a_mapping(tmp_path):
    codes = CodeList(name="c", codes=(Code(value="01", label=Text("One")), Code(value="1", label=Text("Ten"))))
    target = Codebook(
        name="t", variables=(Variable(name="area", label=Text("Area"), type="text", codes="c"),), lists={"c": codes}
    )
    data = dataset({"Area": ["One", "Ten", "One"]})
    mapping = propose(data.codebook, target, counts_of(data))
    save(mapping, tmp_path / "m.yaml", data.codebook, target, {})
    again = load(tmp_path / "m.yaml")
    assert apply(data, again, target)[0].arrow().to_pydict()["area"] == ["01", "1", "01"]


def test_a_column_of_another_answer_goes_to_the_question_before_it():
    target = Codebook(
        name="t",
        variables=(
            Variable(name="q", label=Text("Which system do you use?"), type="text"),
            Variable(name="q_other", label=Text("Which one?"), type="text"),
        ),
    )
    data = dataset(
        {"a": ["x", "y"], "b": ["z", None]}, {"a": "Which system do you use?", "b": "Other (please specify)"}
    )
    found = propose(data.codebook, target, counts_of(data)).variables["q_other"]
    assert (found.column, found.found, found.accepted) == ("b", "position", False)


def test_two_columns_headed_by_labels_of_one_variable_are_left_open():
    size = Variable(name="size", label=Text({"en": "Employees", "nb": "Ansatte"}))
    headed = (Variable(name="a", label=Text("Employees")), Variable(name="b", label=Text("Ansatte")))
    values = {"a": {1: 1}, "b": {2: 1}}

    held = propose(Codebook(variables=headed), Codebook(languages=("en", "nb"), variables=(size,)), values)

    assert dict(held.variables) == {}
    assert list(held.open) == ["a", "b"]


def test_a_code_nobody_understands_is_told_with_the_label_of_the_file():
    scale = CodeList(name="s", codes=(Code(value=1, label=Text("Bad")), Code(value=2, label=Text("Good"))))
    theirs = CodeList(name="s", codes=(*scale.codes, Code(value=3, label=Text("Very good"))))
    found = Codebook(variables=(Variable(name="q", codes="s"),), lists={"s": theirs})
    target = Codebook(variables=(Variable(name="rating", codes="s"),), lists={"s": scale})
    held = Mapping.model_validate(
        {"mapping": "m", "variables": {"rating": {"column": "q", "values": {"1": 1}, "open": ["3"]}}}
    )

    _, problems = apply(Dataset(found, pa.table({"q": [1, 3]})), held, target)

    assert any("'3 = Very good'" in problem.what for problem in problems)
