"""DDI on real files: extracts of a data centre are read, and the codebook of every real dataset comes back as it was."""

import gzip
import os
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.ddi.read import NOT_DDI, reading_of
from surveykit.ddi.write import text_of
from surveykit.problems import SurveykitError
from surveykit.xml import parsed

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
IPUMS = SHARED / "ddi" / "ipums"
KINDS = {".sav", ".zsav", ".por", ".dta", ".xlsx", ".csv"}
FILES = sorted(path for path in SHARED.rglob("*") if path.suffix in KINDS and "crashers" not in path.parts)
SCHEMA = Path(os.environ.get("SURVEYKIT_DDI_SCHEMA", "nowhere"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


def test_one_extract_in_fixed_columns_and_with_commas_is_one_table():
    lines, cells = (formats.read(IPUMS / name).dataset for name in ("cps_00157.xml", "cps_00158.xml"))
    assert lines.arrow().equals(cells.arrow())
    assert lines.arrow().num_rows == 7668
    assert lines.codebook.variables == cells.codebook.variables


@pytest.mark.parametrize(("name", "rows"), [("cps_00097", 20351), ("cps_00157", 7668), ("usa_00468", 910)])
def test_fixed_columns_are_read_as_the_lines_have_them(name, rows):
    reading = formats.read(IPUMS / f"{name}.xml")
    table = reading.dataset.arrow()
    lines = gzip.decompress((IPUMS / f"{name}.dat.gz").read_bytes()).decode("latin-1").splitlines()
    assert (table.num_rows, len(lines), reading.problems) == (rows, rows, ())
    from surveykit.ddi.read import codebook_in

    described = codebook_in(IPUMS / f"{name}.xml")
    for variable in described.codebook:
        spot = described.locations[variable.name]
        cells = [line[spot.start - 1 : spot.end].strip() for line in lines]
        scale = 10 ** (variable.decimals or 0)
        assert table.column(variable.name).to_pylist() == [int(cell) / scale if cell else None for cell in cells]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SHARED)))
def test_the_codebook_of_a_real_file_comes_back(path):
    try:
        codebook = formats.read(path).dataset.codebook
    except SurveykitError as refusal:
        pytest.skip(f"refused: {refusal.problems[0].rule.code}")
    text = text_of(codebook)
    assert reading_of(parsed(text.encode(), NOT_DDI)).codebook == codebook
    if SCHEMA.is_file():
        etree = pytest.importorskip("lxml.etree")
        schema = etree.XMLSchema(etree.parse(SCHEMA, etree.XMLParser(no_network=True)))
        parser = etree.XMLParser(huge_tree=True)
        assert schema.validate(etree.fromstring(text.encode(), parser)), schema.error_log
