"""The synthetic Italian sample: what the paper states of its 27 firms, and the oracles of coding its open answers."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from surveykit import formats
from surveykit.codebook.frames.file import load as load_frame
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.dataset.dataset import Dataset
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import Report, validate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_responses"
NAME = "italian-network-contract"
SUFFIXES = (".parquet", ".sav", ".dta", ".xlsx", ".csv")
GROUPS = ["A", "B", "C", "D"]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return formats.read(FOLDER / f"{NAME}.parquet").dataset


@pytest.fixture(scope="module")
def firms(dataset: Dataset) -> pd.DataFrame:
    """The valid values; every missing code is empty."""
    frame = dataset.pandas()
    for variable in dataset.codebook:
        codes = [code.value for code in variable.missing]
        frame[variable.name] = frame[variable.name].mask(frame[variable.name].isin(codes))
    return frame


@pytest.fixture(scope="module")
def coded() -> pd.DataFrame:
    """The codes of question 35, a row a firm, a column a coder."""
    lines = pd.read_csv(FOLDER / f"{NAME}-coding.csv", keep_default_na=False)  # NONE is a code, not a blank
    assert (lines["synthetic"] == 1).all()
    by_coder = {coder: dict(zip(part["case"], part["codes"], strict=True)) for coder, part in lines.groupby("coder")}
    return pd.DataFrame(by_coder).map(str.split)


@pytest.fixture(scope="module")
def frame() -> CodingFrame:
    return load_frame(ROOT / "codebooks" / "italian-after.yaml")


@pytest.fixture(scope="module")
def report(dataset: Dataset) -> Report:
    return validate(dataset, CHECKS)


def by_group(firms: pd.DataFrame, name: str) -> list[int]:
    return firms.groupby("group")[name].sum().astype(int)[GROUPS].tolist()


def test_table_2_groups_and_percentages(firms: pd.DataFrame) -> None:
    counts = firms["group"].value_counts()
    assert counts[GROUPS].tolist() == [3, 6, 4, 14]
    assert len(firms) == 27
    assert (firms["itz_before"].sum(), (firms["itz_before"] == 0).sum()) == (9, 18)
    contributed = counts[["A", "C"]].sum(), counts[["B", "D"]].sum()
    assert [round(100 * n / 27) for n in contributed] == [26, 74]
    assert firms["contributed"].sum() == 7


def test_expectations_and_written_aims_by_group(firms: pd.DataFrame) -> None:
    assert by_group(firms, "expect_itz")[:3] == [2, 1, 3]
    assert [by_group(firms, "contract_goal_itz")[n] for n in (0, 2)] == [1, 2]
    aims = firms.groupby("itz_before")["contract_goal_itz"].mean()
    assert aims[0] > aims[1]  # more widespread among domestic firms
    expected = firms.groupby(firms["contributed"])["expect_itz"].mean()
    assert expected[0] < expected[1]


def test_the_firm_whose_contract_names_it_signed_for_other_reasons(firms: pd.DataFrame) -> None:
    a = firms[(firms["group"] == "A") & (firms["contract_goal_itz"] == 1)]
    assert (a["expect_itz"] == 0).all()
    neither = firms[(firms["group"] == "C") & (firms["expect_itz"] == 0)]
    assert len(neither) == 1
    assert (neither["contract_goal_itz"] == 0).all()


def test_nodes_links_and_leading_firms(firms: pd.DataFrame) -> None:
    nodes = firms.groupby("group")["nodes"].mean()
    assert nodes["B"] == 11
    assert nodes[["A", "C"]].max() < nodes[["B", "D"]].min()  # A and C in the smallest networks
    linked = (firms["prior_link"] > 0).groupby(firms["group"]).mean()
    assert (linked["B"], linked["C"]) == (0.5, 1)
    assert (firms["prior_link"] == 2).sum() == 2  # equity
    by_outcome = (firms["prior_link"] > 0).groupby(firms["contributed"]).mean()
    assert by_outcome[1] > by_outcome[0]
    led = firms.groupby("group")["leader"].mean()
    assert led[["A", "B", "C"]].tolist() == [1, 1, 1]
    assert 0.9 < firms["leader"].mean() < 1


def test_sizes_and_productivity(firms: pd.DataFrame) -> None:
    groups = firms.groupby("group")
    assert groups["employees2010"].mean().nlargest(2).index.tolist() == ["A", "B"]
    assert (groups["turnover2010"].sum() / groups["employees2010"].sum()).idxmax() == "C"
    assert firms["region"].value_counts().index[:3].tolist() == [1, 2, 3]
    assert firms["sector"].value_counts().index[0] == 1  # mechanics


def test_forms_abroad(firms: pd.DataFrame) -> None:
    assert [int(firms[f"forms_before_{code}"].sum()) for code in (6, 7, 8)] == [0, 2, 0]
    assert [int(firms[f"forms_after_{code}"].sum()) for code in (6, 7, 8)] == [0, 2, 0]


def test_reasons_by_group(firms: pd.DataFrame) -> None:
    a, c, d = (firms[firms["group"] == group] for group in "ACD")
    assert (a["main_motive"] == 2).all()
    assert (a["other_motives_3"] == 1).all()
    assert a["other_motives_6"].sum() == 2
    assert (c["main_motive"] == 3).all()
    assert (c["other_motives_4"] == 1).all()
    assert d["main_motive"].mode().tolist() == [1]


INCONSISTENCY = {  # 0 neither, 1 match, 2 positive, 3 negative, by group
    "inconsistency_goal": {"A": {2: 2, 1: 1}, "B": {3: 1, 0: 5}, "C": {2: 2, 1: 2}, "D": {3: 6, 0: 8}},
    "inconsistency_motive": {"A": {2: 1, 1: 2}, "B": {3: 1, 0: 5}, "C": {2: 1, 1: 3}, "D": {3: 5, 0: 9}},
}


@pytest.mark.parametrize("name", INCONSISTENCY)
def test_aim_against_outcome(firms: pd.DataFrame, name: str) -> None:
    found = {group: Counter(part.astype(int)) for group, part in firms.groupby("group")[name]}
    assert found == INCONSISTENCY[name]


def test_the_two_by_two_table(firms: pd.DataFrame) -> None:
    from scipy import stats

    counts = pd.crosstab(firms["itz_before"], firms["contributed"]).loc[[1, 0], [1, 0]].to_numpy()
    assert counts.tolist() == [[3, 6], [4, 14]]
    odds, p = stats.fisher_exact(counts)
    assert (odds, p) == (pytest.approx(1.75), pytest.approx(0.6526603830951658))
    assert stats.chi2_contingency(counts, correction=False)[0] == pytest.approx(0.38571428571428573)
    assert stats.chi2_contingency(counts)[0] == pytest.approx(0.024107142857142855)
    interval = stats.binomtest(7, 27).proportion_ci(method="wilson")
    assert (interval.low, interval.high) == (pytest.approx(0.1317037456190719), pytest.approx(0.4467857131455308))


def groups_of(firms: pd.DataFrame, codes: pd.Series, frame: CodingFrame) -> list[str]:
    """The group of each firm by the codes of its answer: a tangible effect is a contribution."""
    tangible = [frame.has(codes[case], "tangible") for case in firms["case"]]
    cells = {(1, True): "A", (1, False): "B", (0, True): "C", (0, False): "D"}
    return [cells[before, effect] for before, effect in zip(firms["itz_before"].astype(int), tangible, strict=True)]


def test_the_codes_of_the_first_coder_give_the_groups(
    firms: pd.DataFrame, coded: pd.DataFrame, frame: CodingFrame
) -> None:
    assert groups_of(firms, coded[1], frame) == firms["group"].tolist()
    assert all(code in frame.codes for codes in coded.to_numpy().ravel() for code in codes)


def test_the_second_coder_differs_on_three_answers_one_without_effect(
    firms: pd.DataFrame, coded: pd.DataFrame, frame: CodingFrame
) -> None:
    other = coded[coded[1].map(" ".join) != coded[2].map(" ".join)]
    assert len(other) == 3
    table = pd.crosstab(firms["group"], pd.Series(groups_of(firms, coded[2], frame)))
    assert table.to_dict("index") == {
        "A": {"A": 3, "B": 0, "C": 0, "D": 0},
        "B": {"A": 0, "B": 6, "C": 0, "D": 0},
        "C": {"A": 0, "B": 0, "C": 3, "D": 1},
        "D": {"A": 0, "B": 0, "C": 1, "D": 13},
    }


def test_agreement_of_the_coders(firms: pd.DataFrame, coded: pd.DataFrame, frame: CodingFrame) -> None:
    first, second = (groups_of(firms, coded[coder], frame) for coder in (1, 2))
    assert sum(a == b for a, b in zip(first, second, strict=True)) == 25
    assert cohen(first, second) == pytest.approx(0.885593, abs=5e-7)
    assert krippendorff(first, second) == pytest.approx(0.887712, abs=5e-7)
    first, second = ([group in "AC" for group in groups] for groups in (first, second))
    assert cohen(first, second) == pytest.approx(0.807143, abs=5e-7)
    assert krippendorff(first, second) == pytest.approx(0.810714, abs=5e-7)


def cohen(first: list, second: list) -> float:
    """Cohen (1960): agreement beyond that of two coders who draw from their own margins."""
    n = len(first)
    found = sum(a == b for a, b in zip(first, second, strict=True)) / n
    margins = Counter(first), Counter(second)
    by_chance = sum(margins[0][code] * margins[1][code] for code in margins[0]) / n**2
    return (found - by_chance) / (1 - by_chance)


def krippendorff(first: list, second: list) -> float:
    """Krippendorff's alpha for two coders and nominal codes, without missing codes."""
    n = 2 * len(first)
    observed = 2 * sum(a != b for a, b in zip(first, second, strict=True)) / n
    counts = Counter([*first, *second])
    expected = 1 - sum(count * (count - 1) for count in counts.values()) / (n * (n - 1))
    return 1 - observed / expected


