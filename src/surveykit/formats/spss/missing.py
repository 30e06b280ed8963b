"""Missing values of SPSS: discrete values and one range become missing codes with labels and reasons."""

from collections.abc import Mapping, Sequence

from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import missing_code
from surveykit.codebook.variable import Range
from surveykit.missing import Value

_LARGEST = 1.7e308  # SPSS writes LOWEST and HIGHEST as the ends of what a number can be


def missing_of(
    labels: Mapping[Value, str], declared: Sequence[tuple[Value, Value]]
) -> tuple[tuple[Code, ...], tuple[Range, ...]]:
    """The missing codes and ranges of a variable.

    A labelled whole number within a range is a missing code of its own; a range all of whose numbers are
    such codes says nothing more and is left out.

    Args:
        labels: the value labels of the variable.
        declared: what the file declares missing, as pairs of a lowest and a highest value.

    Example:
        >>> codes, ranges = missing_of({-7: "refused", -8: "don't know", -9: "no answer"}, [(-9, -7), (-1, -1)])
        >>> [(code.value, code.missing) for code in codes], ranges
        ([(-9, 'no_answer'), (-8, 'dont_know'), (-7, 'refused'), (-1, 'user_missing')], ())
    """
    found: dict[Value, str] = {}
    ranges = []
    for low, high in declared:
        if isinstance(low, str) or isinstance(high, str) or low == high:
            found[low] = labels.get(low, "")
            continue
        inside = sorted(v for v in labels if not isinstance(v, str) and low <= v <= high and float(v).is_integer())
        found |= {value: labels[value] for value in inside}
        if not (float(low).is_integer() and len(inside) == high - low + 1):
            ranges.append(Range(low=None if low < -_LARGEST else low, high=None if high > _LARGEST else high))
    return tuple(missing_code(value, label) for value, label in found.items()), tuple(ranges)
