"""The synthetic Belgian firms: types by rule, Tables 6, 17, 18, 19 and 23, and the boundaries of the rules."""

import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.dictionary import CodebookFile
from surveykit.codebook.file import load
from surveykit.dataset.dataset import Dataset
from surveykit.derive.compute import compute
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_responses"
NAME = "belgian-sme-trade"
FILES = [f"starters{suffix}" for suffix in (".parquet", ".sav", ".dta", ".xlsx", ".csv")]
FILES += [f"{table}{suffix}" for table in ("status", "markets") for suffix in (".parquet", ".csv")]
BG, BI, TI, BAG, OUTSIDE, OUTSIDE_LATE = range(1, 7)
TYPES = {BG: 1226, BI: 1775, TI: 2799, BAG: 77, OUTSIDE: 56}
# Table 6: high and medium-high technology, low and medium-low, others; each local and globalised.
TABLE_6 = {
    BG: [33, 195, 246, 152, 252, 324],
    BI: [36, 102, 288, 102, 901, 346],
    TI: [19, 60, 378, 99, 1945, 297],
    BAG: [2, 5, 19, 4, 38, 9],
}
EXPECTED_6 = [  # of Table 7, unrounded
    [18.486, 74.3548, 191.2273, 73.3278, 644.134, 200.4703],
    [27.2984, 109.8001, 282.3864, 108.2835, 951.1962, 296.0355],
    [43.0314, 173.082, 445.1364, 170.6914, 1499.4067, 466.6521],
    [1.1842, 4.7632, 12.25, 4.6974, 41.2632, 12.8421],
]
# Table 17: firms and row percentages; exit, no trade, import only, export only, both.
TABLE_17 = {
    0: (17003, [12, 76, 5, 4, 3]),
    1: (3146, [11, 26, 39, 3, 21]),
    2: (2100, [10, 38, 6, 30, 17]),
    3: (7208, [11, 13, 8, 4, 65]),
}
TOTAL_17 = (29457, [11, 52, 10, 6, 21])
LATER = [4, 0, 1, 2, 3]  # the codes of these columns
TABLES_18_19 = {1: {3: 644, 1: 1234, 2: 95, 0: 590}, 2: {3: 355, 2: 621, 1: 120, 0: 599}}  # N by status of 2005
TABLE_23 = [
    [5533, 1033, 365, 182, 127, 82, 190, 99, 9, 2],
    [1659, 424, 289, 166, 117, 84, 132, 74, 13, 1],
    [937, 182, 160, 162, 110, 84, 141, 53, 7, 1],
    [646, 124, 101, 124, 130, 93, 206, 63, 9, 0],
    [448, 47, 67, 70, 85, 86, 212, 73, 5, 0],
    [983, 123, 121, 93, 154, 174, 755, 519, 32, 0],
    [579, 44, 39, 26, 40, 29, 268, 894, 250, 8],
    [126, 7, 5, 4, 1, 3, 11, 75, 240, 72],
    [31, 2, 0, 0, 0, 0, 0, 3, 13, 47],
]


@pytest.fixture(scope="module")
def file() -> CodebookFile:
    return load(ROOT / "codebooks" / f"{NAME}.yaml")


@pytest.fixture(scope="module")
def samples() -> dict[str, Dataset]:
    return {
        table: formats.read(FOLDER / f"{NAME}-{table}.parquet").dataset for table in ("starters", "status", "markets")
    }


@pytest.fixture(scope="module")
def starters(samples: dict[str, Dataset]) -> pd.DataFrame:
    return samples["starters"].pandas()


def half_up(value: float) -> int:
    return int(Decimal(repr(float(value))).quantize(Decimal(1), ROUND_HALF_UP))


def by_rule(firm: dict, book: Codebook, *, age_max: int = 5, n_min: int = 5, group: str = "EU") -> int:
    """The type of a firm from its years and its list of countries, by the rule as the paper words it."""
    day = f"{firm['first_export_year']}-01-01"
    countries = set(firm["first_countries"].split(";"))
    outside = countries - book.country_sets["EU"].on(day) - book.country_sets[group].on(day)
    early = firm["first_export_year"] - firm["year_established"] <= age_max
    if len(countries) < n_min:
        return BI if early else TI
    if outside:
        return BG if early else BAG
    return OUTSIDE if early else OUTSIDE_LATE


def test_types_by_rule_from_years_and_countries(starters: pd.DataFrame, file: CodebookFile) -> None:
    found = [by_rule(firm, file.codebook) for firm in starters.to_dict("records")]
    assert found == starters["type"].tolist()
    assert pd.Series(found).value_counts().to_dict() == TYPES
    assert len(starters) == 5933


