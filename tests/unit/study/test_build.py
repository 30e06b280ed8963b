"""Building a study: what is out of date is made again, nothing else, and nothing half made is taken for whole."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from surveykit.problems import DataError
from surveykit.study import build as building
from surveykit.study.alone import alone
from surveykit.study.build import looked, opened, worst
from surveykit.study.work import foreign

HERE = str(Path(__file__).parent)
ALL = [
    "book tables",
    "first codebook",
    "first import",
    "first validate",
    "report",
    "second codebook",
    "second correct",
    "second import",
    "second validate",
]


def test_everything_is_made_once_and_then_nothing(toys):
    assert toys.made() == ALL
    assert set(toys.states().values()) == {"up to date"}


def test_only_what_depends_on_a_change_is_made_again(toys):
    toys.build()
    toys.say("rules.txt", "other rules\n")
    assert toys.made() == ["first validate", "report"]


def test_a_file_that_is_saved_without_a_change_makes_nothing(toys):
    toys.build()
    os.utime(toys.folder / "first.txt", (1, 1))
    assert toys.made() == []


def test_a_result_that_comes_out_the_same_wakes_nothing_after_it_but_the_hashes_of_the_report(toys):
    toys.build()
    toys.say("first.txt", "# a comment\nwhat first.txt holds\n")
    assert toys.made() == ["first import", "report"]


@pytest.mark.parametrize("name", ["first.parquet", "tables.md", "parts/tables.document", "report.html"])
def test_a_result_that_was_removed_or_edited_is_made_again(toys, name):
    toys.build()
    whole = (toys.folder / "build" / name).read_bytes()
    (toys.folder / "build" / name).write_bytes(b"by hand")
    assert len(toys.made()) == 1
    assert (toys.folder / "build" / name).read_bytes() == whole
    (toys.folder / "build" / name).unlink()
    assert len(toys.made()) == 1
    assert (toys.folder / "build" / name).read_bytes() == whole


def test_files_that_a_step_opened_count_though_no_one_named_them(toys):
    toys.say("tables.txt", "also list.txt\n")
    toys.say("list.txt", "one\n")
    toys.build()
    toys.say("list.txt", "two\n")
    assert toys.made() == ["book tables", "report"]
    [why] = {outcome.why for outcome in toys.told if outcome.step == "book tables"}
    assert why == "list.txt is another"


def test_a_folder_of_parquet_files_counts_by_the_files_in_it(toys):
    (toys.folder / "parts").mkdir()
    toys.say("parts/a.parquet", "one\n")
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8")
    for name in ("parts", "parts/*.parquet"):
        toys.say("surveykit.yaml", text.replace("from: first.txt", f"from: {name}"))
        toys.build()
        assert toys.made() == []
        toys.say("parts/b.parquet", f"more for {name}\n")
        assert toys.made() == ["first import", "report"]
        (toys.folder / "parts" / "b.parquet").unlink()
        assert toys.made() == ["first import", "report"]


def test_files_count_wherever_the_study_lies_and_those_of_the_system_do_not(tmp_path):
    outside = foreign(tmp_path)
    for place in ("/opt/surveys", "/usr/src/app", "/srv/farms"):
        assert not f"{place}/codes.csv".startswith(foreign(Path(place)))
    for place in (json.__file__, building.__file__, np.__file__, "/usr/share/zoneinfo/Europe/Oslo"):
        assert os.path.realpath(place).startswith(outside)
        assert os.path.realpath(place).startswith(foreign(Path("/usr/src/app")))


def test_another_command_or_another_program_makes_it_again(toys, monkeypatch):
    toys.build()
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8")
    toys.say("surveykit.yaml", text.replace("formats: [html, md]}", "formats: [html]}"))
    assert toys.made() == ["book tables", "report"]
    monkeypatch.setattr(building, "fingerprint", lambda: "another")
    assert toys.made() == ALL


def test_a_step_that_fails_stops_what_needs_it_and_nothing_else(toys):
    toys.say("second.txt", "FAIL\n")
    outcomes = toys.build()
    states = {outcome.step: outcome.state for outcome in outcomes}
    assert states["second import"] == "failed"
    assert [step for step, state in states.items() if state == "skipped"] == [
        "second correct", "second validate", "second codebook", "report",
    ]  # fmt: skip
    assert states["book tables"] == "made"
    assert {outcome.why for outcome in outcomes if outcome.state == "skipped"} == {"second import"}
    [said] = [outcome.said for outcome in outcomes if outcome.state == "failed"]
    assert said == "second.txt:1:1: SK999 it fails\n"
    assert worst(outcomes) == 2
    toys.say("second.txt", "mended\n")
    assert toys.made() == ["report", "second codebook", "second correct", "second import", "second validate"]


def test_what_was_made_before_a_failure_is_not_taken_for_current_after_it(toys):
    toys.build()
    toys.say("tables.txt", "FAIL\n")
    assert toys.states()["book tables"] == "failed"
    toys.say("tables.txt", "what tables.txt holds\n")
    assert toys.states()["book tables"] == "made"


def test_findings_are_no_failures_and_are_not_forgotten(toys):
    toys.say("rules.txt", "FIND\n")
    assert worst(toys.build()) == 1
    outcomes = toys.build()
    assert {outcome.state for outcome in outcomes} == {"up to date"}
    assert worst(outcomes) == 1


def test_a_worker_that_is_killed_is_told_and_the_rest_is_built(toys):
    toys.say("rules.txt", "DIE\n")
    outcomes = {outcome.step: outcome for outcome in toys.build()}
    assert outcomes["first validate"].code == 3
    assert "SK994 its process ended with signal 9" in outcomes["first validate"].said
    assert outcomes["book tables"].state == "made"
    assert outcomes["second validate"].state == "made"


def test_an_interrupt_ends_the_workers_in_the_middle_of_a_step(toys, monkeypatch):
    toys.say("first.txt", "WAIT\n")
    begun = []

    def interrupted(busy, return_when):
        until = time.monotonic() + 10
        while not (toys.folder / "waiting").exists() and time.monotonic() < until:
            time.sleep(0.01)
        begun.append(int((toys.folder / "waiting").read_text(encoding="utf-8")))
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        toys.build()
    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)
    monkeypatch.undo()
    toys.say("first.txt", "what first.txt holds\n")
    assert toys.made() == ALL


def test_steps_that_wait_for_nothing_go_at_the_same_time(toys):
    toys.say("rules.txt", "MEET x\n")
    toys.say("tables.txt", "MEET x\n")
    toys.build(jobs=2)
    assert int((toys.folder / "x.met").read_text(encoding="utf-8")) >= 2


def test_a_file_that_is_written_while_a_step_reads_it_counts_as_not_known(toys):
    toys.build()
    site = opened(toys.study(), "")
    assert site._as_read("first.txt", time.time_ns() + 10**12) is not None
    assert site._as_read("first.txt", (toys.folder / "first.txt").stat().st_mtime_ns) is None


def test_an_address_is_asked_again_each_time_and_its_password_is_written_nowhere(toys):
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8")
    address = "postgresql://ola:secret@server/field"
    toys.say("surveykit.yaml", text.replace("from: second.txt", f'from: "{address}"'))
    toys.build()
    assert toys.made() == ["second import"]
    assert [outcome.why for outcome in toys.told if outcome.state == "made"] == [
        "postgresql://ola@server/field may hold something else"
    ]
    build = toys.folder / "build"
    assert [path for path in build.rglob("*") if path.is_file() and b"secret" in path.read_bytes()] == []


def test_what_nothing_makes_any_more_is_removed_unless_somebody_changed_it(toys):
    toys.build()
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8")
    (toys.folder / "build" / "report.md").write_text("by hand", encoding="utf-8")
    toys.say("surveykit.yaml", text.replace("formats: [html, md]", "formats: [html]"))
    whole = toys.files()
    toys.build()
    assert set(whole) - set(toys.files()) == {"tables.md"}
    assert toys.files()["report.md"] == b"by hand"
    toys.say("other.yaml", "study: others\ntitle: Others\n")
    whole = toys.files()
    toys.build(name="other.yaml")
    assert toys.files() == whole


def test_looking_makes_nothing_and_says_why(toys):
    before = {outcome.step: outcome.why for _, outcome in looked([toys.study()])}
    assert before["first import"] == "not made yet"
    assert not (toys.folder / "build").exists()
    toys.build()
    toys.say("second.txt", "other\n")
    record = (toys.folder / "build" / "record.json").read_bytes()
    found = {outcome.step: outcome.why for _, outcome in looked([toys.study()]) if outcome.state == "out of date"}
    assert found["second import"] == "second.txt is another"
    assert found["second correct"] == "after second import"
    assert "first import" not in found
    assert (toys.folder / "build" / "record.json").read_bytes() == record


def test_a_record_that_cannot_be_read_is_told_and_everything_is_made_again(toys):
    toys.build()
    (toys.folder / "build" / "record.json").write_text('{"form": 3', encoding="utf-8")
    [problem] = opened(toys.study(), "").problems
    assert problem.rule.code == "SK993"
    assert problem.severity == "warning"
    assert toys.made() == ALL


def test_a_second_run_is_refused_and_told_who_has_the_study(toys):
    (toys.folder / "build").mkdir()
    with alone(toys.folder / "build"), pytest.raises(DataError, match=f"SK992 process {os.getpid()} has it, since"):
        toys.build()
    assert toys.made() == ALL


def test_the_same_files_give_the_same_bytes_wherever_they_lie(toys, tmp_path):
    toys.build()
    other = type(toys)(tmp_path / "elsewhere" / "toys")
    other.build(jobs=1)
    assert other.files() == toys.files()


def test_a_run_that_is_killed_at_any_moment_leaves_a_state_from_which_the_next_goes_on(toys, tmp_path):
    toys.say("first.txt", "SLOW\n")
    toys.build()
    whole = toys.files()
    kills = 60 if os.environ.get("SOAK") else 5
    for number in range(kills):
        other = type(toys)(tmp_path / str(number) / "toys")
        other.say("first.txt", "SLOW\n")
        script = (
            f"import sys\nfrom pathlib import Path\nsys.path.insert(0, {HERE!r})\nfrom conftest import WORKER\n"
            "from surveykit.study.build import build\nfrom surveykit.study.file import load\n"
            f"build([load(Path({str(other.folder / 'surveykit.yaml')!r}))], WORKER, lambda _: None, 2)\n"
        )
        run = subprocess.Popen([sys.executable, "-c", script])
        time.sleep(0.25 + 1.1 * number / kills)
        run.kill()
        run.wait()
        record = other.folder / "build" / "record.json"
        if record.exists():
            json.loads(record.read_bytes())
        other.build()
        assert other.files() == whole, number
