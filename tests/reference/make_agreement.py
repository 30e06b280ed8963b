"""Agreement as other libraries compute it: `python make_agreement.py`, in two environments.

With a folder, `python make_agreement.py FOLDER`, also what two coders gave 26 answers of a published survey: question 18
of Balash and others (2023), "Educators' Perspectives of Using (or Not Using) Online Exam Proctoring", USENIX Security,
from data/qualitative-data/irr_inputs of its artifact. Only the numbers of the codes are kept, no words.

In one with krippendorff 0.9.0, statsmodels 0.15.0, scikit-learn 1.9.1 and nltk 3.10.4, and in one with irrCAC 0.4.4,
which wants an older scipy. Each run adds what it can to agreement.json beside it; irrCAC rounds to five digits.
"""

import csv
import json
import random
import sys
from pathlib import Path

HOME = Path(__file__).parent / "agreement.json"


def made(units: int, coders: int, categories: int, missing: float, seed: int) -> list[list[int | None]]:
    """Ratings of units that coders see more or less alike."""
    dice = random.Random(seed)
    rows = []
    for _ in range(units):
        truth = min(dice.randrange(categories), dice.randrange(categories))
        seen = [truth if dice.random() < 0.7 else dice.randrange(categories) for _ in range(coders)]
        rows.append([None if dice.random() < missing else value + 1 for value in seen])
    return rows


DATA = {
    "complete": made(40, 3, 4, 0.0, 1),
    "gaps": made(60, 4, 5, 0.25, 2),
    "binary": made(50, 5, 2, 0.1, 3),
    "pair": made(80, 2, 3, 0.0, 4),
}
SETS = [["a b", "a"], ["b", "b"], ["a c d", "c d"], ["", "a"], ["", ""], ["b c", "c d"], ["a", "d"], ["d", "a b c d"]]
CELLS = [[22, 2, 2, 0], [5, 7, 14, 0], [0, 2, 36, 0], [0, 1, 17, 10]]


def by_irrcac() -> dict:
    """Coefficients and standard errors with every kind of weights."""
    import pandas as pd
    from irrCAC.raw import CAC

    found = {}
    for name, rows in DATA.items():
        for weights in ("identity", "linear", "quadratic", "ordinal"):
            cac = CAC(pd.DataFrame(rows, dtype=float), weights=weights, digits=9)
            for call in ("gwet", "fleiss", "conger", "bp", "krippendorff"):
                result = getattr(cac, call)()["est"]
                found[f"{name} {weights} {call}"] = [float(result[key]) for key in ("coefficient_value", "se")]
    return {"irrCAC": found}


def by_others() -> dict:
    """Alphas of every metric, Cohen's kappa with its errors, Fleiss' kappa, and alpha of sets."""
    import krippendorff
    import numpy as np
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import jaccard_distance
    from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

    alphas = {}
    for name, rows in DATA.items():
        values = np.array(rows, dtype=float).T
        for metric in ("nominal", "ordinal", "interval", "ratio"):
            alphas[f"{name} {metric}"] = float(krippendorff.alpha(values, level_of_measurement=metric))
    kappas = {}
    for wt in (None, "linear", "quadratic"):
        result = cohens_kappa(np.array(CELLS), wt=wt)
        kappas[wt or "identity"] = [float(result.kappa), float(result.std_kappa), float(result.std_kappa0)]
    counts = [[row.count(value) for value in range(1, 5)] for row in DATA["complete"]]
    said = [(str(c), str(u), frozenset(kind.split())) for u, row in enumerate(SETS) for c, kind in enumerate(row)]
    both_empty = AnnotationTask(said, lambda a, b: 0.0 if a == b else jaccard_distance(a, b))
    return {
        "krippendorff": alphas,
        "statsmodels": {"cohen": kappas, "fleiss": float(fleiss_kappa(np.array(counts)))},
        "nltk": {"jaccard": float(both_empty.alpha())},
    }


def survey(folder: Path) -> dict:
    """The codes of the first and the second coder for each answer, as numbers."""
    given = []
    for coder in ("primary", "secondary"):
        with (folder / f"Qualitative Responses Yes Only - Q18 ({coder}).csv").open(
            encoding="utf-8", newline=""
        ) as file:
            head, *rows = list(csv.reader(file))
        columns = [place for place, name in enumerate(head) if name.startswith("Code")]
        given.append({row[0]: {row[place] for place in columns if place < len(row) and row[place]} for row in rows})
    first, second = given
    both = [(first[key], second[key]) for key in first if first[key] and second.get(key)]
    number = {code: place for place, code in enumerate(sorted({code for pair in both for one in pair for code in one}))}
    return {"survey": [[sorted(number[code] for code in one) for one in pair] for pair in both]}


if __name__ == "__main__":
    kept = json.loads(HOME.read_text()) if HOME.exists() else {"data": DATA, "sets": SETS, "cells": CELLS}
    for library in (by_irrcac, by_others):
        try:
            kept |= library()
        except ImportError as lacking:
            print(lacking)  # noqa: T201 - for whoever runs it
    if len(sys.argv) > 1:
        kept |= survey(Path(sys.argv[1]))
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in kept.items())
    HOME.write_text(f"{{{lines}}}\n")
