"""Workbooks as people make them."""

import zipfile
from datetime import date, datetime, time
from functools import partial

import openpyxl
import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
from surveykit.codebook.country_sets import CountrySet, Period
from surveykit.codebook.variable import Origin, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.problems import FormatError

moment = partial(datetime, tzinfo=None)


@pytest.fixture
def read(tmp_path):
    """Make a workbook of rows by sheet, change it, read it."""

    def reading(*rows, change=None, name="x.xlsx", more=None, **options):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Answers"
        for row in rows:
            sheet.append(row)
        for title, cells in (more or {}).items():
            other = book.create_sheet(title)
            for row in cells:
                other.append(row)
        if change:
            change(book, sheet)
        path = tmp_path / name
        book.save(path)
        return formats.read(path, options_of(formats.format_of(path), options))

    return reading


def cells(reading):
    return reading.dataset.arrow().to_pydict()


def told(reading):
    return [(problem.rule.code, problem.place.cell) for problem in reading.problems]


def test_a_plain_sheet_is_read(read):
    reading = read(("id", "size", "since"), ("a", 12, date(2001, 2, 3)), ("b", 3.5, None))
    assert cells(reading) == {"id": ["a", "b"], "size": [12.0, 3.5], "since": ["2001-02-03", None]}
    assert reading.problems == ()


def test_titles_above_the_headings_are_skipped_and_told(read):
    reading = read(("Survey of firms 2024",), (), ("id", "size", "x"), ("a", 1, "y"))
    assert cells(reading) == {"id": ["a"], "size": [1], "x": ["y"]}
    assert reading.problems[0].what == "left out: 1 row above the headings in row 3: 'Survey of firms 2024'"


def test_the_row_of_headings_can_be_named(read):
    rows = (("a", "b"), ("c", "d"), (1, 2))
    assert cells(read(*rows)) == {"a": ["c", "1"], "b": ["d", "2"]}
    assert cells(read(*rows, header="2")) == {"c": [1], "d": [2]}
    with pytest.raises(FormatError, match="SK540 row 9 of sheet 'Answers' is empty"):
        read(*rows, header="9")


def test_a_sheet_without_headings_is_refused(read):
    with pytest.raises(FormatError, match="SK540"):
        read((1, 2), (3, 4))
    with pytest.raises(FormatError, match="SK540 sheet 'Answers' is empty"):
        read()


def test_empty_rows_and_columns_are_left_out_and_told(read):
    reading = read(("id", None, "size"), ("a", None, 1), (), ("b", None, 2))
    assert cells(reading) == {"id": ["a", "b"], "size": [1, 2]}
    assert [problem.what for problem in reading.problems] == ["left out: 1 empty row", "left out: 1 empty column"]


def test_repeated_headings_are_refused_with_both_cells(read):
    with pytest.raises(FormatError) as refusal:
        read(("id", "size", "Size", "id"), ("a", 1, 2, "b"))
    assert [(p.rule.code, p.place.cell, p.what) for p in refusal.value.problems] == [
        ("SK532", "Answers!C1", "Answers!B1 and Answers!C1 are both headed 'Size'"),
        ("SK532", "Answers!D1", "Answers!A1 and Answers!D1 are both headed 'id'"),
    ]
    assert "rename one" in refusal.value.problems[0].hint


def test_cells_merged_from_above_into_the_headings_are_told(read):
    rows = ("Firm", "Export", None), (None, "goods", "services"), ("a", 1, 2)
    reading = read(*rows, header="2", change=lambda _, sheet: sheet.merge_cells("A1:A2"))
    assert list(cells(reading)) == ["column_1", "goods", "services"]
    assert ("SK544", "Answers!A1:A2") in told(reading)


def test_merged_headings_stand_for_each_column(read):
    reading = read(("id", "export", None), ("a", 1, 2), change=lambda _, sheet: sheet.merge_cells("B1:C1"))
    assert list(cells(reading)) == ["id", "export", "export_2"]
    assert ("SK544", "Answers!B1:C1") in told(reading)


def test_merged_data_cells_are_told(read):
    reading = read(("id", "x"), ("a", 1), (None, 2), change=lambda _, sheet: sheet.merge_cells("A2:A3"))
    assert cells(reading) == {"id": ["a", None], "x": [1, 2]}
    assert told(reading) == [("SK544", "Answers!A2:A3")]


def test_formulas_without_a_result_are_told(read):
    reading = read(("id", "sum"), ("a", "=1+1"), ("b", 3))
    assert cells(reading) == {"id": ["a", "b"], "sum": [None, 3]}
    assert told(reading) == [("SK543", "Answers!B2")]


