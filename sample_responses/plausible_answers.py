"""Plausible answers to what the paper prints nothing about, and reasons for the answers that are lacking. SYNTHETIC.

Nothing here is taken from a real response. The shares and shapes are guesses that keep the answers of a firm
together: hotels meet foreign guests in Norway, large firms have branches abroad, partners in the own group need a
group. Every firm gets an answer to every item; what it would not have been asked is left out by the routing of the
instrument later.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd
from plausible_words import BARRIERS, COMMENTS, KIND_OF_SERVICE, NEW_SERVICES, OBJECTIVES, TAILS

from surveykit.missing import DONT_KNOW, NO_ANSWER, REFUSED, Answer, Empty

Stream = Callable[[str], np.random.Generator]
Columns = dict[str, Sequence[Answer]]

BARRIER_ITEMS = ("bar_regulation", "bar_skills", "bar_ipr", "bar_infra", "bar_network")
PRINTED = ("industry", "employees", "turnover2006", "group", "mne", "export", "coop", "icoop", "inno", *BARRIER_ITEMS)
REASONS = {NO_ANSWER: 0.7, DONT_KNOW: 0.22, REFUSED: 0.08}
MODE2 = {55: 0.5, 60: 0.3, 61: 0.35, 63: 0.3, 52: 0.15}  # share of firms with foreign clients in Norway
PARENTS = {
    "SE": 0.27,
    "DK": 0.13,
    "US": 0.14,
    "GB": 0.10,
    "DE": 0.08,
    "NL": 0.07,
    "FI": 0.06,
    "FR": 0.05,
    "CH": 0.03,
    "JP": 0.02,
    "IS": 0.02,
    "LU": 0.02,
    "ZZ": 0.01,
}
REGIONS = [0.70, 0.48, 0.18, 0.22, 0.14, 0.08]
AGREEMENTS = [0.35, 0.62, 0.12, 0.12, 0.09]
MOTIVES = {
    "motive_market": 0.9,
    "motive_follow": 0.7,
    "motive_cost": -0.2,
    "motive_knowledge": 0.3,
    "motive_home": 0.1,
    "cm_access": 0.8,
    "cm_distribution": 0.3,
    "cm_development": 0.4,
    "cm_cost": 0.0,
}


def complete(made: pd.DataFrame, stream: Stream) -> Iterator[dict[str, Answer]]:
    """The answers of every firm to every item of the questionnaire."""
    columns: Columns = {name: kept(made[name], 0.0, stream) for name in PRINTED}
    for part in (background, modes, markets, cooperation, innovation, words):
        columns |= part(made, stream)
    for answers in zip(*columns.values(), strict=True):
        yield dict(zip(columns, answers, strict=True))


def kept(values: pd.Series, lacking: float, stream: Stream) -> list[Answer]:
    """Numbers as answers; what is NaN, and the share that goes lacking, becomes an empty answer with a reason."""
    random = stream(f"lacking {values.name}")
    reasons = random.choice(list(REASONS), len(values), p=list(REASONS.values()))
    gone = values.isna() | (random.random(len(values)) < lacking)
    return [
        Empty(str(reason)) if empty else int(value)
        for value, empty, reason in zip(values, gone, reasons, strict=True)
    ]  # fmt: skip


def happens(name: str, score: pd.Series, stream: Stream) -> pd.Series:
    """Yes (1) or no (0), with the probability of a logistic score."""
    yes = stream(name).random(len(score)) < 1 / (1 + np.exp(-score))
    return yes.astype(float).rename(name)


def ticked(name: str, chances: np.ndarray, stream: Stream) -> list[Answer]:
    """Choices 1, 2, ... ticked with their chances, the likeliest where none came up; a few leave the question out."""
    random = stream(name)
    drawn = random.random(chances.shape) < chances
    drawn[np.arange(len(chances)), chances.argmax(axis=1)] |= ~drawn.any(axis=1)
    left_out = random.random(len(chances)) < 0.02
    return [
        Empty(NO_ANSWER) if gone else tuple(int(choice) + 1 for choice in np.flatnonzero(row))
        for row, gone in zip(drawn, left_out, strict=True)
    ]


def importance(name: str, made: pd.DataFrame, stream: Stream) -> list[Answer]:
    """Not, somewhat, important, very important."""
    felt = MOTIVES[name] + 0.2 * made["abroad"] + stream(name).normal(size=len(made))
    return kept(pd.Series(np.digitize(felt, [-0.4, 0.5, 1.4]) + 1, name=name), 0.03, stream)


def years_founded(made: pd.DataFrame, stream: Stream) -> pd.Series:
    """Years of establishment: most firms are young, a few go back to the 19th century."""
    years = 2006 - np.round(stream("founded").gamma(1.6, 13, len(made)))
    return pd.Series(np.clip(years, 1851, 2006), name="year_established")


def background(made: pd.DataFrame, stream: Stream) -> Columns:
    """Age, turnover two years before, the parent's country, and whether the firm may be contacted again."""
    count, random = len(made), stream("background")
    founded = years_founded(made, stream)
    before = np.round(made["turnover2006"] * np.exp(random.normal(-0.12, 0.2, count)))
    before = before.mask(made["turnover2006"] == 0, 900).mask(founded > 2004, 0).rename("turnover2004")
    parents = random.choice(list(PARENTS), count, p=list(PARENTS.values()))
    unsaid = random.random(count) < 0.03
    return {
        "turnover2004": kept(before, 0.04, stream),
        "year_established": kept(founded, 0.02, stream),
        "hq_country": [Empty(NO_ANSWER) if gone else str(code) for code, gone in zip(parents, unsaid, strict=True)],
        "consent": kept(happens("consent", 0.5 + 0 * made["abroad"], stream), 0.0, stream),
    }


