"""SYNTHETIC firms like those of the Belgian register of trade and accounts. No real firm is among them.

Three tables that share the codebook `codebooks/belgian-sme-trade.yaml` (test: tests/papers/test_belgium_sample.py):

* `starters`: 5,933 firms that first exported in 1998-2005. Years and lists of countries give, by the rules of the
  codebook and its dated country sets, 1,226 born globals, 1,775 born internationals, 2,799 traditional and 77
  born-again ones, and 56 firms outside these (early, six countries on average, all in the EU). With technology class
  and globalised industry they give all 24 cells of Table 6; 25 firms have no industry. 497 firms were exactly five
  years old, so that "within five years" and "less than five years" can be told apart.
* `status`: 29,457 firms by trade status in 1998 and 2005. One table of whole numbers meets every percentage of Table
  17 and every number of firms of Tables 18 and 19, counted there as those with accounts of 2005.
* `markets`: 20,778 exporters by their number of markets in 1998 and 2005: every cell of Table 23. Its printed margins
  leave out the 983 firms that went from 6-10 markets to none, and cannot come out.

Run `python sample_responses/make_belgian_trade.py [FOLDER]`. The seed is fixed.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from synthetic import labelled, stream_of, write_all

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.dictionary import CodebookFile
from surveykit.codebook.file import load
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.derive.compute import compute

HERE = Path(__file__).parent
CODEBOOK = HERE.parent / "codebooks" / "belgian-sme-trade.yaml"
SEED = 1998
stream = stream_of(SEED)

# Table 6: high and medium-high technology, low and medium-low, other industries; each local and globalised.
COLUMNS = ((1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1))
TABLE_6 = {
    "BG": (33, 195, 246, 152, 252, 324),
    "BI": (36, 102, 288, 102, 901, 346),
    "TI": (19, 60, 378, 99, 1945, 297),
    "BAG": (2, 5, 19, 4, 38, 9),
}
WITHOUT_INDUSTRY = {"BG": 24, "TI": 1}
OUTSIDE = {5: 23, 6: 17, 7: 10, 8: 6}  # early firms with only EU countries, by how many: 56, on average 5.98
EARLY, FIVE_YEARS = 3057, 497  # early starters, and how many of them were exactly five years old
NARROW = ([1, 2, 3, 4], [0.62, 0.22, 0.10, 0.06])  # countries of a narrow start, and their shares
FAR = ("AE", "AU", "BR", "CA", "CN", "IL", "IN", "JP", "KR", "MA", "MX", "SG", "TN", "TR", "TW", "US", "ZA")
NEAR = ("CH", "NO", "RU")  # in Europe, outside the EU

# Trade status of 1998 (no trade, import only, export only, both) by that of 2005 (the same, and exit): the whole
# numbers nearest to the percentages printed in Table 17 that agree with all of them, found by integer programming.
TABLE_17 = (
    (12922, 854, 680, 507, 2040),
    (817, 1242, 95, 660, 332),
    (788, 126, 621, 355, 210),
    (901, 577, 253, 4685, 792),
)
ACCOUNTS = {1: (590, 1234, 95, 644), 2: (599, 120, 621, 355)}  # Tables 18 and 19: firms of each flow with accounts
# Table 23: markets of 1998 (1, 2, 3, 4, 5, 6-10, 11-25, 26-50, more) by those of 2005 (none, and the same).
TABLE_23 = (
    (5533, 1033, 365, 182, 127, 82, 190, 99, 9, 2),
    (1659, 424, 289, 166, 117, 84, 132, 74, 13, 1),
    (937, 182, 160, 162, 110, 84, 141, 53, 7, 1),
    (646, 124, 101, 124, 130, 93, 206, 63, 9, 0),
    (448, 47, 67, 70, 85, 86, 212, 73, 5, 0),
    (983, 123, 121, 93, 154, 174, 755, 519, 32, 0),
    (579, 44, 39, 26, 40, 29, 268, 894, 250, 8),
    (126, 7, 5, 4, 1, 3, 11, 75, 240, 72),
    (31, 2, 0, 0, 0, 0, 0, 3, 13, 47),
)


@dataclass(frozen=True, slots=True)
class Starter:
    """A firm to be made: its type, and its industry where it has one."""

    type: str
    tech: int | None
    globalised: int | None
    countries: int = 0  # 0 where the type leaves it open

    @property
    def early(self) -> bool:
        """Whether it exports within five years."""
        return self.type in {"BG", "BI", "UNC"}


def planned() -> Iterator[Starter]:
    """The starters by type and industry."""
    for kind, cells in TABLE_6.items():
        for (tech, globalised), count in zip(COLUMNS, cells, strict=True):
            yield from (Starter(kind, tech, globalised) for _ in range(count))
    for kind, count in WITHOUT_INDUSTRY.items():
        yield from (Starter(kind, None, None) for _ in range(count))
    for countries, count in OUTSIDE.items():
        yield from (Starter("UNC", 3, 0, countries) for _ in range(count))


def ages(starters: list[Starter]) -> list[int]:
    """Years between establishment and first export; late firms are six or more."""
    random = stream("ages")
    five = random.permutation(np.arange(EARLY) < FIVE_YEARS)
    early = iter(np.where(five, 5, random.integers(0, 5, EARLY)))
    late = 6 + np.round(random.gamma(1.6, 10, len(starters))).astype(int).clip(0, 90)
    return [int(next(early)) if starter.early else int(years) for starter, years in zip(starters, late, strict=True)]


def countries_of(starter: Starter, eu: frozenset[Any], random: np.random.Generator) -> list[str]:
    """The countries of the first year: fewer than five; or five and more, of them one outside the EU, or none."""
    inside = sorted(eu - {"BE"})
    outside = sorted({*FAR, *NEAR, *(EVENTUAL - eu)})
    if starter.type in {"BI", "TI"}:
        weights = np.array([3.0] * len(inside) + [1.0] * len(outside))
        count = random.choice(NARROW[0], p=NARROW[1])
        return [str(c) for c in random.choice(inside + outside, count, replace=False, p=weights / weights.sum())]
    if starter.type == "UNC":
        return [str(c) for c in random.choice(inside, starter.countries, replace=False)]
    count = min(5 + int(random.gamma(1.1, 7)), 30)
    beyond = max(1, round(count * random.uniform(0.15, 0.6)))
    within = min(max(count - beyond, 5 - beyond), len(inside))
    chosen = [*random.choice(outside, beyond, replace=False), *random.choice(inside, within, replace=False)]
    return [str(country) for country in random.permutation(chosen)]


EVENTUAL = frozenset({"CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"})  # joined on 1 May 2004


def starters(file: CodebookFile) -> Dataset:
    """The firms that first exported in 1998-2005; ages and classes are computed by the codebook's formulas."""
    book = file.of("starters")
    eu, europe = book.country_sets["EU"], book.country_sets["Europe"]
    made, random = list(planned()), stream("countries")
    rows = []
    for starter, age in zip(made, ages(made), strict=True):
        year = int(random.integers(1998, 2006))
        if starter.early and year - age < 1993:
            year = 1993 + age  # only firms of 1993 and later are known to be new exporters
        day = f"{year}-01-01"
        countries = countries_of(starter, eu.on(day), random)
        rows.append(
            {
                "tech": starter.tech,
                "globalised": starter.globalised,
                "year_established": year - age,
                "first_export_year": year,
                "first_countries": ";".join(countries),
                "n_countries": len(countries),
                "n_extra_eu": len(set(countries) - eu.on(day)),
                "n_extra_europe": len(set(countries) - europe.on(day) - eu.on(day)),
            }
        )
    return tabled(book, rows, "S")


