"""However the work is divided among machines and in whatever order it comes back, the codings are the same and whole."""

import gzip
import io
import json
from hashlib import sha256
from itertools import count

from hypothesis import example, given
from hypothesis import strategies as st

from surveykit.codebook.frames.file import loaded
from surveykit.coding.acts import CODINGS, Coded, CodingEvent, Given, Settled, Took, Uncoded, Unsettled, read, written
from surveykit.coding.codings import fold
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of, history_of
from surveykit.coding.unit import Unit
from surveykit.problems import StoreError
from surveykit.store.memory import MemoryStore
from surveykit.sync import bundle
from surveykit.sync.merge import merge, merging
from surveykit.sync.part import part_of
from surveykit.sync.whole import whole_of

FRAME = "frame: x\ntitle: X\nlanguages: [en]\ncodes:\n  A: {label: A, definition: A}\n  B: {label: B, definition: B}\n"
MARK = loaded(FRAME).fingerprint
CODERS = ("ida", "ola")
UNITS = tuple(Unit(str(n), "q", f"words {n}") for n in range(4))

judging = st.tuples(st.just("judge"), st.integers(0, 2), st.sampled_from(CODERS), st.integers(0, 3))
undoing = st.tuples(st.just("undo"), st.integers(0, 2), st.sampled_from(CODERS), st.integers(0, 3))
giving = st.tuples(st.just("give"), st.just(0), st.sampled_from(CODERS), st.integers(0, 3))
changing = st.tuples(st.just("change"), st.integers(0, 2), st.just("lead"), st.integers(0, 3))
settling = st.tuples(st.just("settle"), st.integers(0, 2), st.just("lead"), st.integers(0, 3))
bringing = st.tuples(st.just("bring"), st.integers(0, 2), st.sampled_from(["", *CODERS]), st.integers(0, 2))
days = st.lists(st.one_of(judging, judging, judging, undoing, giving, changing, settling, bringing), max_size=30)


def bring(store, *wholes):
    merge(store, merging(store, [(str(n), whole) for n, whole in enumerate(wholes)]))


def told(store):
    return fold(event for case in store.interviews() for way in store.histories(case) for event in way)


class Team:
    """Three machines with the same beginning; what is done on each, and what is carried between them."""

    def __init__(self):
        self.stores = [MemoryStore(CODINGS) for _ in range(3)]
        self.said = set()
        self.words = count()
        ledger = Ledger(self.stores[0])
        ledger.use(loaded(FRAME), FRAME, "lead")
        self.write(0, ANSWERS, "lead", Took(UNITS))
        for store in self.stores[1:]:
            bring(store, whole_of(self.stores[0]))

    def write(self, machine, history, by, act):
        self.said |= {event.id for event in Ledger(self.stores[machine]).write(history, by, [act])}

    def live(self, day):
        for what, machine, who, number in day:
            unit = UNITS[number % len(UNITS)]
            if what == "judge":
                codes = ("A", "B") if number % 2 else ("A",)
                self.write(machine, history_of(who), who, Coded(unit.id, unit.hash, MARK, codes=codes))
            elif what == "undo":
                self.write(machine, history_of(who), who, Uncoded(unit.id))
            elif what == "give":
                self.write(machine, batches_of(who), "lead", Given(f"b{number}", who, (unit.id,)))
            elif what == "change":
                other = Unit(unit.case, "q", f"other words {next(self.words)}")
                self.write(machine, ANSWERS, "lead", Took((other,)))
            elif what == "settle":
                act = Settled(unit.id, unit.hash, MARK, (), codes=("B",)) if number else Unsettled(unit.id)
                self.write(machine, history_of(who), who, act)
            else:
                whole = whole_of(self.stores[number])
                if who and batches_of(who) in whole.cases:
                    whole = part_of(whole, who)
                bring(self.stores[machine], whole)
        return self