def modes(made: pd.DataFrame, stream: Stream) -> Columns:
    """Delivery modes 2 to 4, and the share of turnover through each mode."""
    abroad, ln_size = made["abroad"], made["ln_size"]
    chance = made["industry"].map(MODE2).fillna(0.06)
    knows = made["industry"].isin([72, 73, 74])
    used = pd.DataFrame(
        {
            "mode1": made["exporter"],
            "mode2": happens("mode2", np.log(chance / (1 - chance)) + 0.3 * abroad, stream),
            "mode3": happens("mode3", -3.3 + 0.5 * abroad + 0.4 * (ln_size - 3), stream),
            "mode4": happens("mode4", -3.0 + 0.6 * abroad + 0.9 * knows, stream),
        }
    )
    columns: Columns = {name: kept(used[name], 0.015, stream) for name in ("mode2", "mode3", "mode4")}
    shares = shares_of(used, stream)
    repaired = made["export"].isna()  # question 7 left out: these five do answer question 9
    for name in shares:
        said = kept(shares[name], 0.04, stream)
        if name == "sh_mode1":
            said = [int(share) if sure else a for share, sure, a in zip(shares[name], repaired, said, strict=True)]
        columns[name] = said
    return columns


def shares_of(used: pd.DataFrame, stream: Stream) -> pd.DataFrame:
    """Per cent of turnover through each mode used, at least 1 each and at most 95 together."""
    random, shares = stream("shares"), np.zeros(used.shape, dtype=int)
    for firm, through in enumerate(used.to_numpy() == 1):
        several = through.sum()
        weights, abroad = random.dirichlet(np.ones(4)), random.beta(1.2, 4)
        if several:
            left = max(0, round(95 * abroad) - several)
            parts = weights[through] / weights[through].sum()
            shares[firm, through] = 1 + random.multinomial(left, parts)
    return pd.DataFrame(shares, columns=[f"sh_{mode}" for mode in used])


