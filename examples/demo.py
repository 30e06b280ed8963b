"""The Norwegian sample from check to its table book, and the Italian one from open answers to types.

Pages go to a folder. Run: python examples/demo.py [FOLDER]
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
FORM = "instruments/norwegian-sis.yaml"
SAMPLE = "sample_responses/norwegian-sis"
FRAME = f"{SAMPLE}-frame.csv"
TABLE_1 = "export coop icoop group mne employees labprod inno bar_regulation bar_skills bar_ipr bar_infra bar_network"
BOOK = "studies/norway/tables.yaml"
ASKED = "median:employees prop:export"
EACH = "--by strategy --weight weight --strata frame_industry --language en"
ITALY = "sample_responses/italian-network-contract"
CODES = "--frame codebooks/italian-after.yaml"
WORDS = f"--data {ITALY}.parquet --by itz_before --language en"
TYPES = f"--typology codebooks/italian-abcd.yaml --codings {ITALY}-settled.csv"
STEPS = [
    ("Is the instrument sound?", f"check {FORM}"),
    ("On paper, in Norwegian", f"print {FORM} --language nb -o {OUT}/questionnaire.html"),
    ("A hundred made-up interviews", f"simulate {FORM} -n 100 --seed 7 -o {OUT}/made-up.parquet"),
    ("The sampling frame", f"draw {FRAME} --to {OUT}/norway.db --instrument {FORM} --map industry=frame_industry"),
    ("Who answered", f"outcome {OUT}/norway.db --list {FRAME} --column returned --as 1=1.1 --as 0=3.19"),
    ("The response rates", f"fieldwork {OUT}/norway.db --language en -o {OUT}/fieldwork.html"),
    ("Responses from SPSS", f"import {SAMPLE}.sav --instrument {FORM} -o {OUT}/sis.parquet"),
    ("The same from Excel", f"import {SAMPLE}.xlsx --instrument {FORM} -o {OUT}/sis-from-excel.parquet"),
    ("What cannot be right?", f"validate {OUT}/sis.parquet -o {OUT}/validation.html"),
    ("A codebook to read", f"codebook {OUT}/sis.parquet --language en -o {OUT}/codebook.html"),
    ("The same in Markdown", f"codebook {OUT}/sis.parquet --language nb -o {OUT}/codebook.md"),
    ("Table 1 of the paper", f"describe {OUT}/sis.parquet {TABLE_1} --summary --language en"),
    ("... as a page", f"describe {OUT}/sis.parquet {TABLE_1} --summary --language en -o {OUT}/table1.html"),
    ("Cooperation by export", f"crosstab {OUT}/sis.parquet strategy export_edited --language en"),
    ("... as printed in figure 1", f"crosstab {SAMPLE}-printed.parquet strategy export_edited --language en"),
    ("... as a workbook", f"crosstab {OUT}/sis.parquet strategy export_edited -o {OUT}/figure1.xlsx"),
    ("Of all firms of Norway", f"estimate {OUT}/sis.parquet {ASKED} {EACH}"),
    ("... as a page", f"estimate {OUT}/sis.parquet {ASKED} {EACH} -o {OUT}/estimates.html"),
    ("All tables and figures", f"tables {BOOK} -o {OUT}/table-book.html"),
    ("... as a workbook, in Norwegian", f"tables {BOOK} --language nb -o {OUT}/table-book.xlsx"),
    ("Back to SPSS", f"export {OUT}/sis.parquet -o {OUT}/sis-again.sav"),
    ("Open answers to be coded", f"coding begin {ITALY}.parquet {CODES} --to {OUT}/italy.db"),
    ("The codes of two coders", f"coding import {OUT}/italy.db {ITALY}-coding.csv"),
    ("How far do they agree?", f"agree {OUT}/italy.db --attribute tangible --language en -o {OUT}/agreement.html"),
    ("What they said, by code", f"quotes {ITALY}-settled.csv {CODES} {WORDS} -o {OUT}/quotes.html"),
    ("Firms of types A to D", f"classify {ITALY}.parquet {TYPES} --language en --report {OUT}/types.html"),
]

OUT.mkdir(parents=True, exist_ok=True)
for number, (title, arguments) in enumerate(STEPS, 1):
    print(f"\n[{number}/{len(STEPS)}] {title}\n$ surveykit {arguments}", flush=True)
    command = [sys.executable, "-m", "surveykit", *arguments.split()]
    done = subprocess.run(command, cwd=HERE, check=False)  # noqa: S603 - the lines above
    if done.returncode > 1:
        sys.exit(done.returncode)
print(f"\nOpen in a browser, in {OUT}/: questionnaire.html, fieldwork.html, codebook.html, validation.html,")
print("table1.html, estimates.html, table-book.html;")
print("and of the Italian open answers agreement.html, quotes.html and types.html.")
