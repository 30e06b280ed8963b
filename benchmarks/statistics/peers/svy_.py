"""The tables by svy, over the columns asked about, read by polars; its tables have standard errors and Rao-Scott."""

import sys

import polars as pl
import svy
from again import again

table, path, times = sys.argv[1:]
COLUMNS = {"T1": ("q1", "q2"), "T2": ("q1", "q2"), "T3": ("q3", "income"), "T4": ("q3", "income"), "T5": ("q1", "q2")}
asked = COLUMNS[table]
design = ("weight", "stratum", "cluster")
cases = pl.scan_parquet(path).select(*asked, *design).filter(*(pl.col(name) > 0 for name in asked)).collect()
drawn = svy.Design() if table == "T1" else svy.Design(wgt="weight", stratum="stratum", psu="cluster")
sample = svy.Sample(cases, drawn)
QUESTIONS = {
    "T1": lambda: sample.categorical.tabulate("q1", "q2"),
    "T2": lambda: sample.categorical.tabulate("q1", "q2"),
    "T3": lambda: (sample.estimation.mean("income", by="q3"), sample.estimation.median("income", by="q3")),
    "T4": lambda: sample.estimation.mean("income", by="q3"),
    "T5": lambda: sample.categorical.tabulate("q1", "q2"),
}
again(QUESTIONS[table], int(times))
