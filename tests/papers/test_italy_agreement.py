"""The two coders of the Italian sample: agreement on the codes, on tangible effects, and on the group A, B, C or D."""

import csv
from pathlib import Path

import pytest

from surveykit.agreement.agree import agree
from surveykit.agreement.report import Report
from surveykit.codebook.frames.file import load
from surveykit.coding.codings import Coding, codings_of
from surveykit.coding.unit import Unit

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_responses" / "italian-network-contract.csv"
GROUPS = {("1", True): "A", ("1", False): "B", ("0", True): "C", ("0", False): "D"}


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def report() -> Report:
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    firms = {row["case"]: row for row in table(SAMPLE)}
    units = {case: Unit(case, "after_text", row["after_text"]) for case, row in firms.items()}
    lines = table(SAMPLE.with_name("italian-network-contract-coding.csv"))
    held = [Coding(units[line["case"]].id, line["coder"], codes=tuple(line["codes"].split())) for line in lines]
    groups = {
        (coding.unit, coding.coder): GROUPS[
            firms[coding.unit.removeprefix("after_text/")]["itz_before"], frame.has(coding.codes, "tangible")
        ]
        for coding in held
    }
    return agree(codings_of(units.values(), held), frame, attribute="tangible", groups={"group": groups})


def test_the_group_of_both_coders(report: Report) -> None:
    (group,) = report.of("group", "group")
    assert group.units == 27
    assert group["percent"].value == pytest.approx(25 / 27)
    assert round(group["cohen"].value, 6) == 0.885593
    assert round(group["alpha"].value, 6) == 0.887712
    (confusion,) = (one for one in report.confusions if one.about == "group")
    assert confusion.cells == ((3, 0, 0, 0), (0, 6, 0, 0), (0, 0, 3, 1), (0, 0, 1, 13))


def test_whether_the_network_contributed(report: Report) -> None:
    (tangible,) = report.of("group", "tangible")
    assert round(tangible["cohen"].value, 6) == 0.807143
    assert round(tangible["alpha"].value, 6) == 0.810714


def test_the_three_answers_the_coders_differ_on(report: Report) -> None:
    """IT09 is other or no change, which leads to the same group; IT12 and IT14 are approached or merely under way."""
    assert report.overall["percent"].value == pytest.approx(24 / 27)
    codes = report.confusions[0]
    differing = {
        (one, other): number
        for one, row in zip(codes.categories, codes.cells, strict=True)
        for other, number in zip(codes.categories, row, strict=True)
        if number and one != other
    }
    assert differing == {("CLI", "WIP"): 1, ("WIP", "CLI"): 1, ("OTH", "NONE"): 1}
    disputed = {code.about for code in report.of("code") if code["percent"].value < 1}
    assert disputed == {"CLI", "WIP", "OTH", "NONE"}
