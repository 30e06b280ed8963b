"""The tables by pandas; the columns asked about are read from the Parquet file each time."""

import sys

import pandas as pd
from again import again

table, path, times = sys.argv[1:]


def read(*columns):
    return pd.read_parquet(path, columns=list(columns))


def described():
    cases = read("q3", "income", "weight").query("q3 > 0").sort_values("income")
    cases["wx"] = cases.weight * cases.income
    groups = cases.groupby("q3")
    half = groups.weight.cumsum() >= groups.weight.transform("sum") / 2
    return groups.wx.sum() / groups.weight.sum(), cases[half].groupby("q3").income.first()


def estimated():
    cases = read("q3", "income", "weight", "stratum", "cluster").query("q3 > 0")
    cases["wx"] = cases.weight * cases.income
    sums = cases.groupby(["q3", "stratum", "cluster"])[["weight", "wx"]].sum()
    whole = sums.groupby("q3").sum()
    mean = whole.wx / whole.weight
    z = (sums.wx - sums.weight * mean.reindex(sums.index, level="q3")) / whole.weight.reindex(sums.index, level="q3")
    n = cases.groupby("stratum").cluster.nunique()
    by = z.groupby(["q3", "stratum"])
    zz = (z**2).groupby(["q3", "stratum"]).sum()
    many = n.reindex(zz.index, level="stratum")
    return mean, (many / (many - 1) * (zz - by.sum() ** 2 / many)).groupby("q3").sum() ** 0.5


QUESTIONS = {
    "T1": lambda: read("q1", "q2").groupby(["q1", "q2"]).size(),
    "T2": lambda: read("q1", "q2", "weight").groupby(["q1", "q2"]).weight.agg(["size", "sum"]),
    "T3": described,
    "T4": estimated,
}
again(QUESTIONS[table], int(times))
