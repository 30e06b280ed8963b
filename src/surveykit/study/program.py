"""The program that builds: its version, what its files hold, and the versions of what it counts with."""

import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import surveykit

PACKAGES = ("numpy", "scipy", "pandas", "pyarrow", "polars", "duckdb", "formulaic", "pyreadstat", "openpyxl")
"""What numbers come from, or may."""
PAGES = ("weasyprint", "resvg-py", "python-docx", "jinja2")
"""What pages come from."""


def versions() -> Mapping[str, str]:
    """The versions of the program, of Python and of the main packages, by name; those that are not there are not."""
    found = {"surveykit": surveykit.__version__, "Python": platform.python_version()}
    return {**found, **{name: said for name in PACKAGES if (said := _version(name))}}


def fingerprint() -> str:
    """A hash that is another one where the program is: its own files, Python, and the packages it works with."""
    made = hashlib.sha256()
    folder = Path(surveykit.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            made.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            made.update(path.read_bytes())
    said = {**versions(), **{name: _version(name) for name in PAGES}}
    made.update(repr(sorted(said.items())).encode())
    return made.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
