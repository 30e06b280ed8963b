"""Make the synthetic samples of the Norwegian services survey: 814 invented firms, in two readings of the paper.

NO REAL FIRM IS IN THEM. What is exact, with its place in the paper (section 3 and 5 of the paper on the survey):

* Table 1: number of observations, mean, standard deviation, minimum and maximum of all 13 variables, at the
  decimals printed. Two standard deviations are printed cut off, not rounded: export (.3948, printed .394) and part
  of a group (.49998, printed .499); no 0/1 variable with those counts could have another.
* Section 3: 4,230 firms invited in 14 industries, 814 answered, response between 11 and 35 % by industry.
* Figures 1 and 2: cooperation strategy by export (after the edit rule) and by innovation.
* 156 exporters among 809 answers (Table 1), 157 of 814 in figure 1: one firm is known as an exporter from its
  export share only, and four more left the question out.

Figures 1 and 2 print a group "Cooperation" of 285 firms, 35 %, beside the 117 of "Innovation coop". Table 1 gives
any cooperation the same 35 %. Both cannot be: either the 285 contain the 117 (then 168 cooperate on existing
services only, 529 not at all), or Table 1 prints the narrower group. Hence two readings:

* `norwegian-sis` (nested): 285 cooperate, 117 of them also on a new service. Agrees with Table 1, and with the
  tests of Table 2, panel a.
* `norwegian-sis-printed`: the figures exactly as printed, 285 + 117 = 402 cooperate. Table 1's row of cooperation
  is the variable `coop_existing` here.

Everything else is only plausible: frame sizes by industry, how the variables go together (ordered by scores that
take the signs of Tables 3 and 4), and all items the paper prints nothing about.

Run `python sample_responses/make_norwegian_sis.py [FOLDER]`. The seed is fixed; every theme draws from a stream of
its own, so that the two readings are the same firms but for cooperation and export.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import plausible_answers
from scipy import optimize, stats
from synthetic import labelled, stream_of, write_all

from surveykit.instrument.file import load
from surveykit.interview.interview import Interview
from surveykit.interview.tabulate import tabulate

HERE = Path(__file__).parent
INSTRUMENT = HERE.parent / "instruments" / "norwegian-sis.yaml"
SEED = 2006
stream = stream_of(SEED)
FIRMS = 814  # section 3

# Industry (NACE Rev. 1.1): firms in the frame, firms that answered. The totals 4,230 and 814 and the lowest and
# highest response rate (11 and 35 %) are the paper's; the single sizes are invented.
FRAME = {
    50: (330, 50),
    51: (700, 147),
    52: (620, 74),
    55: (500, 55),
    60: (240, 31),
    61: (130, 31),
    63: (100, 25),
    64: (90, 19),
    65: (160, 32),
    66: (40, 8),
    67: (60, 12),
    72: (300, 105),
    73: (60, 18),
    74: (900, 207),
}
# How much an industry turns abroad, in standard deviations: plausible only.
ABROAD = {
    50: -0.6,
    51: 0.3,
    52: -0.8,
    55: -0.5,
    60: -0.2,
    61: 0.9,
    63: 0.6,
    64: 0.2,
    65: -0.1,
    66: 0.0,
    67: 0.0,
    72: 0.9,
    73: 0.9,
    74: 0.1,
}
# Table 1: observations, mean, standard deviation, and for the barriers the weight of the firm's orientation.
EMPLOYEES = (805, 68.9, 223.2)  # 10 to 4,861
PRODUCTIVITY = (804, 0.142, 0.165)  # 0 to 1.1
GROUP = (801, 415)  # answers, of them yes: .518
MNE = (378, 131)  # answers among the firms of a group; with the 386 others 764 observations, .171
INNOVATORS = 261  # .321 of 814
BARRIERS = {
    "bar_regulation": (782, 1.65, 0.954, 0.35),
    "bar_skills": (783, 1.74, 0.977, 0.15),
    "bar_ipr": (782, 1.44, 0.768, 0.45),
    "bar_infra": (782, 1.83, 1.08, 0.40),
    "bar_network": (784, 2.00, 1.15, 0.40),
}
# Figure 2: firms that cooperate on existing services only (C) and on new ones too (IC), by innovation.
READINGS = {
    "norwegian-sis": {1: (60, 81), 0: (108, 36)},
    "norwegian-sis-printed": {1: (60, 81), 0: (225, 36)},
}
NOTES = {
    "norwegian-sis": "Figures 1 and 2 read as nested: any cooperation 285, of them 117 on new services too.",
    "norwegian-sis-printed": "Figures 1 and 2 as printed: 285 on existing services only beside 117 on new ones too.",
}
EXPORTERS = {0: 51, 1: 52, 2: 54}  # figure 1: exporters among NC, C and IC, after the edit rule
BLANK_EXPORT = {0: 2, 2: 2}  # non-exporters who left question 7 out, by strategy; this split gives Table 2, panel a


def noise(theme: str) -> np.ndarray:
    """One standard normal number a firm."""
    return stream(theme).normal(size=FIRMS)


def some(theme: str, among: np.ndarray, count: int) -> np.ndarray:
    """So many firms drawn at random."""
    return stream(theme).choice(among, count, replace=False)


def highest(score: np.ndarray, among: np.ndarray, count: int) -> np.ndarray:
    """The firms with the highest scores."""
    return among[np.argsort(-score[among], kind="stable")[:count]]


def laid(values: np.ndarray, score: np.ndarray, among: np.ndarray) -> np.ndarray:
    """The values handed to the firms in the order of their scores; the others have none (NaN)."""
    column = np.full(FIRMS, np.nan)
    column[among[np.argsort(score[among], kind="stable")]] = np.sort(values)
    return column


def quantiles(count: int) -> np.ndarray:
    """As many evenly spread probabilities."""
    return (np.arange(count) + 0.5) / count


def sizes() -> np.ndarray:
    """Employees: 10, 4,861 and a log-normal shape between, with the mean and deviation of Table 1."""
    count, mean, deviation = EMPLOYEES
    shape = stats.norm.ppf(quantiles(count - 2))

    def values(place: float, spread: float) -> np.ndarray:
        return np.concatenate([[10.0], 10 + np.exp(place + spread * shape), [4861.0]])

    return np.round(values(*_fitted(values, (2.8, 1.2), mean, deviation)))


def productivities() -> np.ndarray:
    """Labour productivity: 0, 1.1 and a log-normal shape cut at 1.1, with the mean and deviation of Table 1."""
    count, mean, deviation = PRODUCTIVITY

    def values(place: float, spread: float) -> np.ndarray:
        below = stats.norm.cdf((math.log(1.1) - place) / spread)
        shape = stats.norm.ppf(quantiles(count - 2) * below)
        return np.concatenate([[0.0], np.exp(place + spread * shape), [1.1]])

    return values(*_fitted(values, (-2.4, 1.0), mean, deviation))


def _fitted(values, start: tuple[float, float], mean: float, deviation: float) -> tuple[float, float]:  # noqa: ANN001
    def misses(parameters: np.ndarray) -> list[float]:
        found = values(*parameters)
        return [found.mean() - mean, found.std(ddof=1) - deviation]

    return tuple(optimize.root(misses, start).x)


def scale_counts(count: int, mean: float, deviation: float) -> list[int]:
    """How often 1, 2, 3 and 4 stand so that mean and deviation come out as printed (two and two or three decimals).

    With the sum S and the sum of squares Q of the answers given, n2 + 2 n3 + 3 n4 = S - n and
    3 n2 + 8 n3 + 15 n4 = Q - n leave n4 free; of all solutions the one that falls most evenly is taken.
    """
    places = 2 if deviation > 1 else 3
    best: tuple[float, list[int]] = (math.inf, [])
    for total in range(math.ceil((mean - 0.005) * count), math.floor((mean + 0.005) * count) + 1):
        for squares in _squares(count, total, deviation, places):
            for n4 in range(count):
                n3 = (squares - count - 3 * (total - count)) // 2 - 3 * n4
                n2 = total - count - 2 * n3 - 3 * n4
                n1 = count - n2 - n3 - n4
                if min(n1, n2, n3) < 0:
                    continue
                uneven = abs(n3 - 0.8 * n2) + abs(n4 - 0.6 * n3)
                best = min(best, (uneven, [n1, n2, n3, n4]))
    return best[1]


def _squares(count: int, total: int, deviation: float, places: int) -> Iterator[int]:
    """The sums of squares that give the deviation printed, and whole numbers of answers."""
    half = 0.499 * 10**-places
    low, high = ((count - 1) * (deviation + d) ** 2 + total**2 / count for d in (-half, half))
    for squares in range(math.ceil(low), math.floor(high) + 1):
        if (squares - count - 3 * (total - count)) % 2 == 0:
            yield squares


def frame() -> pd.DataFrame:
    """The sampling frame: every firm invited, whether it answered, and how large its industry is."""
    industry = np.repeat(list(FRAME), [size for size, _ in FRAME.values()])
    stream("frame").shuffle(industry)
    answered = {code: some(f"answered {code}", np.flatnonzero(industry == code), FRAME[code][1]) for code in FRAME}
    listed = pd.DataFrame({"case": [f"SIS{number:04d}" for number in range(1, industry.size + 1)]})
    listed["industry"] = industry
    listed["returned"] = np.isin(listed.index, np.concatenate(list(answered.values()))).astype(int)
    listed["stratum_size"] = [FRAME[code][0] for code in industry]
    return listed


def firms(listed: pd.DataFrame, joint: dict[int, tuple[int, int]]) -> pd.DataFrame:
    """The variables the paper prints of, one row a firm that answered; NaN where the answer is lacking."""
    made = listed[listed["returned"] == 1].reset_index(drop=True)
    made["weight"] = [FRAME[code][0] / FRAME[code][1] for code in made["industry"]]
    made["abroad"] = made["industry"].map(ABROAD) + noise("abroad")
    size_and_turnover(made)
    ownership(made)
    for name, (count, mean, deviation, share) in BARRIERS.items():
        values = np.repeat([1.0, 2.0, 3.0, 4.0], scale_counts(count, mean, deviation))
        among = np.sort(some(f"{name} answered", np.arange(FIRMS), count))
        made[name] = laid(values, share * made["abroad"].to_numpy() + noise(name), among)
    made["ln_size"] = np.log(made["employees"].fillna(30))
    made["ln_productivity"] = np.log((made["turnover2006"] / made["employees"] / 10_000).fillna(0.09).clip(0.001))
    strategy(made, joint)
    exports(made)
    return made


def size_and_turnover(made: pd.DataFrame) -> None:
    """Employees and turnover of 2006 (1000 NOK): 9 firms leave the first out, one more the second."""
    everybody, abroad = np.arange(FIRMS), made["abroad"].to_numpy()
    sized = np.sort(some("size answered", everybody, EMPLOYEES[0]))
    employees = laid(sizes(), 0.35 * abroad + noise("size"), sized)
    lacking = some("turnover lacking", sized[employees[sized] < 500], 1)
    known = np.setdiff1d(sized, lacking)
    productivity = laid(productivities(), 0.45 * abroad + noise("productivity"), known)
    turnover = np.round(productivity * employees * 10_000)
    unsized = np.setdiff1d(everybody, sized)
    turnover[unsized] = np.round(np.exp(stream("turnover").normal(10.3, 0.8, unsized.size)))
    made["employees"], made["turnover2006"] = employees, turnover


def ownership(made: pd.DataFrame) -> None:
    """Group and foreign owner: who is in no group is not asked for the owner."""
    abroad, ln_size = made["abroad"].to_numpy(), np.log(made["employees"].fillna(20)).to_numpy()
    answered = np.sort(some("group answered", np.arange(FIRMS), GROUP[0]))
    inside = highest(0.4 * ln_size + 0.2 * abroad + noise("group"), answered, GROUP[1])
    asked = np.sort(some("mne answered", np.sort(inside), MNE[0]))
    foreign = highest(0.5 * abroad + noise("mne"), asked, MNE[1])
    made["group"], made["mne"] = _yes(answered, inside), _yes(asked, foreign)


def _yes(answered: np.ndarray, yes: np.ndarray) -> np.ndarray:
    column = np.full(FIRMS, np.nan)
    column[answered] = 0
    column[yes] = 1
    return column


def strategy(made: pd.DataFrame, joint: dict[int, tuple[int, int]]) -> None:
    """Innovation, and within it cooperation: the counts of figure 2, the order by the signs of Table 3."""
    everybody, industry = np.arange(FIRMS), 0.35 * made["industry"].map(ABROAD).to_numpy()
    score = 0.3 * made["abroad"] + 0.2 * made["ln_size"] + noise("inno")
    made["inno"] = _yes(everybody, highest(score.to_numpy(), everybody, INNOVATORS))
    common = 0.40 * made["ln_productivity"] + 0.29 * made["ln_size"] + 0.45 * made["mne"].fillna(0) + industry
    barriers = made[list(BARRIERS)].fillna(1)
    common = common + 0.19 * barriers["bar_ipr"] + 0.19 * barriers["bar_infra"]
    on_old = (common + 0.08 * barriers["bar_network"] + noise("C")).to_numpy()
    on_new = (common + 0.18 * barriers["bar_network"] + noise("IC")).to_numpy()
    made["strategy"] = 0
    for innovates, (old, new) in joint.items():
        among = np.flatnonzero(made["inno"] == innovates)
        chosen = highest(on_new, among, new)
        made.loc[chosen, "strategy"] = 2
        made.loc[highest(on_old, np.setdiff1d(among, chosen), old), "strategy"] = 1
    made["coop"], made["icoop"] = (made["strategy"] > 0).astype(int), (made["strategy"] == 2).astype(int)


def exports(made: pd.DataFrame) -> None:
    """Export by strategy as in figure 1; five firms leave question 7 out, one of them gives a share all the same."""
    industry = 0.35 * made["industry"].map(ABROAD)
    barriers = made[list(BARRIERS)].fillna(1)
    score = 0.24 * made["ln_productivity"] + 0.2 * made["ln_size"] + industry
    score = score + 0.12 * barriers["bar_regulation"] + 0.15 * barriers["bar_skills"] + 0.2 * barriers["bar_ipr"]
    score = (score - 0.35 * noise("C") - 0.35 * noise("IC") + math.sqrt(1 - 0.245) * noise("export")).to_numpy()
    by_strategy = {code: np.flatnonzero(made["strategy"] == code) for code in EXPORTERS}
    yes = np.concatenate([highest(score, among, EXPORTERS[code]) for code, among in by_strategy.items()])
    made["exporter"] = _yes(np.arange(FIRMS), yes)
    made["export"] = made["exporter"]
    for code, count in BLANK_EXPORT.items():
        not_exporting = by_strategy[code][made["exporter"][by_strategy[code]] == 0]
        made.loc[some(f"export lacking {code}", not_exporting, count), "export"] = np.nan
    least = highest(-score, np.intersect1d(by_strategy[1], yes), 1)
    made.loc[least, "export"] = np.nan


def interviews(made: pd.DataFrame, fingerprint: str) -> Iterator[Interview]:
    """Every firm as an interview: what the register knows, and what was answered."""
    answers = plausible_answers.complete(made, stream)
    for row, said in zip(made.itertuples(), answers, strict=True):
        register = {"frame_industry": int(row.industry), "weight": float(row.weight), "synthetic": 1}
        yield Interview(row.case, instrument=fingerprint, register=register, answers=said)


def main(folder: Path = HERE) -> None:
    """Write both samples in every format, and the frame."""
    instrument = load(INSTRUMENT)
    listed = frame()
    listed.to_csv(folder / "norwegian-sis-frame.csv", index=False, lineterminator="\n")
    for name, joint in READINGS.items():
        made = tabulate(instrument, interviews(firms(listed, joint), instrument.fingerprint))
        dataset = labelled(made, name, SEED, NOTES[name])
        write_all(dataset, folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
