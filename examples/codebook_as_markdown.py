"""The codebook of an instrument as Markdown, before a single answer is there.

Run: python examples/codebook_as_markdown.py [INSTRUMENT] [LANGUAGE]
"""

import sys
from pathlib import Path

import surveykit as sk

HERE = Path(__file__).resolve().parent.parent
path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "instruments" / "norwegian-sis.yaml"
language = sys.argv[2] if len(sys.argv) > 2 else "en"

try:
    instrument = sk.load_instrument(path)
except sk.SurveykitError as refusal:
    sys.exit(str(refusal))  # every problem, with its line and column

codebook = sk.codebook_of(instrument)
page = sk.codebook_page(codebook, language)
print(sk.render_page(page, "md").decode())
