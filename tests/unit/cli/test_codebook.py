"""The codebook of an instrument with rosters holds their tables too, and speaks of the case in words."""

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded

ROSTER = """\
instrument: r
title: Firms
languages: [en]
sections:
- {id: A, title: The firm, questions: [{id: n, type: number, range: 0..9, text: t, label: Partners}]}
- id: partners
  title: Partner
  roster: {row: partner, count: n}
  questions: [{id: share, type: number, range: 0..100, text: t, label: Share, relevance: n > 1}]
"""


def test_rosters_follow_as_tables_of_their_own(tmp_path):
    (tmp_path / "r.yaml").write_text(ROSTER)
    assert guarded(surveykit, ["codebook", str(tmp_path / "r.yaml"), "-o", str(tmp_path / "r.md")]) == CLEAN
    page = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "## Table of its own: Partner" in page
    assert "### share: Share" in page
    assert "'Partners' is above 1" in page
