"""The XPath of forms in our language, with what XPath makes of a blank written out."""

import pytest

from surveykit.exchange.xlsform.xpath.grammar import Untranslatable
from surveykit.exchange.xlsform.xpath.known import Known, Names
from surveykit.exchange.xlsform.xpath.limits import alone_of, limits_of
from surveykit.exchange.xlsform.xpath.translate import check_of, condition_of, formula_of

NAMES = Names(
    {
        "n": Known("n", "number", whole=True),
        "k": Known("k", "number"),
        "sure": Known("sure", "number", sure=True),
        "q": Known("q", "choice", {"1": (1,), "2": (2,), "3": (3,)}),
        "z": Known("z", "choice", {"01": ("01",), "02": ("02",), "x": ("x",)}),
        "m": Known("m", "set", {"a": ("a",), "b": ("b",)}),
        "t": Known("t", "text"),
        "d": Known("d", "date"),
        "twice": Known("twice", "choice", {"1": ("1_1", "2_1")}),
        "share": Known("share", "number", roster="partners"),
        "place": Known("place", "lost", why="which is not typed here"),
    },
    {"partners": "partner", "rep": "partner"},
)

CONDITIONS = {
    "${q} = '1'": "q = 1",
    "${q} != '1'": "q is missing or q != 1",
    "not(${q} = '1')": "q is missing or q != 1",
    "not(${q} != '1')": "q = 1",
    "${q} = 1": "q = 1",
    "${z} = 1": "z = '01'",
    "${z} >= 2": "z = '02'",
    "${z} < 5": "z in ['01', '02']",
    "${twice} = '1'": "twice in ['1_1', '2_1']",
    "${n} > 3": "n > 3",
    "not(${n} > 3)": "n is missing or n <= 3",
    "${n} < ${k}": "n < k",
    "${n} = ${k}": "n = k or n is missing and k is missing",
    "${n} + ${k} != 4": "n is missing or k is missing or n + k != 4",
    "${sure} != 2": "sure != 2",
    "${n} = ''": "n is missing",
    "'' != ${n}": "n is answered",
    "string-length(${t}) > 0": "t is answered",
    "string-length(${t}) = 0": "t is missing",
    "string-length(${q}) >= 1": "q is answered",
    "string-length(${t}) < 5": "t is missing or length(t) < 5",
    "selected(${m}, 'a')": "'a' in m",
    "not(selected(${m}, 'a'))": "m is missing or not 'a' in m",
    "selected(${q}, '1')": "q = 1",
    "${m} = 'a'": "'a' in m and count('a' in m, 'b' in m) = 1",
    "count-selected(${m}) > 1": "count('a' in m, 'b' in m) > 1",
    "count-selected(${m}) >= 1": "m is answered",
    "${d} > date('2006-05-31')": "d > '2006-05-31'",
    "${d} > '2006-05-31'": "d > '2006-05-31'",
    "format-date(${d}, '%Y') = '2006'": "year(d) = 2006",
    "${q} = '1' and (${n} > 3 or ${n} = '')": "q = 1 and (n > 3 or n is missing)",
    "if(${q} = '1', ${n} > 3, true())": "q is answered and q = 1 and n > 3 or (q is missing or q != 1)",
    "sum(${share}) = 100": "sum(share) = 100",
    "count(${partners}) > 2": "count(partner >= 1) > 2",
    "count-non-empty(${share}) > 1": "count(share is answered) > 1",
    "../q = '1'": "q = 1",
    "/data/group/q = '1'": "q = 1",
    "true()": "true",
    "1 = 1": "true",
    "'a' = 'b'": "false",
    "${t} = 5": "t = '5'",
    "min(${n}, ${k}) < 4": "(if n < k then n else k) < 4",
}


@pytest.mark.parametrize(("xpath", "ours"), CONDITIONS.items(), ids=CONDITIONS)
def test_a_condition(xpath, ours):
    assert condition_of(xpath, NAMES).text == ours


@pytest.mark.parametrize(
    ("xpath", "added"),
    [
        ("${q} = '1'", 0),
        ("${q} != '1'", 1),
        ("${n} > 3", 0),
        ("not(${n} > 3)", 1),
        ("${sure} != 2", 0),
        ("${n} = ''", 0),
    ],
)
def test_a_rule_for_blanks_is_told_where_it_was_needed(xpath, added):
    assert len(condition_of(xpath, NAMES).added) == added


