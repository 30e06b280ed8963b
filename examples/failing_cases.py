"""Validate a dataset and list the cases that fail, one line each, for a script or a supervisor.

Run: python examples/failing_cases.py [FILE] [INSTRUMENT]
"""

import sys
from pathlib import Path

import surveykit as sk

HERE = Path(__file__).resolve().parent.parent
path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "sample_responses" / "norwegian-sis.sav"
rules = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "instruments" / "norwegian-sis.yaml"

reading = sk.read(path)
codebook = sk.codebook_of(sk.load_instrument(rules))
held = reading.dataset.codebook.names
dataset, misfits = sk.conform(reading.dataset, codebook)
dataset = sk.compute(dataset, [v.name for v in codebook if v.origin.formula and v.name not in held])
for problem in (*reading.problems, *misfits):
    print(problem, file=sys.stderr)

report = sk.validate(dataset, sk.CHECKS)
for result in report.failing:
    print(f"{result.test.id or result.test.rule.code}: {result.failed} fail, {result.undetermined} undetermined")
    for case in result.cases:
        print(f"  {case.id}: " + ", ".join(f"{name} = {value}" for name, value in case.values))
