"""The tables by polars, over the Parquet file; the median as the smallest value that reaches half of the weight."""

import sys

import polars as pl
from again import again

table, path, times = sys.argv[1:]
cases = pl.scan_parquet(path)
w, x, wx = pl.col("weight"), pl.col("income"), pl.col("weight") * pl.col("income")


def described():
    some = cases.filter(pl.col("q3") > 0)
    middle = x.sort_by("income").filter(w.sort_by("income").cum_sum() >= w.sum() / 2).first().alias("median")
    mean = (wx.sum() / w.sum()).alias("mean")
    return some.group_by("q3").agg(mean, (wx * x).sum().alias("squares"), w.sum(), middle).collect()


def estimated():
    some = cases.filter(pl.col("q3") > 0)
    sums = some.group_by("stratum", "cluster", "q3").agg(w.sum().alias("w"), wx.sum().alias("wx")).collect()
    means = sums.group_by("q3").agg((pl.col("wx").sum() / pl.col("w").sum()).alias("m"), pl.col("w").sum().alias("t"))
    z = ((pl.col("wx") - pl.col("m") * pl.col("w")) / pl.col("t")).alias("z")
    drawn = sums.group_by("stratum").agg(pl.col("cluster").n_unique().alias("n"))
    off = sums.join(means, on="q3").with_columns(z).group_by("q3", "stratum").agg(
        pl.col("z").sum().alias("z"), (pl.col("z") ** 2).sum().alias("zz")
    ).join(drawn, on="stratum")  # fmt: skip
    n = pl.col("n")
    v = (n / (n - 1) * (pl.col("zz") - pl.col("z") ** 2 / n)).sum().sqrt().alias("se")
    return means.join(off.group_by("q3").agg(v), on="q3")


QUESTIONS = {
    "T1": lambda: cases.group_by("q1", "q2").len().collect(),
    "T2": lambda: cases.group_by("q1", "q2").agg(pl.len(), w.sum()).collect(),
    "T3": described,
    "T4": estimated,
}
again(QUESTIONS[table], int(times))