def test_error_cells_are_blank_and_told(read):
    reading = read(("id", "x"), ("a", "#N/A"), ("b", 1), change=lambda _, sheet: setattr(sheet["B2"], "data_type", "e"))
    assert cells(reading) == {"id": ["a", "b"], "x": [None, 1]}
    assert told(reading) == [("SK542", "Answers!B2")]


def test_words_among_numbers_are_kept_and_told(read):
    reading = read(("id", "x"), ("a", 1), ("b", "about 2"), ("c", 3))
    assert cells(reading)["x"] == ["1", "about 2", "3"]
    assert told(reading) == [("SK530", "Answers!B3")]


def test_dates_as_text_and_times_are_dates_and_times(read):
    reading = read(
        ("d", "w", "t"), ("17.5.2024", moment(2024, 5, 17, 8, 30), time(9, 5)), (date(2024, 5, 18), None, None)
    )
    assert cells(reading) == {
        "d": ["2024-05-17", "2024-05-18"],
        "w": ["2024-05-17T08:30:00", None],
        "t": ["09:05:00", None],
    }


def test_the_first_sheet_with_anything_is_read_or_the_one_named(read):
    more = {"Other": [("k",), (1,)]}
    assert list(cells(read(("id",), ("a",), more=more))) == ["id"]
    assert list(cells(read(more=more))) == ["k"]
    assert list(cells(read(("id",), ("a",), more=more, sheet="other"))) == ["k"]
    with pytest.raises(FormatError, match=r"SK546 there is no sheet 'Othr'\n    hint: did you mean 'Other'"):
        read(("id",), ("a",), more=more, sheet="Othr")


def test_a_sheet_called_variables_need_not_be_ours(read):
    reading = read(("id",), ("a",), more={"variables": [("x", "y"), (1, 2)]})
    assert reading.dataset.codebook.names == ("id",)


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 8_000_000)
    with pytest.raises(FormatError, match=r"SK507 the workbook unpacks to 48 MB"):
        formats.read(path)


def test_damaged_xml_is_refused(firms, tmp_path):
    path = tmp_path / "x.xlsx"
    formats.write(firms, path)
    broken = tmp_path / "y.xlsx"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(broken, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content[:-30] if name.endswith("sheet1.xml") else content)
    with pytest.raises(FormatError, match="SK506 the workbook is damaged"):
        formats.read(broken)


def test_no_text_becomes_a_formula(firms, tmp_path):
    path = tmp_path / "x.xlsx"
    notes = formats.write(firms, path)
    assert [(note.rule.code, note.place.variable) for note in notes] == [("SK548", "comment")]
    sheet = openpyxl.load_workbook(path)["data"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["K5"].value == "=1+1"


def test_the_dictionary_can_be_read_and_edited_by_people(firms, tmp_path):
    path = tmp_path / "x.xlsx"
    formats.write(firms, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["data", "variables", "codes", "sets", "about"]
    variables = [[cell.value for cell in row] for row in book["variables"].iter_rows()]
    assert variables[0][:4] == ["name", "label:en", "label:nb", "label"]
    row = next(cells for cells in book["variables"].iter_rows() if cells[0].value == "size")
    row[3].value = "Persons employed"
    heads = [cell.value for cell in book["codes"][1]]
    book["codes"].append([{"list": "industries", "value": 7, "label": "Postal services"}.get(head) for head in heads])
    book.save(path)
    codebook = formats.read(path).dataset.codebook
    assert str(codebook["size"].label) == "Persons employed"
    assert codebook.label_of(codebook["industry"], 7) == "Postal services"


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("type", "numeric", "type"),
        ("codes", "nolist", "SK311"),
        ("missing", "nolist", "nolist"),
        ("name", "EXPORT", "SK310"),
    ],
)
def test_a_dictionary_that_cannot_be_understood_is_refused_by_row(firms, tmp_path, cell, value, said):
    path = tmp_path / "x.xlsx"
    formats.write(firms, path)
    book = openpyxl.load_workbook(path)
    sheet = book["variables"]
    column = [head.value for head in sheet[1]].index(cell) + 1
    sheet.cell(row=4, column=column, value=value)
    book.save(path)
    with pytest.raises(FormatError) as refusal:
        formats.read(path)
    text = str(refusal.value)
    assert said in text
    assert "variables" in text


