"""A statistics command reads of a .sav only the variables it asks about; what it says stays the same."""

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import guarded
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.text import Text

N = 60


@pytest.fixture
def path(tmp_path):
    codes = tuple(Code(value=v, label=Text({"en": f"Answer {v}"})) for v in (1, 2, 3))
    asked = {"codes": "answers", "missing": standard_missing("number")}
    variables = (
        Variable(name="note", type="text"),
        Variable(name="quality", label=Text({"en": "How good"}), **asked),
        Variable(name="region_of_the_firm", **asked),
        Variable(name="weight", measure="scale"),
        Variable(name="use_1"),
        Variable(name="use_2"),
    )
    uses = ResponseSet(name="uses", kind="dichotomies", counted=1, variables=("use_1", "use_2"), choices=(1, 2))
    codebook = Codebook(
        name="firms", variables=variables, lists={"answers": CodeList(name="answers", codes=codes)}, sets=(uses,)
    )
    table = {
        "note": [f"blåbær {i}" for i in range(N)],
        "quality": [-9 if i % 10 == 0 else i % 3 + 1 for i in range(N)],
        "region_of_the_firm": [i % 2 + 1 for i in range(N)],
        "weight": [1 + i / 7 for i in range(N)],
        "use_1": [i % 2 for i in range(N)],
        "use_2": [i % 3 // 2 for i in range(N)],
    }
    file = tmp_path / "firms.sav"
    formats.write(Dataset(codebook, pa.table(table)), file)
    return file


@pytest.mark.parametrize(
    ("wanted", "read"),
    [
        ({"quality", "weight"}, ["quality", "weight"]),
        ({"region_of_the_firm"}, ["region_of_the_firm"]),
        ({"uses"}, ["use_1", "use_2"]),
        (set(), ["note", "quality", "region_of_the_firm", "weight", "use_1", "use_2"]),
        ({"quality", "nowhere"}, ["note", "quality", "region_of_the_firm", "weight", "use_1", "use_2"]),
    ],
)
def test_the_variables_named_are_read_and_all_where_one_is_not_there(path, wanted, read):
    whole, some = (formats.read(path, columns=columns).dataset for columns in (frozenset(), frozenset(wanted)))
    assert list(some.codebook.names) == read
    assert some.arrow().equals(whole.arrow().select(read))
    assert [some.codebook[name] for name in read] == [whole.codebook[name] for name in read]


@pytest.mark.parametrize(
    "words",
    [
        ["crosstab", "quality", "region_of_the_firm", "--weight", "weight"],
        ["crosstab", "uses", "--by", "region_of_the_firm"],
        ["crosstab", "quality", "region_of_the_firm:use_1"],
        ["describe", "quality", "--by", "region_of_the_firm"],
        ["estimate", "mean:weight", "ratio:weight/use_1", "--by", "quality"],
        ["crosstab", "quality", "regoin"],
    ],
)
def test_a_command_says_of_some_columns_what_it_says_of_a_file_read_whole(path, words, capsys, monkeypatch):
    def said():
        return guarded(surveykit, [words[0], str(path), *words[1:]]), capsys.readouterr()

    some = said()
    monkeypatch.setattr("surveykit.cli.designed.needed", lambda *_, **__: frozenset())
    monkeypatch.setattr("surveykit.cli.crosstab.needed", lambda *_, **__: frozenset())
    assert some == said()
