"""Tables, letters and tests as R's survey, expss and base R reckon them, and Stata and samplics print them."""

import csv
import json
from functools import cache
from pathlib import Path
from statistics import stdev

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Replicates, Stage
from surveykit.stats.associate import association
from surveykit.stats.compare.means import student
from surveykit.stats.compare.samples import samples_of
from surveykit.stats.tables.axis import Net
from surveykit.stats.tables.columns import Comparison
from surveykit.stats.tables.crosstab import crosstab
from surveykit.stats.tables.letters import Share, effective, lettered, shares_differ
from surveykit.stats.tables.measures import measures, residuals

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ORACLES.is_dir(), reason="the shared folder of numbers to meet is not here"),
]

DESIGNS = {
    "srs": ("apisrs", Design(weight="pw", stages=(Stage(population="fpc"),))),
    "strat": ("apistrat", Design(weight="pw", stages=(Stage(strata="stype", population="fpc"),))),
    "strat_nofpc": ("apistrat", Design(weight="pw", stages=(Stage(strata="stype"),))),
    "clus1": ("apiclus1", Design(weight="pw", stages=(Stage(cluster="dnum", population="fpc"),))),
    "clus1_nofpc": ("apiclus1", Design(weight="pw", stages=(Stage(cluster="dnum"),))),
    "clus2": (
        "apiclus2",
        Design(
            weight="pw",
            stages=(Stage(cluster="dnum", population="fpc1"), Stage(cluster="snum", population="fpc2")),
        ),
    ),
    "clus2_wr": ("apiclus2", Design(weight="pw", stages=(Stage(cluster="dnum"), Stage(cluster="snum")))),
}
NHANES = Design(weight="WTMEC2YR", stages=(Stage(cluster="SDMVPSU", strata="SDMVSTRA"),))


@cache
def results(name):
    return json.loads((ORACLES / "results" / f"{name}.json").read_text())


