"""Writers killed at random moments: what they said is saved, is there, once; and the store opens clean."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from grounds import Ground
from writers import Work, begun, coded, keyed

from surveykit import store as stores
from surveykit.coding.acts import CODINGS, Coded
from surveykit.interview.events import INTERVIEWS, Answered
from surveykit.journal import Recorded, Vocabulary

PART = 10  # kills, until a fresh store is begun
CROWD = 8
STRIKES = 5  # so often the server is killed until the writers are
CASES = 6  # so some of the crowd write to the same case


@dataclass
class Figures:
    """What was seen; what is under `wrong` must be 0."""

    kills: int = 0
    acknowledged: int = 0
    untold: int = 0  # stored, but killed before it could say so
    lost: int = 0
    duplicates: int = 0
    gaps: int = 0
    unclean: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How much went wrong."""
        return self.lost + self.duplicates + self.gaps + self.unclean

    def __str__(self) -> str:
        counts = ", ".join(f"{one.name} {getattr(self, one.name):,}" for one in fields(self) if one.name != "said")
        return "\n  ".join([counts, *self.said[:20]])


def killed_alone(ground: Ground, kills: int, seed: int) -> Figures:
    """One writer, killed so many times; each goes on where the one before was cut off."""
    return _killed(ground, kills, seed, writers=1, cases=1)


def coders_killed(ground: Ground, kills: int, seed: int) -> Figures:
    """Eight coders at once in a store of codings, each in a history of their own, all killed, so many times."""
    return _killed(ground, kills, seed, writers=CROWD, cases=CROWD, work=coded, holds=CODINGS)


def killed_in_crowds(ground: Ground, kills: int, seed: int) -> Figures:
    """Eight writers at once, all killed, so many times."""
    return _killed(ground, kills, seed, writers=CROWD, cases=CASES)


def _killed(
    ground: Ground,
    kills: int,
    seed: int,
    *,
    writers: int,
    cases: int,
    work: Work = keyed,
    holds: Vocabulary[Any] = INTERVIEWS,
) -> Figures:
    figures, dice = Figures(), random.Random(seed)
    last: Counter[str] = Counter()
    pause = 0.002 if writers == 1 else 0.02
    for kill in range(kills):
        part = f"{holds.holds}-{writers}-{kill // PART}"
        if kill % PART == 0:
            target, last = ground.fresh(part), Counter()
        crowd = [
            begun(target, f"{part}.{n % cases}", f"w{n}", last[f"w{n}"], dice.randrange(10**9), pause, work)
            for n in range(writers)
        ]
        time.sleep((dice.uniform(0, 0.1) + dice.uniform(0, 2 * ground.slow)) * (1 if writers == 1 else 5))
        dice.shuffle(crowd)
        told = {}
        for writer in crowd:
            told[writer.name] = max(writer.kill(), last[writer.name])
            time.sleep(dice.uniform(0, 0.005) if writers > 1 else 0)
        figures.kills += 1
        figures.acknowledged += sum(told.values()) - sum(last.values())
        last = _looked_at(ground, target, part, told, figures, holds)
    return figures


def struck(ground: Ground, times: int, seed: int) -> Figures:
    """The server killed so many times while eight writers write, who then are killed too."""
    figures, dice = Figures(), random.Random(seed)
    target, last = ground.fresh("struck"), Counter[str]()
    rest = times % STRIKES
    for strikes in [STRIKES] * (times // STRIKES) + [rest] * bool(rest):
        crowd = [
            begun(target, f"struck.{n}", f"w{n}", last[f"w{n}"], dice.randrange(10**9), 0.02) for n in range(CROWD)
        ]
        for _ in range(strikes):
            time.sleep(dice.uniform(0.2, 1))
            ground.struck(dice.uniform(0, 1))
            figures.kills += 1
        told = {writer.name: max(writer.kill(), last[writer.name]) for writer in crowd}
        figures.acknowledged += sum(told.values()) - sum(last.values())
        last = _looked_at(ground, target, "struck", told, figures)
    return figures


def _looked_at(
    ground: Ground,
    target: str,
    part: str,
    told: dict[str, int],
    figures: Figures,
    holds: Vocabulary[Any] = INTERVIEWS,
) -> Counter[str]:
    """Count what is wrong with a store; the last answer of each writer that is in it."""
    if (verdict := ground.looked_over(target)) != "ok":
        figures.unclean += 1
        figures.said.append(f"{target}: {verdict}")
    events: dict[str, Recorded[Any]] = {}
    with stores.open(target, writing=True, holds=holds) as store:
        for case in store.interviews():
            if case.startswith(f"{part}."):
                for history in store.histories(case):
                    figures.gaps += [event.number for event in history] != list(range(1, len(history) + 1))
                    figures.duplicates += len(history) - len({event.id for event in history})
                    events.update((event.id, event) for event in history)
    stored = Counter(said for event in events.values() if (said := _said(event.act)))
    figures.duplicates += sum(stored.values()) - len(stored)
    there: Counter[str] = Counter()
    for writer, number in told.items():
        lost = [f"{writer}-{n}" for n in range(1, number + 1) if f"{writer}-{n}" not in stored]
        untold = f"{writer}-{number + 1}" in stored
        figures.lost += len(lost)
        figures.untold += untold
        figures.said += [f"{target}: {answer} was saved and is gone" for answer in lost]
        there[writer] = number + untold
    return there


def _said(act: Any) -> str:
    """What a writer put into an act to know it by."""
    return str(act.answer) if isinstance(act, Answered) else act.note if isinstance(act, Coded) else ""
