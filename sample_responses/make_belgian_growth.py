"""SYNTHETIC exporters like those of the Belgian growth regressions (Tables 11 to 14). No real firm is among them.

`growth`: 7,152 firms that exported in 1998, by the codebook `codebooks/belgian-sme-trade.yaml` (test:
tests/papers/test_belgium_growth.py). 7,118 of them have a productivity, and 4,952 of these still exported in 2005; 34
exporters more lack it. The probit of going on exporting has the six coefficients that Table 12 prints, and the growth
of those that did, with the inverse Mills ratio, the six of its other half, to four decimals. Table 13 and the OLS of
Table 11 come out nearly, for they follow. Group sizes and spreads were chosen so that standard errors are near those
printed. The industries, their effects, and everything else are made up.

How it is done: firms go on exporting by the printed probit. Fitted to them it gives nearly the printed coefficients;
regressors are then moved a little, with what the firms did left alone, until it gives them. Growth is the printed
equation and a residual that is exactly unrelated to its regressors.

Run `python sample_responses/make_belgian_growth.py [FOLDER]`. The seed is fixed.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from make_belgian_trade import CODEBOOK, SEED, stream, tabled
from numpy.typing import NDArray
from scipy.optimize import root
from scipy.special import log_ndtr, ndtr
from synthetic import labelled, write_all

from surveykit.codebook.dictionary import CodebookFile
from surveykit.codebook.file import load
from surveykit.dataset.dataset import Dataset

Floats = NDArray[np.float64]
FIRMS, CONTINUED, WITHOUT_TFP = 7118, 4952, 34  # Table 12; Table 11 has 4,986
INDUSTRIES = 51  # Wald's test of Table 12 has 55 degrees of freedom: five regressors and fifty dummies
GROUPS = {1: 490, 2: 280, 3: 140}  # born global, born international, traditional; all others exported before
SPREAD = {"exports": 2.25, "imports": 1.66, "tfp": 0.5}
# exports 1998, imports per employee, born global, born international, traditional (Table 12)
SELECTION = np.array([0.0876, 0.0296, -0.1149, -0.3607, -0.5672])
TFP = 0.1503
GROWTH = np.array([-0.0452, 0.0184, 0.0550, 0.0028, -0.0262])
MILLS, RESIDUAL, MEAN_GROWTH = 0.1923, 0.2535, 0.0470398
YEARS = 7


@dataclass(frozen=True, slots=True)
class Firms:
    """Firms before they are rounded: regressors in logs, group, industry, and whether they went on exporting."""

    exports: Floats
    imports: Floats
    tfp: Floats
    employees: Floats
    group: NDArray[np.int64]
    industry: NDArray[np.int64]
    continued: NDArray[np.bool_]

    def regressors(self) -> Floats:
        """The five that both equations have."""
        return np.column_stack([self.exports, self.imports, *(self.group == one for one in GROUPS)])

    def industries(self) -> Floats:
        """A dummy for each industry, which stand for the constant too."""
        return (self.industry[:, None] == np.arange(INDUSTRIES)).astype(float)


def drawn() -> Firms:
    """Firms at random, of which the printed probit says who goes on."""
    random = stream("growth")
    weights = random.gamma(1.5, 1, INDUSTRIES) + 0.3
    industry = np.concatenate(
        [
            np.repeat(np.arange(INDUSTRIES), 25),
            random.choice(INDUSTRIES, FIRMS - 25 * INDUSTRIES, p=weights / weights.sum()),
        ]
    )
    group = random.permutation(np.repeat([*GROUPS, 0], [*GROUPS.values(), FIRMS - sum(GROUPS.values())]))
    exports = 12.88 + SPREAD["exports"] * random.normal(size=FIRMS) - 1.2 * (group > 1)
    imports = 10.24 + SPREAD["imports"] * random.normal(size=FIRMS) + 0.2 * (exports - 12.88)
    tfp = 9.06 + SPREAD["tfp"] * random.normal(size=FIRMS)
    employees = np.exp(2.3 + random.gamma(1.3, 0.75, FIRMS))
    firms = Firms(exports, imports, tfp, employees, group, industry, np.zeros(FIRMS, dtype=bool))
    index = firms.regressors() @ SELECTION + TFP * tfp + random.normal(0, 0.2, INDUSTRIES)[industry]
    latent = index + random.normal(size=FIRMS)
    return moved(firms, latent >= np.sort(latent)[-CONTINUED], np.zeros(6))


def moved(firms: Firms, continued: NDArray[np.bool_], by: Floats) -> Firms:
    """Regressors moved: by what the firm did later, and productivity by the group it is of."""
    more = continued - continued.mean()
    groups = np.array([0.0, *by[3:]])[firms.group]
    parts = firms.exports + by[0] * more, firms.imports + by[1] * more, firms.tfp + by[2] * more + groups
    return Firms(*parts, firms.employees, firms.group, firms.industry, continued)


def probit(outcome: Floats, regressors: Floats) -> Floats:
    """Coefficients of a probit by Newton's method."""
    found, sign = np.zeros(regressors.shape[1]), 2 * outcome - 1
    for _ in range(30):
        index = sign * (regressors @ found)
        ratio = np.exp(-(index**2) / 2 - log_ndtr(index)) / np.sqrt(2 * np.pi)
        step = np.linalg.solve((regressors.T * (ratio * (ratio + index))) @ regressors, regressors.T @ (sign * ratio))
        found += step
        if np.abs(step).max() < 1e-11:
            break
    return found