@cache
def rows(name):
    with (ORACLES / "data" / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else None


@cache
def data(name, texts=()):
    """A data set: numbers, save the variables named, in the order of their values as R's factors are."""
    found = rows(name)
    columns = {
        key: [row[key] or None if key in texts else number(row[key]) for row in found]
        for key in found[0]
        if key in texts or numeric(found, key)
    }
    lists = {
        key: CodeList(name=key, codes=tuple(Code(value=v) for v in sorted({x for x in columns[key] if x})))
        for key in texts
    }
    variables = tuple(
        Variable(name=key, type="text" if key in texts else "number", codes=key if key in texts else None)
        for key in columns
    )
    return Dataset(Codebook(variables=variables, lists=lists), pa.table(columns))


def numeric(found, key):
    try:
        [number(row[key]) for row in found]
    except ValueError:
        return False
    return True


def surveyed(design, row="stype", column="sch.wide"):
    file, drawn = DESIGNS[design]
    return crosstab(data(file, ("stype", "sch.wide", "comp.imp")), [row], column, design=drawn).tables[0]


def check(tested, oracle, key="p", rel=1e-10):
    """A test of ours against one of R's: statistic, degrees of freedom, p."""
    assert tested.statistic == pytest.approx(next(iter(oracle["statistic"].values())), rel=rel)
    if oracle["parameter"]:
        assert tested.df == pytest.approx(tuple(oracle["parameter"].values()), rel=rel)
    assert tested.p == pytest.approx(oracle[key], rel=rel)


def known_designs():
    found = results("survey_oracles") if ORACLES.is_dir() else {}
    return [design for design in DESIGNS if "svychisq" in found.get(design, {})]


@pytest.mark.parametrize("design", known_designs())
@pytest.mark.parametrize(("key", "column"), [("svychisq", "sch.wide"), ("svychisq2", "comp.imp")])
def test_rao_scott_and_wald_as_svychisq_has_them(design, key, column):
    found, oracle = surveyed(design, column=column).survey, results("survey_oracles")[design][key]
    check(found.f, oracle["F"])
    check(found.first_order, oracle["Chisq"])
    check(found.wald, oracle["Wald"])
    check(found.adjusted_wald, oracle["adjWald"])
    for name in {"saddlepoint", "lincom"} & oracle.keys():  # R had no package to integrate: both are by saddle point
        assert found.everybody_chi_square == pytest.approx(oracle[name]["statistic"]["X-squared"], rel=1e-10)
        assert found.saddlepoint == pytest.approx(oracle[name]["p"], rel=5e-8)  # which R looks for to 1e-8


@pytest.mark.parametrize("design", known_designs())
def test_weighted_tables_as_svytable_has_them(design):
    table, oracle = surveyed(design), results("survey_oracles")[design]
    for name, whole in (("svytable", None), ("svytable_Ntotal100", 100)):
        cells = zip(*(oracle[name][key] for key in ("stype", "sch.wide", "Freq")), strict=True)
        for stype, wide, weight in cells:
            i, j = "EHM".index(stype), ("No", "Yes").index(wide)
            scale = 1 if whole is None else whole / table.grid.weight[-1][-1]
            assert table.grid.weight[i][j] * scale == pytest.approx(weight, rel=1e-10)


REPLICATES = {
    "clus1_JK1": ("apiclus1", "clus1_JK1", "JK1"),
    "clus1n_JK1": ("apiclus1", "clus1nofpc_JK1", "JK1"),
    "strat_JKn": ("apistrat", "strat_JKn", "JKn"),
    "strat_nofpc_JKn": ("apistrat", "stratnofpc_JKn", "JKn"),
    "clus1_bootstrap": ("apiclus1", "clus1_bootstrap", "bootstrap"),
    "clus1_subbootstrap": ("apiclus1", "clus1_subbootstrap", "bootstrap"),
    "clus2_mrbbootstrap": ("apiclus2", "clus2_mrbbootstrap", "bootstrap"),
}


@pytest.mark.parametrize("name", REPLICATES)
def test_rao_scott_by_replicate_weights(name):
    file, weights, method = REPLICATES[name]
    oracle = results("survey_oracles")["replicate_api"][name]
    plain = data(file, ("stype", "sch.wide"))
    found = rows(f"repwts_{weights}")
    names = [f"rw{place}" for place in range(len(found[0]))]
    columns = [[float(x) for x in line] for line in zip(*(row.values() for row in found), strict=True)]
    table = plain.arrow()
    for new, column in zip(names, columns, strict=True):
        table = table.append_column(new, pa.array(column))
    variables = (*plain.codebook.variables, *(Variable(name=new) for new in names))
    dataset = Dataset(plain.codebook.model_copy(update={"variables": variables}), table)
    rscales = oracle["rscales"]
    replicates = Replicates(
        weights=("rw*",),
        method=method,
        scale=oracle["scale"],
        rscales=tuple(rscales) if isinstance(rscales, list) else (),
        centre="mean",
    )
    tested = (
        crosstab(dataset, ["stype"], "sch.wide", design=Design(weight="pw", replicates=replicates)).tables[0].survey
    )
    check(tested.f, oracle["chisq_F"])


def nhanes():
    return crosstab(data("nhanes", ("race",)), ["HI_CHOL"], "race", design=NHANES).tables[0]


def test_nhanes_as_samplics_and_stata_have_it():
    found, printed = nhanes().survey, results("published")["samplics_tests_nhanes_race_HI_CHOL"]
    assert found.chi_square == pytest.approx(printed["pearson_unadj"], abs=5e-5)
    assert found.f.statistic == pytest.approx(printed["F"], abs=5e-5)
    assert found.f.df == pytest.approx(tuple(printed["df"]), abs=5e-5)
    assert found.f.p == pytest.approx(printed["p"], abs=5e-5)
    assert found.likelihood_ratio == pytest.approx(printed["LR_unadj"], abs=5e-5)
    assert found.likelihood_ratio_f.statistic == pytest.approx(printed["LR_F"], abs=5e-5)
    assert found.likelihood_ratio_f.p == pytest.approx(printed["LR_p"], abs=5e-5)


def test_chi_square_by_all_cases_is_rs_and_by_valid_cases_statas():
    table = nhanes()
    everybody = sum(1 for row in rows("nhanes"))
    ratio = table.survey.everybody_chi_square / table.survey.chi_square
    assert ratio == pytest.approx(everybody / table.grid.n[-1][-1])
    assert table.survey.everybody_chi_square == pytest.approx(18.58, abs=0.01)


def test_nhanes_as_svychisq_has_it_where_all_its_numbers_are_known():
    oracle = results("survey_oracles").get("nhanes")
    if oracle is None:
        pytest.skip("the shared numbers have no nhanes")
    found = nhanes().survey
    check(found.f, oracle["chisq_F"])
    check(found.wald, oracle["chisq_Wald"])
    check(found.adjusted_wald, oracle["chisq_adjWald"])
    assert found.first_order.p == pytest.approx(oracle["chisq_Chisq"]["p"], rel=1e-10)
    assert found.everybody_chi_square == pytest.approx(oracle["chisq_Chisq"]["statistic"]["X-squared"], rel=1e-10)
    weights = [weight for column in zip(*nhanes().weight, strict=True) for weight in column]
    assert weights == pytest.approx(oracle["table"]["Freq"], rel=1e-10)


def test_statas_nhanes2_as_r_reckons_it():
    oracle = results("stata_data_oracles")["nhanes2"]
    design = Design(weight="finalwgt", stages=(Stage(cluster="psuid", strata="stratid"),))
    table = crosstab(data("stata/nhanes2"), ["race"], "diabetes", design=design).tables[0]
    check(table.survey.f, oracle["chisq_F"])
    check(table.survey.wald, oracle["chisq_Wald"])
    check(table.survey.adjusted_wald, oracle["chisq_adjWald"])
    assert table.survey.everybody_chi_square == pytest.approx(
        oracle["chisq_Chisq"]["statistic"]["X-squared"], rel=1e-10
    )
    assert table.survey.first_order.p == pytest.approx(oracle["chisq_Chisq"]["p"], rel=1e-10)
    assert table.survey.first_order.df == tuple(oracle["chisq_Chisq"]["parameter"].values())
    weights = [weight for row in zip(*table.weight, strict=True) for weight in row]
    assert weights == pytest.approx(oracle["race_x_diabetes"]["Freq"], rel=1e-12)
    shares = oracle["race_x_diabetes_prop"]
    whole = (3, 2)
    for place, se in enumerate(shares["SE"]):
        cell = (place % 3, place // 3)
        assert table.grid.weight[cell[0]][cell[1]] / table.grid.weight[3][2] == pytest.approx(
            shares["mean"][place], rel=1e-10
        )
        assert table.spread.share(cell, whole) ** 0.5 == pytest.approx(se, rel=1e-10)


def test_weights_alone_are_a_design_of_cases_drawn_one_by_one():
    oracle = results("stata_data_oracles")["birth"]["chisq"]
    table = crosstab(data("stata/birth"), ["agecat"], "birthcat", weight="pop").tables[0]
    check(table.survey.f, oracle)
    cells = results("stata_data_oracles")["birth"]["table"]
    assert [weight for column in zip(*table.weight, strict=True) for weight in column] == pytest.approx(
        cells["Freq"], rel=1e-12
    )


@cache
def banner():
    """The banner data with its labels and response sets."""
    found = rows("banner600")
    columns = {key: [number(row[key]) for row in found] for key in found[0]}
    codes = lambda name, *values: CodeList(name=name, codes=tuple(Code(value=v) for v in values))  # noqa: E731
    lists = {"two": codes("two", 1, 2), "four": codes("four", 1, 2, 3, 4), "five": codes("five", 1, 2, 3, 4, 5)}
    listed = {"sex": "two", "region": "four", "sat": "five", "b1": "five", "b2": "five"}
    variables = tuple(Variable(name=key, codes=listed.get(key)) for key in columns)
    ticks = tuple(f"media{k}" for k in range(1, 5))
    sets = (
        ResponseSet(name="media", variables=ticks),
        ResponseSet(name="brands", kind="categories", variables=("b1", "b2")),
    )
    return Dataset(Codebook(variables=variables, lists=lists, sets=sets), pa.table(columns))


COLUMNS = {
    "#Total": ("", 0), "Sex|Male": ("sex", 0), "Sex|Female": ("sex", 1), "Region|North": ("region", 0),
    "Region|South": ("region", 1), "Region|East": ("region", 2), "Region|West": ("region", 3),
}  # fmt: skip


def columns_of(name):
    """The columns of an oracle, without the labels of its rows; letters of columns cut off their names."""
    for key, cells in results("banner_oracles")[name].items():
        if key != "row_labels":
            yield "|".join(key.split("|")[:2]), cells


def tables_of(row, **options):
    found = crosstab(banner(), [row], ["sex", "region"], **options)
    return {table.columns.name: table for table in found.tables}


def share(table, name, i, j):
    weight = table.grid.weight
    base = {"col": weight[-1][j], "row": weight[i][-1], "total": weight[-1][-1]}[name]
    return 100 * weight[i][j] / base


@pytest.mark.parametrize(
    ("oracle", "of", "weight"),
    [("cpct", "col", None), ("cpct_w", "col", "w"), ("rpct", "row", None), ("tpct", "total", None)],
)
def test_percentages_as_expss_has_them(oracle, of, weight):
    tables = tables_of("sat", weight=weight)
    for heading, cells in columns_of(oracle):
        table, j = tables[COLUMNS[heading][0]], COLUMNS[heading][1]
        assert [share(table, of, i, j) for i in range(5)] == pytest.approx(list(map(float, cells[:5])), rel=1e-10)
        assert table.base[j] == float(cells[5])
        if weight:
            assert table.weight_base[j] == pytest.approx(float(cells[6]), rel=1e-10)


def test_weighted_cases_as_expss_has_them():
    tables = tables_of("sat", weight="w")
    for heading, cells in columns_of("cases_w"):
        table, j = tables[COLUMNS[heading][0]], COLUMNS[heading][1]
        assert [table.weight[i][j] for i in range(5)] == pytest.approx(list(map(float, cells[:5])), rel=1e-10)


@pytest.mark.parametrize("weight", [None, "w"])
def test_a_set_whose_columns_hold_choices_as_expss_has_it(weight):
    tables = tables_of("brands", weight=weight)
    for heading, cells in columns_of("mrset_cpct_w" if weight else "mrset_cpct"):
        table, j = tables[COLUMNS[heading][0]], COLUMNS[heading][1]
        assert [share(table, "col", i, j) for i in range(5)] == pytest.approx(list(map(float, cells[:5])), rel=1e-10)
        assert table.base[j] == float(cells[5])


def test_ticks_as_expss_counts_them_and_their_shares_of_those_who_ticked():
    from surveykit.expr.parse import parse

    some = parse("media1 = 1 or media2 = 1 or media3 = 1 or media4 = 1")  # expss has no others in its base
    tables = tables_of("media", where=some)
    for heading, cells in columns_of("mdset_cpct"):
        table, j = tables[COLUMNS[heading][0]], COLUMNS[heading][1]
        assert [share(table, "col", i, j) for i in range(4)] == pytest.approx(list(map(float, cells[:4])), rel=1e-10)
        assert table.base[j] == float(cells[4])
    for heading, cells in columns_of("mdset_cpct_responses"):
        table, j = tables[COLUMNS[heading][0]], COLUMNS[heading][1]
        ticks = [table.n[i][j] for i in range(4)]
        assert [100 * n / sum(ticks) for n in ticks] == pytest.approx(list(map(float, cells[:4])), rel=1e-10)
        assert sum(ticks) == float(cells[4])
    weighted = tables_of("media", where=some, weight="w")
    for heading, cells in columns_of("mdset_cases_w"):
        table, j = weighted[COLUMNS[heading][0]], COLUMNS[heading][1]
        assert [table.weight[i][j] for i in range(4)] == pytest.approx(list(map(float, cells[:4])), rel=1e-10)


def letters_in(cell):
    return cell.split()[1:]


def upper(marks):
    return [mark.upper().split() for mark in marks]


def test_letters_of_shares_as_expss_gives_them():
    marks = {name: Comparison(table).shares() for name, table in tables_of("sat").items()}
    for heading, cells in columns_of("sig_cpct"):
        name, j = COLUMNS[heading]
        assert upper(marks[name][i][j] for i in range(5)) == [letters_in(cell) for cell in cells[:5]], heading


def test_letters_of_means_and_standard_deviations_as_expss_gives_them():
    tables = tables_of("sat", means=["income"], missing=True)  # everybody, whatever they say
    for heading, cells in columns_of("sig_means"):
        name, j = COLUMNS[heading]
        (averages,) = tables[name].averages
        mean, sd, n = (float(cell.split()[0]) for cell in cells)
        assert averages.mean[-1][j] == pytest.approx(mean, abs=6e-7)
        assert averages.sd(-1, j) == pytest.approx(sd, abs=6e-7)
        assert averages.n[-1][j] == n
        assert upper([Comparison(tables[name]).means(averages)[-1][j]]) == [letters_in(cells[0])]


def test_letters_of_means_by_a_common_variance_as_expss_gives_them():
    found = rows("banner600")
    incomes = [[float(row["income"]) for row in found if row["region"] == str(place)] for place in (1, 2, 3, 4)]

    def differ(one, other):
        return student(samples_of([incomes[one], incomes[other]])).p

    marks = lettered([sum(group) / len(group) for group in incomes], differ, compared=1)
    cells = [cells for heading, cells in columns_of("sig_means_vareq") if heading.startswith("Region")]
    assert upper(marks) == [letters_in(cell[0]) for cell in cells]
    for group, cell in zip(incomes, cells, strict=True):
        mean, sd, n = (float(text.split()[0]) for text in cell)
        assert (stdev(group), sum(group) / len(group)) == pytest.approx((sd, mean), abs=6e-7)
        assert len(group) == n


def test_pairs_of_columns_as_prop_test_has_them():
    table = tables_of("sat")["region"]
    shares = [[Share(table.n[i][j] / table.base[j], table.base[j]) for j in range(4)] for i in range(5)]
    for key, p in results("banner_oracles")["pairwise_prop_p"].items():
        i, one, other = (int(part) - 1 for part in key.split("_"))
        assert shares_differ(shares[i][one], shares[i][other]) == pytest.approx(p, rel=1e-10)


def test_chi_square_below_its_cases_as_expss_says_it():
    tables, (_, cells) = tables_of("sat"), list(columns_of("sig_cases"))[2]
    assert cells[5].startswith("<0.05 (warn.)")
    found = tables["region"].association
    assert found.p < 0.05 and found.expected_below_5 > 0  # noqa: PT018 - one answer of expss
    assert tables["sex"].association.p > 0.05


def test_weighted_means_deviations_and_the_effective_number_of_cases():
    oracle = results("banner_oracles")["weighted"]
    (table,) = crosstab(banner(), ["sex"], "sex", weight="w", means=["income"]).tables
    (averages,) = table.averages
    assert averages.mean[-1][-1] == pytest.approx(oracle["mean"], rel=1e-12)
    assert averages.effective[-1][-1] == pytest.approx(oracle["kish_neff"], rel=1e-12)
    assert effective(table.grid.weight[-1][-1], table.grid.squares[-1][-1]) == pytest.approx(
        oracle["kish_neff"], rel=1e-12
    )
    population = averages.variance[-1][-1] * 599 / 600
    assert population == pytest.approx(oracle["var_pop"], rel=1e-10)
    weight = table.grid.weight[-1][-1]
    assert population * weight / (weight - 1) == pytest.approx(oracle["var_freq"], rel=1e-10)  # SPSS, expss
    assert (population * weight / (weight - 1)) ** 0.5 == pytest.approx(oracle["expss_w_sd"], rel=1e-10)


def test_a_net_is_the_sum_of_its_categories_and_counts_a_case_of_a_set_once():
    tables = tables_of("sat", nets=[Net("sat", "Satisfied", (4.0, 5.0))])
    cells = dict(columns_of("cpct"))["Region|North"]
    assert share(tables["region"], "col", 5, 0) == pytest.approx(float(cells[3]) + float(cells[4]), rel=1e-10)


def test_association_of_two_groups_as_base_r_and_vcd_have_it():
    known = results("nonparam_oracles")
    found = association(known["tab"])
    assert found.chi_square == pytest.approx(known["chisq"]["statistic"]["X-squared"], rel=1e-10)
    assert found.p == pytest.approx(known["chisq"]["p"], rel=1e-10)
    assert found.cramers_v == pytest.approx(known["assocstats"]["cramerv"], rel=1e-10)
    g2, x2, df, _, g2_p, p = known["assocstats"]["chisq"]
    assert (found.likelihood_ratio, found.chi_square, found.df) == pytest.approx((g2, x2, df), rel=1e-10)
    assert (found.likelihood_ratio_p, found.p) == pytest.approx((g2_p, p), rel=1e-10)
    assert measures(known["tab"], ordered=True).contingency == pytest.approx(
        known["assocstats"]["contingency"], rel=1e-10
    )
    assert [list(row) for row in residuals(known["tab"])] == [pytest.approx(row, rel=1e-10) for row in known["stdres"]]


def test_tau_b_of_pairs_as_base_r_has_it():
    found = rows("np_paired")
    table = [
        [sum(row["pre"] == str(i) and row["post"] == str(j) for row in found) for j in range(1, 8)] for i in range(1, 8)
    ]
    tau = results("nonparam_oracles")["kendall"]["estimate"]["tau"]
    assert measures(table, ordered=True).tau_b == pytest.approx(tau, rel=1e-10)
