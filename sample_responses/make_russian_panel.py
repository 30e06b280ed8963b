"""SYNTHETIC responses to the Russian panel of manufacturing enterprises, rounds 2005 and 2009. No real firm is here.

Exact (test: tests/papers/test_russia_sample.py):

* Customs a serious constraint in 2009: 69 of 150 continuous spenders on R&D (46 %), 54 of 200 non-spenders (27 %). The
  percentages are the brief's; it prints no numbers of firms, so 150 and 200 are ours.
* 480 firms in both rounds and 240 in the first only; how many began, ended and went on to export, import and spend on
  R&D (ours).

The brief prints directions, not sizes: exporters were larger and more productive before entry, partners go with
innovation, and so on. All 48 directions taken from it hold here, but the seed was chosen so that they do: they are no
evidence of anything. Sectors, sizes and all else are plausible only.

Firms are given hidden traits (size, productivity), are ordered by scores of these and of noise, and the highest take
what there is to be taken. Run `python sample_responses/make_russian_panel.py [FOLDER]`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import russian_words as words
from synthetic import Stream, labelled, stream_of, write_all

from surveykit.dataset.dataset import Dataset
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.interview.tabulate import tabulate
from surveykit.missing import DONT_KNOW, NO_ANSWER, REFUSED, Answer, Empty, Value

HERE = Path(__file__).parent
INSTRUMENT = HERE.parent / "instruments" / "russian-panel.yaml"
NAME = "russian-panel"
SEED = 2027
FIRMS, LEAVERS = 480, 240
ROUNDS = (2005, 2009)

SECTORS = [0.17, 0.10, 0.09, 0.05, 0.12, 0.10, 0.17, 0.10, 0.10]
SIZES = [0.20, 0.25, 0.25, 0.17, 0.13]
SMALLEST, LARGEST = (10, 101, 251, 501, 1001), (100, 250, 500, 1000, 6000)
# How many firms never, newly, no longer and in both rounds: together 480.
STATUSES = {
    "export": (205, 60, 40, 175),
    "imp_raw": (215, 55, 45, 165),
    "imp_mach": (190, 90, 55, 145),
    "rd": (200, 70, 60, 150),
}
NEVER, ENTRANT, EXIT, CONTINUOUS = range(4)
# What a firm learns from trade, by its status: more from machinery than from materials.
LEARNT = {
    "export": (0.0, 0.35, 0.15, 1.0),
    "imp_mach": (0.0, 0.9, 0.2, 1.1),
    "imp_raw": (0.0, 0.2, 0.1, 0.35),
}
SERIOUS = {CONTINUOUS: 69, NEVER: 54, ENTRANT: 25, EXIT: 20}  # customs a serious constraint, by status of R&D
FOREIGN, STATE, HOLDING, NEW_FOREIGN, NEW_DOMESTIC, PRODUCTS, TECHNOLOGIES = 48, 60, 165, 70, 150, 230, 200


class Firms:
    """The firms that answer in both rounds, trait by trait; each trait may lean on those above it."""

    def __init__(self, seed: int) -> None:
        """Draw all traits from a seed."""
        self.stream: Stream = stream_of(seed)
        self.table = pd.DataFrame(index=range(FIRMS))
        self.structure()
        self.ownership()
        self.trade()
        self.partners()
        self.research()
        self.innovation()
        self.customs()

    def __getitem__(self, name: str) -> np.ndarray:
        """One trait of every firm."""
        return self.table[name].to_numpy()

    def noise(self, theme: str, count: int = FIRMS) -> np.ndarray:
        """One standard normal number a firm."""
        return self.stream(theme).normal(size=count)

    def highest(self, score: np.ndarray, count: int) -> np.ndarray:
        """1 for the firms with the highest scores, 0 for the others."""
        chosen = np.zeros(len(score), dtype=int)
        chosen[np.argsort(-score, kind="stable")[:count]] = 1
        return chosen

    def learnt(self, activity: str) -> np.ndarray:
        """What the firms learn from an activity."""
        return np.array(LEARNT[activity])[self[activity]]

    def structure(self) -> None:
        """Sector, size, productivity, place."""
        random = self.stream("structure")
        group = random.choice(np.arange(5), FIRMS, p=SIZES)
        low, high = np.log(np.array(SMALLEST)[group]), np.log(np.array(LARGEST)[group])
        self.table["sector"] = random.choice(np.arange(1, 10), FIRMS, p=SECTORS)
        self.table["size_group"] = group + 1
        self.table["staff"] = np.exp(random.uniform(low, high)).astype(int)
        self.table["size"] = (np.log(self["staff"]) - 5.6) / 1.1
        self.table["productivity"] = random.normal(size=FIRMS)
        self.table["location"] = random.choice([1, 2, 3], FIRMS, p=[0.1, 0.4, 0.5])
        self.table["founded"] = 2003 - np.round(random.gamma(2.2, 16, FIRMS)).clip(0, 150).astype(int)

    def ownership(self) -> None:
        """Shares of foreign owners and of the state, and holdings."""
        size, productivity, random = self["size"], self["productivity"], self.stream("shares")
        foreign = self.highest(
            0.5 * size + 0.3 * productivity + 0.4 * (self["location"] == 1) + self.noise("fo"), FOREIGN
        )
        share = foreign * random.choice([10, 25, 49, 51, 75, 100], FIRMS)
        state = self.highest(0.5 * size - 0.2 * productivity + self.noise("so") - 9 * (share > 50), STATE)
        self.table["own_foreign"] = share
        self.table["own_state"] = state * np.minimum(random.choice([5, 20, 25, 38, 51, 100], FIRMS), 100 - share)
        self.table["holding"] = self.highest(0.5 * size + 0.5 * foreign + self.noise("holding"), HOLDING)

    def status(self, activity: str, score: np.ndarray) -> None:
        """Who does something in which rounds: the highest scores in both, the middle in one, the lowest in none."""
        never, entrant, exit_, _ = STATUSES[activity]
        order = np.argsort(score, kind="stable")
        middle = self.stream(f"middle {activity}").permutation(order[never : never + entrant + exit_])
        found = np.full(FIRMS, CONTINUOUS)
        found[order[:never]], found[middle[:entrant]], found[middle[entrant:]] = NEVER, ENTRANT, EXIT
        self.table[activity] = found

    def trade(self) -> None:
        """Exports, imports of machinery and of materials; new importers of materials are not more productive."""
        size, productivity, foreign = self["size"], self["productivity"], self["own_foreign"] > 0
        self.status("export", 0.9 * size + 1.2 * productivity + 0.5 * foreign + self.noise("export"))
        self.status("imp_mach", 0.9 * size + 0.7 * productivity + 0.3 * foreign + self.noise("imp_mach"))
        self.status("imp_raw", 0.4 * size + 0.15 * productivity + 0.3 * foreign + self.noise("imp_raw"))
        found = self["imp_raw"].copy()
        always, never = np.flatnonzero(found == CONTINUOUS), np.flatnonzero(found == NEVER)
        weak = always[np.argsort(productivity[always])[:25]]
        strong = never[np.argsort(-productivity[never])[:25]]
        found[weak], found[strong] = NEVER, CONTINUOUS
        self.table["imp_raw"] = found
        share = np.round(self.stream("raw share").beta(1.2, 1.4, FIRMS) * 100)
        self.table["raw_share"] = share.clip(1, 100).astype(int)

    def partners(self) -> None:
        """New partners in Russia and abroad, competitiveness and pressure."""
        size, holding, foreign = self["size"], self["holding"], self["own_foreign"] > 0
        towns = self["location"] < 3
        score = 1.2 * foreign + 0.7 * self.learnt("export") + 0.6 * towns - 0.35 * holding + self.noise("abroad")
        self.table["new_foreign"] = self.highest(score, NEW_FOREIGN)
        felt = 3 + 0.7 * self["productivity"] + 0.3 * size + 0.8 * self.noise("felt")
        self.table["competitiveness"] = np.clip(np.round(felt), 1, 5).astype(int)
        score = -0.45 * self["competitiveness"] - 0.4 * holding + 0.2 * size + self.noise("at home")
        self.table["new_domestic"] = self.highest(score, NEW_DOMESTIC)
        self.table["pressure"] = self.stream("pressure").integers(0, 4, FIRMS)

    def research(self) -> None:
        """R&D: learning from trade, partners, the state as owner."""
        learnt = 0.9 * self.learnt("export") + 0.7 * self.learnt("imp_mach") + 0.3 * self.learnt("imp_raw")
        partners = 0.7 * self["new_domestic"] + 0.6 * self["new_foreign"]
        state = 0.5 * (self["own_state"] > 0)
        self.status("rd", learnt + partners + state + 0.3 * self["size"] + self.noise("rd"))

    def innovation(self) -> None:
        """New products and technologies; entry into machinery helps most who imported much material before."""
        partners = 0.6 * self["new_domestic"] + 0.3 * self["new_foreign"]
        often = (self["raw_share"] >= 50) & np.isin(self["imp_raw"], (CONTINUOUS, EXIT))
        together = 0.8 * often * (self["imp_mach"] == ENTRANT)
        spender = self["rd"] == CONTINUOUS
        learnt = 0.8 * self.learnt("export") + self.learnt("imp_mach") + 0.3 * self.learnt("imp_raw")
        score = learnt + partners + together + 0.3 * spender + self.noise("product")
        self.table["product"] = self.highest(score, PRODUCTS)
        learnt = 0.7 * self.learnt("export") + self.learnt("imp_mach") + 0.2 * self.learnt("imp_raw")
        score = learnt + partners + 0.5 * (self["own_state"] > 0) + 0.2 * spender + self.noise("technology")
        self.table["technology"] = self.highest(score, TECHNOLOGIES)

    def customs(self) -> None:
        """Customs as a constraint of 2009: serious for so many of each status of R&D, those that trade first."""
        score = 0.5 * sum(self.learnt(activity) for activity in LEARNT) + self.noise("customs")
        found = self.stream("constraint").choice([1, 2, 3], FIRMS, p=[0.4, 0.35, 0.25])
        for status, count in SERIOUS.items():
            among = np.flatnonzero(self["rd"] == status)
            found[among[np.argsort(-score[among], kind="stable")[:count]]] = 4
        self.table["customs"] = found


def answers_of(firms: Firms, year: int, chosen: np.ndarray, prefix: str) -> pd.DataFrame:
    """What some firms answer in a round, one row a firm; NaN where nothing is known."""
    table, count = firms.table.iloc[chosen].reset_index(drop=True), len(chosen)
    random = firms.stream(f"{prefix}{year}")
    on = (EXIT, CONTINUOUS) if year == ROUNDS[0] else (ENTRANT, CONTINUOUS)
    said = pd.DataFrame({activity: table[activity].isin(on).astype(int) for activity in STATUSES})
    for name in ("sector", "size_group", "location", "own_state", "own_foreign"):
        said[name] = table[name]
    said["year_established"] = table["founded"]
    said["in_group"] = table["holding"]
    growth = np.zeros(count) if year == ROUNDS[0] else random.normal(-0.05, 0.2, count)
    said["employees"] = np.maximum((table["staff"] * np.exp(growth)).astype(int), 5)
    value_added = np.exp(-1.2 + 0.45 * table["productivity"] + random.normal(0, 0.2, count) + 0.35 * (year > ROUNDS[0]))
    bought = random.uniform(0.3, 0.7, count)
    said["sales"] = (said["employees"] * value_added / (1 - bought)).round(2)
    said["materials"] = (said["sales"] * bought).round(2)
    trade_details(said, table, random)
    said["rd_spend"] = (said["sales"] * random.uniform(0.001, 0.04, count)).round(3).clip(lower=0.001)
    late = year > ROUNDS[0]
    said["new_product"] = table["product"] * (late | (random.random(count) < 0.7))
    said["new_tech"] = table["technology"] * (late | (random.random(count) < 0.6))
    drift = random.integers(-1, 2, count) if late else 0
    said["competitiveness"] = (table["competitiveness"] + drift).clip(1, 5)
    said["comp_domestic"] = table["pressure"]
    said["comp_import"] = np.clip(table["pressure"] + random.integers(-1, 2, count), 0, 3)
    said["obst_customs"] = table["customs"]
    for name in ("obst_ipr", "obst_trust"):
        said[name] = random.choice([1, 2, 3, 4], count, p=[0.35, 0.3, 0.22, 0.13])
    said["partner_dom_new"], said["partner_for_new"] = table["new_domestic"], table["new_foreign"]
    return said


def trade_details(said: pd.DataFrame, table: pd.DataFrame, random: np.random.Generator) -> None:
    """Shares, destinations and first years; a firm that began between the rounds began in 2005 or later."""
    count = len(said)
    said["export_share"] = np.round(random.beta(1.3, 3, count) * 100).clip(1, 100)
    said["export_cis"] = (random.random(count) < 0.75).astype(int)
    said["export_noncis"] = np.where(said["export_cis"] == 0, 1, (random.random(count) < 0.45).astype(int))
    long_ago = np.maximum(1990 + (table["founded"] * 7 + table["staff"]) % 15, table["founded"])  # the same both times
    said["export_first_year"] = np.where(table["export"] == ENTRANT, 2005 + table["staff"] % 4, long_ago)
    said["imp_raw_share"] = table["raw_share"]
    said["imp_mach_share"] = np.round(random.beta(1.5, 1.2, count) * 100).clip(1, 100)


EMPTY_SHARES = {  # of items that no published direction reads
    "export_first_year": 0.06,
    "imp_mach_share": 0.05,
    "rd_spend": 0.08,
    "comp_import": 0.03,
    "obst_ipr": 0.04,
    "obst_trust": 0.05,
}


def interviews(
    firms: Firms, year: int, chosen: np.ndarray, first: int, instrument: Instrument, before: dict[str, dict[str, Value]]
) -> Iterator[Interview]:
    """Some firms as interviews of a round; what they answered in the round before is known."""
    said = answers_of(firms, year, chosen, "leaver" if first > 1 else "firm")
    random = firms.stream(f"interview {year} {first}")
    for number, row in enumerate(said.to_dict("records"), first):
        key = f"RU{number:04d}"
        answers: dict[str, Answer] = {
            "firm_id": key,
            "round": year,
            "interviewer": f"int-{1 + number % 24:02d}",
            "int_date": f"{year}-{random.integers(3, 7):02d}-{random.integers(1, 29):02d}",
            "position": int(random.choice([1, 2, 3, 4], p=[0.46, 0.27, 0.15, 0.12])),
            **{name: float(v) if name in {"sales", "materials", "rd_spend"} else int(v) for name, v in row.items()},
            **in_words(row, random),
        }
        for name, share in EMPTY_SHARES.items():
            if random.random() < share:
                answers[name] = Empty(str(random.choice([NO_ANSWER, DONT_KNOW, REFUSED], p=[0.4, 0.45, 0.15])))
        yield Interview(
            f"{key}-{year}",
            instrument=instrument.fingerprint,
            register={"synthetic": 1},
            previous=before.get(key, {}),
            answers=answers,
        )


def in_words(row: dict[str, int], random: np.random.Generator) -> dict[str, Answer]:
    """The open answers; comments are rare."""
    kind = "both" if row["new_product"] and row["new_tech"] else "product" if row["new_product"] else "technology"
    said = {"inno_open": (words.INNOVATIONS[kind], 0.7), "partner_open": (words.PARTNERS, 0.75)}
    said["comments"] = (words.COMMENTS, 0.1)
    return {
        name: str(random.choice(sentences)) if random.random() < share else Empty(NO_ANSWER)
        for name, (sentences, share) in said.items()
    }


def panel(seed: int = SEED) -> Dataset:
    """Both rounds in one table: 480 firms twice, and 240 that left after the first."""
    instrument, firms = load(INSTRUMENT), Firms(seed)
    everybody = np.arange(FIRMS)
    left = firms.stream("leavers").choice(everybody, LEAVERS, replace=False)  # like these, but not these
    first = [
        *interviews(firms, ROUNDS[0], everybody, 1, instrument, {}),
        *interviews(firms, ROUNDS[0], left, FIRMS + 1, instrument, {}),
    ]
    rows = tabulate(instrument, first).arrow().to_pylist()
    before = {row["firm_id"]: {name: v for name, v in row.items() if v is not None and name != "case"} for row in rows}
    second = interviews(firms, ROUNDS[1], everybody, 1, instrument, before)
    return tabulate(instrument, [*first, *second])


def main(folder: Path = HERE) -> None:
    """Write the sample in every format."""
    note = (
        "46 % and 27 % are published; numbers of firms are invented. The seed was chosen so that all directions hold."
    )
    write_all(labelled(panel(), NAME, SEED, note), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
