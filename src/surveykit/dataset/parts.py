"""A table in several Parquet files: a folder of them, or those that a pattern such as `parts/2004-*.parquet` names."""

from pathlib import Path

SUFFIX = ".parquet"


def in_parts(path: Path) -> bool:
    """Whether a name is that of no file, but of a folder or a pattern that Parquet files are found by.

    Example:
        >>> in_parts(Path("nowhere/*.parquet")), in_parts(Path("firms.sav"))
        (False, False)
    """
    return not path.is_file() and files_of(path) != (path,)


def files_of(path: Path) -> tuple[Path, ...]:
    """The files a table is read from, in the order of their names; any other name is that of a file.

    Example:
        >>> [file.name for file in files_of(Path("firms.parquet"))]
        ['firms.parquet']
    """
    if path.is_dir():
        found = path.glob(f"*{SUFFIX}")
    elif any(sign in str(path) for sign in "*?[") and not path.exists():
        found = Path(path.anchor or ".").glob(str(path.relative_to(path.anchor)))
    else:
        return (path,)
    return tuple(sorted(file for file in found if file.suffix == SUFFIX and file.is_file())) or (path,)


def beside(path: Path) -> Path | None:
    """The file `codebook.yaml` in the folder of a table in parts, where there is one."""
    file = (path if path.is_dir() else path.parent) / "codebook.yaml"
    return file if in_parts(path) and file.is_file() else None