def test_effects_are_those_the_answer_tells_of(firms: pd.DataFrame, coded: pd.DataFrame) -> None:
    for name, code in (("effect_sales", "EXP"), ("effect_fairs", "FAIR"), ("effect_reps", "REP")):
        asked = firms[firms[name].notna()]
        assert [code in coded[1][case] for case in asked["case"]] == (asked[name] == 1).tolist()


def test_no_check_fails_and_every_answer_follows_the_route(report: Report) -> None:
    assert tuple(report.failing) == ()
    assert report.others == ()
    routed = [result for result in report.results if result.test.rule.code == "SK413"]
    assert len(routed) > 9


def test_nodes_of_a_contract_agree_on_what_its_documents_say(firms: pd.DataFrame) -> None:
    contracts = firms.groupby("contract_id")
    assert contracts.size().value_counts().to_dict() == {1: 11, 2: 8}
    for name in ("nodes", "sign_date", "same_province", "contract_goal_itz", "goal_text", "leader"):
        assert all(len(set(said)) == 1 for _, said in contracts[name]), name


def test_every_row_says_that_it_is_synthetic(firms: pd.DataFrame) -> None:
    assert (firms["synthetic"] == 1).all()
    assert firms["case"].is_unique


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, str(FOLDER / "make_italian_network.py"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_script_makes_the_committed_files(made_anew: Path, suffix: str) -> None:
    committed, made = (formats.read(folder / f"{NAME}{suffix}").dataset for folder in (FOLDER, made_anew))
    assert made.codebook == committed.codebook, "make them again: python sample_responses/make_italian_network.py"
    assert made.arrow().equals(committed.arrow())


@pytest.mark.parametrize("table", ["coding", "settled"])
def test_the_script_makes_the_committed_codes(made_anew: Path, table: str) -> None:
    name = f"{NAME}-{table}.csv"
    assert (made_anew / name).read_text("utf-8") == (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_every_format_holds_the_same_values(dataset: Dataset, suffix: str) -> None:
    other = formats.read(FOLDER / f"{NAME}{suffix}").dataset.pandas()
    pd.testing.assert_frame_equal(other, dataset.pandas(), check_dtype=False)
