"""What is written as .sav opens in PSPP: names, labels, missing values, sets, weight, roles; and its files read here."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.text import Text

pytestmark = pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")

LONG = "a_very_long_name_of_a_variable_that_has_sixty_three_letters_abc"


def run(syntax: str, folder: Path) -> str:
    """What PSPP prints for some syntax, as lines of cells."""
    (folder / "run.sps").write_text(syntax, encoding="utf-8")
    out = folder / "out.csv"
    done = subprocess.run(
        ["pspp", "-O", "format=csv", "-o", out, folder / "run.sps"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder)},
        timeout=60,
    )
    printed = out.read_text(encoding="utf-8") if out.exists() else ""
    assert done.returncode == 0, done.stdout + done.stderr + printed
    return printed


@pytest.fixture
def rich() -> Dataset:
    yes = CodeList(name="yes", codes=(Code(value=1, label=Text("Да")), Code(value=2, label=Text("Nei"))))
    numbers, texts = standard_missing("number"), standard_missing("text")
    codebook = Codebook(
        title=Text("Undersøkelse"),
        variables=(
            Variable(name="id", type="text", label=Text("Enhet")),
            Variable(
                name="export",
                label=Text("Har foretaket eksport?"),
                codes="yes",
                missing=numbers,
                decimals=0,
                measure="ordinal",
                formats={"spss role": "target", "spss attribute Source": "SIS 2005"},
            ),
            Variable(name="old", missing=(Code(value=99, missing="user_missing"),), missing_ranges=(Range(high=-1),)),
            Variable(name="kind", type="text", missing=texts, label=Text("Art")),
            Variable(name="founded", type="date", missing=standard_missing("date")),
            Variable(name="open", type="text"),
            *(Variable(name=f"partners_{n}", decimals=0, missing=numbers) for n in (1, 2)),
            Variable(name=LONG, measure="scale", decimals=1),
            Variable(name="w", role="weight", measure="scale", decimals=2),
        ),
        lists={"yes": yes},
        sets=(
            ResponseSet(
                name="partners", label=Text("Partnere Ж"), variables=("partners_1", "partners_2"), choices=(1, 2)
            ),
        ),
    )
    table = pa.table({
        "id": ["a", "b", "c", "d"],
        "export": [1, 2, -9, -1],
        "old": [1.0, 99.0, -5.0, 2.5],
        "kind": ["x", "-9", "-1", "-7"],
        "founded": ["2001-02-03", "-9", None, "1999-12-31"],
        "open": ["Øl " * 300 + "slutt", "да", None, "=1"],
        "partners_1": [1, 0, -9, -1],
        "partners_2": [0, 1, -9, -1],
        LONG: [0.5, 1.5, None, 2.0],
        "w": [1.0, 0.5, 2.25, 1.0],
    })  # fmt: skip
    return Dataset(codebook, table)


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
def test_pspp_shows_the_dictionary_as_it_was_meant(rich, tmp_path, suffix):
    formats.write(rich, tmp_path / f"rich{suffix}")
    printed = run(
        f"GET FILE='rich{suffix}'.\nDISPLAY DICTIONARY.\nDISPLAY ATTRIBUTES.\nMRSETS /DISPLAY NAME=ALL.", tmp_path
    )
    rows = [row for row in csv.reader(io.StringIO(printed)) if row]
    facts = {row[0]: row for row in reversed(rows)}
    assert facts["export"][2:5] == ["Har foretaket eksport?", "Ordinal", "Output"]  # as PSPP calls a target
    missing = {name: facts[name][9] for name in ("export", "old", "kind", "founded")}
    assert missing == {
        "export": "-9 THRU -7; -1",
        "old": "LOWEST THRU -1; 99",
        "kind": '"-1"; "-7"; "-9"',  # three at most; of the fourth only the label is written
        "founded": "-9 THRU -7; -1",
    }
    assert (facts["founded"][7], facts["open"][7], facts[LONG][3]) == ("SDATE10", "A1205", "Scale")
    assert ["Har foretaket eksport?", "-9[a]", "no answer"] in rows
    assert {("", "1", "Да"), ("", "2", "Nei"), ("", "-8", "don't know")} <= {tuple(row) for row in rows}
    assert ["Har foretaket eksport?", "Source", "SIS 2005"] in rows
    assert facts["$partners"][1:] == ["Partnere Ж", "Dichotomies", "1", "partners_1\npartners_2"]


def test_pspp_reads_the_values_and_the_weight(rich, tmp_path):
    formats.write(rich, tmp_path / "rich.sav")
    printed = run(
        f"GET FILE='rich.sav'.\nSHOW WEIGHT.\nDESCRIPTIVES VARIABLES={LONG} /STATISTICS=MEAN.\n"
        "COMPUTE n=LENGTH(RTRIM(open)).\nLIST id export old n.",
        tmp_path,
    )
    assert "WEIGHT is w" in printed
    assert f"{LONG},2.50,1.30" in printed  # (0.5 * 1 + 1.5 * 0.5 + 2 * 1) / 2.5 cases
    assert "a,1,1.00,1205.00" in printed  # 300 times 4 bytes, and 5


FOREIGN = """
SET LOCALE='{locale}'.
DATA LIST LIST (";") /a (F8.0) b (F8.2) s (A8) t (A300) u (A20) d (DATE11) dt (DATETIME20) ti (TIME11) dti (DTIME14)
 my (MOYR8) wd (WKDAY9) w (F8.2).
