"""Changes of a frame: what the answers have afterwards, and which are to be read again."""

import pytest

from surveykit.codebook.frames.changes import Change, codes_after, replay, since


def change(op: str, old: list[str] | str = (), new: list[str] | str = (), version: str = "2") -> Change:
    return Change.model_validate({"version": version, "op": op, "from": old, "to": new})


@pytest.mark.parametrize(
    ("made", "codes", "after", "recode"),
    [
        (change("add", new="C"), ["A", "B"], ["A", "B"], False),
        (change("edit", "A"), ["A"], ["A"], False),
        (change("rename", "A", "Z"), ["A", "B"], ["Z", "B"], False),
        (change("move", "A", "B"), ["A"], ["A"], False),
        (change("move", "A"), ["A", "B"], ["A", "B"], False),
        (change("merge", ["A", "B"], "C"), ["B", "A", "D"], ["C", "D"], False),
        (change("merge", ["A", "B"], "B"), ["A", "B"], ["B"], False),
        (change("merge", ["A", "B"], "B"), ["B"], ["B"], False),
        (change("split", "A", ["A1", "A2"]), ["A", "B"], ["B"], True),
        (change("split", "A", ["A", "A2"]), ["A", "B"], ["A", "B"], True),
        (change("split", "A", ["A1", "A2"]), ["B"], ["B"], False),
        (change("retire", "A"), ["A", "B"], ["B"], True),
        (change("retire", "A"), ["A"], [], True),
        (change("retire", "A"), [], [], False),
    ],
)
def test_what_an_answer_has_after_a_change(made, codes, after, recode):
    assert replay(codes, [made]) == (tuple(after), recode)


def test_a_code_goes_through_all_the_changes_it_meets():
    chain = [change("rename", "A", "B"), change("merge", ["B", "C"], "D", "3"), change("rename", "D", "A", "4")]
    assert replay(["A"], chain) == (("A",), False)
    assert replay(["C", "A"], chain) == (("A",), False)
    assert replay(["A"], [*chain, change("split", "A", ["A1", "A2"], "5")]).recode


@pytest.mark.parametrize(
    ("made", "after"),
    [
        (change("add", new="D"), "ABCD"),
        (change("rename", "A", "Z"), "BCZ"),
        (change("move", "A", "B"), "ABC"),
        (change("merge", ["A", "B"], "B"), "BC"),
        (change("split", "A", ["A", "E"]), "ABCE"),
        (change("split", "A", ["D", "E"]), "BCDE"),
        (change("retire", ["A", "B"]), "C"),
    ],
)
def test_which_codes_the_frame_has_after_a_change(made, after):
    assert "".join(sorted(codes_after("ABC", [made]))) == after


def test_the_changes_since_a_version_are_those_recorded_after_it():
    log = [change("add", new="A", version="2"), change("add", new="B", version="2"), change("retire", "A", version="3")]
    assert since(log, "1") == tuple(log)
    assert since(log, "2") == (log[2],)
    assert since(log, "3") == ()
