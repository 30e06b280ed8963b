"""SYNTHETIC responses to the Italian survey of network contracts. No real firm is among them.

What the published paper states of its 27 firms comes out exactly (test: tests/papers/test_italy_sample.py):

* The groups of its Table 2, abroad before the contract against contribution of the network: A 3, B 6, C 4, D 14.
* Expectations by group (A 2, B 1, C 3) and written aims (A 1, C 2); the aims of D are not printed and set here.
* Nodes, earlier links, leading firms, equity links, foreign plants, main and other reasons, order of sizes.

Most of the paper's other numbers were lost in its text, so all amounts of money, the answers in words and whatever
else stands here are invented. Firms of one contract agree on what its documents say and on how many they are.

The answers to question 35 are made from the codes of the coding frame `italian-after`, and are coded by two coders;
the second one differs on three answers, as the classic slips go: work under way taken for a client, a client taken
for work under way, and one that changes no group.

Run `python sample_responses/make_italian_network.py [FOLDER]`. The seed is fixed.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import italian_words as words
import numpy as np
from synthetic import labelled, stream_of, write_all

from surveykit.instrument.file import load
from surveykit.interview.interview import Interview
from surveykit.interview.tabulate import tabulate
from surveykit.missing import DONT_KNOW, NO_ANSWER, REFUSED, Answer, Empty

HERE = Path(__file__).parent
INSTRUMENT = HERE.parent / "instruments" / "italian-network-contract.yaml"
NAME = "italian-network-contract"
SEED = 27
stream = stream_of(SEED)

# The codes of every firm's answer to question 35, by group. EXP0 is a first export.
CODES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "A": (("EXP", "FAIR"), ("EXP", "REP"), ("COLL", "FAIR")),
    "B": (("NONE",), ("NONE", "OTH"), ("NONE",), ("EARLY",), ("NONE", "EARLY"), ("OTH",)),
    "C": (("EXP0", "REP"), ("FAIR", "CLI"), ("CLI",), ("REP", "FAIR")),
    "D": (
        *(("WIP",), ("WIP",), ("WIP", "EARLY"), ("NONE",), ("NONE",), ("NONE", "OTH"), ("OTH",), ("OTH",), ("EARLY",)),
        *(("EARLY",), ("NONE",), ("OTH", "EARLY"), ("NONE",), ("WIP", "OTH")),
    ),
}
SECOND_CODER = {"D1": ("CLI",), "B6": ("NONE",), "C3": ("WIP",)}  # where the second coder differs
# By group, in the order of its firms. Amounts are invented; the order of sizes is the paper's.
NODES = {
    "A": (5, 6, 7),
    "B": (9, 10, 11, 11, 12, 13),
    "C": (4, 4, 5, 5),
    "D": (5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12),
}
EMPLOYEES = {
    "A": (48, 62, 110),
    "B": (30, 38, 44, 52, 71, 95),
    "C": (9, 12, 14, 18),
    "D": (6, 8, 9, 11, 12, 14, 15, 18, 20, 22, 25, 28, 33, 40),
}
TURNOVER = {"A": 0.21, "B": 0.19, "C": 0.34, "D": 0.13}  # million euro an employee
EXPECTING = {"A": 2, "B": 1, "C": 3, "D": 5}  # the first firms of each group expected help abroad
WRITTEN_AIM = {"A": (3,), "B": (1,), "C": (1, 2), "D": (1, 2, 3, 4, 5, 6)}  # firms whose contract names it
LINKED = {"A": 2, "B": 3, "C": 4, "D": 6}  # the first firms of each group had links before
LINKS = {"A2": 2, "D1": 2, "B3": 3, "C3": 3, "D4": 3}  # two equity links, three personal ones; the rest supply
LED = {"A": 3, "B": 6, "C": 4, "D": 12}
MAIN = {
    "A": (2, 2, 2),
    "B": (1, 1, 2, 5, 7, 8),
    "C": (3, 3, 3, 3),
    "D": (1, 1, 1, 1, 1, 1, 5, 5, 5, 2, 3, 7, 8, 4),
}
OTHER = {"A": 3, "B": 4, "C": 4}  # the second reason of a group; D has 5 beside 1, and 1 beside 5
FORMS = ((2, 3), (2, 7), (1, 2), (1, 2), (2,), (2, 3, 7), (1,), (2, 4), (1, 2, 5))  # of A and B, before
NEW_FORMS = {"A1": (), "A2": (3,), "A3": (4,), "C1": (2, 3), "C2": (2,), "C3": (2,), "C4": (1, 3)}
PURCHASES = ((1,), (1, 2), (1,), (1,), (0,), (1, 2), (1,), (0,), (1,))
SHARES = (45, 38, 30, 25, 22, 40, 12, 18, 15)  # per cent of turnover abroad
SECTORS = (12, 7, 5, 2, 1)
REGIONS = (8, 7, 5, 3, 3, 1)
PROVINCES = {1: "BO", 2: "MI", 3: "PD", 4: "TO", 5: "FI", 6: "NA"}


@dataclass(slots=True)
class Firm:
    """One firm: its group, its place in it from 1, and what is known of it."""

    case: str
    group: str
    place: int
    codes: tuple[str, ...]
    contract: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Group and place: `D14`."""
        return f"{self.group}{self.place}"

    @property
    def abroad(self) -> bool:
        """Whether it was active abroad before the contract."""
        return self.group in "AB"

    def of(self, table: Mapping[str, Any]) -> Any:
        """Its entry in a table by group."""
        return table[self.group][self.place - 1]


