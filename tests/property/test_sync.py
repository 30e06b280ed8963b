"""Any laptops, merged in any order and as often as one likes, come to hold the same, and nothing is lost."""

import gzip
import io
import json
from hashlib import sha256
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from surveykit.histories import conflict
from surveykit.interview.events import ACTS, Act, Answered, Event, Remarked, Started, written
from surveykit.interview.interview import Interview
from surveykit.journal import Reconciled
from surveykit.problems import StoreError
from surveykit.store.memory import MemoryStore
from surveykit.sync import bundle
from surveykit.sync.merge import merge, merging
from surveykit.sync.whole import Whole, whole_of

LAPTOPS = 4
CASES = ("7", "8", "æ")

writing = st.tuples(st.just("write"), st.integers(0, LAPTOPS - 1), st.sampled_from(CASES), st.integers(0, 99))
settling = st.tuples(st.just("settle"), st.integers(0, LAPTOPS - 1), st.sampled_from(CASES), st.just(0))
bringing = st.tuples(st.just("bring"), st.integers(0, LAPTOPS - 1), st.just(""), st.integers(0, LAPTOPS - 1))
days = st.lists(st.one_of(writing, writing, bringing, settling), max_size=40)
clocks = st.lists(st.integers(0, 5), min_size=LAPTOPS, max_size=LAPTOPS)  # of which some go wrong


def packed(store: MemoryStore) -> bytes:
    return b"".join(bundle._lines(whole_of(store)))


def bring(store: MemoryStore, *others: Whole) -> None:
    found = merging(store, [(str(n), other) for n, other in enumerate(others)])
    merge(store, found)


class Field:
    """Some laptops and what has happened on them; every event that a laptop acknowledged is remembered."""

    def __init__(self, hours: list[int]) -> None:
        self.stores = [MemoryStore() for _ in range(LAPTOPS)]
        self.hours, self.ids, self.said = hours, count(1), set()
        for store in self.stores:
            store.keep("f00d", "instrument: firms\n")

    def add(self, laptop: int, case: str, act: Act) -> None:
        store, number = self.stores[laptop], next(self.ids)
        last = len(store.events(case))
        at = f"2026-01-31T{self.hours[laptop]:02}:{number // 60:02}:{number % 60:02}.000+00:00"
        store.append(case, [Event(last + 1, f"e{number}", at, f"laptop {laptop}", act)], last)
        self.said.add((case, f"e{number}"))

    def live(self, day: list[tuple[str, int, str, int]]) -> "Field":
        for what, laptop, case, number in day:
            store = self.stores[laptop]
            if what == "bring":
                bring(store, whole_of(self.stores[number]))
            elif what == "write" and not store.events(case):
                self.add(laptop, case, Started("f00d", "en", {}))
            elif what == "write":
                self.add(laptop, case, Answered("size", number) if number % 3 else Remarked("", str(number)))
            elif others := conflict(store.histories(case))[1:]:
                self.add(laptop, case, Reconciled(tuple(history[-1].id for history in others)))
        return self


@given(days, clocks, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter_and_nothing_is_lost(day, hours, random):
    field = Field(hours).live(day)
    wholes = [whole_of(store) for store in field.stores]
    arrivals = [*range(LAPTOPS), *random.choices(range(LAPTOPS), k=3)]
    random.shuffle(arrivals)
    one, other, together = MemoryStore(), MemoryStore(), MemoryStore()
    for laptop in range(LAPTOPS):
        bring(one, wholes[laptop])
    for laptop in arrivals:
        bring(other, wholes[laptop])
    bring(together, *(wholes[laptop] for laptop in arrivals))
    assert packed(one) == packed(other) == packed(together)
    assert {case: one.histories(case) for case in one.interviews()} == {
        case: other.histories(case) for case in other.interviews()
    }
    held = {(case, event.id) for case in one.interviews() for way in one.histories(case) for event in way}
    assert held == field.said


@given(days, clocks)
def test_laptops_that_exchange_all_they_have_agree_on_every_case(day, hours):
    field = Field(hours).live(day)
    wholes = [whole_of(store) for store in field.stores]
    for store in field.stores:
        bring(store, *wholes)
    assert len({packed(store) for store in field.stores}) == 1
    for case in CASES:
        assert len({repr(store.events(case)) for store in field.stores}) == 1
        assert len({repr(conflict(store.histories(case))) for store in field.stores}) == 1


@given(days, clocks)
def test_a_bundle_carries_all_of_a_store(day, hours):
    for store in Field(hours).live(day).stores:
        assert bundle.read_from(io.BytesIO(gzip.compress(packed(store)))) == whole_of(store)


@given(days, clocks)
def test_what_a_laptop_goes_on_to_write_after_a_merge_is_no_conflict_of_its_own(day, hours):
    field = Field(hours).live(day)
    office = MemoryStore()
    bring(office, *(whole_of(store) for store in field.stores))
    settled = [case for case in office.interviews() if not conflict(office.histories(case))]
    bring(field.stores[0], whole_of(office))
    for case in settled:
        field.add(0, case, Remarked("", "later"))
    bring(office, whole_of(field.stores[0]))
    assert not [case for case in settled if conflict(office.histories(case))]


SAID = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 3), st.floats(allow_nan=False), st.sampled_from(["", "a", "7", "x.2", "refused"])),
    lambda part: st.one_of(st.lists(part, max_size=3), st.dictionaries(st.sampled_from(["empty", "a", "case"]), part, max_size=2)),
    max_leaves=4,
)  # fmt: skip
FIELDS = st.dictionaries(
    st.sampled_from([field for kind in ACTS.values() for field in kind.__dataclass_fields__]), SAID, max_size=4
)
FORGED = st.builds(lambda act, more: json.dumps({**more, "act": act}), st.sampled_from([*ACTS, "dreamt"]), FIELDS)
WRITTEN = st.builds(
    lambda act: json.dumps(written(act)),
    st.sampled_from([Started("f00d", "en", {}), Answered("size", 3), Reconciled(("a",)), Remarked("", "x")]),
)
ID = st.sampled_from(["a", "b", "c", "", "d"])
EVENT = st.one_of(
    st.tuples(st.integers(0, 4), ID, ID, st.sampled_from(["2026", ""]), st.just("kari"), st.one_of(WRITTEN, FORGED)),
    SAID,
)
LINE = st.one_of(
    st.fixed_dictionaries({"case": st.one_of(st.sampled_from(["7", "8"]), SAID), "events": st.lists(EVENT, max_size=4)}),
    st.fixed_dictionaries({"instrument": st.one_of(st.just("f00d"), SAID), "text": st.one_of(st.just("instrument: x\n"), SAID)}),
    SAID,
)  # fmt: skip


@given(st.lists(LINE, max_size=4))
def test_whatever_stands_in_a_bundle_it_is_read_and_merged_or_refused(lines):
    body = "".join(f"{json.dumps(line)}\n" for line in [{"surveykit": "bundle", "version": 1}, *lines]).encode()
    end = {"end": len(lines) + 1, "sha256": sha256(body).hexdigest()}
    packed_ = gzip.compress(body + f"{json.dumps(end)}\n".encode(), 1)
    store = MemoryStore()
    try:
        bring(store, bundle.read_from(io.BytesIO(packed_), "x"))
    except StoreError as refusal:
        refused = {problem.rule.code for problem in refusal.problems}
    else:
        refused = set()
    assert refused <= {"SK868", "SK869", "SK870", "SK873"}
    assert not (refused and store.interviews())
    for case in store.interviews():
        assert Interview.of(case, store.events(case)).last == len(store.events(case))
