"""The verb run, and a new study that can be built at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import surveykit as surveykit_
from surveykit.cli import surveykit


def ran(*arguments):
    return CliRunner().invoke(surveykit, [str(word) for word in arguments], catch_exceptions=True)


@pytest.fixture(scope="module")
def farms(tmp_path_factory):
    """A new study, built."""
    folder = tmp_path_factory.mktemp("new") / "farms"
    begun = ran("new", "study", folder)
    assert begun.exit_code == 0, begun.output
    built = ran("run", folder, "--jobs", 2)
    assert "5 made" in built.stderr, built.output
    return folder


def test_a_new_study_is_begun_with_the_command_that_builds_it_and_the_page_to_open(tmp_path):
    folder = tmp_path / "shops"
    said = ran("new", "study", folder).stderr
    assert said == f"{folder}: begun. Build it: surveykit run {folder}. Then open {folder / 'build' / 'report.html'}\n"


def test_a_new_study_is_sound_and_builds_its_pages(farms):
    assert "(1 dataset, 1 book)" in ran("check", farms / "surveykit.yaml").stderr
    made = {path.name for path in (farms / "build").iterdir()}
    assert made >= {
        "report.html", "report.docx", "tables.html", "tables.xlsx", "tables.docx", "firms.parquet",
        "firms-codebook.html", "firms-validation.html", "record.json",
    }  # fmt: skip
    for page in (farms / "build").glob("*.html"):
        assert "no real firm or person" in page.read_text(encoding="utf-8"), page


def test_nothing_is_out_of_date_then(farms):
    assert ran("run", farms).stderr.splitlines() == ["farms: 5 up to date; findings in firms validate"]
    assert ran("run", farms, "--check").stderr == "nothing out of date\n"
    lines = ran("run", farms, "--list").stdout.splitlines()
    assert lines[0].split() == ["farms", "firms", "import", "up", "to", "date", "build/firms.parquet"]


def test_the_last_line_of_a_run_is_the_same_whichever_step_was_done_first():
    from surveykit.cli.run import _summary
    from surveykit.study.build import Outcome

    ended = [Outcome("farms", f"{name} validate", "made", code=1) for name in ("first", "second")]
    assert _summary(ended) == _summary(ended[::-1]) == "2 made; findings in first validate, second validate"


def test_a_study_built_on_another_day_has_the_same_pages(farms, tmp_path):
    copy = tmp_path / "farms"
    shutil.copytree(farms, copy, ignore=shutil.ignore_patterns("build"))
    for path in copy.iterdir():
        os.utime(path, (10**9, 10**9))
    ran("run", copy, "--jobs", 1)
    for path in (farms / "build").iterdir():
        if path.is_file() and path.name not in {"record.json", ".lock"}:
            assert path.read_bytes() == (copy / "build" / path.name).read_bytes(), path.name


def test_check_names_what_is_out_of_date(farms, tmp_path):
    copy = tmp_path / "farms"
    shutil.copytree(farms, copy)
    (copy / "tables.yaml").write_text(
        (copy / "tables.yaml").read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8"
    )
    found = ran("run", copy, "--check")
    assert found.stdout.splitlines() == [
        "farms: book tables is out of date: tables.yaml is another",
        "farms: report is out of date: after book tables",
    ]


def test_each_command_of_the_report_makes_the_same_file_when_it_is_typed(farms, tmp_path):
    from surveykit.study.build import opened
    from surveykit.study.file import load

    copy, built = tmp_path / "typed", tmp_path / "farms"
    for folder in (copy, built):
        shutil.copytree(farms, folder, ignore=shutil.ignore_patterns("build"))
        text = (folder / "surveykit.yaml").read_text(encoding="utf-8")
        (folder / "surveykit.yaml").write_text(text.replace("synthetic: true", "synthetic: false"), encoding="utf-8")
    ran("run", built)
    for line in opened(load(copy / "surveykit.yaml"), "").provenance()["commands"]:
        command = line.split() if line.startswith("mkdir") else [sys.executable, "-m", *line.split()]
        assert subprocess.run(command, cwd=copy, check=False, capture_output=True).returncode < 2, line
    typed = {path.name: path.read_bytes() for path in (copy / "build").iterdir() if path.is_file()}
    assert len(typed) == 6
    assert [name for name, held in typed.items() if held != (built / "build" / name).read_bytes()] == []


def test_two_studies_are_built_together_and_a_failure_is_told_with_its_place(farms, tmp_path):
    for name in ("one", "two"):
        shutil.copytree(farms, tmp_path / name, ignore=shutil.ignore_patterns("build"))
        text = (
            (tmp_path / name / "surveykit.yaml").read_text(encoding="utf-8").replace("study: farms", f"study: {name}")
        )
        (tmp_path / name / "surveykit.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "two" / "tables.yaml").write_text("book: tables\ntitle: T\n", encoding="utf-8")
    told = ran("run", tmp_path).stderr
    assert "two          book tables              failed\n    tables.yaml:1:1: SK011" in told
    assert "one: 5 made; findings in firms validate\n" in told
    assert "two: 3 made; 1 failed; 1 skipped; findings in firms validate; failed: book tables\n" in told


def test_a_page_that_cannot_be_made_here_is_told_where_nobody_watches_and_not_forgotten(farms, tmp_path):
    copy = tmp_path / "farms"
    shutil.copytree(farms, copy)
    text = (copy / "surveykit.yaml").read_text(encoding="utf-8")
    (copy / "surveykit.yaml").write_text(
        text.replace("formats: [html, docx]\n", "formats: [html, pdf]\n"), encoding="utf-8"
    )
    block = "import sys; sys.modules['weasyprint'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(block, encoding="utf-8")
    src = str(Path(surveykit_.__file__).parents[1])
    run = [sys.executable, "-m", "surveykit", "run", str(copy)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), src))}
    told = subprocess.run(run, check=False, capture_output=True, encoding="utf-8", env=env)
    assert told.returncode == 1, told.stderr
    assert "    build/report.pdf: SK" in told.stderr
    assert "warnings in report" in told.stderr.splitlines()[-1]
    assert (copy / "build" / "report.html").exists()
    again = subprocess.run(run, check=False, capture_output=True, encoding="utf-8", env=env)
    assert again.stderr == "farms: 5 up to date; findings in firms validate; warnings in report\n"


def test_check_tells_files_that_were_exchanged(farms, tmp_path):
    copy = tmp_path / "farms"
    shutil.copytree(farms, copy, ignore=shutil.ignore_patterns("build"))
    text = (copy / "surveykit.yaml").read_text(encoding="utf-8")
    text = text.replace("rules: rules.yaml", "rules: tables.yaml").replace(
        "survey: instrument.yaml", "survey: rules.yaml"
    )
    (copy / "surveykit.yaml").write_text(text, encoding="utf-8")
    said = ran("check", copy / "surveykit.yaml").output
    assert "SK011 this is a table book; a rules file is asked for here" in said
    assert "SK011 this is a rules file; an instrument is asked for here" in said


def test_two_studies_of_one_name_are_not_built_together(farms, tmp_path):
    for name in ("one", "two"):
        shutil.copytree(farms, tmp_path / name)
    refusal = ran("run", tmp_path).exception
    assert [str(problem.rule.code) for problem in refusal.problems] == ["SK989"]
    assert ran("run", tmp_path / "one", tmp_path / "two" / ".." / "one").stderr.startswith("farms: 5 up to date")


def test_a_record_that_cannot_be_read_is_told_where_nothing_is_built(farms, tmp_path):
    copy = tmp_path / "farms"
    shutil.copytree(farms, copy)
    (copy / "build" / "record.json").write_text("{", encoding="utf-8")
    found = ran("run", copy, "--check")
    assert "SK993 warning" in found.stderr
    assert found.stderr.splitlines()[-1] == "5 out of date"


def test_a_folder_of_parquet_files_goes_into_the_codes_of_an_instrument(farms, tmp_path):
    (tmp_path / "parts").mkdir()
    shutil.copy(farms / "answers.parquet", tmp_path / "parts" / "a.parquet")
    out = tmp_path / "all.parquet"
    made = ran("import", tmp_path / "parts", "--instrument", farms / "instrument.yaml", "-o", out)
    assert "60 cases" in made.stderr, made.output
    assert out.exists()


def test_what_stands_in_the_way_is_refused(farms, tmp_path):
    assert "SK291 there is a folder of this name" in str(ran("new", "study", farms).exception)
    assert "SK991" in str(ran("run", tmp_path).exception)
    assert "--check or --list, not both" in ran("run", farms, "--check", "--list").stderr
