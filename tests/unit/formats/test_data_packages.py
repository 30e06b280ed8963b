"""Data Packages of others, field by field, and what others read in ours."""

import json

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.problems import FormatError
from surveykit.text import Text


def package(folder, fields, rows, **resource):
    """A package with one table."""
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "x.csv").write_text(rows, encoding=resource.get("encoding", "utf-8"))
    described = {"name": "x", "path": "data/x.csv", "schema": {"fields": fields}, **resource}
    path = folder / "datapackage.json"
    path.write_text(json.dumps({"name": "p", "title": "A study", "resources": [described]}))
    return path


def test_fields_become_variables(tmp_path):
    fields = [
        {"name": "id", "type": "string", "title": "Case"},
        {"name": "size", "type": "integer", "constraints": {"minimum": 0, "maximum": 10}, "missingValues": ["", "-99"]},
        {
            "name": "sex",
            "type": "integer",
            "categories": [{"value": 1, "label": "man"}, {"value": 2, "label": "woman"}],
            "missingValues": [
                {"value": "", "label": ""},
                {"value": "R", "label": "refused"},
                {"value": "O", "label": "off"},
            ],
        },
        {"name": "share", "type": "number", "decimalChar": ",", "groupChar": "."},
        {"name": "yes", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nei"]},
        {"name": "day", "type": "date"},
        {"name": "odd", "type": "date", "format": "%d.%m.%y"},
    ]
    rows = "id;size;sex;share;yes;day;odd\n07;3;1;1.000,5;ja;2024-01-01;1.2.03\n;-99;R;;nei;;\nx;;O;0,5;;;\n"
    reading = formats.read(package(tmp_path, fields, rows, dialect={"delimiter": ";"}))
    assert reading.dataset.arrow().to_pydict() == {
        "id": ["07", None, "x"],
        "size": [3, -99, None],
        "sex": [1, -7, -101],
        "share": [1000.5, None, 0.5],
        "yes": [1, 0, None],
        "day": ["2024-01-01", None, None],
        "odd": ["1.2.03", None, None],
    }
    book = reading.dataset.codebook
    assert (str(book.title), str(book["id"].label), book["size"].range) == ("A study", "Case", Range(low=0, high=10))
    assert {code.value: code.missing for code in book["sex"].missing} == {-7: "refused", -101: "user_missing"}
    assert [code.value for code in book["size"].missing] == [-99]
    assert [(code.value, str(code.label)) for code in book.codes_of(book["sex"])] == [(1, "man"), (2, "woman")]
    assert [problem.place.variable for problem in reading.problems] == ["odd"]


@pytest.mark.parametrize(
    "named", ["/etc/passwd", "../x.csv", "data/../../x", "http://example.org/x.csv", "C:\\x", "~/x"]
)
def test_a_path_that_leads_outside_is_refused(tmp_path, named):
    path = package(tmp_path, [{"name": "a"}], "a\n1\n", path=named)
    with pytest.raises(FormatError, match="SK644"):
        formats.read(path)


def test_a_link_that_leads_outside_is_refused(tmp_path):
    (tmp_path / "secret").write_text("a\n1\n")
    folder = tmp_path / "package"
    folder.mkdir()
    path = package(folder, [{"name": "a"}], "a\n1\n", path="link.csv")
    (folder / "link.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(FormatError, match="SK644"):
        formats.read(path)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("[]", "SK504"),
        ('{"resources": 1}', "SK504"),
        ("[" * 100_000, "SK504"),
        ('{"resources": []}', "SK643"),
        ('{"resources": [{"schema": {"fields": []}, "path": "x.csv"}]}', "SK637"),
        ('{"resources": [{"schema": {"fields": [{"name": "a"}]}, "data": [1]}]}', "SK643"),
        (
            '{"resources": [{"schema": {"fields": [{"name": "a"}]}, "path": "x.csv", "dialect": {"header": false}}]}',
            "SK643",
        ),
        ('{"resources": [{"schema": {"fields": [{"name": "a"}]}, "path": "x.csv", "encoding": 1}]}', "SK643"),
        (
            '{"resources": [{"schema": {"fields": [{"name": "a"}]}, "path": "x.csv"}], "surveykit": {"form": 9}}',
            "SK637",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, rule):
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(FormatError, match=rule) as refusal:
        formats.read(path)
    assert refusal.value.problems[0].place.file == str(path)


def test_what_others_read_in_ours(tmp_path):
    number = standard_missing("number")
    codes = CodeList(name="l", codes=(Code(value=1, label=Text("low")), Code(value=2, label=Text("high"))))
    codebook = Codebook(
        variables=(
            Variable(name="case", type="text", role="id"),
            Variable(name="level", codes="l", measure="ordinal", decimals=0, missing=number, label=Text("Level")),
            Variable(name="size", decimals=0, range=Range(low=0), missing_ranges=(Range(low=97, high=99),)),
        ),
        lists={"l": codes},
    )
    table = pa.table({"case": ["a", "b"], "level": [1, -9], "size": [5, 98]})
    formats.write(Dataset(codebook, table), tmp_path / "x.json")
    (resource,) = json.loads((tmp_path / "x.json").read_text())["resources"]
    case, level, size = resource["schema"]["fields"]
    assert resource["schema"]["primaryKey"] == ["case"]
    assert case == {"name": "case", "type": "string", "constraints": {"required": True}}
    assert level["categories"] == [{"value": 1, "label": "low"}, {"value": 2, "label": "high"}]
    assert level["categoriesOrdered"] is True
    assert {"value": "-9", "label": "no answer"} in level["missingValues"]
    assert size["constraints"] == {"minimum": 0}
    assert [one["value"] for one in size["missingValues"]] == ["", "98"]


def test_two_descriptions_may_share_data_but_not_change_them_under_each_other(tmp_path):
    variables = (Variable(name="a", decimals=0),)
    one, other = (Dataset(Codebook(variables=variables), pa.table({"a": [n]})) for n in (1, 2))
    formats.write(one, tmp_path / "x.json")
    formats.write(one, tmp_path / "x.xml")
    with pytest.raises(FormatError, match=r"the data of 'x.xml'"):
        formats.write(other, tmp_path / "x.json")
    assert formats.read(tmp_path / "x.xml").dataset.arrow().equals(one.table)
    (tmp_path / "x.xml").unlink()
    formats.write(other, tmp_path / "x.json")
    assert formats.read(tmp_path / "x.json").dataset.arrow().equals(other.table)


def test_a_damaged_archive_of_a_stream_is_told(tmp_path):
    import zipfile
    from io import BytesIO

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.json", "{" + '"a": 1, ' * 500 + "}")
    content = bytearray(stream.getvalue())
    content[40:60] = b"\xff" * 20
    with pytest.raises(FormatError, match="SK506 the archive is damaged"):
        formats.read(BytesIO(bytes(content)), suffix=".json")
