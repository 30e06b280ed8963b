"""Agreement of 3 coders on 10,000 answers and 50 codes, with 1,000 draws, beside `krippendorff` and its loop by hand.

    python benchmarks/agreement.py [ANSWERS] [REPLICATES]

`agree` computes all it has: every coefficient on the sets of codes, by MASI and Jaccard too, on a group, of each pair
of coders, on each code, all with intervals. The rival (pip install krippendorff) has alpha only, and no room for sets:
it would hold answers x sets x sets. It computes alpha of each of the 50 codes as yes and no, and of the code named
first, 50 categories. A few of its replicates are timed and multiplied. Both run in this process, in turn, and are
compared by processor time, which a busy machine does not lengthen.
"""

import os
import random
import resource
import sys
import time

CODERS, CODES = 3, 50
TIMED = 3  # replicates of the rival


def made(answers: int, seed: int = 1):
    """Codings: one to five codes an answer, some far more frequent than others, one in seven missed, others added."""
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.coding.codings import Coding, codings_of
    from surveykit.coding.unit import Unit

    dice = random.Random(seed)  # noqa: S311 - answers, no secret
    names = [f"C{n:02}" for n in range(CODES)]
    often = [1 / (n + 3) for n in range(CODES)]
    facts = {name: {"label": name, "attributes": {"tangible": n < 10}} for n, name in enumerate(names)}
    attributes = {"tangible": {"label": "Tangible"}}
    frame = CodingFrame.model_validate(
        {"frame": "benchmark", "title": "B", "languages": ["en"], "codes": facts, "attributes": attributes}
    )
    units = [Unit(str(n), "q", f"answer {n}") for n in range(answers)]
    held = []
    for unit in units:
        truth = set(dice.choices(names, often, k=dice.choice((1, 2, 2, 3, 3, 4, 5))))
        for coder in range(CODERS):
            codes = {code for code in sorted(truth) if dice.random() > 1 / 7}
            codes |= set(dice.choices(names, often)) if dice.random() < 1 / 6 else set()
            held.append(Coding(unit.id, f"coder{coder}", "coded" if codes else "none", tuple(sorted(codes))))
    return codings_of(units, held), frame


def first_codes(codings):
    """The first code of every coder, -1 where there is none: coders in rows."""
    import numpy as np

    held = [[codings.codings[unit, coder].codes for unit in codings.units] for coder in codings.coders]
    return np.array([[int(codes[0][1:]) if codes else -1 for codes in row] for row in held])


def yes_or_no(codings):
    """For each code, who gave it: coders in rows."""
    import numpy as np

    names = [f"C{n:02}" for n in range(CODES)]
    held = [[codings.codings[unit, coder].codes for unit in codings.units] for coder in codings.coders]
    return np.array([[[code in codes for codes in row] for row in held] for code in names], dtype=int)


def rival(tables, replicates: int) -> float:
    """Seconds for alpha of some tables with all replicates, from a few of them."""
    import krippendorff
    import numpy as np

    dice = np.random.default_rng(1)
    values = [np.where(table < 0, np.nan, table) for table in tables]
    start = time.process_time()
    for _ in range(TIMED):
        drawn = dice.integers(0, values[0].shape[1], values[0].shape[1])
        for table in values:
            krippendorff.alpha(table[:, drawn], level_of_measurement="nominal")
    return (time.process_time() - start) / TIMED * replicates


def ours(tables, size: int, replicates: int) -> float:
    """Seconds for the same here, with every other coefficient of nominal ratings."""
    from surveykit.agreement.chance import Chance
    from surveykit.agreement.ratings import Ratings
    from surveykit.agreement.resample import intervals

    start = time.process_time()
    made = [Chance(Ratings(table.T, tuple(range(size)), tuple("123")).shared()) for table in tables]
    for one in made:
        one.estimates()
    intervals(made, replicates, 1)
    return time.process_time() - start


def main(answers: int = 10_000, replicates: int = 1_000) -> None:
    """Print seconds, memory and ratios."""
    from surveykit.agreement.agree import agree

    codings, frame = made(answers)
    sets = {coding.codes for coding in codings.codings.values()}
    print(
        f"{answers:,} answers, {CODERS} coders, {CODES} codes, {len(sets):,} different sets, {replicates:,} replicates"
    )
    clock, start = time.perf_counter(), time.process_time()
    report = agree(codings, frame, attribute="tangible", replicates=replicates)
    whole, passed = time.process_time() - start, time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    number = sum(len(one.estimates) for one in report.compared)
    print(f"agree: {passed:.1f} s, {whole:.1f} s of processor, for {number} coefficients with intervals")
    print(f"most memory {memory:.0f} MiB; load of the machine {os.getloadavg()[0]:.1f}")
    try:
        import krippendorff  # noqa: F401 - whether it is there
    except ImportError:
        print("the rival is not here: pip install krippendorff")
        return
    codes, first = yes_or_no(codings), first_codes(codings)
    theirs = 0.0
    for name, tables, size in (("each of 50 codes", codes, 2), ("the first code", first[None], CODES)):
        mine, other = ours(tables, size, replicates), rival(tables, replicates)
        theirs += other
        print(f"{name}: {mine:.2f} s, krippendorff {other:.0f} s ({TIMED} replicates timed): {other / mine:.0f} times")
    print(f"both alphas by krippendorff to all of agree: {theirs / whole:.0f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
