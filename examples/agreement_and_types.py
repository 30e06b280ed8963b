"""How far two coders agree on the open answers of the Italian survey, and the types A to D that follow once settled.

Run: python examples/agreement_and_types.py [PAGE]
"""

import sys
from pathlib import Path

import surveykit as sk
from surveykit.derive.typology.made import sensitivity

HERE = Path(__file__).resolve().parent.parent
SAMPLE = HERE / "sample_responses"
frame = sk.load_frame(HERE / "codebooks" / "italian-after.yaml")
codings, problems = sk.read_codings(SAMPLE / "italian-network-contract-coding.csv", frame)
for problem in problems:
    print(problem, file=sys.stderr)

report = sk.agree(codings, frame, attribute="tangible", replicates=200)
for compared in (report.overall, *report.of("group")):
    alpha = compared["alpha"]
    print(f"{compared.about or 'codes'}: kappa {compared['cohen'].value:.3f}, alpha {alpha.value:.3f}", end=" ")
    print(f"({alpha.drawn.low:.3f} to {alpha.drawn.high:.3f}), {compared.units} answers")
if len(sys.argv) > 1:
    sk.write_page(sk.agreement_page(report, frame, "en"), Path(sys.argv[1]))

settled, _ = sk.read_codings(SAMPLE / "italian-network-contract-settled.csv", frame)
data = sk.read(SAMPLE / "italian-network-contract.parquet").dataset
firms = sk.resolve(settled, frame, "adjudicated", data).dataset
types = sk.classify(firms, sk.load_typology(HERE / "codebooks" / "italian-abcd.yaml"))
for reading in sensitivity(types):
    print(reading.name or "as asked for", dict(reading.counts))
