"""DDI with its data: what stands beside the description is found, read by it, or refused with a reason."""

import gzip
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.problems import FormatError

VARIABLES = """
<var ID="a" name="id" dcml="0"><location StartPos="1" EndPos="3"/><varFormat type="numeric"/></var>
<var ID="b" name="weight" dcml="2" wgt="wgt"><location StartPos="4" width="6"/><varFormat type="numeric"/></var>
<var ID="c" name="town"><location StartPos="10" EndPos="13"/><varFormat type="character"/></var>"""


def described(
    folder: Path, name: str, variables: str = VARIABLES, charset: str = "", structure: str = "rectangular"
) -> Path:
    path = folder / "study.xml"
    path.write_text(
        f'<codeBook xmlns="ddi:codebook:2_5"><stdyDscr/><fileDscr ID="F"><fileTxt><fileName>{name}</fileName>'
        f'<fileStrc type="{structure}"/><fileType charset="{charset}"/></fileTxt></fileDscr>'
        f"<dataDscr>{variables}</dataDscr></codeBook>",
        encoding="utf-8",
    )
    return path


def test_fixed_columns_have_implied_decimals_and_blanks(tmp_path):
    path = described(tmp_path, "study.dat", charset="ISO-8859-1")
    lines = "  1000150Oslo\n 02-00005Bod\xf8\n  3  1.5 \n"
    (tmp_path / "study.dat").write_bytes(lines.encode("latin-1"))
    reading = formats.read(path)
    assert reading.dataset.arrow().to_pydict() == {
        "id": [1, 2, 3],
        "weight": [1.5, -0.05, 1.5],
        "town": ["Oslo", "Bodø", None],
    }
    assert [problem.what for problem in reading.problems] == [
        "1 lines end before column 13; their last variables are blank"
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_is_matched_by_name_packed_or_not(tmp_path, sign):
    path = described(tmp_path, "data/study.csv")
    rows = f"Town{sign}ID{sign}weight{sign}more\nOslo{sign}01{sign}1.50{sign}x\n"
    (tmp_path / "study.csv.gz").write_bytes(gzip.compress(rows.encode()))
    reading = formats.read(path)
    assert reading.dataset.arrow().to_pydict() == {"id": [1], "weight": [1.5], "town": ["Oslo"]}
    assert "'more'" in reading.problems[0].what


def test_a_cell_that_is_no_number_is_blank_and_told_with_its_case(tmp_path):
    path = described(tmp_path, "study.csv")
    (tmp_path / "study.csv").write_text("id,weight,town\n1,one,x\n2,2,y\n")
    reading = formats.read(path)
    assert reading.dataset.arrow().column("weight").to_pylist() == [None, 2.0]
    (problem,) = reading.problems
    assert (problem.rule.code, problem.severity, problem.place.case) == ("SK639", "error", "1")
    assert "'one'" in problem.what


def test_without_its_data_a_description_is_a_codebook_and_the_refusal_says_so(tmp_path):
    path = described(tmp_path, "../../secret.csv")
    with pytest.raises(FormatError, match=r"SK637.*'secret.csv'") as refusal:
        formats.read(path)
    assert "--codebook" in refusal.value.problems[0].hint


def test_data_in_a_format_of_their_own_are_named(tmp_path):
    path = described(tmp_path, "study.sav")
    (tmp_path / "study.sav").write_bytes(b"$FL2")
    with pytest.raises(FormatError, match="format of its own"):
        formats.read(path)


@pytest.mark.parametrize(
    ("variables", "structure"),
    [
        (VARIABLES, "hierarchical"),
        (VARIABLES.replace('ID="a"', 'rectype="H"').replace('ID="b"', 'rectype="P"'), "rectangular"),
    ],
)
def test_records_of_several_types_are_refused(tmp_path, variables, structure):
    path = described(tmp_path, "study.csv", variables, structure=structure)
    (tmp_path / "study.csv").write_text("id,weight,town\n")
    with pytest.raises(FormatError, match="SK641"):
        formats.read(path)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("study.csv", b"", "SK504"),
        ("study.csv", b"id,weight\n1,2\n", "SK504"),
        ("study.csv", b"id,weight,town\n1,2\n", "SK506"),
        ("study.csv", b"id,weight,town\n1,2,\xff\xfe\n", "SK506"),
        ("study.csv.gz", b"\x1f\x8b\x08no", "SK506"),
        ("study.dat", b"\xff\n", "SK521"),
    ],
)
def test_damaged_data_are_refused_with_the_file_named(tmp_path, name, content, rule):
    path = described(tmp_path, name)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError, match=rule) as refusal:
        formats.read(path)
    assert all(problem.place.file.endswith(name) for problem in refusal.value.problems)


def test_a_gz_that_unpacks_without_end_is_refused(tmp_path):
    path = described(tmp_path, "study.csv.gz")
    (tmp_path / "study.csv.gz").write_bytes(gzip.compress(bytes(300_000_000)))
    with pytest.raises(FormatError, match="SK507"):
        formats.read(path)


def test_dates_in_another_form_are_texts_and_told(tmp_path):
    date = '<var name="day"><varFormat type="character" category="date"/></var>'
    path = described(tmp_path, "study.csv", date)
    (tmp_path / "study.csv").write_text("day\n17MAY2024\n")
    reading = formats.read(path)
    assert reading.dataset.codebook["day"].type == "text"
    assert "'17MAY2024'" in reading.problems[0].what
