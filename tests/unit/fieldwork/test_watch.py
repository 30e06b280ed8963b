"""Watching a store: all cases, only what changed read again, damaged and second entries aside."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.fieldwork.watch import Watch
from surveykit.interview.events import Answered, Assigned, Completed, Contacted, Drawn, Event, Reopened, Started
from surveykit.problems import Problem, Rule, StoreError
from surveykit.store.memory import MemoryStore


def begun(firms, **how):
    return Started(firms.fingerprint, "en", {}, **how)


class Counting(MemoryStore):
    """A store that counts what is read, and in which a case may be damaged."""

    def __init__(self):
        super().__init__()
        self.read, self.damaged = [], set()

    def events(self, interview):
        self.read.append(interview)
        if interview in self.damaged:
            raise StoreError(Problem(Rule("SK806", "", "", "", ""), "damaged"))
        return super().events(interview)

    def journals(self):
        self.read.append("*")
        found = [(id_, super(Counting, self).events(id_)) for id_ in self.interviews() if id_ not in self.damaged]
        yield from found
        if self.damaged:
            raise StoreError(Problem(Rule("SK806", "", "", "", ""), "damaged"))


def test_only_what_changed_is_read_again(store, put):
    counting = Counting()
    for name in "abc":
        put(name, Drawn("f", {}))
        counting.append(name, store.events(name), 0)
    watch = Watch(counting)
    assert [case.id for case in watch.look()] == ["a", "b", "c"]
    assert counting.read == ["*"]
    watch.look()
    assert counting.read == ["*"]
    put("b", Contacted("2.11"))
    counting.append("b", store.events("b")[1:], 1)
    counting.read.clear()
    assert [case.disposition for case in watch.look()] == ["3.11", "2.11", "3.11"]
    assert counting.read == ["b"]


def test_a_damaged_case_is_named_and_the_others_are_there(store, put):
    counting = Counting()
    for name in "abcd":
        put(name, Drawn("f", {}))
        counting.append(name, store.events(name), 0)
    counting.damaged = {"b"}
    watch = Watch(counting)
    for _ in range(2):
        assert [case.id for case in watch.look()] == ["a", "c", "d"]
        assert watch.damaged == ("b",)
    counting.damaged = set()
    assert [case.id for case in watch.look()] == ["a", "b", "c", "d"]
    assert watch.damaged == ()


def test_a_form_keyed_a_second_time_is_no_case(store, put, firms):
    put("a", begun(firms), Answered("export", 1))
    put("a/2", begun(firms, verifies="a"), Answered("export", 0))
    assert [case.id for case in Watch(store).look()] == ["a"]


def test_how_much_was_answered_comes_from_the_instrument(store, put, firms):
    put("half", begun(firms), Answered("export", 1), Answered("employees", 5))
    put("less", begun(firms), Answered("export", 1))
    put("lost", Started("another", "en", {}), Answered("export", 1))
    found = {case.id: case.disposition for case in Watch(store).look()}
    assert found == {"half": "1.2", "less": "2.12", "lost": "2.12"}


def test_quotas_count_completed_interviews(store, put, firms):
    put("a", begun(firms), Answered("export", 1), Completed())
    put("b", begun(firms), Answered("export", 1))
    put("c", begun(firms), Answered("export", 0), Completed())
    put("d", begun(firms), Answered("export", 0), Completed(), Contacted("4.7"))  # found to be outside the survey
    cases = Watch(store).look()
    assert [case.quotas for case in cases] == [{"exporters"}, frozenset(), {"domestic"}, frozenset()]
    assert [bool(case.completed) for case in cases] == [True, False, True, False]


def test_an_empty_store_has_no_cases_and_no_instrument():
    watch = Watch(MemoryStore())
    assert watch.look() == ()
    assert watch.instrument is None


ACTS = st.sampled_from(
    [
        Drawn("f", {"industry": 72}),
        Assigned("kari"),
        Contacted("2.11"),
        Contacted("3.13"),
        Contacted(""),
        Started("no such version", "en", {}),
        Answered("export", 1),
        Completed(),
        Reopened(),
    ]
)
STEPS = st.lists(st.tuples(st.sampled_from("abcdef"), ACTS, st.booleans()), max_size=40)


@given(STEPS)
def test_looking_again_and_again_sees_what_one_look_at_the_end_sees(steps):
    store = MemoryStore()
    watch = Watch(store)
    for number, (id_, act, look) in enumerate(steps):
        last = len(store.events(id_))
        store.append(id_, [Event(last + 1, str(number), f"2026-03-01T10:00:{number:02}", "kari", act)], last)
        if look:
            watch.look()
    assert watch.look() == Watch(store).look()
    assert [case.id for case in watch.look()] == list(store.interviews())
