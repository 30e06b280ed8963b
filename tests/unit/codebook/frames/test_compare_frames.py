"""Two versions of a frame: what changed, by identity then by name, and what the record has to say."""

import pytest

from surveykit.codebook.frames.changes import codes_after
from surveykit.codebook.frames.compare import Difference, between, compare, proposed
from surveykit.codebook.frames.file import loaded
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.problems import DefinitionError
from surveykit.shape import fitted
from surveykit.source import parsed

GUID = "6f1c2a0e-0000-4000-8000-00000000000"
OLD = f"""
frame: x
version: "1"
languages: [en]
title: T
codes:
  ABROAD: {{label: Abroad, definition: D}}
  EXP: {{label: Exports, definition: D, guid: {GUID}1, examples: [First client, More sales]}}
  CLI: {{label: Clients, definition: D, within: ABROAD, examples: [A call]}}
  PART: {{label: Partners, definition: D}}
  OTH: {{label: Other, definition: D}}
"""


def changed(*pairs: tuple[str, str]) -> str:
    text = OLD.replace('version: "1"', 'version: "2"')
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


def loaded_unchecked(text: str) -> CodingFrame:
    return fitted(parsed(text), CodingFrame)


def differences(*pairs: tuple[str, str]) -> list[tuple]:
    found = compare(loaded(OLD), loaded(changed(*pairs)))
    return [(each.op, each.old, each.new, *each.keys) for each in found]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([("EXP:", "SALES:")], [("rename", "EXP", "SALES")]),
        ([("PART:", "PARTNER:")], [("retire", "PART", ""), ("add", "", "PARTNER")]),
        ([("within: ABROAD, ", "")], [("move", "CLI", "CLI")]),
        ([("label: Other", "label: The rest, hotkey: o")], [("edit", "OTH", "OTH", "label", "hotkey")]),
        ([(f"{GUID}1", f"{GUID}2")], [("retire", "EXP", ""), ("add", "", "EXP")]),
        ([("title: T", "title: T\nseveral: false")], [("edit", "", "", "several")]),
    ],
)
def test_a_difference_is_found_by_identity_then_by_name(pairs, expected):
    assert differences(*pairs) == expected


def test_a_wider_code_that_is_renamed_moves_nothing():
    guid = f"definition: D, guid: {GUID}9"
    old = OLD.replace("ABROAD: {label: Abroad, definition: D", f"ABROAD: {{label: Abroad, {guid}")
    new = old.replace("ABROAD", "OUT")
    assert compare(loaded(old), loaded(new)) == (Difference("rename", "ABROAD", "OUT"),)


def told(*pairs: tuple[str, str]) -> list[tuple]:
    return [(each.op, each.old, each.new) for each in proposed(loaded(OLD), loaded(changed(*pairs)))]


def test_a_code_whose_examples_stand_elsewhere_is_proposed_as_merged_or_split():
    line = next(line for line in OLD.splitlines() if "EXP:" in line) + "\n"
    call = "examples: [A call]"
    assert told((line, ""), (call, "examples: [A call, First client]")) == [("merge", ("EXP",), ("CLI",))]
    parts = "  NEW: {label: First, definition: D, examples: [First client]}\n"
    parts += "  MORE: {label: More, definition: D, examples: [More sales]}\n"
    assert told((line, parts)) == [("split", ("EXP",), ("NEW", "MORE"))]
    assert told((line, "")) == [("retire", ("EXP",), ())]


def test_an_edit_is_proposed_where_coders_decide_by_it_and_a_move_names_the_wider_code():
    assert told(("label: Other", "label: Other, hotkey: o")) == []
    assert told(("label: Other", "label: The rest")) == [("edit", ("OTH",), ())]
    assert told(("label: Other", "label: Other, within: ABROAD")) == [("move", ("OTH",), ("ABROAD",))]


def test_what_is_proposed_leads_to_the_codes_of_the_new_version():
    line = next(line for line in OLD.splitlines() if "EXP:" in line) + "\n"
    new = loaded(changed((line, "  SALES: {label: S, definition: D}\n"), ("PART:", "PARTNER:")))
    assert set(codes_after(loaded(OLD).codes, proposed(loaded(OLD), new))) == set(new.codes)


LOG = "changes: [{version: '2', op: merge, from: [CLI, PART], to: CLI}, {version: '3', op: retire, from: OTH}]\n"


def test_recorded_changes_lead_from_one_version_to_a_later_one():
    new = "\n".join(line for line in (changed() + LOG).splitlines() if "PART:" not in line and "OTH:" not in line)
    assert [change.op for change in between(loaded(OLD), loaded(new))] == ["merge", "retire"]
    second = loaded(OLD.replace('"1"', '"2"'))
    with pytest.raises(DefinitionError, match="'PART' is not in version"):
        between(second, loaded(new))


def test_a_code_that_is_gone_without_a_word_is_refused_with_what_to_record():
    with pytest.raises(DefinitionError, match=r"SK359 'EXP' is not in version '2' of 'x'\n.*renamed to 'SALES'"):
        between(loaded(OLD), loaded(changed(("EXP:", "SALES:"))))
    with pytest.raises(DefinitionError, match="another code"):
        between(loaded(OLD), loaded(changed((f"{GUID}1", f"{GUID}2"))))
    log = "changes: [{version: '2', op: rename, from: OTH, to: REST}]\n"
    with pytest.raises(DefinitionError, match="'REST' is not in version"):
        between(loaded(OLD), loaded_unchecked(changed() + log))
    with pytest.raises(DefinitionError) as refusal:
        between(loaded(OLD), loaded(changed(("PART:", "P1:"), ("OTH:", "O1:"))))
    assert len(refusal.value.problems) == 2


def test_a_version_that_only_adds_codes_needs_no_record():
    assert between(loaded(OLD), loaded(changed(("  OTH:", "  NEW: {label: N, definition: D}\n  OTH:")))) == ()
