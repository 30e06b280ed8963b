"""Every real file of the shared folder to every format and back: values, labels and missing codes, but what was announced.

Run as a script it prints a row a file: `python tests/contract/test_shared_round_trips.py`.
"""

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "fuzz"))

from round_trip import round_trip

from surveykit import formats
from surveykit.dataset.dataset import Dataset
from surveykit.problems import SurveykitError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = sorted(
    path
    for path in (SHARED.rglob("*") if SHARED.is_dir() else ())
    if path.suffix.lower() in formats.SUFFIXES and "crashers" not in path.parts
)
WRITTEN = [suffix for format_ in formats.every_format() if format_.write for suffix in format_.suffixes]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


def read(path: Path) -> Dataset:
    """As `formats.read`, without the process apart: hundreds of files are read."""
    format_ = formats.format_of(path)
    return format_.read(path, format_.options()).dataset


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SHARED)))
def test_a_real_file_goes_to_every_format_and_back(path, tmp_path):
    try:
        dataset = read(path)
    except SurveykitError as refusal:
        pytest.skip(f"refused: {refusal}")
    trips = {suffix: round_trip(dataset, suffix, tmp_path) for suffix in WRITTEN}
    assert {suffix: trip.differences for suffix, trip in trips.items() if trip.differences} == {}


def row(path: Path, folder: Path) -> str:
    """One row of the table: what was read, and what each format announced that it loses."""
    name = path.relative_to(SHARED)
    try:
        dataset = read(path)
    except SurveykitError as refusal:
        return f"| {name} | refused: {refusal.problems[0].rule.code} {refusal.problems[0].what} | |"
    trips = {suffix: round_trip(dataset, suffix, folder) for suffix in WRITTEN}
    told = "; ".join(f"{suffix} {trip.refused or trip.rules}" for suffix, trip in trips.items())
    unequal = [f"{suffix} {len(trip.differences)}" for suffix, trip in trips.items() if trip.differences]
    size = f"{dataset.arrow().num_rows} x {len(dataset.codebook.variables)}"
    return f"| {name} | {size} | {told} | {', '.join(unequal) or 'equal'} |"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        for path in FILES:
            sys.stdout.write(row(path, Path(folder)) + "\n")


if __name__ == "__main__":
    main()
