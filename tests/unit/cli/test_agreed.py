"""What an adjudicator is shown of the agreement is what `surveykit agree` says."""

from pathlib import Path

import pytest

from surveykit.agreement.agree import agree
from surveykit.cli.agreed import agreed
from surveykit.cli.coded import read_codings
from surveykit.codebook.frames.file import load
from surveykit.coding.codings import Codings

ROOT = Path(__file__).parents[3]


def test_the_codes_and_the_group_of_the_italian_sample():
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    codings, _, _ = read_codings(ROOT / "sample_responses" / "italian-network-contract-coding.csv", frame)
    codes, group = agreed(codings, frame, "it")
    report = agree(codings, frame, attribute="tangible", replicates=200)
    assert (codes.what, codes.answers, codes.coders) == ("after_text", 27, 2)
    assert codes.percent == pytest.approx(24 / 27)
    assert codes.kappa == report.overall["cohen"].value
    assert codes.alpha == report.overall["alpha_masi"].value, "an answer may have several codes"
    assert (codes.low, codes.high) == (report.overall["alpha_masi"].drawn.low, report.overall["alpha_masi"].drawn.high)
    assert group.what == "  → Effetto tangibile"
    assert group.alpha == report.of("group", "tangible")[0]["alpha"].value
    assert group.low is not None


def test_without_a_second_coder_there_is_none():
    frame = load(ROOT / "codebooks" / "italian-after.yaml")
    codings, _, _ = read_codings(ROOT / "sample_responses" / "italian-network-contract-coding.csv", frame)
    alone = {key: coding for key, coding in codings.codings.items() if coding.coder == "1"}
    assert agreed(Codings(codings.units, alone, alone), frame, "it") == ()
