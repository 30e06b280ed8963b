"""The synthetic Russian panel: the two percentages, the margins of the statuses, and 48 directions of the brief.

The directions hold because the seed was chosen so; they test the sample, they are no evidence for the brief.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit import formats
from surveykit.dataset.dataset import Dataset
from surveykit.derive.compute import compute
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import Report, validate

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_responses"
NAME = "russian-panel"
SUFFIXES = (".parquet", ".sav", ".dta", ".xlsx", ".csv")
NEVER, ENTRANT, EXIT, CONTINUOUS, UNDETERMINED = 0, 1, 2, 3, 9
MARGINS = {  # never, entrant, exit, continuous
    "export_status": [205, 60, 40, 175],
    "imp_raw_status": [215, 55, 45, 165],
    "imp_mach_status": [190, 90, 55, 145],
    "rd_status": [200, 70, 60, 150],
}
OUTCOMES = ("rd", "new_product", "new_tech")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return formats.read(FOLDER / f"{NAME}.parquet").dataset


def valid_values(dataset: Dataset) -> pd.DataFrame:
    """The valid values; every missing code is empty."""
    frame = dataset.pandas()
    for variable in dataset.codebook:
        codes = [code.value for code in variable.missing]
        frame[variable.name] = frame[variable.name].mask(frame[variable.name].isin(codes))
    return frame


@pytest.fixture(scope="module")
def valid(dataset: Dataset) -> pd.DataFrame:
    return valid_values(dataset)


@pytest.fixture(scope="module")
def panel(valid: pd.DataFrame) -> "Panel":
    return panel_of(valid)


@pytest.fixture(scope="module")
def report(dataset: Dataset) -> Report:
    return validate(dataset, CHECKS)


@dataclass(frozen=True)
class Panel:
    """The firms of both rounds: what they were in 2005 (`size`, `productivity`, ...) and what they did by 2009."""

    firms: pd.DataFrame

    def gap(self, activity: str, kind: int, of: str, than: int = NEVER) -> float:
        """How far the mean of a variable among firms of one status is above that of another."""
        groups = self.firms.groupby(f"{activity}_status")[of].mean()
        return groups[kind] - groups[than]

    def t(self, activity: str, kind: int, of: str) -> float:
        """The gap to those that never did, in standard errors (variances of their own)."""
        one, other = (self.firms.loc[self.firms[f"{activity}_status"] == k, of] for k in (kind, NEVER))
        return (one.mean() - other.mean()) / np.sqrt(one.var() / len(one) + other.var() / len(other))

    @cached_property
    def innovating(self) -> dict[str, pd.DataFrame]:
        """Probits of R&D, new products and new technologies on partners, owners, competition and trade."""
        on = ["size", "foreign", "state", "comp_domestic", "partner_dom_new", "partner_for_new"]
        on += ["exports", "began_export", "imports_machines", "began_machines"]
        return {outcome: probit(self.firms[outcome], self.firms[on]) for outcome in OUTCOMES}

    @cached_property
    def partnering(self) -> dict[str, pd.DataFrame]:
        """Probits of new partners on owners, holding, place, exports and competitiveness."""
        on = ["size", "foreign", "state", "in_group", "town", "exports", "competitiveness"]
        return {name: probit(self.firms[name], self.firms[on]) for name in ("partner_for_new", "partner_dom_new")}


def panel_of(valid: pd.DataFrame) -> Panel:
    """Both rounds of each firm in one row."""
    first, second = (valid[valid["round"] == year].set_index("firm_id") for year in (2005, 2009))
    first = first.loc[second.index]
    firms = first[["competitiveness", "comp_domestic", "in_group", "location", "own_foreign", "own_state"]].astype(
        float
    )
    firms["productivity"] = np.log((first["sales"] - first["materials"]) / first["employees"])
    firms["size"] = np.log(first["employees"].astype(float))
    firms["raw_share"] = first["imp_raw_share"].fillna(0).astype(float)
    firms["foreign"], firms["state"] = (firms[f"own_{owner}"] > 0 for owner in ("foreign", "state"))
    firms["town"] = firms["location"] < 3
    for name in (*MARGINS, *OUTCOMES, "partner_dom_new", "partner_for_new", "obst_customs"):
        firms[name] = second[name].astype(int)
    firms["exports"], firms["began_export"] = (firms["export_status"] == k for k in (CONTINUOUS, ENTRANT))
    firms["imports_machines"], firms["began_machines"] = (firms["imp_mach_status"] == k for k in (CONTINUOUS, ENTRANT))
    return Panel(firms)


def probit(outcome: pd.Series, on: pd.DataFrame) -> pd.DataFrame:
    """Maximum likelihood by Newton's method; coefficients and z, standard errors from the observed information."""
    from scipy import stats

    x = np.column_stack([np.ones(len(on)), on.to_numpy(dtype=float)])
    sign = 2 * outcome.to_numpy(dtype=float) - 1
    b = np.zeros(x.shape[1])
    for _ in range(25):
        index = sign * (x @ b)
        mills = sign * np.exp(stats.norm.logpdf(index) - stats.norm.logcdf(index))
        information = x.T @ (x * (mills * (mills + x @ b))[:, None])
        step = np.linalg.solve(information, x.T @ mills)
        b = b + step
        if np.abs(step).max() < 1e-10:
            break
    z = b / np.sqrt(np.diag(np.linalg.inv(information)))
    return pd.DataFrame({"b": b, "z": z}, index=["constant", *on.columns])


