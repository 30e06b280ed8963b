"""Check: `surveykit check` of 1,000 questions with 400 expressions beside pyxform's convert of the same form.

python benchmarks/check.py [RUNS]

Whole processes, in turn. The instrument is generated, and the form is written from it by `surveykit convert`, so both
read the same questions, lists and conditions. pyxform makes XForm XML of them and looks at names only; check looks at
types, codes and order, and decides what can be asked and which checks can fail.
"""

import random
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

QUESTIONS, EXPRESSIONS = 1_000, 400
HEAD = """\
instrument: benchmark
title: {en: Benchmark, nb: Måling}
languages: [en, nb]
lists:
  yesno: {1: {en: "Yes", nb: Ja}, 0: {en: "No", nb: Nei}}
  grade: {1: {en: Bad, nb: Dårlig}, 2: {en: Fair, nb: Middels}, 3: {en: Good, nb: God}}
  region: {1: {en: North, nb: Nord}, 2: {en: South, nb: Sør}, 3: {en: East, nb: Øst}, 4: {en: West, nb: Vest}}
sections:
"""
KINDS = {
    "single": "type: single, codes: yesno",
    "grade": "type: single, codes: grade, measure: ordinal",
    "number": "type: number, range: 0..100000",
    "percent": "type: number, format: percent, decimals: 1",
    "multiple": "type: multiple, codes: region",
    "text": "type: text, max: 100",
}
LEAVES = {
    "single": ["{} = 1", "{} = 0"],
    "grade": ["{} >= 2", "{} <= 2", "{} = 3"],
    "number": ["{} > 10", "{} > 250"],
    "percent": ["{} between 5 and 50", "{} > 90"],
    "multiple": ["1 in {}", "4 in {}"],
    "text": ["{} is answered"],
}


def generated(questions: int = QUESTIONS, expressions: int = EXPRESSIONS, seed: int = 1) -> str:
    """An instrument: sections of fifty questions of six kinds; conditions on one or two earlier ones, and checks."""
    dice = random.Random(seed)  # noqa: S311 - an instrument, no secret
    with_expression = set(dice.sample(range(20, questions), expressions))
    lines, kinds = [HEAD], []
    for n in range(questions):
        kind = dice.choice(list(KINDS))
        kinds.append(kind)
        if n % 50 == 0:
            lines.append(f"- id: S{n // 50}\n  title: {{en: Part {n // 50}, nb: Del {n // 50}}}\n  questions:\n")
        more = _expression(dice, kinds, n) if n in with_expression else ""
        lines.append(
            f"  - {{id: q{n}, number: {n + 1}, {KINDS[kind]}{more},\n"
            f"     text: {{en: What does the enterprise answer to {n + 1}?, nb: Hva svarer foretaket på {n + 1}?}},\n"
            f"     label: {{en: Answer {n + 1}, nb: Svar {n + 1}}}}}\n"
        )
    return "".join(lines)


def _expression(dice: random.Random, kinds: list[str], n: int) -> str:
    """A check of a number against two earlier ones, or a relevance that reads two earlier questions."""
    numbers = [k for k in range(n) if kinds[k] in ("number", "percent")]
    if kinds[n] in ("number", "percent") and len(numbers) > 1 and dice.random() < 0.7:
        a, b = numbers[-2:]
        rule = dice.choice([f"q{n} <= q{a} + q{b}", f"q{n} > 0 or q{a} = 0", f"sum(q{n}, q{a}) > 1"])
        message = "{en: Is this right?, nb: Stemmer det?}"
        return f",\n     checks: [{{id: c{n}, severity: soft, rule: '{rule}', message: {message}}}]"
    leaves = [dice.choice(LEAVES[kinds[k]]).format(f"q{k}") for k in (dice.randrange(n), dice.randrange(n))]
    return f",\n     relevance: {leaves[0]} {dice.choice(['and', 'or'])} {leaves[1]}"


def cpu_seconds(command: list[str]) -> float:
    """Processor time of one run, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Run both in turn and print the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with TemporaryDirectory() as folder:
        instrument, form = Path(folder) / "form.yaml", Path(folder) / "form.xlsx"
        instrument.write_text(generated(), encoding="utf-8")
        cpu_seconds([sys.executable, "-m", "surveykit", "convert", str(instrument), str(form), "--to", "xlsform"])
        convert = f"from pyxform.xls2xform import convert; convert({str(form)!r}, validate=False)"
        commands = {
            "surveykit check": [sys.executable, "-m", "surveykit", "check", str(instrument)],
            "pyxform convert": [sys.executable, "-c", convert],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs + 1):
            for name, command in commands.items():
                times[name].append(cpu_seconds(command))
    for name, seconds in times.items():
        print(f"{name:18} {median(seconds[1:]):6.2f} s of CPU, {QUESTIONS} questions, {EXPRESSIONS} expressions")
    ratios = [a / b for a, b in zip(*(seconds[1:] for seconds in times.values()), strict=True)]
    print(f"check takes {median(ratios):.2f} of the time of convert")


if __name__ == "__main__":
    main()
