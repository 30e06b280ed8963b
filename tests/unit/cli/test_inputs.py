"""What a command is given: a store whose interviews were begun with several versions of the instrument."""

import pyarrow as pa
import pytest

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.cli.inputs import dataset_of, put_into, read
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.file import loaded
from surveykit.instrument.project import codebook_of
from surveykit.interview.events import Answered, Completed, Event
from surveykit.interview.session import started
from surveykit.problems import DataError, StoreError
from surveykit.text import Text

FORM = """\
instrument: small
version: "{version}"
title: T
languages: [en]
lists:
  yesno: {codes}
sections:
  - id: A
    title: A
    questions:
      - {question}
"""
EXPORT = "{id: export, type: single, codes: yesno, text: Export?}"


def form(version, codes="{1: Yes, 0: No}", question=EXPORT):
    return FORM.format(version=version, codes=codes, question=question)


def stored(path, *interviews):
    """A store of one interview for each text of an instrument and its answer."""
    with store.open(str(path), writing=True) as opened:
        for number, (text, question, answer) in enumerate(interviews, start=1):
            instrument = loaded(text, "form.yaml")
            opened.keep(instrument.fingerprint, text)
            acts = (started(instrument, {}), Answered(question, answer), Completed())
            events = [Event(n, f"{number}-{n}", "2026-01-31T10:00:00+00:00", "ola", a) for n, a in enumerate(acts, 1)]
            opened.append(f"f{number}", events, after=0)
    return path


def test_an_interview_is_tabulated_by_the_version_it_was_begun_with(tmp_path):
    more = form(2, "{1: Yes, 0: No, 2: Partly}")
    path = stored(tmp_path / "s.db", (form(1), "export", 1), (more, "export", 2), (form(1), "export", 0))
    dataset = dataset_of(path)
    found = dataset.arrow().select(["case", "export"]).to_pylist()
    assert sorted((row["case"], row["export"]) for row in found) == [("f1", 1), ("f2", 2), ("f3", 0)]
    assert dataset.codebook.codes_of(dataset.codebook["export"]).values == (1, 0, 2)


def test_the_status_of_interviews_is_not_mixed_with_a_question_of_another_version(tmp_path):
    status = form(2, question="{id: status, type: open, text: Status?}")
    dataset = dataset_of(stored(tmp_path / "s.db", (form(1), "export", 1), (status, "status", "widow")))
    found = dataset.arrow().select(["case", "status", "interview_status"]).to_pylist()
    assert sorted(tuple(row.values()) for row in found) == [("f1", None, "completed"), ("f2", "widow", "completed")]
    assert dataset.codebook["status"].codes is None


def test_versions_whose_codes_changed_places_are_refused(tmp_path):
    path = stored(tmp_path / "s.db", (form(1), "export", 1), (form(2, "{1: No, 0: Yes}"), "export", 1))
    with pytest.raises(StoreError) as refusal:
        dataset_of(path)
    assert {problem.rule.code for problem in refusal.value.problems} == {"SK811"}
    assert all(problem.place.variable == "export" for problem in refusal.value.problems)


def test_a_type_that_changed_is_told(tmp_path, capsys):
    size = "{id: size, type: number, range: 0.., text: Size?}"
    words = "{id: size, type: open, text: Size?}"
    texts = (form(1, question=size), "size", 12), (form(2, question=words), "size", "many")
    dataset = dataset_of(stored(tmp_path / "s.db", *texts))
    assert sorted(dataset.arrow().column("size").to_pylist()) == ["12", "many"]
    assert "s.db: size: SK320" in capsys.readouterr().err


def test_an_interview_whose_version_is_not_kept_is_refused(tmp_path):
    path = stored(tmp_path / "s.db", (form(1), "export", 1))
    instrument = loaded(form(2), "form.yaml")
    with store.open(str(path), writing=True) as opened:
        begun = Event(1, "x", "2026-01-31T10:00:00+00:00", "ola", started(instrument, {}))
        opened.append("lost", [begun], after=0)
    with pytest.raises(StoreError, match="SK808") as refusal:
        dataset_of(path)
    assert refusal.value.problems[0].place.case == "lost"