def together(panel: Panel) -> float:
    """New products of who began to import machines: much imported material before, against the others."""
    began = panel.firms[panel.firms["imp_mach_status"] == ENTRANT]
    often = began["raw_share"] >= 50
    return began.loc[often, "new_product"].mean() - began.loc[~often, "new_product"].mean()


def shares(panel: Panel, status: int) -> tuple[int, int]:
    """Firms of a status of R&D for which customs are a serious constraint, and all of that status."""
    among = panel.firms[panel.firms["rd_status"] == status]
    return int((among["obst_customs"] == 4).sum()), len(among)


Claim = Callable[[Panel], bool]
CLAIMS: dict[str, Claim] = {
    "exporters were more productive before entry": lambda p: p.gap("export", ENTRANT, "productivity") > 0,
    "exporters were larger before entry": lambda p: p.gap("export", ENTRANT, "size") > 0,
    "importers of machinery were larger before entry": lambda p: p.gap("imp_mach", ENTRANT, "size") > 0,
    "self-selection is stronger into machinery than into materials": lambda p: (
        p.gap("imp_mach", ENTRANT, "productivity") > p.gap("imp_raw", ENTRANT, "productivity")
    ),
    "continuous importers of materials are more productive": lambda p: p.gap("imp_raw", CONTINUOUS, "productivity") > 0,
    "self-selection is stronger into export than into machinery": lambda p: (
        p.gap("export", ENTRANT, "productivity") > p.gap("imp_mach", ENTRANT, "productivity")
    ),
    "self-selection is stronger into export than into materials": lambda p: (
        p.gap("export", ENTRANT, "productivity") > p.gap("imp_raw", ENTRANT, "productivity")
    ),
    "new importers of materials do not differ": lambda p: abs(p.t("imp_raw", ENTRANT, "productivity")) < 1.96,
    "much imported material and entry into machinery": lambda p: together(p) > 0,
    "domestic partners count more than foreign ones": lambda p: (
        sum(m.b["partner_dom_new"] - m.b["partner_for_new"] for m in p.innovating.values()) > 0
    ),
    "foreign partners count most for R&D": lambda p: (
        p.innovating["rd"].b["partner_for_new"]
        > max(p.innovating[o].b["partner_for_new"] for o in ("new_product", "new_tech"))
    ),
    "the state as owner: more R&D": lambda p: p.innovating["rd"].b["state"] > 0,
    "the state as owner: more technologies": lambda p: p.innovating["new_tech"].b["state"] > 0,
    "the state as owner: not more products": lambda p: abs(p.innovating["new_product"].z["state"]) < 1.96,
    "foreign owners bring foreign partners": lambda p: p.partnering["partner_for_new"].b["foreign"] > 0,
    "exports bring foreign partners": lambda p: p.partnering["partner_for_new"].b["exports"] > 0,
    "towns bring foreign partners": lambda p: p.partnering["partner_for_new"].b["town"] > 0,
    "holdings: fewer foreign partners": lambda p: p.partnering["partner_for_new"].b["in_group"] < 0,
    "holdings: fewer domestic partners": lambda p: p.partnering["partner_dom_new"].b["in_group"] < 0,
    "the competitive: fewer domestic partners": lambda p: p.partnering["partner_dom_new"].b["competitiveness"] < 0,
    "customs: 69 of 150 continuous spenders": lambda p: shares(p, CONTINUOUS) == (69, 150),
    "customs: 54 of 200 non-spenders": lambda p: shares(p, NEVER) == (54, 200),
}
for _name in ("partner_for_new", "partner_dom_new"):
    CLAIMS[f"the state as owner: no effect on {_name}"] = lambda p, n=_name: abs(p.partnering[n].z["state"]) < 1.96
for _outcome in OUTCOMES:
    CLAIMS |= {
        f"continuous exporters above new ones: {_outcome}": lambda p, o=_outcome: (
            p.gap("export", CONTINUOUS, o, than=ENTRANT) > 0
        ),
        f"exporters above others: {_outcome}": lambda p, o=_outcome: p.gap("export", CONTINUOUS, o) > 0,
        f"entry into machinery above entry into materials: {_outcome}": lambda p, o=_outcome: (
            p.gap("imp_mach", ENTRANT, o) > p.gap("imp_raw", ENTRANT, o)
        ),
        f"entry into machinery above entry into export: {_outcome}": lambda p, o=_outcome: (
            p.gap("imp_mach", ENTRANT, o) > p.gap("export", ENTRANT, o)
        ),
        f"domestic partners: {_outcome}": lambda p, o=_outcome: p.innovating[o].b["partner_dom_new"] > 0,
        f"foreign partners: {_outcome}": lambda p, o=_outcome: p.innovating[o].b["partner_for_new"] > 0,
        f"competition without effect: {_outcome}": lambda p, o=_outcome: abs(p.innovating[o].z["comp_domestic"]) < 1.96,
        f"foreign owners without effect: {_outcome}": lambda p, o=_outcome: abs(p.innovating[o].z["foreign"]) < 1.96,
    }