def firms() -> list[Firm]:
    """The 27 firms, A first, with their contracts and facts."""
    made = [Firm("", group, place, codes) for group, several in CODES.items() for place, codes in enumerate(several, 1)]
    for number, firm in enumerate(made, 1):
        firm.case = f"IT{number:02d}"
    sectors, regions = _shuffled("sectors", SECTORS), _shuffled("regions", REGIONS)
    before: dict[tuple[str, int, bool], Firm] = {}  # firms of a group with as many nodes and like aims share a contract
    for firm, sector, region in zip(made, sectors, regions, strict=True):
        aim, nodes = firm.place in WRITTEN_AIM[firm.group], firm.of(NODES)
        firm.facts = {"sector": sector, "region": region, "nodes": nodes, "aim": aim}
        partner = before.pop((firm.group, nodes, aim), None)
        if partner is None:
            before[firm.group, nodes, aim] = firm
            firm.contract = f"{PROVINCES[region]}-2010-{100 + 7 * len(before) + 11 * firm.place:04d}"
            goal = words.GOALS[firm.of(MAIN)] + (words.ABROAD if aim else "")
            together = int(stream(firm.name).random() < 0.67)
            firm.facts |= {"goal": goal, "signed": _signed(firm), "one_province": together}
        else:
            firm.contract = partner.contract
            firm.facts |= {name: partner.facts[name] for name in ("goal", "signed", "one_province", "region")}
    return made


def _shuffled(theme: str, counts: tuple[int, ...]) -> list[int]:
    codes = np.repeat(np.arange(len(counts)) + 1, counts)
    return [int(code) for code in stream(theme).permutation(codes)]


def _signed(firm: Firm) -> str:
    """A day between spring 2010 and spring 2011: a year before the interviews."""
    month = int(stream(f"signed {firm.name}").integers(0, 13))
    return f"{2010 + (month + 2) // 12}-{(month + 2) % 12 + 1:02d}-{int(stream(firm.name).integers(1, 28)):02d}"


def answers_of(firm: Firm) -> dict[str, Answer]:
    """What the firm answers, section by section."""
    return {**the_firm(firm), **the_contract(firm), **before_the_contract(firm), **after_the_contract(firm)}


def the_firm(firm: Firm) -> dict[str, Answer]:
    """Section A; one firm refuses its assets."""
    random, staff = stream(f"money {firm.name}"), firm.of(EMPLOYEES)
    turnover = round(staff * TURNOVER[firm.group] * float(np.exp(random.normal(0, 0.15))), 2)
    assets = round(turnover * float(random.uniform(0.6, 1.2)), 2)
    return {
        "role": int(random.choice([1, 2, 3, 4], p=[0.5, 0.3, 0.15, 0.05])),
        "sector": firm.facts["sector"],
        "region": firm.facts["region"],
        "turnover2010": turnover,
        "turnover2011": round(turnover * float(1 + random.normal(0.05, 0.08)), 2),
        "employees2010": staff,
        "employees2011": round(staff * float(1 + random.normal(0.02, 0.05))),
        "assets2010": Empty(REFUSED) if firm.name == "D9" else assets,
    }


def the_contract(firm: Firm) -> dict[str, Answer]:
    """Section B. The reasons of the groups are the paper's."""
    main = firm.of(MAIN)
    second = OTHER.get(firm.group) or (1 if main == 5 else 5)
    expects = firm.place <= EXPECTING[firm.group]
    link = 1 if firm.place <= LINKED[firm.group] else 0
    why = stream(f"why {firm.name}").choice(words.MOTIVES[main]) + (words.HOPE if expects else "")
    return {
        "contract_id": firm.contract,
        "sign_date": firm.facts["signed"],
        "nodes": firm.facts["nodes"],
        "same_province": firm.facts["one_province"],
        "leader": int(firm.place <= LED[firm.group]),
        "prior_link": LINKS.get(firm.name, link),
        "main_motive": main,
        "other_motives": (second, 6) if expects else (second,),
        "expect_itz": int(expects),
        "contract_goal_itz": int(firm.facts["aim"]),
        "motive_text": str(why),
        "goal_text": firm.facts["goal"],
    }