@given(days, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter_and_nothing_is_lost(day, random):
    team = Team().live(day)
    wholes = [whole_of(store) for store in team.stores]
    arrivals = [*range(3), *random.choices(range(3), k=2)]
    random.shuffle(arrivals)
    one, other = MemoryStore(CODINGS), MemoryStore(CODINGS)
    bring(one, *wholes)
    for machine in arrivals:
        bring(other, wholes[machine])
    assert b"".join(bundle._lines(whole_of(one))) == b"".join(bundle._lines(whole_of(other)))
    assert told(one) == told(other)
    held = {event.id for case in one.interviews() for way in one.histories(case) for event in way}
    assert team.said <= held
    before = told(one)
    bring(one, *wholes)
    assert told(one) == before


@example(
    [
        *(("give", 0, "ida", 1), ("change", 1, "lead", 1), ("change", 0, "lead", 1), ("judge", 0, "ida", 1)),
        *(("bring", 0, "", 1), ("judge", 0, "ida", 2)),
    ]
)
@given(days)
def test_a_part_for_a_coder_grows_with_the_work_and_says_nothing_of_others(day):
    team = Team()
    coder = MemoryStore(CODINGS)
    for at in range(len(day)):
        team.live(day[at : at + 1])
        whole = whole_of(team.stores[0])
        if batches_of("ida") not in whole.cases:
            continue
        part = part_of(whole, "ida")
        bring(coder, part)
        mine = fold(event for ways in part.cases.values() for way in ways for event in way)
        assert {by for _, by in mine.codings} <= {"ida"}
        assert not mine.settled
        assert {batch.coder for batch in mine.batches} == {"ida"}
        assert mine.units.keys() == {unit for batch in mine.batches for unit in batch.units}
        everything = told(team.stores[0])
        assert all(unit == everything.units[id_] for id_, unit in mine.units.items())
        assert {key: held for key, held in everything.codings.items() if key[1] == "ida"} == dict(mine.codings)


@given(days)
def test_a_bundle_carries_all_of_a_store(day):
    for store in Team().live(day).stores:
        packed = gzip.compress(b"".join(bundle._lines(whole_of(store))))
        assert bundle.read_from(io.BytesIO(packed), "", CODINGS) == whole_of(store)


@given(days)
def test_what_is_told_on_as_it_happens_is_what_all_events_say(day):
    team = Team()
    ledger = Ledger(team.stores[0])
    for what, _, who, number in day:
        if what == "judge":
            unit = UNITS[number]
            ledger.write(history_of(who), who, [Coded(unit.id, unit.hash, MARK, codes=("A",))])
        elif what == "undo":
            ledger.write(history_of(who), who, [Uncoded(UNITS[number].id)])
        assert ledger.recorded() == told(team.stores[0])


acts = st.one_of(
    st.builds(Took, st.lists(st.builds(Unit, st.text(), st.text(), st.text(), context=st.dictionaries(st.text(), st.text(), max_size=2)), max_size=3).map(tuple)),
    st.builds(Coded, st.text(), st.text(), st.text(), codes=st.lists(st.text(), max_size=3).map(tuple), note=st.text(),
              accepted=st.dictionaries(st.text(), st.text(), max_size=2), seconds=st.floats(allow_nan=False, allow_infinity=False)),
)  # fmt: skip


@given(acts)
def test_an_act_is_read_as_it_was_written(act):
    assert read(written(act)) == act
    assert CodingEvent(1, "e", "", "", read(written(act))) == CodingEvent(1, "e", "", "", act)


SAID = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 3), st.floats(allow_nan=False), st.sampled_from(["", "q/1", "none", "code", "A"])),
    lambda part: st.one_of(
        st.lists(part, max_size=3),
        st.dictionaries(st.sampled_from(["case", "question", "text", "code", "start", "end", "context", "new"]), part, max_size=4),
    ),
    max_leaves=6,
)  # fmt: skip
PARTS = sorted({part for kind in CODINGS.acts.values() for part in kind.__dataclass_fields__})
FORGED = st.builds(
    lambda act, more: json.dumps({**more, "act": act}),
    st.sampled_from([*CODINGS.acts, "dreamt"]),
    st.dictionaries(st.sampled_from(PARTS), SAID, max_size=5),
)
WRITTEN = st.builds(
    lambda act: json.dumps(written(act)),
    st.sampled_from(
        [Took(UNITS[:1]), Coded("q/0", "0", "f00d", codes=("A",)), Given("b", "ida", ("q/0",)), Uncoded("q/0")]
    ),
)
ID = st.sampled_from(["a", "b", "c", ""])
EVENT = st.tuples(st.integers(0, 3), ID, ID, st.sampled_from(["2026", ""]), st.just("ida"), st.one_of(WRITTEN, FORGED))
LINE = st.one_of(
    st.fixed_dictionaries({"case": st.sampled_from(["coder ida", "answers", "x"]), "events": st.lists(EVENT, max_size=3)}),
    st.fixed_dictionaries({"frame": st.one_of(st.just("f00d"), SAID), "text": st.one_of(st.just(FRAME), SAID)}),
    SAID,
)  # fmt: skip


@given(st.lists(LINE, max_size=4))
def test_whatever_stands_in_a_bundle_it_is_read_and_merged_or_refused(lines):
    head = {"surveykit": "bundle of codings", "version": 1}
    body = "".join(f"{json.dumps(line)}\n" for line in [head, *lines]).encode()
    end = {"end": len(lines) + 1, "sha256": sha256(body).hexdigest()}
    packed = gzip.compress(body + f"{json.dumps(end)}\n".encode(), 1)
    store = MemoryStore(CODINGS)
    try:
        bring(store, bundle.read_from(io.BytesIO(packed), "x", CODINGS))
    except StoreError as refusal:
        found = {problem.rule.code for problem in refusal.problems}
    else:
        found = set()
        told(store)
        Ledger(store).recorded()
    assert found <= {"SK868", "SK869", "SK870", "SK873"}
    assert not (found and store.interviews())
