"""What a coding frame says of its codes: identities, what is above and below, and which cannot stand together."""

from uuid import UUID

import pytest

from surveykit.codebook.frames.file import loaded

FRAME = """
frame: networks
languages: [en]
title: What changed
codes:
  ABROAD: {label: Abroad, definition: D, codable: false}
  EXP: {label: Exports, definition: D, within: ABROAD, guid: 6F1C2A0E-0000-4000-8000-000000000001}
  FAIR: {label: Fairs, definition: D, within: ABROAD}
  FAIR_OWN: {label: A stand of one's own, definition: D, within: FAIR}
  NONE: {label: No change, definition: D, exclusive: true}
nets:
  SALES: {label: Sales, codes: [EXP, FAIR]}
"""
SINGLE = FRAME.replace("title:", "several: false\ntitle:")


def codes_of(problems) -> list[str]:
    return [problem.rule.code for problem in problems]


def test_a_written_identity_stays_and_another_is_made_of_the_names_of_frame_and_code():
    frame = loaded(FRAME)
    assert frame.guid_of("EXP") == "6f1c2a0e-0000-4000-8000-000000000001"
    assert UUID(frame.guid_of("FAIR")).version == 5
    assert frame.guid_of("FAIR") == loaded(FRAME.replace("Fairs", "Trade fairs")).guid_of("FAIR")
    assert frame.guid_of("FAIR") != loaded(FRAME.replace("frame: networks", "frame: other")).guid_of("FAIR")
    assert frame.net_guid_of("SALES") not in {frame.guid_of("SALES"), frame.guid_of("FAIR")}


def test_the_fingerprint_holds_for_what_is_said_not_for_how_it_is_written():
    first = loaded(FRAME).fingerprint
    assert first == loaded("# a comment\n" + FRAME.replace("label: Exports, definition: D", "definition: D, label: Exports")).fingerprint  # fmt: skip
    assert len({first, loaded(SINGLE).fingerprint, loaded(FRAME.replace("definition: D,", "definition: E,")).fingerprint}) == 3  # fmt: skip
    lines = FRAME.splitlines()
    lines[6], lines[7] = lines[7], lines[6]
    assert loaded("\n".join(lines)).fingerprint != first


def test_wider_codes_come_from_the_nearest_and_narrower_ones_with_the_code_itself():
    frame = loaded(FRAME)
    assert frame.above("FAIR_OWN") == ("FAIR", "ABROAD")
    assert frame.above("NONE") == frame.above("NOWHERE") == ()
    assert frame.below("ABROAD") == ("ABROAD", "EXP", "FAIR", "FAIR_OWN")
    assert frame.below("FAIR_OWN") == ("FAIR_OWN",)
    assert frame.below("NOWHERE") == ()
    assert frame.parts == {"ABROAD": ("EXP", "FAIR"), "FAIR": ("FAIR_OWN",)}


def test_codes_are_put_in_the_order_of_the_frame_and_unknown_ones_are_kept():
    assert loaded(FRAME).ordered(["NONE", "X", "EXP", "NONE", "FAIR"]) == ("EXP", "FAIR", "NONE", "X")


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (["EXP", "FAIR"], []),
        (["NONE"], []),
        ([], []),
        (["FIAR"], ["SK340"]),
        (["ABROAD"], ["SK341"]),
        (["EXP", "NONE"], ["SK342"]),
        (["ABROAD", "NONE", "X"], ["SK341", "SK342", "SK340"]),
    ],
)
def test_what_cannot_stand_together_is_said(given, faults):
    assert codes_of(loaded(FRAME).faults(given)) == faults


def test_a_frame_for_one_code_refuses_two():
    frame = loaded(SINGLE)
    assert codes_of(frame.faults(["EXP"])) == []
    assert codes_of(frame.faults(["EXP", "FAIR"])) == ["SK343"]
    assert codes_of(frame.faults(["EXP", "EXP"])) == []


def test_a_fault_names_the_code_meant_and_the_narrower_ones():
    frame = loaded(FRAME)
    assert "did you mean 'FAIR'?" in str(frame.faults(["FIAR"])[0])
    assert "'EXP', 'FAIR', 'FAIR_OWN'" in str(frame.faults(["ABROAD"])[0])


def test_a_fault_tells_what_became_of_a_code_of_an_older_version():
    log = "changes: [{version: '2', op: merge, from: [SHOW], to: FAIR}, {version: '3', op: retire, from: VISIT}]"
    frame = loaded(FRAME.replace("frame: networks", "frame: networks\nversion: '3'") + log)
    assert "hint: see version 2, 'merge': it is 'FAIR' now" in str(frame.faults(["SHOW"])[0])
    assert "hint: see version 3, 'retire': answers that had it are to be coded again" in str(frame.faults(["VISIT"])[0])