def test_firms_outside_the_four_types_export_to_six_countries(starters: pd.DataFrame) -> None:
    outside = starters[starters["type"] == OUTSIDE]
    assert half_up(outside["n_countries"].mean()) == 6
    assert round(outside["n_countries"].mean(), 2) == 5.98
    assert (outside["n_extra_eu"] == 0).all()


def test_every_cell_of_table_6(starters: pd.DataFrame) -> None:
    counts = pd.crosstab(starters["type"], [starters["tech"], starters["globalised"]])
    assert {kind: counts.loc[kind].tolist() for kind in TABLE_6} == TABLE_6
    without = starters[starters["tech"].isna()]
    assert without["type"].value_counts().to_dict() == {BG: 24, TI: 1}
    assert without["globalised"].isna().all()


def test_chi_square_of_table_6(starters: pd.DataFrame) -> None:
    from scipy import stats

    four = starters[starters["type"] <= BAG]
    counts = pd.crosstab(four["type"], [four["tech"], four["globalised"]]).to_numpy()
    found = stats.chi2_contingency(counts, correction=False)
    assert (found.statistic, found.dof) == (pytest.approx(964.413044434337), 15)
    assert found.pvalue == pytest.approx(5.690258880598337e-196, rel=1e-9)
    assert found.expected_freq.round(4).tolist() == EXPECTED_6
    assert (found.expected_freq < 5).sum() == 3
    assert stats.contingency.association(counts, method="cramer") == pytest.approx(0.23437902963004653)


def test_497_firms_are_exactly_five_years_old(starters: pd.DataFrame, file: CodebookFile) -> None:
    assert (starters["age_at_export"] == 5).sum() == 497
    stricter = pd.Series([by_rule(firm, file.codebook, age_max=4) for firm in starters.to_dict("records")])
    early = (starters["type"].isin([BG, BI, OUTSIDE]).sum(), stricter.isin([BG, BI, OUTSIDE]).sum())
    assert early == (3057, 3057 - 497)


@pytest.mark.parametrize("change", [{"n_min": 6}, {"n_min": 4}, {"group": "Europe"}, {"age_max": 6}])
def test_the_counts_depend_on_how_the_rule_is_read(starters: pd.DataFrame, file: CodebookFile, change: dict) -> None:
    found = pd.Series([by_rule(firm, file.codebook, **change) for firm in starters.to_dict("records")])
    assert found.value_counts().to_dict() != TYPES


def one_firm(file: CodebookFile, **known: object) -> pd.Series:
    """What the codebook's formulas compute of a firm."""
    book = file.codebook
    kinds = {v.name: pa.string() if v.type == "text" else pa.float64() for v in book}
    table = pa.table({name: pa.array([known.get(name)], kind) for name, kind in kinds.items()})
    return compute(Dataset(book, table), [v.name for v in book if v.origin.formula]).pandas().iloc[0]


@pytest.mark.parametrize(
    ("founded", "first", "countries", "outside", "expected"),
    [
        (1995, 2000, 5, 1, BG),  # exactly five years, exactly five countries
        (1994, 2000, 5, 1, BAG),
        (1995, 2000, 4, 4, BI),
        (1994, 2000, 4, 0, TI),
        (2000, 2000, 5, 0, OUTSIDE),
        (1980, 2000, 9, 0, OUTSIDE_LATE),  # not defined in the paper, and never counted as TI
    ],
)
def test_boundaries_of_the_types(
    file: CodebookFile, founded: int, first: int, countries: int, outside: int, expected: int
) -> None:
    firm = {"year_established": founded, "first_export_year": first, "n_countries": countries, "n_extra_eu": outside}
    assert one_firm(file, **firm)["type"] == expected


@pytest.mark.parametrize(
    ("staff", "expected"), [(9.5, 1), (49.9, 1), (50, 2), (249.5, 2), (249.9, 2), (250, 3), (1009, 3)]
)
def test_boundaries_of_the_size_classes(file: CodebookFile, staff: float, expected: int) -> None:
    assert one_firm(file, FTE98=staff, FTE05=staff)[["size_1998", "size_2005"]].tolist() == [expected, expected]