def before_the_contract(firm: Firm) -> dict[str, Answer]:
    """Section C; of firms that were not abroad only the purchases are asked."""
    said: dict[str, Answer] = {"itz_before": int(firm.abroad), "upstream_before": (0,)}
    if firm.abroad:
        index = firm.place - 1 + (3 if firm.group == "B" else 0)
        random = stream(f"abroad {firm.name}")
        areas = np.flatnonzero(random.random(5) < [0.9, 0.4, 0.3, 0.3, 0.15]) + 1
        said |= {
            "forms_before": FORMS[index],
            "upstream_before": PURCHASES[index],
            "areas_before": tuple(int(area) for area in areas) or (1,),
            "itz_year": int(random.integers(1978, 2008)),
            "itz_turnover_share": SHARES[index],
            "itz_motive": Empty(DONT_KNOW) if firm.name == "B5" else int(random.choice([1, 2, 3, 4, 5])),
            "itz_text": _perhaps(firm, "itz_text", words.ITZ, 0.8),
        }
    return said


def after_the_contract(firm: Firm) -> dict[str, Answer]:
    """Section D. Only firms with a tangible effect say that the network contributed."""
    contribution = {"A": 3, "C": 2}.get(firm.group, 1 if "WIP" in firm.codes else 0)
    before = FORMS[firm.place - 1 + (3 if firm.group == "B" else 0)] if firm.abroad else ()
    arose = stream(f"arose {firm.name}").random() < (0.6 if firm.group in "AC" else 0.2)
    has = {code.removesuffix("0") for code in firm.codes}
    main = firm.of(MAIN)
    return {
        "common_activities": () if firm.name in {"D11", "D13"} else (main,),
        "activities_text": _perhaps(firm, "activities_text", (words.ACTIVITIES[main],), 0.7),
        "contribution": contribution,
        "forms_after": tuple(sorted({*before, *NEW_FORMS.get(firm.name, ())})),
        "effect_sales": int("EXP" in has),
        "effect_fairs": int("FAIR" in has),
        "effect_reps": int("REP" in has),
        "itz_arose": int(arose),
        "after_text": " ".join(_said(firm, code) for code in firm.codes),
        "arose_text": _perhaps(firm, "arose_text", words.WHO, 0.9),
        "obstacles_text": _perhaps(firm, "obstacles_text", words.OBSTACLES, 0.6),
        "future_text": _perhaps(firm, "future_text", words.FUTURE, 0.6),
        "comments": _perhaps(firm, "comments", words.COMMENTS, 0.2),
        "practice_text": _perhaps(firm, "practice_text", words.PRACTICE, 0.5),
    }


def _said(firm: Firm, code: str) -> str:
    return str(stream(f"{code} {firm.name}").choice(words.AFTER[code]))


def _perhaps(firm: Firm, question: str, sentences: tuple[str, ...], share: float) -> Answer:
    """A sentence, of a share of the firms."""
    random = stream(f"{question} {firm.name}")
    return str(random.choice(sentences)) if random.random() < share else Empty(NO_ANSWER)


def interviews(made: list[Firm], fingerprint: str) -> Iterator[Interview]:
    """Every firm as an interview, two a day from 4 June 2012."""
    for number, firm in enumerate(made):
        register = {"interview_date": f"2012-06-{4 + number // 2:02d}", "synthetic": 1}
        yield Interview(firm.case, instrument=fingerprint, register=register, answers=answers_of(firm))


def coding(made: list[Firm], *, settled: bool = False) -> str:
    """The codes both coders gave to question 35, a line an answer and coder; then how they were settled, if asked."""
    kind = "kind," if settled else ""
    lines = [f"case,question,{kind}coder,codes,synthetic"]
    for coder in (1, 2):
        for firm in made:
            codes = SECOND_CODER.get(firm.name, firm.codes) if coder == 2 else firm.codes
            lines.append(f"{firm.case},after_text,{'coding,' if settled else ''}{coder},{in_words(codes)},1")
    differing = [firm for firm in made if settled and firm.name in SECOND_CODER]
    lines += [f"{firm.case},after_text,settled,ola,{in_words(firm.codes)},1" for firm in differing]
    return "\n".join(lines) + "\n"


def in_words(codes: Iterable[str]) -> str:
    """Codes as a table of codings has them."""
    return " ".join(code.removesuffix("0") for code in codes)


def main(folder: Path = HERE) -> None:
    """Write the sample in every format, and the codes of its open answers."""
    instrument, made = load(INSTRUMENT), firms()
    dataset = tabulate(instrument, interviews(made, instrument.fingerprint))
    note = "Groups A 3, B 6, C 4, D 14 and what the paper says of them; amounts and words are invented."
    write_all(labelled(dataset, NAME, SEED, note), folder)
    for name, settled in (("coding", False), ("settled", True)):
        table = coding(made, settled=settled)
        (folder / f"{NAME}-{name}.csv").write_text(table, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