@pytest.mark.parametrize("suffix", ["db", "sqlite", "sqlite3", "SQLITE3"])
def test_what_is_a_store_for_enter_is_one_here(tmp_path, suffix):
    assert dataset_of(stored(tmp_path / f"s.{suffix}", (form(1), "export", 1))).arrow().num_rows == 1


CHECKED = """\
instrument: small
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
sections:
  - id: A
    title: A
    questions:
      - {id: size, type: number, range: 0.., text: Size?}
      - {id: export, type: single, codes: yesno, text: Export?}
computed:
  - {id: twice, label: Twice, formula: size * 2}
"""


def validated(folder, table, capsys):
    (folder / "form.yaml").write_text(CHECKED)
    (folder / "a.csv").write_text(table)
    code = guarded(surveykit, ["validate", str(folder / "a.csv"), "--instrument", str(folder / "form.yaml")])
    return code, capsys.readouterr().err


def test_validate_counts_what_does_not_fit_the_instrument_as_import_does(tmp_path, capsys):
    code, err = validated(tmp_path, "case,size,export\nf1,many,1\n", capsys)
    assert "case f1, size: SK431 'many' is no number; left blank" in err
    assert code == FINDINGS
    assert validated(tmp_path, "case,size,export\nf1,5,Yes\n", capsys)[0] == CLEAN


def test_validate_refuses_labels_that_changed_places_and_names_the_file(tmp_path, capsys):
    (tmp_path / "form.yaml").write_text(CHECKED)
    codes = CodeList(name="l", codes=(Code(value=1, label=Text("No")), Code(value=2, label=Text("Yes"))))
    codebook = Codebook(variables=(Variable(name="export", codes="l"),), lists={"l": codes})
    formats.write(Dataset(codebook, pa.table({"export": [1, 2]})), tmp_path / "a.parquet")
    for verb, more in (("validate", []), ("import", ["-o", str(tmp_path / "out.parquet")])):
        line = [verb, str(tmp_path / "a.parquet"), "--instrument", str(tmp_path / "form.yaml"), *more]
        assert guarded(surveykit, line) == REFUSED
        assert "a.parquet: export: SK321" in capsys.readouterr().err


def test_what_is_computed_is_derived_where_the_file_has_it_not(tmp_path):
    target = codebook_of(loaded(CHECKED, "form.yaml"))
    (tmp_path / "a.csv").write_text("case,size,export\nf1,5,Yes\n")
    dataset, _ = read(tmp_path / "a.csv", target)
    dataset, _ = put_into(dataset, target, tmp_path / "a.csv")
    assert dataset.arrow().column("twice").to_pylist() == [10]


def test_the_rows_of_a_roster_are_a_table_of_their_own(tmp_path, capsys):
    text = (
        "instrument: r\ntitle: T\nlanguages: [en]\nsections:\n"
        "- {id: A, title: T, questions: [{id: n, type: number, range: 0..9, text: t}]}\n"
        "- {id: partners, title: T, roster: {row: partner, count: n}, questions: [{id: share, type: number, range: 0..100, text: t}]}\n"
    )
    instrument = loaded(text)
    acts = [started(instrument, {}), Answered("n", 2), Answered("share.1", 30), Answered("share.2", 70), Completed()]
    path = tmp_path / "field.db"
    with store.open(str(path), writing=True) as opened:
        opened.keep(instrument.fingerprint, text)
        events = [Event(n, str(n), "2026-01-01T00:00:00", "kn", act) for n, act in enumerate(acts, 1)]
        opened.append("1", events, 0)
    cases, problems = read(path)
    assert cases.arrow().to_pylist() == [{"case": "1", "n": 2, "status": "completed"}]
    assert [problem.rule.code for problem in problems] == ["SK813"]
    rows, _ = read(path, roster="partners")
    assert rows.arrow().to_pylist() == [
        {"case": "1", "partner": 1, "share": 30},
        {"case": "1", "partner": 2, "share": 70},
    ]
    with pytest.raises(DataError) as refusal:
        read(path, roster="partner")
    assert [(p.rule.code, p.hint) for p in refusal.value.problems] == [("SK812", "did you mean 'partners'?")]
