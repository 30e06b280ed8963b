"""Estimates of the population, with standard errors that know the design of the sample, as a pandas frame.

Run: python examples/estimates_with_design.py [PAGE]
"""

import sys
from pathlib import Path

import surveykit as sk

HERE = Path(__file__).resolve().parent.parent
dataset = sk.read(HERE / "sample_responses" / "norwegian-sis.parquet").dataset
design = sk.Design(weight="weight", stages=(sk.Stage(strata="frame_industry"),))  # firms, drawn within industries

found = sk.estimate(
    dataset,
    [sk.mean("employees"), sk.median("employees"), sk.proportion("export")],
    by=["strategy"],
    design=design,
)
frame = found.to_pandas()
print(frame[["statistic", "category", "strategy", "value", "se", "low", "high", "n"]].round(3).to_string(index=False))

compared = sk.differences(found, adjustment="holm")
print(compared.to_pandas()[["statistic", "strategy", "less_strategy", "adjusted"]].round(4).to_string(index=False))

if len(sys.argv) > 1:
    sk.write_page(sk.estimates_page(found, dataset.codebook, "en", differences=compared), Path(sys.argv[1]))
