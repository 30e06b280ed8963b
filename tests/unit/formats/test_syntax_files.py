"""Syntax with data: the programs they are for run it and have the dataset; texts are quoted whatever stands in them."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.r.syntax import quoted as quoted_r
from surveykit.formats.spss.syntax.write import quoted as quoted_spss
from surveykit.formats.stata.syntax import quoted as quoted_stata
from surveykit.text import Text

AWKWARD = "it's \"a\" `b' $c \\ \n. end. /* x */ Ж * " + "ø" * 150


@pytest.fixture
def dataset() -> Dataset:
    number, text = standard_missing("number"), standard_missing("text")
    codes = (Code(value=1, label=Text(AWKWARD[:60])), Code(value=2, label=Text("Нет")))
    words = (Code(value="N'O", label=Text("Norge")),)
    variables = (
        Variable(name="comment", type="text", label=Text(AWKWARD), missing=text[1:]),
        Variable(name="to", codes="l", missing=number, decimals=0, measure="ordinal"),
        Variable(name="x", measure="scale", missing=(Code(value=99),), missing_ranges=(Range(high=-50),)),
        Variable(name="land", type="text", codes="w"),
        Variable(name="day", type="date", missing=standard_missing("date")),
        Variable(name="moment", type="datetime"),
        Variable(name="took", type="time"),
        Variable(name="v2", decimals=0),
        Variable(name="m_1", decimals=0),
        Variable(name="m_2", decimals=0, role="weight"),
    )
    table = {
        "comment": ['a,"b"', "=1+1", "-9", None, "Øl $x `y'"],
        "to": [1, 2, -9, None, -1],
        "x": [0.1, 99.0, -60.0, None, 1e-7],
        "land": ["N'O", None, "x", "y", "z"],
        "day": ["2001-02-03", "-9", None, "1890-12-31", "-1"],
        "moment": ["2024-01-01T10:00:00.5", None, "1999-12-31T23:59:59", None, None],
        "took": ["23:30:00", None, "03:00:00", None, None],
        "v2": [1, 2, 3, 4, 5],
        "m_1": [0, 1, 1, None, 0],
        "m_2": [1, 1, 2, 1, 1],
    }
    return Dataset(
        Codebook(
            name="study",
            title=Text("It's a title $x"),
            variables=variables,
            lists={"l": CodeList(name="l", codes=codes), "w": CodeList(name="w", codes=words)},
            sets=(ResponseSet(name="m", label=Text("it's"), variables=("m_1", "m_2"), choices=(1, 2)),),
            notes=("One note's line.", "`x' $y"),
        ),
        pa.table(table),
    )


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_has_the_dataset_that_a_sav_holds(dataset, tmp_path):
    formats.write(dataset, tmp_path / "study.sps")
    formats.write(dataset, tmp_path / "wanted.sav")
    program = (tmp_path / "study.sps").read_text(encoding="utf-8") + "SAVE OUTFILE='made.sav'.\n"
    (tmp_path / "run.sps").write_text(program, encoding="utf-8")
    done = subprocess.run(["pspp", "run.sps"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")
    made, wanted = (formats.read(tmp_path / f"{name}.sav").dataset for name in ("made", "wanted"))
    assert made.arrow().equals(wanted.arrow())
    for one, other in zip(made.codebook, wanted.codebook, strict=True):
        cleaned = " ".join(str(one.label).split())
        assert cleaned == " ".join(str(other.label).split())[: len(cleaned)]
        for fact in ("name", "type", "measure", "missing", "missing_ranges", "role", "decimals"):
            assert getattr(one, fact) == getattr(other, fact), (one.name, fact)
    assert made.codebook.sets == wanted.codebook.sets
    labels = [
        [str(c.label) for codes in book.lists.values() for c in codes] for book in (made.codebook, wanted.codebook)
    ]
    assert labels[0] == [re.sub(r"\n", " ", label) for label in labels[1]]


R_LOOKS = """
source("study.R")
shown <- function(x) if (is.factor(x)) as.character(x) else if (inherits(x, "POSIXct")) format(x, "%Y-%m-%dT%H:%M:%OS1") else as.character(x)
for (name in names(survey)) cat(name, gsub("\\n", " ", paste(shown(answers(survey[[name]])), collapse = "|")), sep = "=", fill = 10000)
for (name in c("day", "moment")) cat(name, class(survey[[name]])[1], shown(survey[[name]]), "\\n")
cat(enc2utf8(attr(survey$comment, "label")) == enc2utf8(wanted), is.ordered(answers(survey$to)), attr(survey, "notes")[2], "\\n")
cat(format(survey$x, digits = 17), "\\n")
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_has_codes_labels_missing_values_and_dates(dataset, tmp_path):
    formats.write(dataset, tmp_path / "study.R")
    (tmp_path / "run.R").write_text(f"wanted <- {quoted_r(AWKWARD)}\n{R_LOOKS}", encoding="utf-8")
    done = subprocess.run(["Rscript", "run.R"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    said = dict(line.split("=", 1) for line in done.stdout.splitlines()[:10] if "=" in line)
    assert said["x"] == "0.1|NA|NA|NA|1e-07"
    assert said["to"].endswith("|Нет|NA|NA|NA")
    assert said["comment"] == 'a,"b"|=1+1|NA|NA|Øl $x `y\''
    assert said["land"] == "Norge|NA|x|y|z"
    rest = done.stdout.splitlines()[10:]
    assert rest[0].split() == ["day", "Date", "2001-02-03", "NA", "NA", "1890-12-31", "NA"]
    assert rest[1].split() == ["moment", "POSIXct", "2024-01-01T10:00:00.5", "NA", "1999-12-31T23:59:59.0", "NA", "NA"]
    assert rest[2].split() == ["TRUE", "TRUE", "`x'", "$y"]


COMMANDS = {
    "*", "version", "clear", "import", "destring", "recast", "replace", "format", "label", "generate", "drop", "rename",
    "order", "notes", "notes:", "compress",
}  # fmt: skip


def pieces(line: str) -> list[str]:
    """The texts in compound quotes; what stands between them is left out."""
    return re.findall(r"`\"(.*?)\"'", line)


def test_a_do_file_has_whole_commands_and_no_text_that_stata_would_run(dataset, tmp_path):
    formats.write(dataset, tmp_path / "study.do")
    text = (tmp_path / "study.do").read_text(encoding="utf-8")
    lines = text.replace(" ///\n   ", "").splitlines()
    assert {line.split()[0] for line in lines} <= COMMANDS
    assert max(map(len, text.splitlines())) < 32_000
    for line in lines:
        assert line.count('`"') == line.count("\"'") == len(pieces(line))
        bare = re.sub(r"`\".*?\"'", "", line)
        assert "`" not in bare
        assert "$" not in bare
        for piece in pieces(line):
            assert "`" not in piece
            assert re.search(r"(?<!\\)\$", piece) is None
            assert not piece.endswith("\\")
    (renamed,) = [line for line in lines if line.startswith("rename (")]
    assert renamed.endswith("( comment to x land day moment took v2 m_1 m_2 )")
    assert "replace v2 = .d if v2 == -9" in lines
    assert 'replace t_v5 = .d if v5 == "-9"' in lines
    assert "replace v3 = .f if v3 == -60" in lines or "replace v3 = .e if v3 == -60" in lines


@pytest.mark.parametrize("text", [AWKWARD, "", "'", "''" * 200, "\r\n\t", "a\u2028b", "é" * 500])
def test_texts_in_spss_are_quoted_in_pieces_that_fit_a_line(text):
    said = quoted_spss(text)
    assert all(len(line.encode()) < 400 for line in said.splitlines())
    parts = [part.strip() for part in said.split(" +\n")]
    assert all(re.fullmatch(r"'([^'\n]|'')*'", part) for part in parts)
    assert "".join(part[1:-1].replace("''", "'") for part in parts) == re.sub(r"[\x00-\x1f\u2028]+", " ", text)


def test_texts_in_r_hold_no_letter_that_depends_on_the_machine():
    said = quoted_r(AWKWARD + "\U0001f600\x01\x00")
    assert said.isascii()
    assert (
        json.loads(re.sub(r"\\U([0-9a-f]{8})", lambda m: json.dumps(chr(int(m[1], 16)))[1:-1], said))
        == AWKWARD + "\U0001f600\x01"
    )


def test_texts_in_stata_cannot_end_their_quotes():
    assert quoted_stata('a "\' b `" c $d \\$e \\') == '`"a "\u2019 b \u2018" c \\$d \\$e "\''


def test_what_is_written_otherwise_is_told(dataset, tmp_path):
    told = {suffix: formats.lost(dataset, tmp_path / f"x{suffix}") for suffix in (".sps", ".do", ".R")}
    assert any("signs in labels" in loss.what for loss in told[".do"])
    assert any("missing codes of dates become NA" in loss.what for loss in told[".R"])
    assert all(any(loss.rule.code == "SK640" for loss in losses) for losses in told.values())
    lines = pa.chunked_array([pa.array(["a\nb", None, None, None, None])])
    table = dataset.table.set_column(0, "comment", lines)
    losses = formats.lost(replace(dataset, table=table), Path("x.sps"))
    assert any("ends of lines" in loss.what for loss in losses)


def test_ends_of_lines_in_labels_are_told(tmp_path):
    variables = (Variable(name="n", label=Text("How many?\nAll")),)
    told = formats.write(Dataset(Codebook(variables=variables), pa.table({"n": [1]})), tmp_path / "x.sps")
    assert "ends of lines in labels become blanks: 'n'" in [p.what for p in told]
