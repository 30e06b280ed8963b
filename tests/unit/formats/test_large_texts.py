"""Large delimited texts: read in parts they give what reading them whole gives, and memory that stays."""

import subprocess
import sys

import pytest

from surveykit import formats
from surveykit.formats.base import collected
from surveykit.formats.delimited import parts
from surveykit.formats.delimited.format import CSV
from surveykit.formats.delimited.options import DelimitedOptions
from surveykit.formats.table import growing
from surveykit.problems import FormatError
from surveykit.text import Text

N = 700


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts of some cases, and columns of many different cells that are no large files."""
    monkeypatch.setattr(parts, "_SMALL", 0)
    monkeypatch.setattr(parts, "_ENDS", 10)
    monkeypatch.setattr(parts, "_ROWS", 17)
    monkeypatch.setattr(growing, "_MOST", 80)


def both(tmp_path, content, **options):
    """What reading whole gives, and what reading in parts gives; whether it was in parts."""
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    asked = DelimitedOptions(**options)
    whole, stream = CSV.read(path, asked), CSV.stream(path, asked)
    reading = collected(stream)
    told = [p for p in reading.problems if p.rule.code != "SK609"]
    assert reading.dataset.codebook == whole.dataset.codebook
    assert reading.dataset.arrow().equals(whole.dataset.arrow())
    assert (told, reading.layout) == ([*whole.problems], whole.layout)
    return whole, len(told) == len(reading.problems)


def rows(*columns, heads="abcdefgh", separator=","):
    """A text of columns, each a function of the number of the row."""
    lines = [separator.join(heads[: len(columns)])]
    lines += [separator.join(str(column(n)) for column in columns) for n in range(N)]
    return "\n".join(lines) + "\n"


def test_columns_are_what_all_their_cells_make_them(tmp_path):
    text = rows(
        lambda n: n,
        lambda n: n / 4 if n == N - 3 else n,  # a fraction near the end
        lambda n: "about 5" if n == 500 else n,  # a word among numbers
        lambda n: ("1 Yes", "2 No", "")[n % 3],
        lambda n: f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
        lambda n: f"{n % 28 + 1}/{n % 2 + 1}/2023",
        lambda n: f"{n % 40}%",
        lambda n: f'"ответ {n}, да"' if n % 3 else "'=1",
    )
    whole, in_parts = both(tmp_path, text)
    assert in_parts
    kinds = [(v.type, v.decimals) for v in whole.dataset.codebook]
    assert kinds[:6] == [("number", 0), ("number", None), ("text", None), ("number", 0), ("date", None), ("date", None)]
    assert whole.dataset.codebook["g"].unit == Text("%")


def test_codes_that_stand_once_are_no_codes(tmp_path):
    once = rows(lambda n: n, lambda n: f"{n} Label{n}" if n < 50 else "")
    again = rows(lambda n: n, lambda n: f"{n % 50} Label{chr(65 + n % 26)}{'x' * (n % 50)}")
    assert both(tmp_path, once)[1]
    assert both(tmp_path, again)[1]


def test_a_total_and_notes_at_the_end_are_no_cases(tmp_path):
    text = rows(lambda n: f"firm {n}", lambda n: n, lambda n: n % 5) + "Total,12,13\nSource: register,,\n"
    whole, in_parts = both(tmp_path, text)
    assert in_parts
    assert whole.dataset.arrow().num_rows == N
    assert {"SK624"} == {p.rule.code for p in whole.problems}


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("sep=;\r\n" + rows(lambda n: n, lambda n: f"{n},5", separator=";"), {}, id="a line for Excel"),
        pytest.param("# from a logger\n" + rows(lambda n: n, lambda n: n % 7), {}, id="a comment"),
        pytest.param("\ufeff" + rows(lambda n: f'"a\n{n}"', lambda n: n % 7), {}, id="marks and ends of line in cells"),
        pytest.param(rows(lambda n: n, lambda n: n % 7), {"texts": ("a",)}, id="texts that were named"),
        pytest.param(rows(lambda n: f"ø{n}", lambda n: n).encode("cp1252"), {"encoding": "cp1252"}, id="an encoding"),
    ],
)  # fmt: skip
def test_the_ways_of_writing_are_understood_in_parts(tmp_path, text, options):
    assert both(tmp_path, text, **options)[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(rows(lambda n: n, lambda n: "x" if n != 600 else "x,y"), id="a row too long"),
        pytest.param(rows(lambda n: n, lambda n: "ø" if n > 600 else "o").encode("cp1252"), id="an old encoding"),
        pytest.param(rows(lambda n: n, lambda n: "\ufeff" if n == 600 else "o"), id="files that were joined"),
        pytest.param(rows(lambda n: n, lambda n: '"a\\"b"' if n == 600 else "o"), id="backslashes before quotes"),
        pytest.param(rows(lambda n: n, lambda n: f"{n % 12 + 1}/{n % 9 + 1}/{1950 + n % 70}"), id="unclear dates"),
        pytest.param(rows(lambda n: n, lambda n: n) + "\x1a", id="an old mark of the end"),
    ],
)
def test_what_only_the_whole_tells_is_read_whole_and_said(tmp_path, text):
    assert not both(tmp_path, text)[1]


def test_what_reading_whole_refuses_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(rows(lambda n: n, lambda n: '"open' if n == 600 else n))
    with pytest.raises(FormatError, match="SK506"):
        formats.into_parquet(path, tmp_path / "t.parquet")
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for cases in (60_000, 300_000):
        path = tmp_path / f"{cases}.csv"
        lines = (f"{n},{n % 5},{n / 4},short answer {n},{'long ' * 10}{n}\n" for n in range(cases))
        with path.open("w") as file:
            file.write("id,q,amount,open,more\n")
            file.writelines(lines)
        script = (
            "import resource, sys; from pathlib import Path; from surveykit import formats\n"
            "from surveykit.formats.delimited import parts; parts._SMALL = 0\n"
            "formats.into_parquet(Path(sys.argv[1]), Path(sys.argv[2]))\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, path, tmp_path / "out.parquet"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.35 * peaks[0]


def test_what_is_personal_in_a_large_export_is_left_out(tmp_path, capsys):
    from surveykit.cli import surveykit

    path, target = tmp_path / "t.csv", tmp_path / "t.parquet"
    heads = ["ResponseId", "IPAddress", "Q1"]
    head = [",".join(heads), "Response ID,IP Address,How large?"]
    head += [",".join(f'"{{""ImportId"":""{name}""}}"' for name in heads)]
    path.write_text("\n".join([*head, *(f"R_{n},1.2.3.{n % 250},{n}" for n in range(N))]) + "\n")
    plain = tmp_path / "plain.csv"
    plain.write_text(rows(lambda n: n, lambda n: n % 7))
    assert parts.in_parts(plain, DelimitedOptions())
    assert not parts.in_parts(path, DelimitedOptions())
    with pytest.raises(SystemExit):
        surveykit(["import", str(path), "-o", str(target)])
    assert "IPAddress" not in formats.read(target).dataset.codebook.names
    assert "personal" in capsys.readouterr().err
