"""The tables asked from Python."""

import sys
from pathlib import Path

from again import again

from surveykit import formats
from surveykit.design.design import Design, Stage


def tabled(**kinds):
    from surveykit.stats.tables.crosstab import crosstab

    return crosstab(data, ["q1"], "q2", **kinds).tables[0].weight


def described():
    from surveykit.stats.describe import describe

    return [group.profiles[0].numbers for group in describe(data, ["income"], by="q3", weight="weight").groups]


def estimated():
    from surveykit.stats.estimate.estimate import estimate
    from surveykit.stats.estimate.smooth import mean

    design = Design(weight="weight", stages=(Stage(strata="stratum", cluster="cluster"),))
    return estimate(data, [mean("income")], by=["q3"], design=design)


table, path, times = sys.argv[1:]
data = formats.read(Path(path)).dataset
questions = {"T1": tabled, "T2": lambda: tabled(weight="weight"), "T3": described, "T4": estimated}
again(questions[table], int(times))