def markets(made: pd.DataFrame, stream: Stream) -> Columns:
    """Where the clients abroad are, who they are, and why the firm is there."""
    grouped = (made["group"] == 1).to_numpy()
    clients = np.tile([0.0, 0.75, 0.25, 0.2], (len(made), 1))
    clients[:, 0] = np.where(grouped, 0.45, 0.0)
    clients[:, 3] = np.where(made["industry"].isin([50, 52, 55, 60]), 0.7, 0.15)
    return {
        "regions": ticked("regions", np.tile(REGIONS, (len(made), 1)), stream),
        "clients": ticked("clients", clients, stream),
        **{name: importance(name, made, stream) for name in MOTIVES if name.startswith("motive")},
    }


def cooperation(made: pd.DataFrame, stream: Stream) -> Columns:
    """Partners and agreements; a partner in the own group without being in one is rare, and check C1 asks."""
    grouped = (made["group"] == 1).to_numpy()
    partners = np.tile([0.0, 0.40, 0.45, 0.15, 0.20, 0.15, 0.15], (len(made), 1))
    partners[:, 0] = np.where(grouped, 0.5, 0.03)
    random = stream("agreements")
    since = 2006 - np.round(random.beta(1.2, 3, len(made)) * 25)
    earliest = years_founded(made, stream).mask(
        random.random(len(made)) < 0.02, 1950
    )  # a few kept from before a merger
    return {
        "partners": ticked("partners", partners, stream),
        "partner_regions": ticked("partner_regions", np.tile(REGIONS, (len(made), 1)), stream),
        **{name: importance(name, made, stream) for name in MOTIVES if name.startswith("cm_")},
        "agreement": ticked("agreement", np.tile(AGREEMENTS, (len(made), 1)), stream),
        "agreement_year": kept(np.maximum(since, earliest).rename("agreement_year"), 0.06, stream),
    }


def innovation(made: pd.DataFrame, stream: Stream) -> Columns:
    """What the new service brought, and research."""
    inno = made["inno"]
    knows = made["industry"].isin([64, 72, 73]) + 1.0 * (made["industry"] == 73)
    share = 1 + np.round(69 * stream("inno_share").beta(1.2, 4, len(made)))
    return {
        "inno_market": kept(happens("inno_market", -0.2 + 0.3 * made["abroad"], stream), 0.02, stream),
        "inno_share": kept(pd.Series(share, name="inno_share"), 0.07, stream),
        "rd_internal": kept(happens("rd_internal", -2.2 + 1.5 * inno + 1.2 * knows, stream), 0.015, stream),
        "rd_bought": kept(happens("rd_bought", -2.9 + 1.1 * inno + 0.7 * knows, stream), 0.015, stream),
        "rd_abroad": kept(happens("rd_abroad", -4.2 + 1.0 * inno + 0.6 * knows, stream), 0.015, stream),
    }


def words(made: pd.DataFrame, stream: Stream) -> Columns:
    """Open answers; most firms leave them out."""
    random = stream("objectives")
    objectives = [random.choice(OBJECTIVES) + random.choice(TAILS) for _ in made.index]
    random = stream("services")
    services = [random.choice(NEW_SERVICES[KIND_OF_SERVICE[code]]) for code in made["industry"]]
    return {
        "motive_open": written("motive_open", objectives, 0.55, stream),
        "inno_open": written("inno_open", services, 0.75, stream),
        "barrier_open": written("barrier_open", stream("barriers").choice(BARRIERS, len(made)), 0.18, stream),
        "comments": written("comments", stream("comments").choice(COMMENTS, len(made)), 0.08, stream),
    }


def written(name: str, texts: Sequence[str], share: float, stream: Stream) -> list[Answer]:
    """Texts, of a share of the firms."""
    says = stream(name).random(len(texts)) < share
    return [str(text) if said else Empty(NO_ANSWER) for text, said in zip(texts, says, strict=True)]
