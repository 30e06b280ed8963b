"""Replaying the changes of a frame: at once or version by version is the same, and nothing is lost in silence."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.codebook.frames.changes import Change, codes_after, replay

CODES = list("ABCDEFGH")
ONE = st.sampled_from(CODES)
SOME = st.lists(ONE, min_size=1, max_size=3, unique=True)


@st.composite
def change(draw: st.DrawFn) -> Change:
    op = draw(st.sampled_from(["add", "edit", "rename", "move", "merge", "split", "retire"]))
    old, new = draw(SOME), draw(SOME)
    if op == "add":
        old = []
    if op in {"edit", "retire"}:
        new = []
    if op in {"rename", "split"}:
        old = old[:1]
    if op in {"rename", "merge", "move"}:
        new = new[:1]
    return Change.model_validate({"version": "2", "op": op, "from": old, "to": new})


LOG = st.lists(change(), max_size=6)
ANSWER = st.lists(ONE, unique=True, max_size=4)


@given(ANSWER, LOG, st.data())
def test_a_chain_of_changes_is_the_same_at_once_and_step_by_step(answer, log, data):
    cut = data.draw(st.integers(0, len(log)))
    between = replay(answer, log[:cut])
    last = replay(between.codes, log[cut:])
    assert replay(answer, log) == (last.codes, between.recode or last.recode)


@given(ANSWER, LOG)
def test_an_answer_that_loses_a_code_is_read_again(answer, log):
    """Each code has an heir, or the answer is told to be coded again."""
    after = replay(answer, log)
    for code in answer:
        alone = replay([code], log)
        assert alone.codes or alone.recode
        assert set(alone.codes) <= set(after.codes)
        assert after.recode or not alone.recode


@given(ANSWER, LOG)
def test_an_answer_never_gets_a_code_that_the_frame_has_not(answer, log):
    assert set(replay(answer, log).codes) <= set(codes_after(CODES, log))
