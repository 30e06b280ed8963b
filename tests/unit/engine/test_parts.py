"""A table in several files, a folder or a pattern, is asked as one file is."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit import engine as engines
from surveykit import formats
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError, FormatError
from surveykit.stats.describe import describe
from surveykit.stats.tables.crosstab import crosstab


@pytest.fixture
def folder(firms, tmp_path):
    """The firms in three files, with a file between that is no table."""
    path = tmp_path / "parts[1]"
    path.mkdir()
    for number, (start, length) in enumerate([(0, 5), (5, 4), (9, 3)]):
        formats.write(Dataset(firms.codebook, firms.table.slice(start, length)), path / f"{number}.parquet")
    (path / "readme.txt").write_text("three files")
    return path


def test_a_folder_and_a_pattern_give_the_figures_of_one_file(firms, folder):
    for path in (folder, folder.parent / "parts*" / "?.parquet"):
        read = formats.read(path).dataset
        assert read.codebook == firms.codebook
        assert read.table == path  # nothing was loaded
        assert formats.base.cases_in(read) == 12
        assert describe(read, weight="weight") == describe(firms, weight="weight")
        assert crosstab(read, ["barrier", "partners"], "export") == crosstab(firms, ["barrier", "partners"], "export")
        assert read.arrow().column("id").to_pylist() == firms.table.column("id").to_pylist()


def test_rows_are_counted_over_all_files(folder):
    with engines.open(formats.read(folder).dataset) as engine:
        found = engine.fetch(["sk__row", '"id"'])
        assert dict(zip(found.column(1).to_pylist(), found.column(0).to_pylist(), strict=True)) == {
            f"f{row}": row for row in range(1, 13)
        }


def test_a_pattern_is_no_pattern_where_a_file_has_that_name(tmp_path):
    for name in ("a[1].parquet", "a1.parquet"):
        pq.write_table(pa.table({"x": [len(name)]}), tmp_path / name)
    assert formats.read(tmp_path / "a[1].parquet").dataset.arrow().column("x").to_pylist() == [12]


def test_codebook_yaml_beside_the_files_explains_them(tmp_path):
    for number in (1, 2):
        pq.write_table(pa.table({"x": [number, -9]}), tmp_path / f"{number}.parquet")
    (tmp_path / "codebook.yaml").write_text(
        "codebook: pair\ntitle: {en: A pair}\nlanguages: [en]\n"
        "variables:\n  - {id: x, label: {en: A number}, measure: scale, missing: standard}\n",
        encoding="utf-8",
    )
    read = formats.read(tmp_path).dataset
    assert str(read.codebook.title) == "A pair"
    (found,) = describe(read).groups[0].profiles
    assert (found.n, found.numbers.maximum) == (2, 2)


def test_files_with_other_columns_and_a_folder_without_any_are_refused(tmp_path):
    with pytest.raises(FormatError, match="folder without any"):
        formats.read(tmp_path)
    pq.write_table(pa.table({"x": [1], "y": [1]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"x": ["one"]}), tmp_path / "2.parquet")
    pq.write_table(pa.table({"y": [1], "x": [1]}), tmp_path / "3.parquet")
    with pytest.raises(DataError) as refusal:
        formats.read(tmp_path)
    told = [str(problem) for problem in refusal.value.problems]
    assert "2.parquet: SK402 not the columns of 1.parquet: 'x' is VARCHAR, not BIGINT, 'y' is not here" in told[0]
    assert "another order" in told[1]


def test_a_folder_of_files_of_others_is_imported_part_by_part(tmp_path):
    (tmp_path / "parts").mkdir()
    for number in (1, 2):
        pq.write_table(pa.table({"x": [number, 10 * number]}), tmp_path / "parts" / f"{number}.parquet")
    _, cases, _ = formats.into_parquet(tmp_path / "parts", tmp_path / "one.parquet")
    assert cases == 4
    assert formats.read(tmp_path / "one.parquet").dataset.arrow().column("x").to_pylist() == [1, 10, 2, 20]
