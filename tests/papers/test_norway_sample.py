"""The synthetic Norwegian samples give what the paper on the survey prints; the numbers stand here with their place."""

import subprocess
import sys
from collections import Counter
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest

from surveykit import formats
from surveykit.dataset.dataset import Dataset
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session
from surveykit.interview.tabulate import row_of
from surveykit.missing import Empty
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import Report, validate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "sample_responses"
NESTED, PRINTED = "norwegian-sis", "norwegian-sis-printed"
READINGS = (NESTED, PRINTED)
SUFFIXES = (".parquet", ".sav", ".dta", ".xlsx", ".csv")

# Table 1: observations, mean, standard deviation, minimum, maximum, as printed.
TABLE_1 = {
    "export": ("809", ".193", ".394", "0", "1"),
    "coop": ("814", ".350", ".477", "0", "1"),
    "icoop": ("814", ".144", ".351", "0", "1"),
    "group": ("801", ".518", ".499", "0", "1"),
    "mne": ("764", ".171", ".377", "0", "1"),
    "employees": ("805", "68.9", "223.2", "10", "4861"),
    "labprod": ("804", ".142", ".165", "0", "1.1"),
    "inno": ("814", ".321", ".467", "0", "1"),
    "bar_regulation": ("782", "1.65", ".954", "1", "4"),
    "bar_skills": ("783", "1.74", ".977", "1", "4"),
    "bar_ipr": ("782", "1.44", ".768", "1", "4"),
    "bar_infra": ("782", "1.83", "1.08", "1", "4"),
    "bar_network": ("784", "2.00", "1.15", "1", "4"),
}
CUT_OFF = {"export", "group"}  # standard deviations .3948 and .49998: printed cut off, .394 and .499
# Figure 1: strategy (0 NC, 1 C, 2 IC) by export, no and yes; figure 2: by innovation, no and yes.
FIGURE_1 = {
    PRINTED: {0: (361, 51), 1: (233, 52), 2: (63, 54)},
    NESTED: {0: (478, 51), 1: (116, 52), 2: (63, 54)},
}
FIGURE_2 = {
    PRINTED: {0: (292, 120), 1: (225, 60), 2: (36, 81)},
    NESTED: {0: (409, 120), 1: (108, 60), 2: (36, 81)},
}
INVITED, ANSWERED, INDUSTRIES = 4230, 814, 14  # section 3
LOWEST_RATE, HIGHEST_RATE = ".11", ".35"  # section 3: response rates by industry


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return load(ROOT / "instruments" / "norwegian-sis.yaml")


@pytest.fixture(scope="module", params=READINGS)
def reading(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def dataset(reading: str) -> Dataset:
    return formats.read(FOLDER / f"{reading}.parquet").dataset


@pytest.fixture(scope="module")
def valid(dataset: Dataset) -> pd.DataFrame:
    """The valid values; every missing code is empty."""
    frame = dataset.pandas()
    for variable in dataset.codebook:
        codes = [code.value for code in variable.missing]
        frame[variable.name] = frame[variable.name].mask(frame[variable.name].isin(codes))
    return frame


@pytest.fixture(scope="module")
def report(dataset: Dataset) -> Report:
    return validate(dataset, CHECKS)


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, str(FOLDER / "make_norwegian_sis.py"), str(folder)], check=True)
    return folder


def as_printed(value: float, like: str, rounding: str = ROUND_HALF_UP) -> str:
    """A number with the decimals of another, and no 0 before the point where that has none."""
    places = Decimal(1).scaleb(-len(like.partition(".")[2]))
    said = str(Decimal(repr(float(value))).quantize(places, rounding))
    return said.removeprefix("0") if like.startswith(".") else said


def table_1_variable(name: str, reading: str) -> str:
    """As printed, the row of any cooperation can only be the group of figure 1 that cooperates on existing services."""
    return "coop_existing" if (name, reading) == ("coop", PRINTED) else name


@pytest.mark.parametrize("name", TABLE_1)
def test_table_1_comes_out_to_its_printed_decimals(valid: pd.DataFrame, reading: str, name: str) -> None:
    n, mean, deviation, low, high = TABLE_1[name]
    values = valid[table_1_variable(name, reading)].dropna().astype(float)
    rounding = ROUND_DOWN if name in CUT_OFF else ROUND_HALF_UP
    assert str(len(values)) == n
    assert as_printed(values.mean(), mean) == mean
    assert as_printed(values.std(ddof=1), deviation, rounding) == deviation
    assert (as_printed(values.min(), low), as_printed(values.max(), high)) == (low, high)


def test_figure_1_strategy_by_export_after_the_edit_rule(valid: pd.DataFrame, reading: str) -> None:
    counts = pd.crosstab(valid["strategy"], valid["export_edited"])
    assert {code: tuple(counts.loc[code, [0, 1]]) for code in counts.index} == FIGURE_1[reading]


def test_figure_2_strategy_by_innovation(valid: pd.DataFrame, reading: str) -> None:
    counts = pd.crosstab(valid["strategy"], valid["inno"])
    assert {code: tuple(counts.loc[code, [0, 1]]) for code in counts.index} == FIGURE_2[reading]


def test_five_left_the_export_question_out_and_one_of_them_is_known_to_export(valid: pd.DataFrame) -> None:
    lacking = valid[valid["export"].isna()]
    assert valid["export"].sum() == 156  # Table 1: .193 of 809
    assert valid["export_edited"].sum() == 157  # figure 1: 51 + 52 + 54
    assert sorted(lacking["sh_mode1"] > 0) == [False] * 4 + [True]
    assert valid["export_edited"].notna().all()


