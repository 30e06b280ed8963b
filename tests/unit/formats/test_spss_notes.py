"""Notes of SPSS files: lines of 80 bytes that are one note are read as one note."""

import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.spss.notes import WIDTH, folded, unfolded

LONG = "Figures 1 and 2 read as nested: any cooperation 285, of them 117 on new services too."
MIXED = "Опрос предприятий обрабатывающей промышленности, waves 2005 and 2009, проведён в 2010 году."


@pytest.mark.parametrize("suffix", [".sav", ".sps"])
def test_a_long_note_is_read_back_as_one(tmp_path, suffix):
    import pyarrow as pa

    notes = ("SYNTHETIC.", LONG, MIXED, "- a list", "- of two")
    dataset = Dataset(
        Codebook(variables=(Variable(name="x"),), notes=notes), pa.table({"x": pa.array([1], pa.float64())})
    )
    told = formats.write(dataset, tmp_path / f"n{suffix}")
    assert not [problem for problem in told if "notes" in problem.what]
    assert formats.read(tmp_path / f"n{suffix}").dataset.codebook.notes == notes


def test_lines_are_as_long_as_spss_keeps_them_and_a_word_longer_than_that_is_cut():
    lines = list(folded(["Ж" * 100 + " end", LONG]))
    assert max(len(line.encode()) for line in lines) <= WIDTH
    assert "".join(lines[:3]).startswith("Ж" * 100)


def test_lines_of_strangers_that_were_not_folded_stay_apart():
    lines = ["Entered by hand.", "-" * 80, "Weights are of 2009.", "  indented " * 6, "(Entered 26-Nov-2026)"]
    assert unfolded(lines) == tuple(lines)
