"""What follows from rounded numbers: the right value is always within its ends, and the ends are met."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.reproduction.expression import UnknownError, meaning, read
from surveykit.reproduction.extent import extent
from surveykit.reproduction.interval import Interval, rounded
from surveykit.reproduction.printed import printed

NAMES = ("a", "b", "c")
LEAVES = st.sampled_from([*NAMES, "2", "0.5", "100"])
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda part: f"({' '.join(part)})"),
        st.tuples(st.sampled_from(["abs", "exp", "normal"]), inner).map(lambda part: f"{part[0]}({part[1]})"),
        st.tuples(st.sampled_from(["min", "max", "sum"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        inner.map(lambda part: f"power({part}, 2)"),
    ),
    max_leaves=5,
)
TENTHS = st.integers(-50, 50).map(lambda n: Fraction(n, 10))
SHARES = st.fractions(0, 1, max_denominator=16)


def point(numbers):
    return {name: Interval(number, number) for name, number in numbers.items()}


@settings(deadline=None)
@given(
    EXPRESSIONS,
    st.lists(st.tuples(TENTHS, st.sampled_from([Fraction(1, 2), Fraction(1, 20)]), SHARES), min_size=3, max_size=3),
)
def test_what_a_point_of_the_box_gives_is_within_the_ends(text, said):
    expression = read(text)
    box = {name: Interval(middle - half, middle + half) for name, (middle, half, _) in zip(NAMES, said, strict=True)}
    inside = {n: box[n].low + share * (box[n].high - box[n].low) for n, (_, _, share) in zip(NAMES, said, strict=True)}
    try:
        value = meaning(expression, point(inside).__getitem__)
        reach = extent(expression, point(inside), box).reach
    except UnknownError:
        return
    assert reach.low <= value.high
    assert value.low <= reach.high


RATIOS = ("a / (a + b)", "(a - b) / a", "100 * (a / b - 1) + a", "a * b + a", "(a + b) / (a + b + c)", "a - b + a / c")


@given(
    st.sampled_from(RATIOS),
    st.lists(
        st.tuples(st.integers(20, 90), st.sampled_from([Fraction(1, 2), Fraction(1, 20)])), min_size=3, max_size=3
    ),
)
def test_the_ends_are_met_where_each_number_pulls_one_way(text, said):
    expression = read(text)
    box = {name: Interval(middle - half, middle + half) for name, (middle, half) in zip(NAMES, said, strict=True)}
    found = extent(expression, box, box)
    corners = [
        meaning(expression, point(dict(zip(NAMES, ends, strict=True))).__getitem__).low
        for ends in [(a, b, c) for a in _ends(box["a"]) for b in _ends(box["b"]) for c in _ends(box["c"])]
    ]
    assert (found.reach.low, found.reach.high) == (min(corners), max(corners))
    assert not found.searched


def _ends(interval):
    return (interval.low, interval.high)


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_a_number_is_among_those_its_rounding_and_its_cut_form_stand_for(number, decimals):
    said = rounded(number, decimals)
    cell = printed(f"{said.numerator * 10**decimals // said.denominator}e-{decimals}")
    assert cell.rounds_from(number)
    assert number in cell.rounding
    cut = abs(number) * 10**decimals // 1
    sign = "-" if number < 0 else ""
    assert printed(f"{sign}{cut}e-{decimals}").cut_from(Interval(number, number))
