"""The codebook of an instrument with rosters holds their tables too, and speaks of the case in words."""

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded

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


def test_a_dataset_in_the_words_of_its_instrument(tmp_path):
    (tmp_path / "r.yaml").write_text(ROSTER)
    (tmp_path / "r.csv").write_text("n\n2\n3\n-9\n")
    command = ["codebook", str(tmp_path / "r.csv"), "--instrument", str(tmp_path / "r.yaml")]
    assert guarded(surveykit, [*command, "-o", str(tmp_path / "r.html")]) == CLEAN
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Partners" in page
    assert "no answer" in page
    assert "r.csv" in page


def test_the_json_of_a_codebook_is_a_codebook_again(tmp_path, capfd):
    (tmp_path / "r.yaml").write_text(ROSTER)
    assert guarded(surveykit, ["codebook", str(tmp_path / "r.yaml"), "-o", str(tmp_path / "r.json")]) == CLEAN
    assert guarded(surveykit, ["codebook", str(tmp_path / "r.json")]) == CLEAN
    assert "Partners" in capfd.readouterr().out


def test_look_for_in_several_files(tmp_path, capfd):
    (tmp_path / "r.yaml").write_text(ROSTER)
    (tmp_path / "d.csv").write_text("partner_name\nx\n")
    files = [str(tmp_path / "r.yaml"), str(tmp_path / "d.csv")]
    assert guarded(surveykit, ["look-for", "partner", *files]) == CLEAN
    out = capfd.readouterr().out
    assert "r.yaml" in out
    assert "partner_name" in out
    assert guarded(surveykit, ["look-for", "nowhere", *files]) == CLEAN
    assert "Nothing was found." in capfd.readouterr().out


FRAME = """\
frame: effects
languages: [en, it]
title: {en: What changed, it: Che cosa è cambiato}
codes:
  FAIR: {label: {en: Fairs, it: Fiere}, definition: {en: With others., it: Con altri.}}
"""


def test_the_codebook_of_a_coding_frame_is_a_page_or_a_table(tmp_path, capfd):
    path = tmp_path / "effects.yaml"
    path.write_text(FRAME, encoding="utf-8")
    assert guarded(surveykit, ["codebook", str(path), "--language", "it", "-o", str(tmp_path / "x.md")]) == CLEAN
    assert "## FAIR · Fiere\n\nCon altri." in (tmp_path / "x.md").read_text(encoding="utf-8")
    assert guarded(surveykit, ["codebook", str(path), "-o", "-", "--format", "csv"]) == CLEAN
    assert "FAIR,Fairs,,With others.," in capfd.readouterr().out


def test_a_language_that_a_coding_frame_has_not_is_refused(tmp_path, capfd):
    path = tmp_path / "effects.yaml"
    path.write_text(FRAME, encoding="utf-8")
    assert guarded(surveykit, ["codebook", str(path), "--language", "nb"]) == REFUSED
    assert "the languages are 'en', 'it'" in capfd.readouterr().err
