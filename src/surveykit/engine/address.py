"""Addresses of engines, such as `spark://host:7077` or `postgresql://server/field?table=survey.firms`."""

import re
from pathlib import Path
from typing import Final

from surveykit.dataset.elsewhere import Elsewhere
from surveykit.dataset.parts import in_parts
from surveykit.engine.reach import NO_ENGINE, NO_TABLE, NOT_FOR_IT
from surveykit.problems import DataError, Place, Problem, nearest, plain_address

_SCHEMES: Final = {
    "duckdb": "duckdb",
    "spark": "spark",
    "sc": "spark",
    "postgresql": "postgresql",
    "postgres": "postgresql",
}


def elsewhere(address: str, path: Path | None = None) -> Elsewhere | None:
    """Where a table lies by the address of its engine; None for the engine of this machine, `duckdb`.

    Args:
        address: `duckdb`; `spark` as it is set up on this machine, `spark://HOST:PORT`, `sc://HOST:PORT`;
            `postgresql://NAME@SERVER/DATABASE`. `?table=survey.firms` names a table there.
        path: the Parquet file, or the folder of them, that a cluster is to read.

    Raises:
        DataError: SK972, no such engine; SK975, no table is named; SK977, the engine cannot read the file.

    Example:
        >>> elsewhere("spark?table=survey.firms").table, elsewhere("duckdb")
        ('survey.firms', None)
    """
    engine = _engine_of(address)
    if engine == "duckdb":
        return None
    address, table = _parted(address)
    if table:
        return Elsewhere(engine, address, table)
    if engine == "postgresql":
        what = "the address names no table of the database"
        raise DataError(Problem(NO_TABLE, what, Place(plain_address(address)), NO_TABLE.mend))
    if path is None or not is_parquet(path):
        what = "no Parquet file and no folder of them, which is what Spark reads"
        raise DataError(Problem(NOT_FOR_IT, what, Place(str(path or "")), NOT_FOR_IT.mend))
    return Elsewhere(engine, address, path)


def names_table(address: str) -> bool:
    """Whether an address names the table to be asked, so that of an input only the codebook is wanted.

    Raises:
        DataError: SK972, no such engine.
    """
    return _engine_of(address) == "postgresql" or bool(_parted(address)[1])


def is_parquet(path: Path) -> bool:
    """Whether a name is that of a Parquet file, or of a folder or pattern of them."""
    return in_parts(path) or (path.suffix.casefold() in {".parquet", ".pq"} and not path.is_dir())


def _engine_of(address: str) -> str:
    scheme = re.split(r"[:?]", address, maxsplit=1)[0]
    if scheme not in _SCHEMES or (scheme == "sc" and "://" not in address):
        name = plain_address(address)
        what = f"'{name}' is no engine"
        raise DataError(
            Problem(NO_ENGINE, what, hint=("" if scheme in _SCHEMES else nearest(scheme, _SCHEMES)) or NO_ENGINE.mend)
        )
    return _SCHEMES[scheme]


def _parted(address: str) -> tuple[str, str]:
    """The address that the engine is given, and the table that stands in it."""
    address, _, asked = address.partition("?")
    parts = asked.split("&") if asked else []
    table = next((part.removeprefix("table=") for part in parts if part.startswith("table=")), "")
    others = "&".join(part for part in parts if not part.startswith("table="))
    return f"{address}?{others}" if others else address, table
