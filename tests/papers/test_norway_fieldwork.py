"""The fieldwork of the Norwegian survey, as the paper prints it, out of the shipped sampling frame."""

from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded
from surveykit.fieldwork.progress import Progress, progress_of
from surveykit.fieldwork.watch import Watch

ROOT = Path(__file__).parents[2]
FRAME = str(ROOT / "sample_responses" / "norwegian-sis-frame.csv")
INSTRUMENT = str(ROOT / "instruments" / "norwegian-sis.yaml")
INVITED, ANSWERED, PRINTED, LOWEST, HIGHEST, INDUSTRIES = 4230, 814, "19", "11", "35", 14  # section 3 of the paper


@pytest.fixture(scope="module")
def progress(tmp_path_factory: pytest.TempPathFactory) -> Progress:
    target = str(tmp_path_factory.mktemp("field") / "field.db")
    draw = ["draw", FRAME, "--to", target, "--instrument", INSTRUMENT, "--map", "industry=frame_industry"]
    assert guarded(surveykit, draw) == CLEAN
    back = ["outcome", target, "--list", FRAME, "--column", "returned", "--as", "1=1.1", "--as", "0=3.19"]
    assert guarded(surveykit, back) == CLEAN
    with stores.open(target) as store:
        watch = Watch(store)
        return progress_of(watch.look(), watch.instrument, language="en")


def test_invited_and_returned(progress):
    assert (progress.whole.cases, progress.whole.completed) == (INVITED, ANSWERED)
    assert f"{100 * progress.whole.rate('RR1'):.0f}" == PRINTED


def test_between_11_and_35_per_cent_by_industry(progress):
    rates = [group.rate("RR1") for group in progress.strata]
    assert len(rates) == INDUSTRIES
    assert (f"{100 * min(rates):.0f}", f"{100 * max(rates):.0f}") == (LOWEST, HIGHEST)
    assert sum(group.cases for group in progress.strata) == INVITED
    assert {group.name for group in progress.strata} >= {"72 Software", "66 Insurance"}


def test_all_invited_are_in_the_denominator(progress):
    """Every firm of the frame is eligible as far as is known, so that all lower rates are the one printed."""
    rate = progress.whole.rate
    assert {rate(name, progress.e) for name in ("RR1", "RR2", "RR3", "RR4")} == {ANSWERED / INVITED}
