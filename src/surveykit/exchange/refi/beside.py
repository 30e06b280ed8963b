"""The file beside a project: all that REFI-QDA cannot hold, for surveykit to find again.

The archive of a project holds project.qde and its sources and nothing else, so that what is ours stands in a file of
its own, x.surveykit.json beside x.qdpx.
"""

import json
from pathlib import Path
from typing import Any, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Batch, Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.refi.rules import ODD
from surveykit.problems import Place, Problem

_MOST: Final = 500_000_000


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Beside:
    """What was written, whole."""

    surveykit: int
    units: tuple[Unit, ...]
    codings: tuple[Coding, ...]
    independent: tuple[Coding, ...]
    settled: tuple[Settlement, ...]
    batches: tuple[Batch, ...]
    frames: tuple[str, ...]
    frame: CodingFrame | None = None

    def whole(self) -> Codings:
        """The codings it holds."""
        return Codings(
            {unit.id: unit for unit in self.units},
            {(one.unit, one.coder): one for one in self.codings},
            {(one.unit, one.coder): one for one in self.independent},
            {one.unit: one for one in self.settled},
            self.batches,
            self.frames,
        )


_BESIDE: Final = TypeAdapter(Beside)


def path_beside(path: Path) -> Path:
    """Where it stands: x.surveykit.json beside x.qdpx."""
    return path.with_name(f"{path.stem}.surveykit.json")


def text_of(codings: Codings, frame: CodingFrame | None) -> str:
    """What is written beside a project."""
    held = Beside(
        1,
        tuple(codings.units.values()),
        tuple(codings.codings.values()),
        tuple(codings.independent.values()),
        tuple(codings.settled.values()),
        codings.batches,
        codings.frames,
    )
    data: dict[str, Any] = _BESIDE.dump_python(held, mode="json", exclude_defaults=True)
    if frame is not None:
        data["frame"] = frame.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, indent=1).encode(errors="replace").decode() + "\n"


def read_beside(path: Path) -> tuple[Beside | None, tuple[Problem, ...]]:
    """What stands beside a project; None, told where it is there and cannot be read."""
    beside = path_beside(path)
    if not beside.is_file():
        return None, ()
    try:
        if beside.stat().st_size > _MOST:
            what = "it is too large"
        else:
            return _BESIDE.validate_python(json.loads(beside.read_text(encoding="utf-8"))), ()
    except ValidationError as error:
        what = error.errors()[0]["msg"]
    except (OSError, ValueError, RecursionError, UnicodeDecodeError) as error:
        what = str(error)[:120]
    place = Place(file=str(beside))
    return None, (
        Problem(
            ODD, f"it is not what surveykit writes beside a project, and is left: {what}", place, severity="warning"
        ),
    )