def test_poland_joins_on_the_day_and_switzerland_never(file: CodebookFile) -> None:
    book = file.codebook
    firm = {"year_established": 2003, "first_countries": "DE;FR;NL;LU;PL"}
    assert by_rule({**firm, "first_export_year": 2004}, book) == BG  # on 1 January 2004 Poland was outside
    assert by_rule({**firm, "first_export_year": 2005}, book) == OUTSIDE
    for country in ("CH", "NO"):
        abroad = {"year_established": 2003, "first_export_year": 2005, "first_countries": f"DE;FR;NL;LU;{country}"}
        assert by_rule(abroad, book) == BG
        assert by_rule(abroad, book, group="Europe") == OUTSIDE


def test_percentages_of_table_17(samples: dict[str, Dataset]) -> None:
    status = samples["status"].pandas()
    counts = pd.crosstab(status["status98"], status["status05"])[LATER]
    for row, (firms, percentages) in TABLE_17.items():
        assert counts.loc[row].sum() == firms
        assert [half_up(100 * n / firms) for n in counts.loc[row]] == percentages
    assert (len(status), [half_up(100 * n / len(status)) for n in counts.sum()]) == TOTAL_17


def test_numbers_of_firms_of_tables_18_and_19(samples: dict[str, Dataset]) -> None:
    status = samples["status"].pandas()
    held = status[status["accounts05"] == 1]
    for before, numbers in TABLES_18_19.items():
        assert held[held["status98"] == before]["status05"].value_counts().to_dict() == numbers
    assert (status.loc[status["status05"] == 4, "accounts05"] == 0).all()


def test_export_dynamics_of_the_status_panel(samples: dict[str, Dataset]) -> None:
    status = samples["status"].pandas()
    exported = pd.crosstab(status["status98"] >= 2, status["export_dynamics"])
    assert exported.loc[False, [2, 3]].sum() == 0
    assert exported.loc[True, [0, 1]].sum() == 0
    assert exported.loc[True, 3] == 621 + 355 + 253 + 4685


def test_every_cell_of_table_23_and_its_true_totals(samples: dict[str, Dataset]) -> None:
    markets = samples["markets"].pandas()
    counts = pd.crosstab(markets["markets98"], markets["markets05"])
    assert counts.to_numpy().tolist() == TABLE_23
    assert (counts.loc[6].sum(), counts[0].sum(), len(markets)) == (2954, 10942, 20778)  # 983 more than printed


@pytest.mark.parametrize("table", ["starters", "status", "markets"])
def test_no_check_fails(samples: dict[str, Dataset], table: str) -> None:
    report = validate(samples[table], CHECKS)
    assert tuple(report.failing) == ()
    assert report.others == ()


@pytest.mark.parametrize("table", ["starters", "status", "markets"])
def test_a_sample_has_the_codebook_of_its_file(samples: dict[str, Dataset], file: CodebookFile, table: str) -> None:
    found, wanted = samples[table].codebook, file.of(table)
    assert (found.variables, found.lists, found.checks) == (wanted.variables, wanted.lists, wanted.checks)
    assert found.country_sets == wanted.country_sets
    frame = samples[table].pandas()
    assert (frame["synthetic"] == 1).all()
    assert frame["case"].is_unique


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, str(FOLDER / "make_belgian_trade.py"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_script_makes_the_committed_files(made_anew: Path, name: str) -> None:
    committed, made = (formats.read(folder / f"{NAME}-{name}").dataset for folder in (FOLDER, made_anew))
    assert made.codebook == committed.codebook, "make them again: python sample_responses/make_belgian_trade.py"
    assert made.arrow().equals(committed.arrow())


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".parquet")])
def test_every_format_holds_the_same_values(samples: dict[str, Dataset], name: str) -> None:
    table = name.partition(".")[0]
    other = formats.read(FOLDER / f"{NAME}-{name}").dataset.pandas()
    pd.testing.assert_frame_equal(other, samples[table].pandas(), check_dtype=False)


def test_panel_prints_table_17():
    """`surveykit panel status98:status05`: firms and row percentages of every status, the total row too."""
    from surveykit.stats.panel.transitions import transitions

    found = transitions(formats.read(FOLDER / f"{NAME}-status.parquet").dataset, "status98", "status05")
    order = [4, 0, 1, 2, 3]  # exit stands first in print
    columns = [[state.value for state in found.columns].index(value) for value in order]
    for state, cells, shares in zip(found.rows, found.n, found.shares(), strict=True):
        firms, printed = TABLE_17[state.value]
        assert sum(cells) == firms
        rounded = [int(Decimal(repr(100 * shares[j])).quantize(Decimal(1), ROUND_HALF_UP)) for j in columns]
        assert rounded == printed