def test_the_nested_reading_gives_the_mann_whitney_test_of_table_2_panel_a() -> None:
    from scipy import stats

    frame = formats.read(FOLDER / f"{NESTED}.parquet").dataset.pandas()
    asked = frame[frame["export"] >= 0]
    groups = [asked.loc[asked["coop"] == code, "export"] for code in (1, 0)]
    found = stats.mannwhitneyu(*groups, use_continuity=False, method="asymptotic")
    share = found.statistic / (len(groups[0]) * len(groups[1]))
    assert as_printed(stats.norm.isf(found.pvalue / 2), "9.46") == "9.46"
    assert as_printed(1 - share, ".362") == ".362"


def test_no_hard_check_fails_and_c2_fails_for_the_36_of_figure_2(report: Report) -> None:
    failed = Counter({r.test.id or r.test.rule.code: r.failed for r in report.failing})
    assert failed["C2"] == 36
    assert [r for r in report.failing if r.test.severity == "error"] == []
    assert report.others == ()


def test_every_answer_follows_the_route_of_the_instrument(report: Report) -> None:
    routed = [result for result in report.results if result.test.rule.code == "SK413"]
    assert len({result.test.variable for result in routed}) == 26  # questions with a relevance
    assert all(result.failed == 0 for result in routed)


def test_every_case_read_back_as_an_interview_gives_the_same_row(instrument: Instrument, dataset: Dataset) -> None:
    plan, columns = plan_of(instrument), dataset.codebook.names
    for row in dataset.arrow().to_pylist():
        asked = {q.id: q.decode(row, instrument.commons) for q in instrument.questions.values()}
        said = {name: answer for name, answer in asked.items() if answer is not None and answer != Empty("not_asked")}
        register = {column.id: row[column.id] for column in instrument.registered}
        again = row_of(Session.begin(plan, Interview(row["case"], register=register, answers=said)))
        assert {name: again.get(name) for name in columns} == row


def test_computed_variables_by_hand(valid: pd.DataFrame) -> None:
    strategy = valid["coop"] + valid["icoop"]
    assert (valid["strategy"] == strategy).all()
    assert (valid["coop_existing"] == (strategy == 1)).all()
    difference = valid["labprod"] - valid["turnover2006"] / valid["employees"] / 10_000
    assert difference.abs().max() < 1e-12
    assert valid["ln_labprod"].notna().sum() == 803  # one of 804 has no turnover
    assert valid["domestic"].notna().sum() == 809


def test_formulas_of_the_instrument_give_the_computed_columns(instrument: Instrument, dataset: Dataset) -> None:
    symbols = dataset.codebook.symbols()
    rows = dataset.arrow().to_pylist()
    for column in instrument.computed:
        formula = compiled(parse(column.formula), symbols)
        assert [formula(row) for row in rows] == pytest.approx([row[column.id] for row in rows], nan_ok=True), column.id


def test_the_mne_item_has_764_answers_because_firms_in_no_group_count_as_no(valid: pd.DataFrame) -> None:
    assert (valid["group"] == 0).sum() == 386
    assert (valid.loc[valid["group"] == 0, "mne"] == 0).all()
    assert valid.loc[valid["group"] == 1, "mne"].notna().sum() == 378
    assert valid.loc[valid["group"].isna(), "mne"].isna().all()


def test_every_row_says_that_it_is_synthetic(valid: pd.DataFrame) -> None:
    assert (valid["synthetic"] == 1).all()
    assert valid["case"].is_unique


def test_the_frame_has_the_printed_size_and_response_rates(valid: pd.DataFrame) -> None:
    frame = pd.read_csv(FOLDER / "norwegian-sis-frame.csv")
    industries = frame.groupby("industry")["returned"].agg(["size", "sum"])
    rates = industries["sum"] / industries["size"]
    assert (len(frame), frame["returned"].sum(), len(industries)) == (INVITED, ANSWERED, INDUSTRIES)
    assert (as_printed(rates.min(), LOWEST_RATE), as_printed(rates.max(), HIGHEST_RATE)) == (LOWEST_RATE, HIGHEST_RATE)
    assert (frame["stratum_size"] == frame["industry"].map(industries["size"])).all()
    assert set(valid["case"]) == set(frame.loc[frame["returned"] == 1, "case"])
    assert valid["weight"].sum() == pytest.approx(INVITED)


def test_the_two_readings_are_the_same_firms_but_for_cooperation_and_export() -> None:
    nested, printed = (formats.read(FOLDER / f"{name}.parquet").dataset.pandas() for name in READINGS)
    for name in ("case", "industry", "employees", "turnover2006", "group", "mne", "inno", "bar_network", "consent"):
        assert (nested[name] == printed[name]).all()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_script_makes_the_committed_files(made_anew: Path, reading: str, suffix: str) -> None:
    committed = formats.read(FOLDER / f"{reading}{suffix}").dataset
    made = formats.read(made_anew / f"{reading}{suffix}").dataset
    assert made.codebook == committed.codebook, "make the files again: python sample_responses/make_norwegian_sis.py"
    assert made.arrow().equals(committed.arrow())


def test_the_script_makes_the_committed_frame(made_anew: Path) -> None:
    name = "norwegian-sis-frame.csv"
    assert (made_anew / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_every_format_holds_the_same_values(dataset: Dataset, reading: str, suffix: str) -> None:
    other = formats.read(FOLDER / f"{reading}{suffix}").dataset.pandas()
    pd.testing.assert_frame_equal(other, dataset.pandas(), check_dtype=False)
