"""The ledger numbers and dates what is written, and says at once what stands."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, CodingEvent, Given, Settled, Took
from surveykit.coding.codings import fold
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.problems import DataError, Problem, StoreError
from surveykit.store.base import WRITTEN_SINCE
from surveykit.store.memory import MemoryStore

FRAME = "frame: after\ntitle: After\nlanguages: [en]\ncodes:\n  EXP: {label: Exports, definition: It sells abroad.}\n"
UNITS = (Unit("1", "q", "hello"), Unit("2", "q", "bye", context={"Size": "12"}))
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def store():
    return MemoryStore(CODINGS)


def coded(unit="q/1", *codes):
    return Coded(unit, "0", "f", codes=codes or ("EXP",))


def test_what_is_written_stands_at_once_and_for_others_at_the_next_look(store):
    mine, hers = Ledger(store), Ledger(store)
    assert not hers.codings().units
    mine.write(ANSWERS, "lead", [Took(UNITS, "a.csv")])
    mine.write(history_of("ida"), "ida", [coded("q/1"), coded("q/2")])
    assert mine.codings() == hers.codings()
    assert mine.codings().units["q/2"].context == {"Size": "12"}
    assert [coding.unit for coding in hers.codings().codings.values()] == ["q/1", "q/2"]


def test_what_stands_is_what_a_new_look_at_all_events_says(store):
    ledger = Ledger(store, lambda: NOON)
    ledger.codings()
    ledger.write(ANSWERS, "lead", [Took(UNITS)])
    ledger.write(batches_of("ida"), "lead", [Given("b", "ida", ("q/1",))])
    for _ in range(3):
        ledger.write(history_of("ida"), "ida", [coded()])
    events = [event for history in store.interviews() for way in store.histories(history) for event in way]
    assert ledger.codings() == fold(events) == Ledger(store).codings()


def test_what_was_looked_at_does_not_change_under_the_reader(store):
    ledger = Ledger(store)
    before = ledger.codings()
    ledger.write(ANSWERS, "lead", [Took(UNITS)])
    assert not before.units


def test_times_go_forward_though_the_clock_is_set_back(store):
    hours = count(0, -1)
    ledger = Ledger(store, lambda: NOON + timedelta(hours=next(hours)))
    for number in range(4):
        ledger.write(history_of("ida" if number % 2 else "ola"), "x", [coded()])
    later = Ledger(store, lambda: NOON - timedelta(days=300)).write(history_of("kari"), "kari", [coded()])
    times = [event.at for history in store.interviews() for event in store.events(history)]
    assert len(set(times)) == 5
    assert max(times) == later[0].at == "2026-01-31T12:00:00.004+00:00"


def test_a_time_nobody_can_read_is_no_obstacle(store):
    store.append("coder x", [CodingEvent(1, "e", "soon", "x", coded())], 0)
    assert Ledger(store, lambda: NOON).write(history_of("ida"), "ida", [coded()])[0].at.startswith("2026-01-31T12")


def test_two_windows_of_one_coder_write_into_one_history(store):
    one, other = Ledger(store), Ledger(store)
    one.codings(), other.codings()
    for ledger in (one, other, other, one):
        ledger.write(history_of("ida"), "ida", [coded()])
    assert [event.number for event in store.events("coder ida")] == [1, 2, 3, 4]
    assert one.codings() == other.codings()


def test_of_two_windows_with_different_clocks_the_later_judgement_stands(store):
    fast, slow = Ledger(store, lambda: NOON + timedelta(minutes=5)), Ledger(store, lambda: NOON)
    slow.codings()
    fast.write(history_of("ida"), "ida", [coded("q/1", "EXP")])
    slow.write(history_of("ida"), "ida", [coded("q/1", "FAIR")])
    assert slow.codings().codings["q/1", "ida"].codes == ("FAIR",)


def test_what_is_written_within_a_millisecond_keeps_its_order(store):
    moments = count()
    ledger = Ledger(store, lambda: NOON + timedelta(microseconds=next(moments)))
    ledger.write(history_of("ida"), "ida", [coded("q/2"), coded("q/1")])
    ledger.write(history_of("lead"), "lead", [Settled("q/1", "0", "f", (), codes=("EXP",))])
    assert not ledger.codings().codings["q/1", "ida"].after_settling
    assert not fold(ledger.events("coder ida") + ledger.events("coder lead")).codings["q/1", "ida"].after_settling


def test_a_clock_at_the_end_of_time_stops_nobody(store):
    Ledger(store, lambda: datetime.max.replace(tzinfo=UTC)).write(history_of("ida"), "ida", [coded()])
    ledger = Ledger(store, lambda: NOON)
    ledger.write(history_of("ola"), "ola", [coded()])
    assert len(ledger.codings().codings) == 2


def test_a_writer_who_is_overtaken_tries_again_and_gives_up_in_the_end(store):
    class Overtaken(MemoryStore):
        refusals = 2

        def append(self, interview, events, after):
            self.refusals -= 1
            if self.refusals >= 0:
                raise StoreError(Problem(WRITTEN_SINCE, "overtaken"))
            super().append(interview, events, after)

    ledger = Ledger(kept := Overtaken(CODINGS))
    ledger.write(history_of("ida"), "ida", [coded()])
    assert len(kept.events("coder ida")) == 1
    kept.refusals = 9
    with pytest.raises(StoreError, match="overtaken"):
        ledger.write(history_of("ida"), "ida", [coded()])


def test_the_frame_is_kept_and_named_once(store):
    ledger, frame = Ledger(store), loaded(FRAME)
    with pytest.raises(DataError, match="SK892"):
        ledger.frame()
    for _ in range(2):
        ledger.use(frame, FRAME, "lead")
    assert ledger.frame() == Ledger(store).frame_of(frame.fingerprint) == frame
    assert len(store.events("frame")) == 1
    newer = FRAME.replace("Exports,", "Sales abroad,")
    ledger.use(loaded(newer), newer, "lead")
    assert ledger.frame().codes["EXP"].label.into("en") == "Sales abroad"
    with pytest.raises(DataError, match="version f00d"):
        ledger.frame_of("f00d")


def test_nothing_to_write_is_no_change(store):
    assert Ledger(store).write(ANSWERS, "lead", []) == ()
    assert not store.interviews()