REFUSED = {
    "regex(${t}, 'x')": "regex() has no counterpart",
    "${q} = 'maybe'": "'maybe' is not a choice of 'q'",
    "${nobody} = 1": "'nobody', which is no question here",
    "${place} = ''": "which is not typed here",
    "${share} > 3": "without saying of which row",
    "${n} > today()": "today() has no counterpart",
    "${a}[. > 3]": "a condition in [ ]",
    "instance('x')/root/item": "stands where nothing",
    "${n} > > 1": "'>' stands where",
    "${n} = 1 = 2": "chained",
    "${last-saved#n} = 1": "of the form saved before",
    "${m} > 3": "several choices",
    "${t} > 5": "comes first",
    "${d} - ${d} > 3": "counts with 'd', which is a date",
    "${n}": "a value stands where a condition",
    "once(random()) > 0.5": "once() has no counterpart",
    "${n} > 'ten'": "a number or a text",
    "concat(${t}, 'x') = 'ax'": "concat() has no counterpart",
    "": "the end stands where",
    "round(${n}, ${k}) > 1": "written out",
    "selected(${n}, '1')": "has no choices",
    "(" * 70 + "1" + ")" * 70: "nested",
    "${n} = 1 or " * 600 + "${n} = 2": "characters",
}


@pytest.mark.parametrize(("xpath", "why"), REFUSED.items(), ids=[xpath[:40] for xpath in REFUSED])
def test_what_has_no_counterpart_says_why(xpath, why):
    with pytest.raises(Untranslatable) as refusal:
        condition_of(xpath, NAMES)
    assert why in str(refusal.value)


def test_a_long_chain_is_no_deep_nesting():
    chain = " or ".join(f"${{n}} = {number}" for number in range(100))
    assert condition_of(chain, NAMES).text.count(" or ") == 99


CHECKS = {
    ("n", ". >= 2 and . <= 54"): "n >= 2 and n <= 54",
    ("n", "(. >= 2 and . <= 54) or . = 999"): "n >= 2 and n <= 54 or n = 999",
    ("n", ". <= ${k}"): "n is missing or k is answered and n <= k",
    ("n", ". <= ${sure}"): "n is missing or n <= sure",
    ("n", ". != ''"): "true",
    ("m", "not(selected(., 'a') and selected(., 'b'))"): "not 'a' in m or not 'b' in m",
    ("m", "count-selected(.) <= 1"): "m is missing or count('a' in m, 'b' in m) <= 1",
    ("t", "string-length(.) > 3"): "length(t) > 3",
}


@pytest.mark.parametrize(("this", "xpath"), CHECKS, ids=[xpath for _, xpath in CHECKS])
def test_a_constraint(this, xpath):
    assert check_of(xpath, NAMES, NAMES.known[this]).text == CHECKS[this, xpath]


FORMULAS = {
    "${n} * 2 - ${k} div 3": ("n * 2 - k / 3", "number"),
    "if(${q} = '1', '1', '0')": ("if q is answered and q = 1 then '1' else '0'", "text"),
    "if(${q} != '1', 1, '0')": ("if q is missing or q != 1 then 1 else 0", "number"),
    "if(${n} > 3, ${n}, '')": ("if n is answered and n > 3 then n else 0 / 0", "number"),
    "if(${n} != '', ${n}, '')": ("n", "number"),
    "coalesce(${n}, 0)": ("if n is answered then n else 0", "number"),
    "round(20 div ${n}, 0)": ("round(20 / n)", "number"),
    "pow(${n}, 2)": ("n * n", "number"),
    "int(${n})": ("n", "number"),
    "0.000000083218 * ${n}": ("0.000000083218 * n", "number"),
    "count-selected(${m})": ("count('a' in m, 'b' in m)", "number"),
    "string-length(${t})": ("if t is answered then length(t) else 0", "number"),
    "'some words'": ("'some words'", "text"),
    "${q}": ("q", "number"),
    "${n} > 3": ("n is answered and n > 3", "truth"),
    "date('2006-05-31')": ("'2006-05-31'", "date"),
}


@pytest.mark.parametrize("xpath", FORMULAS)
def test_a_calculation(xpath):
    found = formula_of(xpath, NAMES)
    assert (found.text, found.value.type) == FORMULAS[xpath]


def test_the_row_of_a_repeat():
    assert condition_of("position(..) <= 3", NAMES, None, "rep").text == "partner <= 3"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (". >= 0 and . <= 100", 0, 100),
        (". > 0 and . < 100", 1, 99),
        ("0 <= . and 100 >= .", 0, 100),
        (".>=5", 5, None),
        (". >= 2 and . >= 5", 5, None),
    ],
)
def test_limits(text, low, high):
    found = limits_of(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "text", [". >= 0 or . = -9", ". <= ${n}", ". != 3", ". = 3", ". > 'x'", ". >= 5 and . <= 2", "("]
)
def test_what_is_no_limit(text):
    assert limits_of(text) is None


def test_decimals_have_no_least_number_above_another():
    assert limits_of(". > 0", whole=False) is None


def test_a_choice_that_goes_with_no_other():
    assert alone_of("not(selected(., 'none') and count-selected(.) > 1)") == "none"
    assert alone_of("not(selected(., 'none') and count-selected(.) > 2)") == ""
    assert alone_of("not(") == ""
