"""A dataset damaged in known ways is found out, and the worksheet brings it back to what it was."""

import random
from pathlib import Path

import pytest
from openpyxl import load_workbook

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, guarded
from surveykit.dataset.dataset import Dataset

ROOT = Path(__file__).resolve().parents[2]
SURVEYS = ("norwegian-sis", "italian-network-contract")


@pytest.fixture(params=SURVEYS)
def survey(request, tmp_path, monkeypatch) -> str:
    """An instrument with synthetic answers, put into its codes as `sound.parquet`."""
    monkeypatch.chdir(tmp_path)
    instrument = ROOT / "instruments" / f"{request.param}.yaml"
    assert guarded(surveykit, ["simulate", str(instrument), "-n", "150", "--seed", "7", "-o", "sound.parquet"]) == CLEAN
    return str(request.param)


def damaged(dataset: Dataset, seed: int) -> tuple[Dataset, set[tuple[str, str]]]:
    """The dataset with cells that no code, range or date can be; and which."""
    import pyarrow as pa

    chance, codebook, table = random.Random(seed), dataset.codebook, dataset.arrow()
    columns = table.to_pydict()
    ids = columns[codebook.role("id").name]
    asked = [v for v in codebook if v.role is None and not v.origin.formula and not v.origin.elsewhere]
    hurt = set()
    for variable in asked:
        if variable.type != "number" or not (variable.codes or variable.range):
            continue
        row = chance.randrange(len(ids))
        if variable.emptiness.reason(columns[variable.name][row]) is None:
            columns[variable.name][row] = -77 if variable.codes else -5555
            hurt.add((str(ids[row]), variable.name))
    made = pa.table({name: pa.array(column, table.schema.field(name).type) for name, column in columns.items()})
    return Dataset(codebook, made), hurt


def fill_in(sound: Dataset) -> set[tuple[str, str]]:
    """An editor who has the paper forms: writes what they say into every row; which cells the rows are about."""
    columns = sound.arrow().to_pydict()
    row_of = {str(id_): row for row, id_ in enumerate(columns[sound.codebook.role("id").name])}
    book = load_workbook("work.xlsx")
    sheet = book["findings"]
    head = [cell.value for cell in sheet[1]]
    found = set()
    for row in sheet.iter_rows(min_row=2):
        held = dict(zip(head, row, strict=True))
        if held["case"].value is None:  # a rule about a cluster is about several cases
            continue
        case, name = str(held["case"].value), held["variable"].value
        found.add((case, name))
        right = columns[name][row_of[case]]
        held["new value"].value = "blank" if right is None else right
        held["reason"].value, held["who"].value = "as on the form", "AK"
    book.save("work.xlsx")
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_damage_is_found_and_mended(survey, seed):
    sound = formats.read(Path("sound.parquet")).dataset
    guarded(surveykit, ["validate", "sound.parquet", "--write-baseline", "known.json"])
    broken, hurt = damaged(sound, seed)
    assert len(hurt) > 10, survey
    formats.write(broken, Path("broken.parquet"))
    known = ["--baseline", "known.json"]
    assert guarded(surveykit, ["validate", "broken.parquet", *known, "-o", "work.xlsx"]) == FINDINGS
    assert hurt <= fill_in(sound)
    assert (
        guarded(surveykit, ["correct", "broken.parquet", "--corrections", "work.xlsx", "-o", "mended.parquet"]) == CLEAN
    )
    mended = formats.read(Path("mended.parquet")).dataset
    assert mended.arrow().equals(sound.arrow())
    assert guarded(surveykit, ["validate", "mended.parquet", *known]) == CLEAN
