"""The cases of the benchmark of statistics: 27 columns as `surveykit import` writes them, and as its peers read them.

python benchmarks/statistics/data.py FOLDER CASES [rds=RSCRIPT] [sav]
"""

import subprocess
import sys
from pathlib import Path

NEEDED = ("q1", "q2", "q3", "income", "weight", "stratum", "cluster")
"""The columns that are asked about; R and PSPP, which read a whole file, get these alone."""
_SELECT = """
    SELECT {questions}, exp(7 + hash(i, 91) % 1000000 / 250000.0) AS income, {amounts},
           0.5 + hash(i, 5) % 1000003 / 1000003.0 AS weight, hash(i, 6) % 100 AS stratum,
           (hash(i, 6) % 100) * 200 + hash(i, 8) % 200 AS cluster, i AS id
    FROM range({cases}) AS cases(i)
"""


def statement(cases: int) -> str:
    """The cases as SQL: 20 coded questions, 3 amounts, weight, 100 strata, 20,000 clusters in them, id."""
    questions = ", ".join(
        f"CAST(CASE WHEN hash(i, {q}) % 50 = 0 THEN -9 ELSE 1 + hash(i, {q}, 7) % {3 + q % 7} END AS BIGINT) AS q{q}"
        for q in range(1, 21)
    )
    amounts = ", ".join(f"hash(i, {90 + a}) % 1000000 / 7.0 AS amount{a}" for a in (2, 3))
    inner = _SELECT.format(questions=questions, amounts=amounts, cases=cases)
    whole = "* REPLACE (CAST(stratum AS BIGINT) AS stratum, CAST(cluster AS BIGINT) AS cluster)"
    return f"SELECT {whole} FROM ({inner})"  # noqa: S608 - made here


def made(folder: Path, cases: int) -> Path:
    """The Parquet file, with its codebook in its metadata, made in bounded memory."""
    import duckdb

    path = folder / f"cases{cases}.parquet"
    database = duckdb.connect()
    names = [name for name, *_ in database.execute(f"DESCRIBE {statement(1)}").fetchall()]
    metadata = f"'surveykit.format': '1', 'surveykit.codebook': '{_codebook(names).replace(chr(39), chr(39) * 2)}'"
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}}"
    database.execute(f"COPY ({statement(cases)}) TO '{path}' ({options})")
    return path


def _codebook(names: list[str]) -> str:
    from surveykit.codebook.codebook import Codebook
    from surveykit.codebook.codelist import Code, CodeList
    from surveykit.codebook.variable import Variable, standard_missing
    from surveykit.text import Text

    codes = tuple(Code(value=v, label=Text({"en": f"Answer {v}", "nb": f"Svar {v}"})) for v in range(1, 10))
    variables = tuple(
        Variable(name=n, label=Text({"en": f"Question {n}"}), codes="answers", missing=standard_missing("number"))
        if n.startswith("q")
        else Variable(name=n, measure="scale")
        for n in names
    )
    lists = {"answers": CodeList(name="answers", codes=codes)}
    return Codebook(name="cases", languages=("en", "nb"), variables=variables, lists=lists).model_dump_json()


def for_r(path: Path, rscript: str) -> Path:
    """The columns asked about as R keeps them itself, not packed: it reads nothing faster."""
    import duckdb

    csv, kept = path.with_suffix(".csv"), path.with_suffix(".rds")
    duckdb.execute(f"COPY (SELECT {', '.join(NEEDED)} FROM '{path}') TO '{csv}' (HEADER)")  # noqa: S608 - made here
    script = f"saveRDS(read.csv('{csv}', colClasses = 'numeric'), '{kept}', compress = FALSE)"
    subprocess.run([rscript, "-e", script], check=True, capture_output=True)
    csv.unlink()
    return kept


def for_pspp(path: Path) -> Path:
    """All columns as a .sav."""
    from surveykit import formats

    sav = path.with_suffix(".sav")
    formats.write(formats.read(path).dataset, sav)
    return sav


if __name__ == "__main__":
    parquet = made(Path(sys.argv[1]), int(sys.argv[2]))
    for kind in sys.argv[3:]:
        for_r(parquet, kind.removeprefix("rds=")) if kind.startswith("rds=") else for_pspp(parquet)
