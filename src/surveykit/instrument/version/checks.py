"""Checks: which are new, gone, harder or stricter, and what completing an interview asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveykit.codebook.comparing.verdict import CHECKED, Verdict
from surveykit.instrument.extent import Cluster, Quota
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.question import Check
from surveykit.instrument.version.change import Change
from surveykit.instrument.version.turns import UNDECIDED, Asking, Pair, Turn, said
from surveykit.source import Path_


@dataclass(frozen=True, slots=True)
class Stated:
    """A check with its place, and the roster in which it stands."""

    check: Check
    path: Path_
    context: str
    question: str


def stated(instrument: Instrument) -> Mapping[str, Stated]:
    """The checks of all questions by their names, those that follow from other keys among them."""
    found = {}
    for path, section, question in instrument.placed():
        roster = instrument.roster_of(section)
        above = instrument.rosters_above(roster) if roster else ()
        context = "/".join(one.id for one in above)
        written = {check.id: place for place, check in enumerate(question.checks)}
        for check in question.rules:
            here = (*path, "checks", written[check.id]) if check.id in written else (*path, "required")
            found[check.id] = Stated(check, here, context, question.id)
    return found


def stricter(old: Instrument, new: Instrument) -> Iterator[Pair]:
    """The rules that are written differently, each as a condition on who passes."""
    before = stated(old)
    for name, one in stated(new).items():
        if name in before and before[name].check.rule != one.check.rule:
            yield _pair(before[name], one)


def _pair(old: Stated, new: Stated) -> Pair:
    return Pair(Asking(old.check.rule, doubt=True), Asking(new.check.rule, doubt=True), new.context)


def check_changes(old: Instrument, new: Instrument, turns: Mapping[Pair, Turn]) -> Iterator[Change]:
    """What differs in the checks of questions, of completion, of quotas and of clusters."""
    before, now = stated(old), stated(new)
    for name, one in now.items():
        if name in before:
            yield from _differs(before[name], one, turns)
        else:
            hard = one.check.severity == "hard"
            what = f"check '{name}' of '{one.question}' is new" + (" and hard" if hard else "")
            yield Change("recode" if hard else "safe", CHECKED, name, what, one.path)
    for name, one in before.items():
        if name not in now:
            yield Change("safe", CHECKED, name, f"check '{name}' is gone", one.path, gone=True)
    yield from _completion(old, new)
    yield from _quotas(old, new)
    yield from _clusters(old, new)


def _differs(old: Stated, new: Stated, turns: Mapping[Pair, Turn]) -> Iterator[Change]:
    name = new.check.id
    if old.check.severity != new.check.severity:
        hard = new.check.severity == "hard"
        what = f"check '{name}' is {new.check.severity} now"
        yield Change("recode" if hard else "safe", CHECKED, name, what, new.path)
    if old.check.message != new.check.message:
        yield Change("safe", CHECKED, name, f"check '{name}' says it in other words", (*new.path, "message"))
    if old.check.rule != new.check.rule:
        turn = turns.get(_pair(old, new), UNDECIDED)
        hard = new.check.severity == "hard"
        if not turn.decided:
            what = f"check '{name}' has another rule; whether it is stricter is not decided"
            yield Change("recode" if hard else "safe", CHECKED, name, what, (*new.path, "rule"))
        elif turn.lost is not None:
            what = f"check '{name}' refuses more now, for example {said(turn.lost) or 'everybody'}"
            yield Change("recode" if hard else "safe", CHECKED, name, what, (*new.path, "rule"))
        else:
            way = "refuses less now" if turn.gained is not None else "is written differently and means the same"
            yield Change("safe", CHECKED, name, f"check '{name}' {way}", (*new.path, "rule"))


def _completion(old: Instrument, new: Instrument) -> Iterator[Change]:
    was = {rule.id: rule for rule in old.completion.rules}
    for place, rule in enumerate(new.completion.rules):
        path: Path_ = ("completion", "rules", place)
        before = was.get(rule.id)
        if before is None or (before.rule, before.level) != (rule.rule, rule.level):
            verdict: Verdict = "recode" if rule.level == "block" else "safe"
            what = f"rule '{rule.id}' of completion {'is new' if before is None else 'has changed'} ({rule.level})"
            yield Change(verdict, CHECKED, rule.id, what, path)
    kept = {rule.id for rule in new.completion.rules}
    for place, rule in enumerate(old.completion.rules):
        if rule.id not in kept:
            what = f"rule '{rule.id}' of completion is gone"
            yield Change("safe", CHECKED, rule.id, what, ("completion", "rules", place), gone=True)
    for key in ("unanswered", "soft"):
        levels = (getattr(old.completion, key), getattr(new.completion, key))
        if levels[0] != levels[1]:
            what = f"completing asks for something else: `{key}` was {levels[0]} and is {levels[1]}"
            yield Change("recode" if levels[1] == "block" else "safe", CHECKED, key, what, ("completion", key))


def _quotas(old: Instrument, new: Instrument) -> Iterator[Change]:
    was: dict[str, Quota] = {quota.id: quota for quota in old.quotas}
    for place, quota in enumerate(new.quotas):
        if was.pop(quota.id, None) != quota:
            yield Change("safe", CHECKED, quota.id, f"quota '{quota.id}' is new or has changed", ("quotas", place))
    for place, quota in enumerate(old.quotas):
        if quota.id in was:
            yield Change("safe", CHECKED, quota.id, f"quota '{quota.id}' is gone", ("quotas", place), gone=True)


def _clusters(old: Instrument, new: Instrument) -> Iterator[Change]:
    was: dict[str, Cluster] = {cluster.id: cluster for cluster in old.clusters}
    for place, cluster in enumerate(new.clusters):
        if was.pop(cluster.id, None) != cluster:
            hard = any(check.severity == "hard" for check in cluster.checks)
            what = f"the rules of cluster '{cluster.id}' are new or have changed"
            yield Change("recode" if hard else "safe", CHECKED, cluster.id, what, ("clusters", place))
    for place, cluster in enumerate(old.clusters):
        if cluster.id in was:
            what = f"the rules of cluster '{cluster.id}' are gone"
            yield Change("safe", CHECKED, cluster.id, what, ("clusters", place), gone=True)
