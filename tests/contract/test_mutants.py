"""A handful of damaged files of every format, as `make fuzz` reads 20,000 of: read or refused, never a crash here."""

import random
import sys

import pytest

from surveykit import formats
from surveykit.formats.base import written_only
from surveykit.problems import SurveykitError

if sys.platform == "win32":
    pytest.skip("needs processes that fork", allow_module_level=True)

from mutants import mutant
from seeds import CODED, coded, lend, seeds
from trying import reading, reading_coded, tried

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
SUFFIXES = [
    suffix
    for format_ in formats.every_format()
    if format_.write and format_.read is not written_only
    for suffix in format_.suffixes
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_files_are_read_or_refused(sound, tmp_path, suffix):
    content, chance = sound[suffix][0].read_bytes(), random.Random(suffix)
    format_ = formats.format_of(sound[suffix][0])
    path = tmp_path / f"mutant{suffix}"
    lend(sound[suffix][0], tmp_path)
    for _ in range(12):
        path.write_bytes(mutant(content, chance))
        ending = tried(reading(format_, path))
        assert ending.how in {"read", "refused"} or format_.apart, ending.said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_half_a_file_gives_no_traceback(sound, tmp_path, suffix):
    path = tmp_path / f"half{suffix}"
    lend(sound[suffix][0], tmp_path)
    path.write_bytes(sound[suffix][0].read_bytes()[: sound[suffix][0].stat().st_size // 2])
    assert all(problem.place.file == str(path) for problem in complaints(path))


def complaints(path):
    try:
        reading = formats.read(path)
        reading.dataset.arrow()
    except SurveykitError as refusal:
        return refusal.problems
    return reading.problems


def test_how_a_read_ended_is_told():
    assert tried(lambda: None).how == "read"
    assert tried(lambda: 1 / 0).said.startswith("ZeroDivisionError")
    assert tried(lambda: __import__("os").abort()).how == "crashed"
    assert tried(lambda: bytearray(8 * 1024**3)).how == "limited"


@pytest.mark.parametrize("suffix", CODED)
def test_damaged_files_of_codings_are_read_or_refused(tmp_path, suffix):
    content, chance = coded(tmp_path)[suffix][0].read_bytes(), random.Random(suffix)
    path = tmp_path / f"mutant{suffix}"
    for _ in range(12):
        path.write_bytes(mutant(content, chance))
        ending = tried(reading_coded(path))
        assert ending.how in {"read", "refused"}, ending.said
