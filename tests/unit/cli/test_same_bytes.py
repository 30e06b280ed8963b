"""A report is the same bytes from run to run, on one core and on two, of a table that two cores share."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded
from surveykit.engine.database import connected

CASES = 260_000  # a core takes at least 122,880 of them
ASKED = (
    ("describe", "size", "q", "--weight", "weight"),
    ("crosstab", "q", "g", "--weight", "weight", "--mean", "size"),
    ("estimate", "mean:size", "median:size", "prop:q", "--by", "g", "--cluster", "psu", "--weight", "weight"),
    ("compare", "size", "--by", "g"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    chance, file = np.random.default_rng(1), tmp_path_factory.mktemp("many") / "many.parquet"
    whole = {name: chance.integers(1, top, CASES) for name, top in {"psu": 900, "g": 3, "q": 6}.items()}
    numbers = {"size": chance.lognormal(3, 1, CASES) / 7, "weight": chance.uniform(0.5, 3, CASES)}
    pq.write_table(pa.table(whole | numbers), file, row_group_size=20_000)
    return file


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked[0])
def test_the_same_question_gives_the_same_bytes(asked, path, tmp_path):
    verb, *rest = asked
    for suffix in ("json", "html", "xlsx", "docx"):
        found = set()
        for run, threads in enumerate((1, 2, 2)):
            out = tmp_path / f"{run}.{suffix}"
            with connected() as engine:
                engine.execute(f"SET GLOBAL threads TO {threads}")
                try:
                    assert guarded(surveykit, [verb, str(path), *rest, "-o", str(out)]) == CLEAN
                finally:
                    engine.execute("RESET GLOBAL threads")
            found.add(out.read_bytes())
        assert len(found) == 1, suffix