def test_there_are_48_directions() -> None:
    assert len(CLAIMS) == 48


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_published_direction_holds(panel: Panel, claim: str) -> None:
    assert CLAIMS[claim](panel)


def test_the_panel_has_480_firms_twice_and_240_that_left(valid: pd.DataFrame) -> None:
    assert len(valid) == 1200
    rounds = valid.groupby("firm_id")["round"].agg(tuple).value_counts()
    assert rounds.to_dict() == {(2005, 2009): 480, (2005,): 240}


@pytest.mark.parametrize("name", MARGINS)
def test_margins_of_a_status_and_no_status_without_both_rounds(valid: pd.DataFrame, name: str) -> None:
    by_round = valid.groupby("round")[name].value_counts()
    assert [by_round[2009][kind] for kind in (NEVER, ENTRANT, EXIT, CONTINUOUS)] == MARGINS[name]
    assert by_round[2005].to_dict() == {UNDETERMINED: 720}  # never "never": there was no round before


def test_customs_are_46_and_27_per_cent(panel: Panel, valid: pd.DataFrame) -> None:
    from scipy import stats

    assert [round(100 * serious / n) for serious, n in (shares(panel, k) for k in (CONTINUOUS, NEVER))] == [46, 27]
    chi2 = stats.chi2_contingency([[69, 81], [54, 146]], correction=False)[0]
    assert (chi2, np.sqrt(chi2)) == (pytest.approx(13.575803158912645), pytest.approx(3.684535677519306))
    assert valid.loc[valid["round"] == 2005, "customs_serious"].isna().all()  # not asked


def test_statuses_are_those_of_the_two_rounds(valid: pd.DataFrame) -> None:
    rounds = {year: valid[valid["round"] == year].set_index("firm_id") for year in (2005, 2009)}
    for name in MARGINS:
        activity = name.removesuffix("_status")
        before, after = rounds[2005].loc[rounds[2009].index, activity] == 1, rounds[2009][activity] == 1
        expected = np.select([before & after, after, before], [CONTINUOUS, ENTRANT, EXIT], NEVER)
        assert (rounds[2009][name] == expected).all()


def test_a_lacking_answer_makes_a_status_undetermined(dataset: Dataset) -> None:
    table = dataset.arrow()
    column = table.column("export").to_pylist()
    last = len(column) - 1
    column[last] = -8  # the firm does not know in 2009
    changed = table.set_column(table.column_names.index("export"), "export", [column])
    again = compute(Dataset(dataset.codebook, changed), ["export_status", "rd_status"]).pandas()
    assert again["export_status"][last] == UNDETERMINED
    assert (again["rd_status"] == dataset.pandas()["rd_status"]).all()


def test_formulas_over_the_table_give_what_the_interviews_gave(dataset: Dataset) -> None:
    names = [v.name for v in dataset.codebook if v.origin.kind == "computed"]
    assert len(names) == 14
    again = compute(dataset, names)
    pd.testing.assert_frame_equal(again.pandas()[names], dataset.pandas()[names], check_dtype=False)


def test_no_hard_check_fails_and_every_answer_follows_the_route(report: Report) -> None:
    assert [result for result in report.failing if result.test.severity == "error"] == []
    assert report.others == ()
    routed = [result for result in report.results if result.test.rule.code == "SK413"]
    assert len(routed) > 10


def test_what_is_asked_in_2009_only_is_not_asked_before(dataset: Dataset) -> None:
    frame = dataset.pandas()
    first = frame[frame["round"] == 2005]
    for name in ("partner_dom_new", "partner_for_new", "obst_customs"):
        assert (first[name] == -1).all()
        assert (frame.loc[frame["round"] == 2009, name] >= 0).all()


def test_every_row_says_that_it_is_synthetic(valid: pd.DataFrame) -> None:
    assert (valid["synthetic"] == 1).all()
    assert valid["case"].is_unique


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, str(FOLDER / "make_russian_panel.py"), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_script_makes_the_committed_files(made_anew: Path, suffix: str) -> None:
    committed, made = (formats.read(folder / f"{NAME}{suffix}").dataset for folder in (FOLDER, made_anew))
    assert made.codebook == committed.codebook, "make them again: python sample_responses/make_russian_panel.py"
    assert made.arrow().equals(committed.arrow())


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_every_format_holds_the_same_values(dataset: Dataset, suffix: str) -> None:
    other = formats.read(FOLDER / f"{NAME}{suffix}").dataset.pandas()
    pd.testing.assert_frame_equal(other, dataset.pandas(), check_dtype=False)
