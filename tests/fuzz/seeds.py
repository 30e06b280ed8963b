"""Seeds: small sound files in every format surveykit reads, its own and those of the shared folder where it is."""

from pathlib import Path
from shutil import copy

import pyarrow as pa

from surveykit import formats
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Settlement, codings_of
from surveykit.coding.unit import Unit
from surveykit.dataset.dataset import Dataset
from surveykit.exchange.refi.codebook import write_codebook
from surveykit.exchange.refi.project import write as write_project
from surveykit.formats.base import written_only
from surveykit.text import Text

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
_LARGEST = 150_000


def seeds(folder: Path) -> dict[str, list[Path]]:
    """Files by suffix: ours are written into the folder."""
    found: dict[str, list[Path]] = {}
    for format_ in formats.every_format():
        for suffix in format_.suffixes:
            if format_.write is not None and format_.read is not written_only:
                path = folder / suffix[1:] / f"seed{suffix}"
                path.parent.mkdir()
                formats.write(_small(), path)
                found.setdefault(suffix, []).append(path)
            found.setdefault(suffix, []).extend(_shared(suffix))
    return {suffix: paths for suffix, paths in found.items() if paths}


CODED = (".qdpx", ".qdc")
"""Files of codings and frames, which are read by readers of their own."""


def coded(folder: Path) -> dict[str, list[Path]]:
    """A project and a codebook of REFI-QDA, ours and those of the shared folder."""
    frame = CodingFrame.model_validate(_FRAME)
    unit = Unit("1", "why", "Ja, ø 😀\r\nпродажи", "2009", context={"size": "12"})
    codings = [Coding(unit.id, who, codes=("A",), spans=(Span("A", 0, 2),), note="n") for who in ("ida", "ola")]
    held = codings_of([unit], codings, [Settlement(unit.id, "eva", codes=("B",))])
    project, book = folder / "seed.qdpx", folder / "seed.qdc"
    write_project(held, frame, project)
    write_codebook(frame, book)
    return {".qdpx": [project, *_shared(".qdpx")], ".qdc": [book, *_shared(".qdc")]}


_FRAME = {
    "frame": "why",
    "title": {"nb": "Hvorfor", "en": "Why"},
    "languages": ["nb", "en"],
    "codes": {"A": {"label": "Salg, ø", "definition": "D", "include": ["x"]}, "B": {"label": "B", "within": "A"}},
    "nets": {"N": {"label": "N", "codes": ["B"]}},
}


def lend(seed: Path, place: Path) -> list[Path]:
    """Put what our own seed of two files describes, its data, where its mutants are read."""
    data = [path for path in seed.parent.iterdir() if path != seed and path.name.startswith("seed.")]
    return [Path(copy(path, place)) for path in data]


def _shared(suffix: str) -> list[Path]:
    if not SHARED.is_dir():
        return []
    files = sorted(path for path in SHARED.rglob(f"*{suffix}") if path.stat().st_size <= _LARGEST)
    return [path for path in files if path.suffix.lower() == suffix][:40]


def _small() -> Dataset:
    """Numbers, labels, texts, dates, a set and every kind of empty."""
    number, text = standard_missing("number"), standard_missing("text")
    codes = CodeList(name="yesno", codes=(Code(value=1, label=Text("Ja, ø")), Code(value=2, label=Text("Нет"))))
    variables = (
        Variable(name="case", type="text", role="id", label=Text("Unit")),
        Variable(name="export", codes="yesno", missing=number, decimals=0, label=Text("Does the firm export?")),
        Variable(name="size", measure="scale", missing=number, decimals=1),
        Variable(name="comment", type="text", missing=text),
        Variable(name="founded", type="date", missing=standard_missing("date")),
        Variable(name="a_1", missing=number, decimals=0),
        Variable(name="a_2", missing=number, decimals=0),
    )
    sets = (ResponseSet(name="a", variables=("a_1", "a_2"), choices=(1, 2)),)
    table = {
        "case": [f"c{n}" for n in range(40)],
        "export": [1, 2, -9, -1, None, 1, 1, 2] * 5,
        "size": [1.5, -9.0, None, 1e9, 3.0, 0.0, -7.0, 2.5] * 5,
        "comment": ["Ø" * 300, "да", None, "-9", 'a;b,c\n"d"', "=1", "x ", "y"] * 5,
        "founded": ["2001-02-03", "-9", None, "1999-12-31"] * 10,
        "a_1": [1, 0, -1, None] * 10,
        "a_2": [0, 1, -1, None] * 10,
    }
    return Dataset(Codebook(name="seed", variables=variables, lists={"yesno": codes}, sets=sets), pa.table(table))
