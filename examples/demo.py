"""The four studies, from responses to reports: what the tool does, on real designs and synthetic answers.

Each page is left in studies/NAME/build/. What is up to date is not made again. Run: python examples/demo.py
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FINDINGS = 1  # printed numbers that do not hold, which is what the studies are about

print("$ surveykit run studies", flush=True)
done = subprocess.run([sys.executable, "-m", "surveykit", "run", "studies"], cwd=HERE, check=False)
if done.returncode > FINDINGS:
    sys.exit(done.returncode)
print("\nOpen in a browser:")
for study in sorted((HERE / "studies").iterdir()):
    print(f"  {study.relative_to(HERE)}/build/report.html")
