"""The four papers: which of their printed numbers hold, table by table, and every inconsistency that is known."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from surveykit.book.cells import cells
from surveykit.book.file import load as load_book
from surveykit.book.make import made
from surveykit.formats import read
from surveykit.reproduction.file import load
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.judge import Judgement, judge

STUDIES = Path(__file__).parents[2] / "studies"
PAPERS = ("norway", "belgium", "russia", "italy")

COUNTS: dict[str, dict[str, dict[str, int]]] = {
    "norway": {
        "shares": {"agree": 5},
        "table1": {"agree": 18, "mismatch": 3, "not_recomputable": 1, "note": 11, "truncated": 2, "weak_claim": 1},
        "figure1": {"agree": 15, "mismatch": 1, "not_recomputable": 1, "truncated": 1},
        "figure2": {"agree": 12, "not_recomputable": 1},
        "sentences": {"agree": 8, "derived": 7, "weak_claim": 3},
        "table2": {"agree": 19, "input_rounding": 1, "mismatch": 16, "not_recomputable": 7, "truncated": 4},
        "table3": {"agree": 46, "input_rounding": 1, "mismatch": 1, "not_recomputable": 1, "note": 1},
        "table4": {"agree": 39, "input_rounding": 2, "mismatch": 1, "not_recomputable": 1},
    },
    "belgium": {
        "text": {"agree": 6, "not_recomputable": 9, "truncated": 2, "weak_claim": 1},
        "types": {"agree": 3},
        "table1": {"agree": 11, "input_rounding": 5},
        "shares": {"agree": 5, "input_rounding": 1, "mismatch": 4},
        "table2": {"agree": 9, "input_rounding": 2},
        "table3": {"agree": 17, "input_rounding": 3},
        "table4": {"agree": 7, "input_rounding": 4},
        "table5": {"agree": 17, "input_rounding": 3},
        "sentences": {"input_rounding": 2},
        "table6": {"agree": 16, "mismatch": 2, "not_recomputable": 1, "weak_claim": 2},
        "test7": {"agree": 2, "mismatch": 1},
        "table7": {"agree": 23, "mismatch": 1},
        "table8": {"agree": 3, "not_recomputable": 1, "note": 1, "weak_claim": 1},
        "table9": {"agree": 56, "input_rounding": 1, "not_recomputable": 1, "weak_claim": 1},
        "table10": {"agree": 51, "mismatch": 1, "not_recomputable": 1},
        "table11": {"agree": 6, "mismatch": 1, "not_recomputable": 1},
        "table15": {"agree": 14, "mismatch": 1, "not_recomputable": 1, "note": 1, "weak_claim": 1},
        "test12": {"agree": 1},
        "table14": {"agree": 8, "input_rounding": 1, "not_recomputable": 1, "note": 1},
        "table12": {"agree": 10, "mismatch": 3, "not_recomputable": 3},
        "table13": {"input_rounding": 6, "not_recomputable": 1},
        "table16": {"agree": 15},
        "t16": {"agree": 40, "input_rounding": 30, "mismatch": 5},
        "rates16": {"agree": 2, "not_recomputable": 1, "note": 1},
        "table17": {"agree": 10, "input_rounding": 2, "mismatch": 5, "not_recomputable": 1},
        "table22": {"agree": 1, "mismatch": 2, "not_recomputable": 1},
        "table18": {"agree": 5, "input_rounding": 3},
        "table19": {"agree": 11, "input_rounding": 1, "mismatch": 2},
        "table20": {"agree": 18, "input_rounding": 8, "mismatch": 1, "note": 1},
        "table25": {"agree": 3, "note": 1},
        "table21": {"agree": 17, "input_rounding": 10, "note": 1},
        "ratios": {"agree": 2, "mismatch": 4, "weak_claim": 1},
        "table23": {"agree": 20, "mismatch": 3, "not_recomputable": 1},
        "pct23": {"agree": 97, "input_rounding": 3, "mismatch": 10},
        "repeats": {"agree": 24},
    },
    "russia": {
        "rounds": {"agree": 1, "mismatch": 1},
        "customs": {"not_recomputable": 3},
        "sentences": {"agree": 1, "not_recomputable": 46, "note": 1},
    },
    "italy": {
        "sentences": {"agree": 7, "derived": 5, "not_recomputable": 2, "note": 2},
        "table2": {"agree": 2},
        "table3": {"agree": 1},
    },
}
"""Findings by paper, table and status; a change here changes what is said of a paper."""


@cache
def judged(paper: str) -> Judgement:
    return judge(load(STUDIES / paper / "published.yaml"))


def found(paper: str, check: str, cell: str = "") -> list[Finding]:
    """What a check of a paper says, of one cell or of all."""
    findings = [one for one in judged(paper).findings if one.id == check and cell in {"", one.cell}]
    assert findings, f"no finding of {check} {cell}"
    return findings


def statuses(paper: str, check: str) -> dict[str, str]:
    """The status of each cell a check judges."""
    return {one.cell: one.status for one in found(paper, check)}


def one(paper: str, check: str, cell: str = "") -> Finding:
    """The one finding of a check about a cell."""
    (finding,) = found(paper, check, cell)
    return finding


def by_table(paper: str) -> dict[str, dict[str, int]]:
    """How many findings of each status there are, by table; those that name no cell are of `sentences`."""
    tables = {table.id for table in load(STUDIES / paper / "published.yaml").tables}
    counts: dict[str, Counter[str]] = {}
    for finding in judged(paper).findings:
        table = finding.cell.split(".")[0]
        counts.setdefault(table if table in tables else "sentences", Counter())[finding.status] += 1
    return {table: dict(sorted(count.items())) for table, count in counts.items()}


@pytest.mark.parametrize("paper", PAPERS)
def test_statuses_by_paper_table_and_status(paper: str) -> None:
    assert by_table(paper) == COUNTS[paper]


@pytest.mark.parametrize("paper", PAPERS)
def test_what_does_not_hold_is_explained(paper: str) -> None:
    unexplained = {f"{f.id} {f.cell}" for f in judged(paper).findings if not f.holds and len(f.note) < 20}
    assert unexplained == set()


def test_1_norway_figures_count_the_firms_that_innovate_together_twice() -> None:
    assert one("norway", "counted_twice").status == "mismatch"  # C and IC beside each other: .494 for .350
    assert one("norway", "counted_twice").recomputed == pytest.approx(402 / 814)
    assert one("norway", "any_cooperation").status == "agree"  # the 285 of C are all that cooperate
    assert "This is an inference" in one("norway", "counted_twice").note
    nested = ("without_cooperation", "only_existing", "without_cooperation_no_export", "only_existing_no_export")
    assert [one("norway", name).recomputed for name in nested] == [529, 168, 478, 116]
    assert [one("norway", f"others_{name}").recomputed for name in ("only_existing", "without_cooperation")] == [
        108,
        409,
    ]


def test_1_evidence_a_nested_groups_give_table_2() -> None:
    assert statuses("norway", "nested_a") == {
        "table2.a_export.z": "agree", "table2.a_export.P": "agree", "table2.a_export.D": "truncated",
        "table2.a_export.p": "agree",
    }  # fmt: skip
    assert statuses("norway", "nested_b") == {
        "table2.b_export.z": "truncated", "table2.b_export.P": "agree", "table2.b_export.D": "agree",
        "table2.b_export.p": "agree",
    }  # fmt: skip
    assert one("norway", "nested_c", "table2.c_export.z").recomputed == pytest.approx(2.798, abs=5e-4)
    assert set(statuses("norway", "nested_c_one_fewer").values()) == {"agree", "truncated"}
    assert one("norway", "nested_c_one_fewer", "table2.c_export.p").recomputed == pytest.approx(0.0311, abs=5e-5)
    assert [one("norway", name).status for name in ("nested_firms", "nested_exporters")] == ["agree", "agree"]


def test_1_evidence_b_printed_groups_do_not_give_table_2() -> None:
    z = [one("norway", f"printed_{panel}") for panel in "abc"]
    assert [finding.status for finding in z] == ["mismatch"] * 3
    assert [finding.recomputed for finding in z] == pytest.approx([2.14, 8.08, 5.76], abs=5e-3)


def test_1_evidence_c_the_coefficient_of_innovation_needs_the_nested_groups() -> None:
    printed, nested = one("norway", "innovation_printed"), one("norway", "innovation_nested")
    assert (printed.status, nested.status) == ("mismatch", "agree")
    assert (printed.recomputed, nested.recomputed) == (pytest.approx(0.171, abs=5e-4), pytest.approx(0.743, abs=5e-4))
    assert one("norway", "innovation_only_existing").recomputed == pytest.approx(-0.504, abs=5e-4)


def test_1_evidence_d_much_more_likely_holds_nested_only() -> None:
    assert one("norway", "much_more_likely_printed").status == "weak_claim"
    assert one("norway", "much_more_likely_nested").status == "agree"


def test_2_norway_p_is_printed_for_the_opposite_order() -> None:
    findings = found("norway", "orientation")
    assert {finding.status for finding in findings} == {"mismatch"}
    assert findings[0].recomputed == pytest.approx(0.638)
    assert "opposite order" in findings[0].note


def test_3_norway_z_and_p_of_productivity_cannot_both_hold() -> None:
    z = [one("norway", f"z_of_p_{panel}") for panel in "abc"]
    assert [finding.status for finding in z] == ["mismatch"] * 3
    assert [finding.recomputed for finding in z] == pytest.approx([4.77, 3.61, 1.28], abs=1e-2)


def test_4_norway_nearly_all_exporters_cooperate_is_two_of_three() -> None:
    claim = one("norway", "nearly_all_cooperate")
    assert (claim.status, claim.recomputed) == ("weak_claim", pytest.approx(67.5, abs=0.05))


def test_5_norway_156_exporters_of_809_against_157_of_814() -> None:
    assert one("norway", "exporters_of_table_1").status == "mismatch"
    assert one("norway", "firms_of_figure_1").status == "mismatch"
    assert "156" in one("norway", "exporters_of_table_1").note
    assert one("norway", "yes_or_no", "table1.export.mean").note == "The sum is 156."


def test_6_belgium_table_23_leaves_983_firms_out_of_its_totals() -> None:
    wrong = {
        f.cell: f.recomputed
        for name in ("rows_23", "columns_23", "all_23")
        for f in found("belgium", name)
        if not f.holds
    }
    assert wrong == {"table23.m6_10.total": 2954, "table23.total.to0": 10942, "table23.total.total": 20778}
    assert one("belgium", "without_983").status == "agree"
    (row,) = [f for f in found("belgium", "pct_rows_23") if not f.holds]
    assert (row.cell, row.recomputed) == ("pct23.m6_10", 150)
    assert all("printed total" in f.note for f in found("belgium", "pct_23_base") if not f.holds)


def test_7_belgium_table_23_has_twice_the_exporters_of_tables_17_and_22() -> None:
    finding = one("belgium", "exporters_23")
    assert (finding.status, finding.published, finding.recomputed) == ("mismatch", "9373", 19795)


def test_8_belgium_table_10_repeats_five_cells_of_its_constant() -> None:
    finding = one("belgium", "rows_of_10")
    assert finding.status == "mismatch"
    assert finding.note.startswith("5 cells of the row 'Other traders'")
    assert one("belgium", "rows_of_9").status == "agree"


def test_9_belgium_tables_18_and_19_lack_firms_that_table_17_has() -> None:
    assert not one("belgium", "moved_18", "table17.import_only.no_trade").holds
    assert not one("belgium", "moved_19", "table17.export_only.no_trade").holds
    exits = [one("belgium", name) for name in ("exit_18", "exit_19")]
    assert [f.status for f in exits] == ["mismatch"] * 2
    assert [f.recomputed for f in exits] == pytest.approx([18.5, 19.3], abs=0.05)


def test_10_belgium_table_19_has_products_and_countries_swapped_against_its_text() -> None:
    found_ = statuses("belgium", "products_19")
    assert {cell for cell, status in found_.items() if status == "mismatch"} == {
        "table19.export_products.two_way", "table19.export_countries.two_way",
    }  # fmt: skip
    swapped = [one("belgium", name).status for name in ("swapped_19", "swapped_19_countries")]
    assert swapped == ["input_rounding", "agree"]


def test_11_belgium_main_partners_are_eight_countries_and_the_others_eleven() -> None:
    for name in ("eu_20_same", "eu_20_none", "non_eu_20_same", "non_eu_20_none", "eu_21_same", "non_eu_21_same"):
        assert one("belgium", name).holds, name
    assert one("belgium", "ten_20_other").status == "mismatch"  # the partners outside the EU are not those of Table 25
    assert one("belgium", "eight_of_ten").status == "note"  # "main EU partners" never said that they were ten
    errors = [f for name in ("20_eu", "20_non_eu", "21_eu", "21_non_eu") for f in found("belgium", f"paired_{name}")]
    assert len([f for f in errors if f.cell.endswith(".bracket") and f.holds]) == 12
    t = one("belgium", "paired_20_eu", "table20.eu_t.more_than_none")
    assert (t.holds, t.recomputed) == (True, pytest.approx(19.006, abs=5e-4))
    t = one("belgium", "paired_21_non_eu", "table21.non_eu_t.more_than_none")
    assert (t.holds, t.recomputed) == (True, pytest.approx(7.0065, abs=5e-5))


def test_11_belgium_ratios_of_the_text_are_too_large() -> None:
    assert [one("belgium", name).status for name in ("times_eu", "times_eu_import")] == ["agree", "agree"]
    assert [one("belgium", name).status for name in ("times_non_eu", "times_non_eu_import")] == ["mismatch"] * 2
    assert [f.recomputed for f in found("belgium", "times_abstract")] == pytest.approx([2.2, 3.4], abs=0.05)
    assert one("belgium", "times_conclusions").status == "weak_claim"


def test_12_belgium_conclusions_give_born_globals_more_than_all_types_together() -> None:
    share = one("belgium", "BG_of_all")
    assert (share.status, share.recomputed) == ("mismatch", pytest.approx(18.3, abs=0.05))
    assert [one("belgium", name).status for name in ("BG_of_types", "BG_BI_of_types")] == ["mismatch"] * 2


@pytest.mark.parametrize("table", ["11", "12", "15"])
def test_13_belgium_brackets_headed_se_are_p(table: str) -> None:
    finding = one("belgium", f"brackets_{table}")
    assert (finding.status, finding.published, finding.recomputed) == ("mismatch", "standard errors", "p-values")


def test_13_belgium_table_12_has_wrong_stars_in_its_first_step() -> None:
    wrong = {f.cell: f.recomputed for f in found("belgium", "stars_12") if not f.holds}
    assert wrong == {"table12.BG.select.stars": "*", "table12.BI.select.stars": "***"}


def test_13_belgium_table_16_lacks_stars_in_two_mirror_cells() -> None:
    wrong = {f.cell for f in found("belgium", "mirror_t16") if not f.holds}
    assert wrong == {"t16.TI.old_non", "t16.TI.young_non"}
    assert all(f.holds for f in found("belgium", "mirror_16"))


def test_13_belgium_table_7_prints_19_for_18_and_p_below_nought() -> None:
    wrong = {f.cell: f.recomputed for f in found("belgium", "table7") if not f.holds}
    assert wrong == {"table7.BG.high_local": pytest.approx(18.486, abs=5e-4), "test7.p.printed": pytest.approx(0)}
    assert one("belgium", "table7", "test7.chi2.printed").recomputed == pytest.approx(964.413044434337)


def test_belgium_tables_2_to_5_are_one_set_of_numbers_rounded() -> None:
    assert [one("belgium", name).status for name in ("exports_at_once", "jobs_at_once")] == ["input_rounding"] * 2


def test_belgium_table_17_can_be_whole_numbers_of_firms() -> None:
    assert {f.status for f in found("belgium", "table17_whole")} == {"agree"}


def test_belgium_what_surveys_did_not_list() -> None:
    """Found here: 6 % for 7 %, logs read as per cent, 65 exporters more; sentences that hold in part."""
    names = ("text_other_services", "exporters_of_table_22")
    assert [one("belgium", name).status for name in names] == ["mismatch"] * 2
    weak = ("TI_local", "BG_mostly_high", "BG_largest", "commitment_BG", "commitment_TI")
    assert [one("belgium", name).status for name in weak] == ["weak_claim"] * 5
    assert [one("belgium", name).status for name in ("stops_exporting", "grows_TI")] == ["truncated"] * 2


def test_norway_two_stars_are_lacking() -> None:
    wrong = {
        f.cell: f.recomputed for name in ("stars_2", "stars_3", "stars_4") for f in found("norway", name) if not f.holds
    }
    assert wrong == {"table2.c_export.z.stars": "***", "table4.employees_log.m23.stars": "***"}


def test_italy_the_groups_follow_from_two_percentages_and_one_number() -> None:
    groups = [one("italy", f"group_{group}").recomputed for group in "ABD"]
    assert groups == [3, 6, 14]
    assert judged("italy").holds


def test_russia_48_directions_are_told_by_data_alone() -> None:
    directions = [
        f for f in judged("russia").findings if f.status == "not_recomputable" and f.id != "customs_without_n"
    ]
    assert len(directions) == 48
    assert one("russia", "years", "rounds.introduction.first").status == "mismatch"


def with_data(paper: str, *books: tuple[str, str]) -> Counter[str]:
    """The statuses of what a paper prints beside the tables of its books, each from a synthetic sample."""
    samples, found_ = STUDIES.parent / "sample_responses", {}
    for book, sample in books:
        document = made(load_book(STUDIES / paper / book), read(samples / f"{sample}.parquet").dataset)
        found_ |= cells(document)
    return Counter(one.status for one in judge(load(STUDIES / paper / "published.yaml"), found_).findings)


def test_russia_48_directions_hold_in_the_synthetic_panel_made_so_that_they_do() -> None:
    found_ = with_data("russia", ("directions.yaml", "russian-panel"))
    assert found_ == {"agree": 50, "mismatch": 1, "not_recomputable": 1, "note": 1}


def test_norway_the_synthetic_responses_add_no_mismatch() -> None:
    """Made in the nested reading, they have Table 1, what both readings share of figures 1 and 2, and panels a and b."""
    before, after = judged("norway").counts(), with_data("norway", ("tables.yaml", "norwegian-sis"))
    assert after["mismatch"] == before["mismatch"]
    assert (after["agree"] - before["agree"], after["truncated"] - before["truncated"]) == (79, 4)
    assert before["not_recomputable"] - after["not_recomputable"] == 4  # the four tables beside data


def test_italy_the_synthetic_responses_have_the_groups() -> None:
    assert with_data("italy", ("tables.yaml", "italian-network-contract"))["not_recomputable"] == 1  # what is lost


def test_belgium_the_synthetic_records_have_tables_6_17_and_23_and_the_coefficients_of_table_12() -> None:
    books = [(f"{name}.yaml", f"belgian-sme-trade-{name}") for name in ("starters", "status", "markets", "growth")]
    before, after = judged("belgium").counts(), with_data("belgium", *books)
    assert after["mismatch"] == before["mismatch"]
    assert after["agree"] - before["agree"] == 35 + 30 + 90 + 12
    assert before["not_recomputable"] - after["not_recomputable"] == 5  # the five checks beside data
