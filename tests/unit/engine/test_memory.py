"""What memory does not hold lies on the disk meanwhile, and is gone afterwards."""

import os
import tempfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.engine import database, duckdb
from surveykit.problems import DataError

FIRMS = 1_500_000


@pytest.fixture
def limited(tmp_path, monkeypatch):
    """An engine with a limit of memory, and the folder that holds what does not fit."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begin = database._database.__wrapped__

    def to(limit):
        monkeypatch.setenv(database.VARIABLE, limit)
        made = begin()
        monkeypatch.setattr(database, "_database", lambda: made)
        return made

    return to


def test_more_groups_than_memory_holds_are_summed_on_the_disk(tmp_path, limited):
    ids = np.random.default_rng(1).permutation(FIRMS)
    pq.write_table(pa.table({"id": ids, "x": ids / 4}), tmp_path / "t.parquet")
    made, spilled = limited("80MB"), tmp_path / f"surveykit-{os.getpid()}"
    with duckdb.open(Dataset(Codebook(variables=()), tmp_path / "t.parquet")) as engine:
        found = engine.columns(['"id"'], ['CAST("x" AS DOUBLE)'])
        assert spilled.is_dir()
        assert engine.quantiles('"x"', (0.5,)) == {(): ((FIRMS - 1) / 2 / 4,)}
    order = np.argsort(found.keys[0])
    assert (found.sums[order, 0] == np.arange(FIRMS) / 4).all()
    made.close()
    assert not spilled.exists()


def test_too_little_memory_and_a_limit_that_is_none_are_refused(tmp_path, limited):
    pq.write_table(pa.table({"id": np.arange(200_000)}), tmp_path / "t.parquet")
    limited("1MB")
    with (
        pytest.raises(DataError, match="SK976"),
        duckdb.open(Dataset(Codebook(variables=()), tmp_path / "t.parquet")) as engine,
    ):
        engine.groups(['"id"'], most=10)
    with pytest.raises(DataError, match="SK978 'plenty' is no size"):
        limited("plenty")