def selected(firms: Firms) -> tuple[Floats, Floats]:
    """The coefficients of going on exporting, and the index of each firm."""
    regressors = np.column_stack([firms.regressors(), firms.tfp, firms.industries()])
    found = probit(firms.continued.astype(float), regressors)
    return found[:6], regressors @ found


def fitted() -> Firms:
    """Firms whose probit has the printed coefficients."""
    firms, wanted = drawn(), np.array([*SELECTION, TFP])
    shift = root(lambda by: selected(moved(firms, firms.continued, by))[0] - wanted, np.zeros(6), tol=1e-10)
    return moved(firms, firms.continued, shift.x)


def growths(firms: Firms) -> Floats:
    """Growth a year: the printed equation, an effect of each industry, and a residual unrelated to all of it."""
    random, (_, index) = stream("residuals"), selected(firms)
    mills = np.exp(-(index**2) / 2) / np.sqrt(2 * np.pi) / ndtr(index)
    known = np.column_stack([firms.regressors(), mills, firms.industries()])[firms.continued]
    noise = random.normal(size=len(known))
    noise -= known @ np.linalg.lstsq(known, noise, rcond=None)[0]
    noise *= RESIDUAL / np.sqrt(noise @ noise / (len(noise) - known.shape[1]))
    effects = random.normal(0, 0.03, INDUSTRIES)
    told = known @ np.array([*GROWTH, MILLS, *effects]) + noise
    grown = np.full(len(index), np.nan)
    grown[firms.continued] = told - told.mean() + MEAN_GROWTH
    return grown


def in_euro(firms: Firms) -> Firms:
    """The logs of what a register holds: whole euro, and tenths of full-time equivalents."""
    employees = np.maximum(np.round(firms.employees, 1), 10.0)
    exports = np.log(np.round(np.exp(firms.exports)).clip(1))
    imports = np.log(np.round(np.exp(firms.imports) * employees).clip(1) / employees)
    return Firms(exports, imports, np.round(firms.tfp, 6), employees, firms.group, firms.industry, firms.continued)


def without_productivity(grown: Floats) -> list[dict[str, Any]]:
    """Exporters of both years whose productivity is not known, like those that went on."""
    random = stream("without productivity")
    known = grown[~np.isnan(grown)]
    rows = []
    for _ in range(WITHOUT_TFP):
        exports, employees = random.normal(12.88, SPREAD["exports"]), round(10 + random.gamma(1.3, 20), 1)
        growth = random.choice(known) - 0.05 * (exports - 12.88)
        rows.append(row(exports, random.normal(10.24, 1.7), None, employees, 0, random.integers(INDUSTRIES), growth))
    return rows


def row(
    exports: float, imports: float, tfp: float | None, employees: float, group: int, industry: int, growth: float
) -> dict[str, Any]:
    """A firm as the register has it."""
    first = round(np.exp(exports))
    last = None if np.isnan(growth) else float(np.exp(exports + YEARS * growth))
    return {
        "industry": int(industry) + 1,
        "exporter_group": int(group),
        "FTE98": float(employees),
        "X98": first,
        "X05": 0 if last is None else round(last),
        "M98": round(np.exp(imports) * employees),
        "TFP98": None if tfp is None else float(tfp),
    }


def growth(file: CodebookFile) -> Dataset:
    """The exporters of 1998."""
    firms = in_euro(fitted())
    grown = growths(firms)
    values = zip(
        firms.exports, firms.imports, firms.tfp, firms.employees, firms.group, firms.industry, grown, strict=True
    )
    return tabled(file.of("growth"), [row(*firm) for firm in values] + without_productivity(grown), "G")


def main(folder: Path = Path(__file__).parent) -> None:
    """Write the exporters as Parquet and CSV."""
    dataset = growth(load(CODEBOOK))
    sample = labelled(dataset, dataset.codebook.name, SEED, *dataset.codebook.notes)
    write_all(sample, folder, (".parquet", ".csv"))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
