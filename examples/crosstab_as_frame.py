"""A cross-table as a pandas frame to go on with, and as an HTML page to read.

Run: python examples/crosstab_as_frame.py [PAGE]
"""

import sys
from pathlib import Path

import pandas as pd

import surveykit as sk

HERE = Path(__file__).resolve().parent.parent
dataset = sk.read(HERE / "sample_responses" / "norwegian-sis.parquet").dataset
codebook = dataset.codebook

found = sk.crosstab(dataset, ["strategy"], "export_edited")

table = found.tables[0]
rows, columns = (
    [codebook.label_of(codebook[side.name], category.value, "en") for category in side.categories]
    for side in (table.rows, table.columns)
)
frame = pd.DataFrame(table.n, index=rows, columns=columns)
print(frame.to_string())
print(f"chi-square {table.association.chi_square:.3f}, p {table.association.p:.2g}, Cramér's V {table.cramers_v:.3f}")

if len(sys.argv) > 1:
    sk.write_page(sk.crosstab_page(found, codebook, "en"), Path(sys.argv[1]))