def test_labels_in_cells_come_back_as_codes(firms, tmp_path):
    path = tmp_path / "x.xlsx"
    options = options_of(formats.format_of(path), {"values": "labels", "language": "nb"})
    formats.write(firms, path, options)
    assert openpyxl.load_workbook(path)["data"]["B2"].value == "Ja"
    back = formats.read(path).dataset
    assert back.codebook == firms.codebook
    assert back.arrow().column("export").to_pylist() == firms.table.column("export").to_pylist()
    assert back.arrow().column("founded").to_pylist() == firms.table.column("founded").to_pylist()


def test_a_sheet_that_is_too_small_is_refused(tmp_path, monkeypatch, firms):
    monkeypatch.setattr("surveykit.formats.excel.write._MOST_COLUMNS", 5)
    with pytest.raises(FormatError, match="SK547 12 cases and 11 variables do not fit"):
        formats.write(firms, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_texts_too_long_for_a_cell_are_cut_and_announced(tmp_path):
    import pyarrow as pa

    from surveykit.codebook.codebook import Codebook

    path = tmp_path / "x.xlsx"
    codebook = Codebook(variables=(Variable(name="a", type="text"),))
    (loss,) = formats.write(Dataset(codebook, pa.table({"a": ["x" * 40_000]})), path)
    assert loss.what == "texts are cut to 32,767 characters: 'a'"
    assert len(formats.read(path).dataset.arrow().column("a")[0].as_py()) == 32_767


def whole(variables, **columns):
    """A dataset of these variables and columns."""
    types = {"number": pa.float64()}
    arrays = [pa.array(columns[v.name], types.get(v.type, pa.string())) for v in variables]
    codebook = Codebook(name="trip", variables=tuple(variables))
    return Dataset(codebook, pa.table(arrays, names=[v.name for v in variables]))


def back(dataset, path):
    formats.write(dataset, path)
    return formats.read(path).dataset


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_our_own_workbook_comes_back_with_cases_that_hold_nothing(name, tmp_path):
    variables = [Variable(name="size"), Variable(name="why", type="text")]
    dataset = whole(variables, size=[None, 1, None, None], why=[None, "", None, None])
    assert back(dataset, tmp_path / name).arrow().to_pydict()["size"] == [None, 1, None, None]


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_our_own_workbook_is_not_searched_for_titles_totals_and_notes(name, tmp_path):
    variables = [Variable(name=n, type="text") for n in ("a", "Other (specify)", "c")] + [Variable(name="n.1")]
    cells = {"a": ["x", None, "Total", "Note: of it"], "Other (specify)": ["(NOK)", None, None, None]}
    dataset = whole(variables, **cells, c=[None, "y", None, None], **{"n.1": [None, 1, 2, None]})
    found = back(dataset, tmp_path / name)
    assert found.codebook.names == dataset.codebook.names
    assert found.arrow().to_pydict() == dataset.arrow().to_pydict()


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_midnight_is_a_time_of_day_in_our_own_workbook(name, tmp_path):
    dataset = whole([Variable(name="at", type="datetime")], at=["2024-05-01T00:00:00", None, "2024-05-01"])
    assert back(dataset, tmp_path / name).arrow().to_pydict() == dataset.arrow().to_pydict()


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_a_text_that_reads_as_an_error_of_a_spreadsheet_stays_in_our_own_workbook(name, tmp_path):
    dataset = whole([Variable(name="said", type="text")], said=["#N/A", "#NULL!", "ok"])
    assert back(dataset, tmp_path / name).arrow().to_pydict() == dataset.arrow().to_pydict()


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_every_fact_of_a_codebook_comes_back_from_a_workbook(name, tmp_path):
    origin = Origin(kind="asked", question="q", relevance="b = 1", required=True)
    variables = (
        Variable(name="a", type="date", earliest="2001-01-01", latest="2002-01-01", personal=True, origin=origin),
        Variable(name="b"),
    )
    group = CountrySet(
        name="EU", periods=(Period(until="2004-04-30", members=("SE", 7)), Period(since="2004-05-01", members=()))
    )
    codebook = Codebook(
        name="trip",
        variables=variables,
        sets=(ResponseSet(name="s", variables=("b",), choices=(1,), least=1, most=2),),
        checks=(Consistency(id="c", variable="b", relevance="b > 0", when_unknown="ask", rule="b < 9"),),
        country_sets={"EU": group},
    )
    dataset = Dataset(codebook, pa.table({"a": ["2001-05-01"], "b": [1]}))
    assert back(dataset, tmp_path / name).codebook == codebook
