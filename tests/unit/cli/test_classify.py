"""`resolve` and `classify` as they are called."""

import csv
import json
import re
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "sample_responses"
DATA = SAMPLE / "italian-network-contract.parquet"
SETTLED, PLAIN = (SAMPLE / f"italian-network-contract-{name}.csv" for name in ("settled", "coding"))
FRAME = ROOT / "codebooks" / "italian-after.yaml"
ABCD = ROOT / "codebooks" / "italian-abcd.yaml"


@pytest.fixture
def run(capsysbinary, monkeypatch):
    """Run a verb; gives the exit code, standard output and standard error."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(*arguments):
        code = guarded(surveykit, [*map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def tables(path):
    blocks = json.loads(path.read_text("utf-8"))["blocks"]
    return {block["key"]: block["rows"] for block in blocks if block["type"] == "table"}


def test_resolve_adds_variables_to_the_data(run, tmp_path):
    out = tmp_path / "out.parquet"
    code, said, err = run("resolve", SETTLED, "--frame", FRAME, "--data", DATA, "-o", out)
    assert (code, said) == (CLEAN, "")
    assert "27 cases, " in err
    frame = formats.read(out).dataset.pandas()
    assert frame["after_text_tangible"].sum() == 7


def test_disagreement_is_told_and_is_a_finding(run, tmp_path):
    sources = tmp_path / "sources.json"
    code, _, err = run("resolve", PLAIN, "--frame", FRAME, "--sources", sources)
    assert code == FINDINGS
    assert "SK766 warning: coders disagree on 3 answers: cases 'IT09', 'IT12', 'IT14'" in err
    cells = [row["cells"] for row in tables(sources)["sources"]]
    assert [cell["case"] for cell in cells if cell["reason"] == "unresolved"] == ["IT09", "IT12", "IT14"]
    assert {cell["coders"] for cell in cells} == {"1, 2"}


def test_resolve_without_a_frame_is_refused(run):
    code, _, err = run("resolve", PLAIN)
    assert code == REFUSED
    assert "SK771 no coding frame is named" in err


def test_classify_by_the_codings_gives_the_groups_and_each_case_its_rule(run, tmp_path):
    out, page = tmp_path / "out.parquet", tmp_path / "page.json"
    code, _, _ = run("classify", DATA, "--typology", ABCD, "--codings", SETTLED, "-o", out, "--report", page)
    assert code == CLEAN
    frame = formats.read(out).dataset.pandas()
    assert frame["itz_group"].value_counts().to_dict() == {"D": 14, "B": 6, "C": 4, "A": 3}
    assert frame.set_index("case").loc["IT12", "itz_group_coders"] == "1, 2; settled by ola"
    words = frame.set_index("case").loc["IT12", "itz_group_quote"]  # of the data: the table of codings has no words
    assert words == "Un potenziale cliente straniero ha chiesto un primo ordine."
    found = tables(page)
    assert {"types", "axes", "itz_goal", "itz_expectation", "sensitivity", "cases"} <= set(found)
    assert [row["cells"]["moved"] for row in found["sensitivity"]] == [0, 4, 0, 2]
    assert [row["cells"]["case"] for row in found["cases"]] == frame["case"].tolist()


def test_evidence_is_of_the_question_that_the_typology_reads(run, tmp_path):
    frame, coded, page = tmp_path / "frame.yaml", tmp_path / "coded.csv", tmp_path / "page.json"
    frame.write_text(FRAME.read_text("utf-8").replace("[after_text]", "[arose_text, after_text]"), "utf-8")
    lines = SETTLED.read_text("utf-8").splitlines()
    coded.write_text("\n".join([lines[0], "IT01,arose_text,coding,1,NONE,1", *lines[1:]]), "utf-8")
    run("classify", DATA, "--typology", ABCD, "--codings", coded, "--frame", frame, "--report", page)
    first = tables(page)["cases"][0]["cells"]
    assert (first["codes"], first["quote"][:20]) == ("EXP FAIR", "Le esportazioni sono")


def test_unsettled_cases_are_a_finding_and_a_parameter_can_be_set(run):
    code, out, _ = run(
        "classify", DATA, "--typology", ABCD, "--codings", PLAIN, "-p", "under_way=true", "--language", "en"
    )
    assert code == FINDINGS
    assert "coders disagree: after_text_tangible" in out
    assert "under_way = true." in out


def test_without_codings_it_is_said_where_the_variables_come_from(run):
    code, _, err = run("classify", DATA, "--typology", ABCD)
    assert code == REFUSED
    assert "italian-abcd.yaml:43:15: SK110 there is no variable 'after_text_tangible'" in err
    assert "it is made of the codings of 'after_text': name them, `--codings FILE`" in err


def test_a_file_of_another_kind_is_told_as_such(run):
    code, _, err = run("classify", DATA, "--typology", FRAME)
    assert code == REFUSED
    assert "SK011 this is a coding frame; a typology is asked for here" in err


def test_data_that_were_resolved_before_need_no_codings(run, tmp_path):
    coded = tmp_path / "coded.parquet"
    run("resolve", SETTLED, "--frame", FRAME, "--data", DATA, "-o", coded)
    code, out, _ = run("classify", coded, "--typology", ABCD, "--language", "en")
    assert code == CLEAN
    assert "D     Domestic without contribution       14   51.9" in out


def test_types_of_a_plain_table_need_the_country_sets_of_the_codebook_only(run):
    """A .csv knows no country sets; those of the codebook that the typology names are taken."""
    starters = SAMPLE / "belgian-sme-trade-starters.csv"
    code, out, _ = run("classify", starters, "--typology", ROOT / "codebooks" / "belgian-starters.yaml")
    assert code == CLEAN
    assert "UNC       Early, many countries, all of them inside    56    0.9" in out


def changed(path, **cells):
    """The Italian sample as a plain table, with other values for the first case."""
    rows = list(csv.DictReader((SAMPLE / "italian-network-contract.csv").read_text("utf-8").splitlines()))
    rows[0] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_missing_codes_of_a_plain_table_are_not_answers(run, tmp_path):
    """IT01 did not say whether it was abroad: it has no type, and is not domestic by default."""
    page, table = tmp_path / "page.json", changed(tmp_path / "plain.csv", itz_before="-9", expect_itz="-8")
    code, _, err = run("classify", table, "--typology", ABCD, "--codings", SETTLED, "--report", page)
    assert code == FINDINGS
    assert f"{table}: SK722 note: no codes and no labels; read by 'italian-network-contract'" in err
    cells = {row["cells"]["case"]: row["cells"] for row in tables(page)["cases"]}
    assert cells["IT01"]["rule"] == "no_answer: itz_before"
    assert sum(cell["type"] in "ABCD" for cell in cells.values()) == 26


def test_codes_that_nobody_settled_are_missing_in_a_plain_table_too(run, tmp_path):
    """Resolved into a .csv, "coders disagree" is -12; it is not "no contribution" when the table is classified."""
    table, page = tmp_path / "resolved.csv", tmp_path / "page.json"
    run("resolve", PLAIN, "--frame", FRAME, "--data", DATA, "-o", table)
    code, _, _ = run("classify", table, "--typology", ABCD, "--report", page)
    assert code == FINDINGS
    rules = [row["cells"]["rule"] for row in tables(page)["cases"]]
    assert rules.count("unresolved: after_text_tangible") == 3


@pytest.mark.parametrize("form", ["parquet", "sav", "dta", "xlsx", "csv"])
def test_a_question_with_several_answers_is_read_from_every_format(run, tmp_path, form):
    """A .dta and a .csv do not say which variables are one question; the codebook of the typology does."""
    rules = tmp_path / "t.yaml"
    rules.write_text(
        "typology: t\nlanguages: [en]\ntitle: T\nvariable: kind\n"
        f"data: {ROOT}/instruments/italian-network-contract.yaml\n"
        "axes: {a: {label: A, levels: {yes: {label: Y, when: 5 in other_motives}, no: {label: N}}}}\n"
        "cells: {Y: {label: Shared, at: [yes]}, N: {label: Alone, at: [no]}}\n",
        "utf-8",
    )
    frame = formats.read(DATA).dataset.pandas()["other_motives_5"]
    code, out, _ = run("classify", DATA.with_suffix(f".{form}"), "--typology", rules)
    assert code == CLEAN
    assert re.findall(r"^[YN] .* (\d+) ", out, re.MULTILINE)[:2] == [str((frame == 1).sum()), str((frame == 0).sum())]


def test_data_that_say_what_they_mean_can_do_without_the_codebook_of_the_typology(run, tmp_path):
    rules = tmp_path / "t.yaml"
    rules.write_text(ABCD.read_text("utf-8"), "utf-8")
    code, _, _ = run("classify", DATA, "--typology", rules, "--codings", SETTLED, "--frame", FRAME)
    assert code == CLEAN
    plain = changed(tmp_path / "plain.csv")
    code, _, err = run("classify", plain, "--typology", rules, "--codings", SETTLED, "--frame", FRAME)
    assert (code, "SK004" in err) == (REFUSED, True)


def test_a_plain_table_without_any_codebook_is_told_that_every_value_counts(run, tmp_path):
    rules = tmp_path / "t.yaml"
    rules.write_text(
        ABCD.read_text("utf-8").replace("data: ../instruments/italian-network-contract.yaml\n", ""), "utf-8"
    )
    table, page = changed(tmp_path / "plain.csv"), tmp_path / "page.json"
    _, _, err = run("classify", table, "--typology", rules, "--codings", SETTLED, "--frame", FRAME, "--report", page)
    assert "SK722 warning: no codes and no labels: every value counts as an answer" in err
    assert tables(page)["cases"][0]["cells"]["case"] == "IT01"  # by the column that is called so


@pytest.mark.parametrize("name", ["italian-abcd", "belgian-starters", "norwegian-cooperation", "russian-status"])
def test_check_knows_typologies(run, name):
    code, _, err = run("check", ROOT / "codebooks" / f"{name}.yaml")
    assert code == CLEAN
    assert "types, languages" in err


def test_check_looks_at_the_data_and_the_frame_a_typology_names(run, tmp_path):
    text = ABCD.read_text("utf-8").replace("../instruments/", f"{ROOT}/instruments/")
    text = text.replace("italian-after.yaml", str(FRAME)).replace("after_text_WIP", "after_text_WIPP")
    file = tmp_path / "t.yaml"
    file.write_text(text, "utf-8")
    code, out, _ = run("check", file)
    assert code == REFUSED
    assert "t.yaml:43:57: SK110 there is no variable 'after_text_WIPP'" in out
    file.write_text(text.replace(str(FRAME), "none.yaml"), "utf-8")
    code, out, _ = run("check", file)
    assert (code, "SK004" in out) == (REFUSED, True)
