"""Two entries of a form, and two histories of a case: what differs, what is decided, what is written."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from surveykit.histories import conflict
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import (
    Adjudicated,
    Answered,
    Completed,
    Contacted,
    Drawn,
    Event,
    Rejected,
    Remarked,
    Started,
)
from surveykit.journal import Reconciled
from surveykit.missing import Empty
from surveykit.problems import Problem, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.modes.dispute import Dispute

TEXT = (Path(__file__).parents[2] / "pilot" / "firm.yaml").read_text(encoding="utf-8")
"""size, group, (country), export, home, (abroad, regions, since), name, why."""


def opened(firm: Instrument, store: MemoryStore | None = None, by: str = "sjef") -> Cabinet:
    return Cabinet(
        firm, TEXT, store or MemoryStore(), by, clock=lambda: datetime(2026, 1, 31, 10, tzinfo=UTC), dice=lambda: 0
    )


def keyed(cabinet: Cabinet, case: str, by: str, *acts: object, verifies: str = "") -> None:
    begun = Started(cabinet.instrument.fingerprint, "en", {}, verifies=verifies)
    cabinet.keep()
    events = [Event(n, f"{case}{by}{n}", f"2026-01-31T09:{n:02}", by, act) for n, act in enumerate((begun, *acts), 1)]
    cabinet.store.append(case, events, 0)


@pytest.fixture
def cabinet(firm: Instrument) -> Cabinet:
    made = opened(firm)
    keyed(made, "7", "ola", Answered("size", 40), Answered("group", 0), Answered("export", 0), Completed())
    second = (Answered("size", 40), Answered("group", 1), Answered("country", "SE"), Answered("export", 0), Completed())
    keyed(made, "7/2", "kari", *second, verifies="7")
    return made


def test_the_differences_of_two_entries_are_decided_in_the_journal_of_the_first(cabinet: Cabinet) -> None:
    dispute = Dispute(cabinet, "7")
    assert (dispute.first.by, dispute.second.by, dispute.histories) == ("ola", "kari", 0)
    assert [found.question for found in dispute.open] == ["group"]
    dispute.decide(dispute.open[0], 1, "seen on paper")
    assert cabinet.store.events("7")[-1].act == Adjudicated("group", 1, 0, 1, "seen on paper")
    assert cabinet.store.events("7")[-1].by == "sjef"
    assert [found.question for found in dispute.open] == ["country"], "which is asked now"
    dispute.decide(dispute.open[0], "SE")
    assert dispute.done
    assert [found.question for found in dispute.shown] == ["group", "country"], "what was decided stays in sight"
    assert cabinet.interview("7").status == "completed"
    assert dict(cabinet.interview("7").answers) == {"size": 40, "group": 1, "country": "SE", "export": 0}
    assert cabinet.interview("7/2").answers["group"] == 1


def test_a_third_answer_is_checked_like_any_other(cabinet: Cabinet) -> None:
    dispute = Dispute(cabinet, "7")
    assert isinstance(dispute.typed("size", "many"), Problem)
    assert isinstance(dispute.typed("group", "7"), Problem)
    assert dispute.typed("size", "41") == 41
    assert dispute.typed("group", Empty("refused")) == Empty("refused")
    assert dispute.typed("size", "40") == 40, "the answer that stands is an answer too"


def test_a_decision_somebody_has_forestalled_is_refused_and_can_be_made_again(cabinet: Cabinet) -> None:
    mine, theirs = Dispute(cabinet, "7"), Dispute(cabinet, "7")
    theirs.decide(theirs.open[0], 0)
    with pytest.raises(StoreError, match="SK802"):
        mine.decide(mine.open[0], 1)
    assert mine.journal.behind
    mine.read()
    assert mine.done


def histories(firm: Instrument, *others: tuple[str, list[object]]) -> Cabinet:
    made = opened(firm)
    begun = Event(1, "b", "2026-01-31T09:00", "ola", Started(firm.fingerprint, "en", {}))
    made.keep()
    made.store.append("7", [begun], 0)
    for day, (by, acts) in enumerate(others, 1):
        events = [Event(n, f"{by}{n}", f"2026-02-{day:02}T09:{n:02}", by, act) for n, act in enumerate(acts, 2)]
        made.store.graft("7", (begun, *events))
    return made


def test_histories_are_settled_one_after_the_other(firm: Instrument) -> None:
    cabinet = histories(
        firm,
        ("ola", [Answered("size", 40)]),
        ("kari", [Answered("size", 50), Answered("group", 0)]),
        ("per", [Answered("size", 40), Answered("group", 0), Answered("name", "Blåbær")]),
    )
    dispute = Dispute(cabinet, "7")
    assert (dispute.histories, dispute.first.by, dispute.second.by) == (3, "ola", "kari")
    assert [found.question for found in dispute.open] == ["size", "group"]
    dispute.settle()
    assert dispute.histories == 3, "nothing is settled before all is decided"
    dispute.decide(dispute.open[0], 40)
    dispute.decide(dispute.open[0], 0)
    dispute.settle("called")
    assert isinstance(cabinet.store.events("7")[-1].act, Reconciled)
    assert (dispute.histories, dispute.second.by) == (2, "per")
    assert [found.question for found in dispute.open] == ["name"]
    dispute.decide(dispute.open[0], "Blåbær")
    dispute.settle()
    assert dispute.histories == 0
    assert conflict(cabinet.store.histories("7")) == ()
    assert dict(cabinet.interview("7").answers) == {"size": 40, "group": 0, "name": "Blåbær"}
    assert len(cabinet.store.histories("7")) == 3, "nothing is lost"


def test_what_cannot_be_verified_says_why(firm: Instrument, cabinet: Cabinet) -> None:
    keyed(cabinet, "8", "ola", Answered("size", 1))
    with pytest.raises(StoreError, match="SK480"):
        cabinet.second("8")
    keyed(cabinet, "9", "ola", Completed())
    keyed(cabinet, "9/2", "ola")
    with pytest.raises(StoreError, match="SK481"):
        cabinet.second("9")
    torn = histories(firm, ("ola", [Completed()]), ("kari", [Completed()]))
    with pytest.raises(StoreError, match="SK482"):
        torn.second("7")


def test_a_second_entry_knows_what_the_first_was_told_by_the_register(firm: Instrument) -> None:
    cabinet = opened(firm, by="kari")
    cabinet.keep()
    begun = Started(firm.fingerprint, "nb", {"x": 3}, 17, "B-7")
    cabinet.store.append("7", [Event(1, "a", "", "ola", begun), Event(2, "b", "", "ola", Completed())], 0)
    taken = cabinet.second("7")
    assert cabinet.store.events("7/2")[0].act == Started(firm.fingerprint, "nb", {"x": 3}, 17, "B-7", "7")
    assert taken.session.interview.verifies == "7"
    assert cabinet.second("7").session.interview.last == 1, "it is taken up, not begun again"


def test_the_keyer_is_told_why_an_interview_was_sent_back(firm: Instrument, cabinet: Cabinet) -> None:
    journal = cabinet.journal("7", cabinet.store.events("7"))
    journal.write([Rejected("ask the size again")])
    told = cabinet.taken("7").told
    assert any("ask the size again" in words for words in told)
    torn = histories(firm, ("ola", [Answered("size", 1)]), ("kari", [Answered("size", 2)]))
    assert any("Several machines" in words for words in torn.taken("7").told)


def test_an_answer_never_goes_to_a_history_that_came_in_while_the_interview_was_open(firm: Instrument) -> None:
    made = opened(firm)
    keyed(made, "7", "ola", Answered("size", 1))
    taken = made.taken("7")
    (ours,) = made.store.histories("7")
    earlier = replace(ours[-1], id="kari", at="2026-01-01T00:00:00.000+00:00", act=Answered("size", 2))
    made.store.graft("7", (*ours[:-1], earlier))
    assert made.store.events("7")[-1] == earlier, "as many events, and in force"
    with pytest.raises(StoreError, match="SK802"):
        taken.journal.write([Answered("size", 3)])
    assert {way[-1].id for way in made.store.histories("7")} == {ours[-1].id, "kari"}


def test_an_attempt_noted_elsewhere_does_not_stand_against_an_interview(firm: Instrument) -> None:
    made = opened(firm)
    drawn = Event(1, "d", "2026-01-30T09:00", "office", Drawn("frame.csv", {}))
    made.keep()
    begun = Event(2, "b", "2026-01-31T09:00", "ola", Started(firm.fingerprint, "en", {}))
    made.store.graft("7", (drawn, begun, Event(3, "a", "2026-01-31T09:01", "ola", Answered("size", 40))))
    office = (Contacted("2.11", "call on Monday"), Remarked("", "the number has changed"))
    noted = [Event(n, f"o{n}", f"2026-01-29T09:{n:02}", "kari", act) for n, act in enumerate(office, 2)]
    made.store.graft("7", (drawn, *noted))
    dispute = Dispute(made, "7")
    assert dispute.done
    assert dispute.histories == 2
    dispute.settle()
    interview = made.interview("7")
    assert dict(interview.answers) == {"size": 40}
    assert (interview.outcome, interview.attempts, interview.remarks[""]) == ("2.11", 1, "the number has changed")
    assert Contacted("2.11", "call on Monday (kari, 2026-01-29 09:02)") in [e.act for e in made.store.events("7")]
    assert conflict(made.store.histories("7")) == ()


def test_two_offices_that_noted_attempts_are_settled_with_both(firm: Instrument) -> None:
    made = opened(firm)
    drawn = Event(1, "d", "2026-01-30T09:00", "office", Drawn("frame.csv", {}))
    for by in ("ola", "kari"):
        made.store.graft("7", (drawn, Event(2, by, f"2026-01-31T{len(by):02}:00", by, Contacted("2.2"))))
    dispute = Dispute(made, "7")
    assert dispute.done
    dispute.settle()
    assert made.interview("7").attempts == 2
    assert made.interview("7").status == "drawn"


def test_a_second_entry_that_two_machines_keyed_is_settled_first(firm: Instrument) -> None:
    cabinet = opened(firm)
    keyed(cabinet, "7", "ola", Answered("size", 40), Completed())
    begun = Event(1, "s", "2026-01-31T10:00", "kari", Started(firm.fingerprint, "en", {}, verifies="7"))
    for by, size in (("kari", 40), ("per", 41)):
        cabinet.store.graft("7/2", (begun, Event(2, by, f"2026-01-31T1{len(by)}:00", by, Answered("size", size))))
    with pytest.raises(StoreError, match="SK482"):
        cabinet.second("7")
    dispute = Dispute(cabinet, "7/2")
    dispute.decide(dispute.open[0], 40)
    dispute.settle()
    assert cabinet.second("7").session.interview.answers["size"] == 40