BEGIN DATA
1;1.25;"aa";"long text";"{word}";01-JAN-2020;01-JAN-2020 10:11:12;25:30:00;2 03:00:00;JAN 2020;MON;1.5
-9;-9;"XX";"{word}";"";31-DEC-1999;15-OCT-1582 00:00:01;00:00:01;0 00:00:01;FEB 1999;TUE;2
98;99;"YY";"";"{word}";.;.;.;.;.;.;0
97.5;-1000;"";"x";"b";01-JAN-2001;01-JAN-2020 10:11:12.5;-01:00:00;-1 00:00:00;.;.;.
END DATA.
VARIABLE LABELS a '{word}'.
VALUE LABELS a 1 '{word}' -9 'none' /s 'aa' 'Label aa' /t 'long text' 'a label of a long value'.
MISSING VALUES a (-9) b (LO THRU -1, 99) s ('XX','YY') t ('x') u ('b') dt (-9).
WEIGHT BY w.
VARIABLE ROLE /TARGET a /SPLIT s.
VARIABLE ATTRIBUTE VARIABLES=a b ATTRIBUTE=Source('SIS 2005') Note[1]('one') Note[2]('two (2)').
DATAFILE ATTRIBUTE ATTRIBUTE=Author('me').
SAVE OUTFILE='plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='packed.sav' /COMPRESSED.
SAVE OUTFILE='zipped.zsav' /ZCOMPRESSED.
"""


@pytest.mark.parametrize(("locale", "word"), [("UTF-8", "Øй"), ("CP1251", "Ответ"), ("ISO-8859-1", "Ærøé")])
def test_files_of_pspp_are_read_as_their_library_reads_them(tmp_path, locale, word):
    import pyreadstat

    run(FOREIGN.format(locale=locale, word=word), tmp_path)
    for name in ("plain.sav", "packed.sav", "zipped.zsav"):
        path = tmp_path / name
        reading = formats.read(path)
        codebook, table = reading.dataset.codebook, reading.dataset.arrow()
        asked = {"output_format": "dict", "user_missing": True, "disable_datetime_conversion": True}
        columns, _ = pyreadstat.read_sav(path, **asked)
        for column in ("a", "b", "s", "t", "u", "wd", "w"):
            values = [None if value == "" or value != value else value for value in columns[column]]  # noqa: PLR0124
            assert table[column].to_pylist() == values
        assert str(codebook["a"].label) == word
        assert table["dt"].to_pylist()[:2] == ["2020-01-01T10:11:12", "1582-10-15T00:00:01"]
        assert table["dt"].to_pylist()[3] == "2020-01-01T10:11:12.5"
        assert table["ti"].to_pylist() == ["25:30:00", "00:00:01", None, "-01:00:00"]
        assert table["dti"].to_pylist()[0] == "2 03:00:00"
        assert table["my"].to_pylist()[:2] == ["2020-01-01", "1999-02-01"]
        assert codebook.role("weight").name == "w"
        assert codebook["a"].formats == {
            "spss": "F8.0",
            "spss role": "target",
            "spss attribute Source": "SIS 2005",
            "spss attribute Note": "one\ntwo (2)",
        }
        assert [p.what for p in reading.problems if p.rule.code == "SK600"] == [
            "attributes of the file are left out: 'Author'"
        ]