def crossed(table: tuple[tuple[int, ...], ...], names: tuple[str, str], first: int, then: int) -> list[dict[str, Any]]:
    """A row for every firm of a table of counts, coded from a first code of rows and of columns."""
    return [
        {names[0]: first + row, names[1]: then + column}
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def statuses(file: CodebookFile) -> Dataset:
    """Trade status in 1998 and 2005, and who has accounts of 2005: none of those that ceased to exist."""
    rows = crossed(TABLE_17, ("status98", "status05"), 0, 0)
    left = {(before, after): count for before, counts in ACCOUNTS.items() for after, count in enumerate(counts)}
    for row in rows:
        flow = (row["status98"], row["status05"])
        row["accounts05"] = int(row["status05"] != 4 and left.get(flow, 1) > 0)
        if flow in left:
            left[flow] -= 1
    return tabled(file.of("status"), rows, "T")


def markets(file: CodebookFile) -> Dataset:
    """Export markets in 1998 and 2005."""
    return tabled(file.of("markets"), crossed(TABLE_23, ("markets98", "markets05"), 1, 0), "M")


def tabled(book: Codebook, rows: list[dict[str, Any]], letter: str) -> Dataset:
    """Rows in random order under a number of their own, with what the codebook computes."""
    order = stream(f"order {letter}").permutation(len(rows))
    known: Mapping[str, list[Any]] = {name: [rows[n][name] for n in order] for name in rows[0]}
    columns = {"case": [f"BE{letter}{n:05d}" for n in range(1, len(rows) + 1)], "synthetic": [1] * len(rows), **known}
    kinds = {variable.name: kind_of(variable) for variable in book}
    arrays = {name: pa.array(columns.get(name, [None] * len(rows)), kind) for name, kind in kinds.items()}
    computed = [variable.name for variable in book if variable.origin.kind == "computed"]
    return compute(Dataset(book, pa.table(arrays)), computed)


def kind_of(variable: Variable) -> pa.DataType:
    """How the values of a variable are kept: texts, numbers with decimals, whole numbers."""
    if variable.type == "text":
        return pa.string()
    return pa.float64() if variable.decimals else pa.int64()


def main(folder: Path = HERE) -> None:
    """Write the starters in every format, the two long tables as Parquet and CSV."""
    file = load(CODEBOOK)
    for made, suffixes in ((starters, None), (statuses, (".parquet", ".csv")), (markets, (".parquet", ".csv"))):
        dataset = made(file)
        sample = labelled(dataset, dataset.codebook.name, SEED, *dataset.codebook.notes)
        write_all(sample, folder, *([suffixes] if suffixes else []))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
