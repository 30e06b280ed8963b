"""A codebook goes out as DDI-Codebook and comes in wherever a codebook is taken."""

from pathlib import Path

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded
from surveykit.ddi.read import codebook_in
from surveykit.instrument.file import load
from surveykit.instrument.project import codebook_of

ROOT = Path(__file__).resolve().parents[3]
INSTRUMENT = ROOT / "instruments" / "norwegian-sis.yaml"
SAMPLE = ROOT / "sample_responses" / "norwegian-sis.sav"


def run(*arguments: object) -> int:
    return guarded(surveykit, [str(argument) for argument in arguments])


def test_the_codebook_of_an_instrument_goes_out_and_describes_responses(tmp_path, capsys):
    xml = tmp_path / "sis.xml"
    assert run("codebook", INSTRUMENT, "-o", xml) == CLEAN
    assert codebook_in(xml).codebook == codebook_of(load(INSTRUMENT))
    assert run("import", SAMPLE, "--codebook", xml, "-o", tmp_path / "a.parquet") == CLEAN
    assert run("import", SAMPLE, "--instrument", INSTRUMENT, "-o", tmp_path / "b.parquet") == CLEAN
    from surveykit import formats

    one, other = (formats.read(tmp_path / name).dataset for name in ("a.parquet", "b.parquet"))
    assert one.arrow().equals(other.arrow())
    assert one.codebook == other.codebook
    assert run("codebook", xml, "-o", tmp_path / "sis.md") == CLEAN
    assert "# " in (tmp_path / "sis.md").read_text(encoding="utf-8")


def test_the_codebook_of_data_has_their_statistics(tmp_path):
    xml = tmp_path / "data.xml"
    assert run("codebook", SAMPLE, "-o", xml) == CLEAN
    text = xml.read_text(encoding="utf-8")
    assert '<sumStat type="vald">' in text
    assert '<catStat type="freq">' in text


def test_standard_output_takes_it_too(capsysbinary):
    assert run("codebook", INSTRUMENT, "-o", "-", "--format", "xml") == CLEAN
    assert capsysbinary.readouterr().out.startswith(b"<?xml")


def test_a_data_package_is_data_and_a_codebook(tmp_path):
    package = tmp_path / "sis.json"
    assert run("export", SAMPLE, "-o", package) == CLEAN
    assert run("codebook", package, "-o", tmp_path / "sis.xml") == CLEAN
    assert '<sumStat type="vald">' in (tmp_path / "sis.xml").read_text(encoding="utf-8")
    assert run("import", SAMPLE, "--codebook", package, "-o", tmp_path / "a.parquet") == CLEAN


def test_two_files_go_to_standard_output_as_one_archive(tmp_path, capsysbinary):
    assert run("export", SAMPLE, "-o", "-", "--format", "xml") == CLEAN
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(capsysbinary.readouterr().out)) as archive:
        assert sorted(archive.namelist()) == ["stream.csv", "stream.xml"]


def test_the_data_of_an_input_are_not_written_over(tmp_path):
    assert run("export", SAMPLE, "-o", tmp_path / "sis.csv", "--values", "labels") == CLEAN
    before = (tmp_path / "sis.csv").read_bytes()
    assert run("import", tmp_path / "sis.csv", "-o", tmp_path / "sis.xml") != CLEAN
    assert (tmp_path / "sis.csv").read_bytes() == before
    assert not (tmp_path / "sis.xml").exists()
