"""A small study of toys, and what builds it."""

import sys
from pathlib import Path

import pytest

from surveykit.study.build import build
from surveykit.study.file import load

HERE = str(Path(__file__).parent)
WORKER = (
    "-c",
    f"import sys; sys.path.insert(0, {HERE!r}); from toy import call; from surveykit.study.work import serve; serve(call)",
)
STUDY = """\
study: toys
title: Toys
synthetic: true
instruments: {form: form.yaml}
data:
  first: {from: first.txt, instrument: form, rules: rules.txt}
  second: {from: second.txt, corrections: corrections.txt}
books:
  tables: {file: tables.txt, data: first, formats: [html, md]}
report:
  formats: [html, md]
  parts:
    - {heading: Words, text: "One.\\n\\nTwo."}
    - {book: tables, only: [two]}
    - {validation: first}
    - {codebook: second}
"""
FILES = ("form.yaml", "first.txt", "rules.txt", "second.txt", "corrections.txt", "tables.txt")


class Toys:
    """A study in a folder, with what was told while it was built."""

    def __init__(self, folder):
        self.folder = folder
        self.told = []
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "surveykit.yaml").write_text(STUDY, encoding="utf-8")
        for name in FILES:
            (folder / name).write_text(f"what {name} holds\n", encoding="utf-8")

    def say(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def study(self, name="surveykit.yaml"):
        return load(self.folder / name)

    def build(self, jobs=1, name="surveykit.yaml"):
        self.told = []
        return build([self.study(name)], WORKER, self.told.append, jobs)

    def states(self, jobs=1):
        return {outcome.step: outcome.state for outcome in self.build(jobs)}

    def made(self):
        return sorted(step for step, state in self.states().items() if state == "made")

    def files(self):
        build = self.folder / "build"
        return {
            path.relative_to(build).as_posix(): path.read_bytes()
            for path in sorted(build.rglob("*"))
            if path.is_file() and path.name not in {"record.json", ".lock"}
        }


@pytest.fixture
def toys(tmp_path):
    return Toys(tmp_path / "toys")


@pytest.fixture
def worker():
    return (sys.executable, *WORKER)
