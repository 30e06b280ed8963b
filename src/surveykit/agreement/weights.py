"""How near two categories are: weights of partial agreement, and Krippendorff's metrics of disagreement.

Gwet's ordinal *weights* and Krippendorff's ordinal *metric* are two things: the first depends on the order of the
categories alone, the second also on how often each was given. The same ratings have .834 by one and .815 by the other.
"""

from collections.abc import Callable, Mapping

import numpy as np

from surveykit.agreement.ratings import Array

Metric = Callable[[Array, Array], Array]
"""From the values of the categories and how often each was given to the disagreement of every two."""


def identity(values: Array) -> Array:
    """Only the same category agrees."""
    return np.eye(len(values))


def linear(values: Array) -> Array:
    """Agreement falls with the distance of the values.

    Source:
        Cicchetti and Allison (1971); Gwet (2014), "Handbook of Inter-Rater Reliability", 4th ed., section 3.5.
    """
    return 1 - _apart(values) / _span(values)


def quadratic(values: Array) -> Array:
    """Agreement falls with the squared distance of the values.

    Source:
        Fleiss and Cohen (1973); Gwet (2014), section 3.5.
    """
    return 1 - (_apart(values) / _span(values)) ** 2


def ordinal_weights(values: Array) -> Array:
    """Agreement falls with the number of pairs of categories between two; only the order of the values counts.

    Source:
        Gwet (2014), section 3.5; irrCAC calls them "ordinal".
    """
    rank = np.argsort(np.argsort(values))
    steps = np.abs(rank[:, None] - rank[None, :]) + 1
    pairs = steps * (steps - 1) / 2
    made: Array = 1 - pairs / max(pairs.max(initial=0), 1)
    return made


def ratio_weights(values: Array) -> Array:
    """Agreement falls with the squared difference of the values relative to their sum.

    Source:
        Gwet (2014), section 3.5; irrCAC calls them "ratio".
    """
    apart = ratio_metric(values, values)
    made: Array = 1 - apart / (apart.max(initial=0) or 1)
    return made


WEIGHTS: Mapping[str, Callable[[Array], Array]] = {
    "identity": identity,
    "linear": linear,
    "quadratic": quadratic,
    "ordinal weights": ordinal_weights,
    "ratio weights": ratio_weights,
}


def nominal_metric(values: Array, often: Array) -> Array:  # noqa: ARG001 - every metric takes both
    """Two categories differ, or they do not."""
    return 1.0 - np.eye(len(values))


def ordinal_metric(values: Array, often: Array) -> Array:
    """How many ratings lie between two categories, in the order of the values.

    Source:
        Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C, ordinal metric.
    """
    order = np.argsort(values)
    counted = np.take(often, order, axis=-1)
    upto = np.cumsum(counted, axis=-1) - counted / 2  # the middle of each category among the ratings
    middle = np.take(upto, np.argsort(order), axis=-1)
    made: Array = (middle[..., :, None] - middle[..., None, :]) ** 2
    return made


def interval_metric(values: Array, often: Array) -> Array:  # noqa: ARG001 - every metric takes both
    """The squared difference of the values (Krippendorff 2011)."""
    return _apart(values) ** 2


def ratio_metric(values: Array, often: Array) -> Array:  # noqa: ARG001 - every metric takes both
    """The squared difference of the values relative to their sum (Krippendorff 2011)."""
    total = values[:, None] + values[None, :]
    made: Array = np.divide(_apart(values), total, out=np.zeros((len(values),) * 2), where=total != 0) ** 2
    return made


METRICS: Mapping[str, Metric] = {
    "nominal": nominal_metric,
    "ordinal": ordinal_metric,
    "interval": interval_metric,
    "ratio": ratio_metric,
}


def _apart(values: Array) -> Array:
    made: Array = np.abs(values[:, None] - values[None, :]).astype(float)
    return made


def _span(values: Array) -> float:
    return float(np.ptp(values)) if len(values) > 1 else 1.0
