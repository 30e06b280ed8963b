"""Protection: what tells who somebody is left out of a table, and pseudonyms in the place of ids."""

import hmac
from base64 import b32encode
from collections.abc import Iterable, Iterator
from typing import Any

from surveykit.codebook.codebook import Codebook, Consistency
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.missing import Value
from surveykit.problems import DataError, DefinitionError, Problem, Rule

NO_IDS = Rule(
    "SK861",
    "There are no ids to put pseudonyms in the place of",
    "Whoever reads the file would believe that nobody can be found by it.",
    "--pseudonyms keys.txt for a .csv whose column `firm` nobody called an id",
    "Import it with its instrument or codebook, which says by `role: id` or `role: key` what the ids are.",
)

LENGTH = 16
_ROLES = frozenset({"id", "key"})


def without_personal(dataset: Dataset) -> tuple[Dataset, tuple[str, ...]]:
    """A dataset without the variables that are marked personal, and their names.

    The checks and formulas that read one of them can no longer be decided by the table: checks are left out,
    variables say that they are made of what stands elsewhere.
    """
    codebook = dataset.codebook
    gone = tuple(variable.name for variable in codebook if variable.personal)
    if not gone:
        return dataset, ()
    kept = [name for name in codebook.names if name not in gone]
    return Dataset(_without(codebook, frozenset(gone)), dataset.arrow().select(kept)), gone


def _without(codebook: Codebook, gone: frozenset[str]) -> Codebook:
    variables = tuple(_placed(variable, gone) for variable in codebook if variable.name not in gone)
    sets = tuple(s for s in codebook.sets if gone.isdisjoint(s.variables))
    lost = gone | ({s.name for s in codebook.sets} - {s.name for s in sets})
    used = {variable.codes for variable in variables}
    return codebook.model_copy(
        update={
            "variables": variables,
            "lists": {name: codes for name, codes in codebook.lists.items() if name in used},
            "sets": sets,
            "checks": _sound(codebook.checks, lost),
            "clusters": tuple(c for c in codebook.clusters if lost.isdisjoint((c.by, *_read(c.rule)))),
        }
    )


def _sound(checks: Iterable[Consistency], lost: frozenset[str]) -> tuple[Consistency, ...]:
    """The checks that read nothing of what is lost."""
    return tuple(c for c in checks if lost.isdisjoint((c.variable, *_read(c.rule, c.relevance))))


def _placed(variable: Variable, gone: frozenset[str]) -> Variable:
    """The variable, which says so where its relevance or formula reads what is left out."""
    origin = variable.origin
    if gone.isdisjoint(_read(origin.relevance, origin.formula)):
        return variable
    return variable.model_copy(update={"origin": origin.model_copy(update={"elsewhere": True})})


def _read(*texts: str) -> Iterator[str]:
    for text in filter(None, texts):
        try:
            expression = parse(text)
        except DefinitionError:  # a file of others may hold what is no expression of ours
            continue
        yield from (*names_of(expression), *previous_of(expression))


def pseudonymous(dataset: Dataset, key: bytes, links: Iterable[str] = ()) -> Dataset:
    """A dataset whose ids and keys are pseudonyms, and whose rows stand in the order of these.

    The same key gives the same pseudonym in every table and round, so that they can still be linked.

    Args:
        dataset: a table with an id, or with links to one.
        key: the secret; who has it can find out whose a pseudonym is.
        links: columns that name a case of another table, such as `case` in that of a roster.

    Raises:
        DataError: SK861, it has no variable with the role id or key.
    """
    import pyarrow as pa

    ids = [v.name for v in dataset.codebook if v.role in _ROLES or v.name in set(links)]
    if not ids:
        raise DataError(Problem(NO_IDS, "no variable has the role `id` or `key`", hint=NO_IDS.mend))
    table = dataset.arrow()
    columns = {name: table.column(name) for name in table.column_names}
    for name in ids:
        missing = dataset.codebook[name].emptiness
        cells = columns[name].to_pylist()
        hidden = [None if cell is None else _hidden(cell, key, empty=missing.reason(cell)) for cell in cells]
        columns[name] = pa.chunked_array([pa.array(hidden, pa.string())])
    order = _order(columns[ids[0]].to_pylist())
    return Dataset(_hiding(dataset.codebook, frozenset(ids)), pa.table(columns).take(order))


def _hiding(codebook: Codebook, ids: frozenset[str]) -> Codebook:
    """The codebook of a table with pseudonyms; what compares an id with something cannot be decided any more."""
    variables = tuple(_of_texts(v) if v.name in ids else _placed(v, ids) for v in codebook)
    used = {variable.codes for variable in variables}
    return codebook.model_copy(
        update={
            "variables": variables,
            "lists": {name: codes for name, codes in codebook.lists.items() if name in used},
            "checks": _sound(codebook.checks, ids),
            "clusters": tuple(c for c in codebook.clusters if ids.isdisjoint(_read(c.rule))),
        }
    )


def pseudonym(value: Value, key: bytes) -> str:
    """What stands for an id: a keyed hash, so that nobody without the key can try all numbers there are.

    Source:
        HMAC (RFC 2104) with SHA-256; the first 75 bits in base 32 behind a letter, which is never read as a number.

    Example:
        >>> pseudonym(7, b"secret") == pseudonym("7", b"secret"), len(pseudonym("7", b"secret"))
        (True, 16)
    """
    digest = hmac.digest(key, text_of(value).encode(), "sha256")
    return f"p{b32encode(digest).decode().lower()[: LENGTH - 1]}"


def _hidden(cell: Value, key: bytes, *, empty: str | None) -> str:
    return text_of(cell) if empty else pseudonym(cell, key)


def _of_texts(variable: Variable) -> Variable:
    """The variable of an id, as one of pseudonyms: texts, that name nobody."""
    missing = tuple(code.model_copy(update={"value": text_of(code.value)}) for code in variable.missing)
    about = {"type": "text", "measure": "nominal", "codes": None, "missing": missing, "missing_ranges": ()}
    plain: dict[str, Any] = {"range": None, "decimals": None, "width": LENGTH, "personal": False, "formats": {}}
    return variable.model_copy(update={**about, **plain})


def _order(ids: list[str | None]) -> list[int]:
    """The rows in the order of their pseudonyms; the order of the interviews would tell who is who."""
    return sorted(range(len(ids)), key=lambda row: ids[row] or "")
