"""The typologies of the four surveys give the published counts from the raw fields of the samples."""

import csv
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.agreement.agree import agree
from surveykit.codebook.file import load as load_codebook
from surveykit.codebook.frames.file import load as load_frame
from surveykit.coding.codings import Coding, Codings, Settlement, codings_of
from surveykit.coding.unit import Unit, unit_id
from surveykit.dataset.dataset import Dataset
from surveykit.derive.resolve import resolve
from surveykit.derive.typology.cases import knowing
from surveykit.derive.typology.classify import Classified, classify
from surveykit.derive.typology.evidence import CodedAnswers, evidence_of
from surveykit.derive.typology.file import load
from surveykit.derive.typology.made import groups, letters, sensitivity

ROOT = Path(__file__).resolve().parents[2]
FRAME = load_frame(ROOT / "codebooks" / "italian-after.yaml")
ABCD = load(ROOT / "codebooks" / "italian-abcd.yaml")


def sample(name: str) -> Dataset:
    return formats.read(ROOT / "sample_responses" / f"{name}.parquet").dataset


def two_coders(*, settled: bool) -> Codings:
    """The codings of question 35 of the Italian sample; settled as the first coder has them where the two differ."""
    data = sample("italian-network-contract").pandas()
    units = [Unit(case, "after_text", text) for case, text in zip(data["case"], data["after_text"], strict=True)]
    with (ROOT / "sample_responses" / "italian-network-contract-coding.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    of = {(line["case"], line["coder"]): tuple(line["codes"].split()) for line in lines}
    codings = [Coding(unit_id(case, "after_text"), coder, codes=codes) for (case, coder), codes in of.items()]
    differ = [case for case in data["case"] if set(of[case, "1"]) != set(of[case, "2"])]
    by = [Settlement(unit_id(c, "after_text"), "ola", codes=of[c, "1"], event=f"e{c}") for c in differ if settled]
    return codings_of(units, codings, by)


def italian(codings: Codings, **values: str) -> Classified:
    resolution = resolve(codings, FRAME, "adjudicated", sample("italian-network-contract"))
    return classify(resolution.dataset, ABCD, values)


def test_italy_after_adjudication_a_3_b_6_c_4_d_14() -> None:
    found = italian(two_coders(settled=True))
    assert found.counts() == {"A": 3, "B": 6, "C": 4, "D": 14}
    assert found.missing() == {}


def test_italy_the_groups_are_those_of_the_closed_question() -> None:
    found = italian(two_coders(settled=True))
    assert [each.code for each in found.types] == found.dataset.pandas()["group"].tolist()


def test_italy_what_is_not_settled_is_missing_and_never_d() -> None:
    found = italian(two_coders(settled=False))
    assert found.counts() == {"A": 3, "B": 5, "C": 3, "D": 13}
    assert found.missing() == {("unresolved", "after_text_tangible"): 3}


def test_italy_without_a_coding_nobody_is_in_a_group() -> None:
    units = two_coders(settled=False).units.values()
    found = italian(codings_of(units, []))
    assert set(found.counts().values()) == {0}
    assert found.missing() == {("uncoded", "after_text_tangible"): 27}


def test_italy_classes_of_consistency() -> None:
    """Against the written aim: match A 1, C 2; positive A 2, C 2; negative B 1, D 6. Against expectation likewise."""
    found = italian(two_coders(settled=True))
    by_group: dict[str, dict[str, dict[str, int]]] = {}
    for variable in ("itz_goal", "itz_expectation"):
        for group, each in zip(found.types, found.placed[variable], strict=True):
            counts = by_group.setdefault(variable, {}).setdefault(each.code, {})
            counts[group.code] = counts.get(group.code, 0) + 1
    assert {k: by_group["itz_goal"][k] for k in ("match", "positive", "negative")} == {
        "match": {"A": 1, "C": 2},
        "positive": {"A": 2, "C": 2},
        "negative": {"B": 1, "D": 6},
    }
    assert {k: by_group["itz_expectation"][k] for k in ("match", "positive", "negative")} == {
        "match": {"A": 2, "C": 3},
        "positive": {"A": 1, "C": 1},
        "negative": {"B": 1, "D": 5},
    }


def test_italy_the_sensitivity_of_the_groups() -> None:
    """Under way counted as a contribution moves four domestic firms from D to C; the second coder swaps two."""
    codings = two_coders(settled=True)
    data = sample("italian-network-contract")
    own = {f"coder {name}": resolve(codings, FRAME, "single", data, name).dataset for name in codings.coders}
    settings = sensitivity(italian(codings), own)
    assert [(s.name, *(s.counts or {}).values(), s.missing, s.moved) for s in settings] == [
        ("", 3, 6, 4, 14, 0, 0),
        ("under_way = true", 3, 6, 8, 10, 0, 4),
        ("coder 1", 3, 6, 4, 14, 0, 0),
        ("coder 2", 3, 6, 4, 14, 0, 2),
    ]


def test_italy_the_letters_of_each_coder_differ_for_two_firms() -> None:
    codings = two_coders(settled=True)
    first, second = (
        letters(sample("italian-network-contract"), ABCD, codings, FRAME, coder) for coder in codings.coders
    )
    assert {unit: (first[unit], second[unit]) for unit in first if first[unit] != second[unit]} == {
        "after_text/IT12": ("C", "D"),
        "after_text/IT14": ("D", "C"),  # the classic slip: WIP coded as a client approached
    }


def test_italy_agreement_on_the_letters_of_two_coders() -> None:
    """25 of 27 letters agree: Cohen's kappa .885593, Krippendorff's alpha .887712."""
    codings = two_coders(settled=True)
    by_coder = groups(sample("italian-network-contract"), ABCD, codings, FRAME)
    report = agree(codings, FRAME, groups={"itz_group": by_coder}, replicates=0)
    (found,) = report.of("group", "itz_group")
    assert (found.units, round(found["cohen"].value, 6), round(found["alpha"].value, 6)) == (27, 0.885593, 0.887712)


def test_italy_each_case_says_by_which_rule_from_which_codes_words_and_coders() -> None:
    codings = two_coders(settled=True)
    resolution = resolve(codings, FRAME, "adjudicated", sample("italian-network-contract"))
    found = classify(resolution.dataset, ABCD)
    evidence = evidence_of(found, CodedAnswers(codings, resolution.held, resolution.answers_to("after_text"), FRAME))[
        11
    ]
    assert evidence.rule.startswith(
        "before = domestic (all others); contribution = contributed (after_text_tangible = 1"
    )
    assert evidence.answers == "itz_before = 0; after_text_tangible = 1; after_text_WIP = 0"
    assert (evidence.codes, evidence.coders, evidence.settlement) == ("CLI", "1, 2; settled by ola", "eIT12")
    assert evidence.frame == f"italian-after {FRAME.version} ({FRAME.fingerprint})"
    assert evidence.quote == "Un potenziale cliente straniero ha chiesto un primo ordine."


def test_italy_another_question_of_the_frame_is_not_taken_for_the_one_the_typology_reads() -> None:
    frame = FRAME.model_copy(update={"questions": ("arose_text", "after_text")})
    one = two_coders(settled=True)
    units = [Unit(unit.case, "arose_text", "other words") for unit in one.units.values()]
    more = [Coding(unit.id, coder, codes=("NONE",)) for unit in units for coder in one.coders]
    both = codings_of([*units, *one.units.values()], [*more, *one.codings.values()], one.settled.values())
    data = sample("italian-network-contract")
    assert groups(data, ABCD, both, frame) == groups(data, ABCD, one, FRAME)


def test_belgium_the_types_from_years_and_lists_of_countries() -> None:
    trade = load_codebook(ROOT / "codebooks" / "belgian-sme-trade.yaml").codebook
    typology = load(ROOT / "codebooks" / "belgian-starters.yaml")
    found = classify(knowing(sample("belgian-sme-trade-starters"), trade), typology)
    assert found.counts() == {"BG": 1226, "BI": 1775, "TI": 2799, "BAG": 77, "UNC": 56, "UNC_LATE": 0}
    assert found.missing() == {}
    names = {1: "BG", 2: "BI", 3: "TI", 4: "BAG", 5: "UNC", 6: "UNC_LATE"}
    assert [each.code for each in found.types] == found.dataset.pandas()["type"].map(names).tolist()
    early = {s.name: sum((s.counts or {}).get(code, 0) for code in ("BG", "BI", "UNC")) for s in sensitivity(found)}
    assert (early[""], early["age_max = 4"]) == (3057, 3057 - 497)  # 497 firms are exactly five years old


@pytest.mark.parametrize(
    ("name", "values", "counts"),
    [
        ("norwegian-sis-printed", {}, {"NC": 412, "C": 285, "IC": 117, "NEW_ONLY": 0}),
        ("norwegian-sis", {}, {"NC": 529, "C": 168, "IC": 117, "NEW_ONLY": 0}),
        (
            "norwegian-sis-printed",
            {"cooperates": "coop_existing", "reading": "apart"},
            {"NC": 412, "C": 285, "IC": 117, "NEW_ONLY": 0},
        ),
        # the slip of the figure: the variable of existing services read as any cooperation
        ("norwegian-sis-printed", {"cooperates": "coop_existing"}, {"NC": 412, "C": 285, "IC": 0, "NEW_ONLY": 117}),
    ],
)
def test_norway_in_both_readings(name: str, values: dict[str, str], counts: dict[str, int]) -> None:
    typology = load(ROOT / "codebooks" / "norwegian-cooperation.yaml")
    assert classify(sample(name), typology, values).counts() == counts


@pytest.mark.parametrize(
    ("activity", "counts"),
    [
        ("export", [205, 60, 40, 175]),
        ("imp_raw", [215, 55, 45, 165]),
        ("imp_mach", [190, 90, 55, 145]),
        ("rd", [200, 70, 60, 150]),
    ],
)
def test_russia_the_status_of_the_480_firms_seen_twice(activity: str, counts: list[int]) -> None:
    found = classify(sample("russian-panel"), load(ROOT / "codebooks" / "russian-status.yaml"), {"activity": activity})
    assert list(found.counts().values()) == [*counts, 0]
    assert found.missing() == {("not_in_every_round", ""): 240}
