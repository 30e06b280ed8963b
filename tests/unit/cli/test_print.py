"""`surveykit print`: which edition goes where."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from surveykit.cli.print import command
from surveykit.problems import DataError, FormatError

EVERY = Path(__file__).resolve().parents[1] / "reports" / "paper" / "every.yaml"


def run(*arguments: str):
    return CliRunner().invoke(command, [str(EVERY), *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize(("options", "said"), [
    ((), ["What is the sector?"]),
    (("--language", "nb"), ["Hvilken næring?"]),
    (("--language", "nb", "--beside", "en"), ["Hvilken næring?", "What is the sector?"]),
    (("--review",), ["What is the sector?", "Hvilken næring?", "sector = stratum"]),
    (("--empties",), ["refused"]),
])  # fmt: skip
def test_a_page(tmp_path, options, said):
    page = tmp_path / "page.html"
    assert run(*options, "-o", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert [words for words in said if words not in text] == []
    assert ("sector = stratum" in text) == ("--review" in options)
    assert ("refused" in text) == ("--empties" in options)


def test_a_chart_and_word(tmp_path):
    assert run("--flow", "-o", tmp_path / "flow.svg").exit_code == 0
    assert (tmp_path / "flow.svg").read_bytes().startswith(b"<svg")
    assert run("-o", tmp_path / "page.docx").exit_code == 0
    assert (tmp_path / "page.docx").read_bytes().startswith(b"PK")


def test_standard_output():
    done = run("-o", "-", "--format", "html")
    assert done.output.startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["page.odt", "page.svg"])
def test_a_format_that_is_not_printed_is_refused_at_its_file(tmp_path, name):
    with pytest.raises(FormatError) as refusal:
        run("-o", tmp_path / name)
    assert refusal.value.problems[0].rule.code == "SK593"
    assert refusal.value.problems[0].place.file.endswith(name)
    assert list(tmp_path.iterdir()) == []


def test_a_language_the_instrument_has_not_is_refused(tmp_path):
    for option in ("--language", "--beside"):
        with pytest.raises(DataError):
            run(option, "fr", "-o", tmp_path / "page.html")


def test_the_instrument_is_not_written_over(tmp_path):
    copy = tmp_path / "every.html"
    copy.write_text(EVERY.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(FormatError) as refusal:
        CliRunner().invoke(command, [str(copy), "-o", str(copy)], catch_exceptions=False)
    assert refusal.value.problems[0].rule.code == "SK591"
