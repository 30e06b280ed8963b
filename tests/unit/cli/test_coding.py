"""`surveykit coding` as it is called: answers in, shared out, carried to coders and back, and how the work stands."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest
from openpyxl import Workbook

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.cli.coded import read_codings
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.frames.file import loaded
from surveykit.codebook.variable import Variable
from surveykit.coding.acts import CODINGS, Coded, Settled, Uncoded
from surveykit.coding.ledger import Ledger, history_of
from surveykit.coding.unit import text_hash
from surveykit.dataset.dataset import Dataset
from surveykit.text import Text

FRAME = """\
frame: after
version: "1"
title: After
languages: [en]
questions: [why]
codes:
  EXP: {label: Exports, definition: It sells abroad.}
  FAIR: {label: Fair, definition: It went to a fair.}
  CLI: {label: Clients, definition: It met clients.}
"""
NEXT = FRAME.replace('version: "1"', 'version: "2"')
MERGED = NEXT.replace("  CLI: {label: Clients, definition: It met clients.}\n", "") + (
    "changes:\n  - {version: '2', op: merge, from: CLI, to: FAIR}\n"
)
SPLIT = (
    NEXT.replace("  EXP: {", "  FIRST: {label: First, definition: For the first time.}\n  MORE: {").replace(
        "It sells abroad", "It sells more abroad"
    )
    + "changes:\n  - {version: '2', op: split, from: EXP, to: [FIRST, MORE]}\n"
)
DATA = "id,why,size\n1,We sell abroad.,12\n2,A fair,3\n3,,4\n4,a fair!,5\n5,clients,\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "frame.yaml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")

    def command(line):
        code = guarded(surveykit, line.split())
        out, err = capsys.readouterr()
        return code, out + err

    return command


@pytest.fixture
def begun(run):
    assert run("coding begin data.csv --frame frame.yaml --to c.db")[0] == CLEAN
    return run


def ledger_in(name, work):
    with store.open(name, writing=True, holds=CODINGS) as opened:
        return work(Ledger(opened))


def code(name, coder, judged, frame=None, batch=""):
    """Judge answers by hand."""

    def work(ledger):
        units = ledger.codings().units
        mark = frame or ledger.frame().fingerprint
        acts = [
            Coded(f"why/{case}", units[f"why/{case}"].hash, mark, codes=tuple(codes.split()), batch=batch)
            for case, codes in judged.items()
        ]
        return ledger.write(history_of(coder), coder, acts)

    return ledger_in(name, work)


def standing(name="c.db"):
    return ledger_in(name, lambda ledger: ledger.codings())


def held(name="c.db"):
    return {
        (unit.removeprefix("why/"), coder): " ".join(c.codes) for (unit, coder), c in standing(name).codings.items()
    }


def test_answers_are_taken_in_and_the_same_file_again_changes_nothing(run, tmp_path):
    code_, said = run("coding begin data.csv --frame frame.yaml --to c.db --context size")
    assert (code_, said) == (
        CLEAN,
        "c.db: 4 answers to 'why': 4 new, 0 known, 0 with other words\nwhy: 1 case without an answer: blank 1\n",
    )
    before = standing()
    assert before.units["why/1"].context == {"size": "12"}
    assert not before.units["why/5"].context
    assert "0 new, 4 known" in run("coding begin data.csv --frame frame.yaml --to c.db --context size")[1]
    assert "0 new, 4 known" in run("coding begin data.csv --to c.db --context size")[1]
    assert standing() == before
    assert "0 new, 4 known" in run("coding begin data.csv --to c.db")[1]
    assert standing() == before, "read for its words alone, it takes no closed answers away"
    (tmp_path / "data.csv").write_text(DATA.replace("abroad.,12", "abroad.,"), encoding="utf-8")
    run("coding begin data.csv --to c.db --context size")
    assert not standing().units["why/1"].context


def test_an_answer_with_other_words_is_told_and_its_codes_are_kept(begun, tmp_path):
    code("c.db", "ida", {"1": "EXP", "2": "FAIR"})
    (tmp_path / "data.csv").write_text(
        DATA.replace("We sell", "They sell").replace("5,clients,\n", ""), encoding="utf-8"
    )
    code_, said = begun("coding begin data.csv --to c.db")
    assert code_ == FINDINGS
    assert "case 1, why: SK897 warning: other words; it was coded" in said
    assert "case 5, why: SK898 warning: not in the data; it was not coded yet" in said
    assert held()["1", "ida"] == "EXP"
    assert [coding.unit for coding in standing().changed()] == ["why/1"]
    assert "They sell abroad." in begun("coding status c.db")[1]
    assert "why/5" in standing().units
    assert "ida: 1 answer," in begun("coding assign c.db --coders ida,ola --role recode --batch look")[1]
    assert "nothing to give" in begun("coding assign c.db --coders ida,ola --role recode --batch more")[1]
    code("c.db", "ida", {"1": "EXP"}, batch="look")
    (tmp_path / "data.csv").write_text(DATA.replace("We sell", "Who sells"), encoding="utf-8")
    begun("coding begin data.csv --to c.db")
    assert "ida: 1 answer," in begun("coding assign c.db --coders ida,ola --role recode --batch more")[1]
    assert "nothing to give" in begun("coding assign c.db --coders ida,ola --role recode --batch most")[1]


def test_a_workbook_with_nothing_but_a_column_of_answers(run, tmp_path):
    book = Workbook()
    for row in (["What changed?"], ["We sell abroad"], [None], ["=1+1"], ["A fair"]):
        book.active.append(row)
    book.save(tmp_path / "answers.xlsx")
    code_, said = run("coding begin answers.xlsx --frame frame.yaml --to c.db")
    assert (code_, "SK893" in said) == (REFUSED, True)
    assert not (tmp_path / "c.db").exists() or not ledger_in("c.db", lambda ledger: ledger.codings().units)
    code_, said = run("coding begin answers.xlsx --frame frame.yaml --to c.db --question What_changed")
    assert code_ == CLEAN, said
    assert "SK895" in said
    assert {unit.text for unit in standing().units.values()} >= {"We sell abroad", "A fair"}


def test_what_is_personal_is_not_shown_to_coders_unasked(run, tmp_path):
    variables = (
        Variable(name="id", type="text", role="id"),
        Variable(name="why", type="text"),
        Variable(name="size", label=Text("Staff"), personal=True),
    )
    table = pa.table({"id": ["1"], "why": ["We sell abroad."], "size": [12]})
    formats.write(Dataset(Codebook(variables=variables), table), tmp_path / "data.parquet")
    code_, said = run("coding begin data.parquet --frame frame.yaml --to c.db --context size")
    assert "SK900 note: 'size' is marked personal" in said
    assert (code_, {*map(str, standing().units["why/1"].context)}) == (CLEAN, set())
    assert run("coding begin data.parquet --frame frame.yaml --to c.db --context size --personal")[0] == CLEAN
    assert standing().units["why/1"].context == {"Staff": "12"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("coding begin nowhere.csv --frame frame.yaml --to c.db", "nowhere.csv"),
        ("coding begin data.csv --frame nowhere.yaml --to c.db", "SK004"),
        ("coding begin data.csv --frame data.csv --to c.db", "SK01"),
        ("coding begin data.csv --to new.db", "SK896"),
        ("coding begin data.csv --frame frame.yaml --to c.db --question wy", "did you mean 'why'?"),
        ("coding begin data.csv --frame frame.yaml --to c.db --context sze", "did you mean 'size'?"),
        ("coding begin data.csv --frame frame.yaml --to c.db --case why", "SK894"),
        ("coding begin data.csv --frame frame.yaml --to data.csv", "SK80"),
        ("coding status nowhere.db", "coding begin"),
        ("coding assign nowhere.db --coders ida", "SK896"),
        ("coding assign c.db --coders ida,,ola", "commas"),
        ("coding assign c.db --coders ida --sample many", "such as 20%"),
        ("coding assign c.db --coders ida --sample 120%", "such as 20%"),
        ("coding assign c.db --coders ida --overlap 3", "the overlap is a share"),
        ("coding assign c.db --coders ida --question whi", "did you mean 'why'?"),
        ("coding bundle c.db -o x.bundle --for ida", "'ida' was given no answers"),
        ("coding bundle c.db -o c.db", "c.db"),
        ("coding merge c.db data.csv", "SK868"),
        ("coding merge c.db nowhere.bundle", "nowhere.bundle"),
        ("coding reframe c.db --frame nowhere.yaml", "SK004"),
        ("coding reframe nowhere.db --frame frame.yaml", "SK896"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_mend_it(begun, line, says):
    before = standing()
    code_, said = begun(line)
    assert (code_, "Traceback" in said) == (REFUSED, False), said
    assert says in said
    assert standing() == before


def test_a_name_that_cannot_be_printed_is_refused(run):
    code_, said = run("coding begin data.csv --frame frame.yaml --to new.db --by \udcff")
    assert (code_, "a name has only signs that can be printed" in said) == (REFUSED, True)


def test_every_answer_goes_to_somebody_and_a_share_to_several(begun):
    code_, said = begun("coding assign c.db --coders ida,ola --overlap 50% --seed 3")
    assert (code_, said.splitlines()[0]) == (CLEAN, "c.db: 4 answers in batch 'batch 1', drawn with --seed 3")
    batches = standing().batches
    assert [(batch.coder, batch.blind, batch.seed) for batch in batches] == [("ida", True, 3), ("ola", True, 3)]
    assert sum(len(batch.units) for batch in batches) == 6
    assert "nothing to give" in begun("coding assign c.db --coders ida,ola --overlap 50% --seed 3")[1]
    code_, said = begun("coding assign c.db --coders ida --batch=1 --open --overlap 100%")
    assert code_ == CLEAN
    assert not standing().batches[-1].blind
    code_, said = begun("coding assign c.db --coders ida,per --batch 1")
    assert (code_, "SK901 'ida' has a batch '1'" in said) == (REFUSED, True)


def test_a_bundle_for_a_coder_has_nothing_of_anybody_else(begun, tmp_path):
    begun("coding assign c.db --coders ida,ola --sample 3 --overlap 40% --seed 1")
    mine = {unit for batch in standing().batches if batch.coder == "ida" for unit in batch.units}
    hers = {batch.coder: batch.units for batch in standing().batches}["ola"]
    code("c.db", "ola", {unit.removeprefix("why/"): "FAIR" for unit in hers})
    code("c.db", "ida", {unit.removeprefix("why/"): "CLI" for unit in mine})
    ledger_in(
        "c.db",
        lambda ledger: ledger.write(
            history_of("lead"), "lead", [Settled(next(iter(mine)), "", "", (), codes=("EXP",))]
        ),
    )
    assert begun("coding bundle c.db -o ida.bundle --for ida")[0] == CLEAN
    lines = gzip.decompress((tmp_path / "ida.bundle").read_bytes()).decode()
    assert "ola" not in lines
    assert "settled" not in lines
    cases = {part["case"] for part in map(json.loads, lines.splitlines()) if "case" in part}
    assert cases == {"answers for ida", "batches ida", "coder ida", "frame"}
    begun("coding merge ida.db ida.bundle")
    assert standing("ida.db").units.keys() == mine
    assert {coder for _, coder in held("ida.db")} == {"ida"}
    assert begun("coding bundle c.db -o again.bundle --for ida")[0] == CLEAN
    assert (tmp_path / "again.bundle").read_bytes() == (tmp_path / "ida.bundle").read_bytes()


def test_work_goes_out_and_comes_back_while_more_is_given(begun, tmp_path):
    begun("coding assign c.db --coders ida --sample 2 --seed 1")
    begun("coding bundle c.db -o out.bundle --for ida")
    begun("coding merge ida.db out.bundle")
    first = dict.fromkeys((unit.removeprefix("why/") for unit in standing("ida.db").units), "FAIR")
    code("ida.db", "ida", first)
    (tmp_path / "data.csv").write_text(DATA.replace("We sell", "They sell").replace("fair", "Fair"), encoding="utf-8")
    begun("coding begin data.csv --to c.db")
    begun("coding assign c.db --coders ida --seed 1")
    begun("coding bundle c.db -o out.bundle --for ida")
    code_, said = begun("coding merge ida.db out.bundle")
    assert (code_, "SK891" in said) == (CLEAN, False), said
    assert standing("ida.db").units == standing().units
    begun("coding bundle ida.db -o back.bundle")
    for _ in range(2):
        code_, said = begun("coding merge c.db back.bundle")
        assert code_ == CLEAN, said
        assert {case: codes for (case, _), codes in held().items()} == first
    assert [*standing().changed()]


def test_two_people_of_one_name_are_told_and_both_are_kept(begun):
    begun("coding assign c.db --coders ida --seed 1")
    begun("coding bundle c.db -o ida.bundle --for ida")
    for name, judged in (("one", {"1": "EXP", "2": "FAIR"}), ("two", {"2": "CLI", "5": "CLI"})):
        begun(f"coding merge {name}.db ida.bundle")
        code(f"{name}.db", "ida", judged)
        begun(f"coding bundle {name}.db -o {name}.bundle")
    code_, said = begun("coding merge c.db one.bundle two.bundle")
    assert code_ == FINDINGS
    assert "case coder ida: SK891 warning: 2 histories" in said
    assert held() == {("1", "ida"): "EXP", ("2", "ida"): "CLI", ("5", "ida"): "CLI"}
    begun("coding merge d.db two.bundle one.bundle")
    assert held("d.db") == held()
    assert begun("coding merge c.db one.bundle two.bundle")[0] == CLEAN  # nothing new came in


def test_a_damaged_bundle_and_one_of_interviews_bring_nothing(begun, tmp_path):
    begun("coding bundle c.db -o c.bundle")
    whole = (tmp_path / "c.bundle").read_bytes()
    (tmp_path / "cut.bundle").write_bytes(whole[: len(whole) // 2])
    store.open("field.db", writing=True).close()
    begun("sync bundle field.db -o field.bundle")
    for name, rule in (("cut.bundle", "SK869"), ("field.bundle", "SK890"), ("field.db", "SK890")):
        code_, said = begun(f"coding merge new.db {name}")
        assert (code_, rule in said) == (REFUSED, True), said
        assert not (tmp_path / "new.db").exists()
    code_, said = begun("sync merge c.bundle --to field.db")
    assert (code_, "it holds codings, not interviews" in said) == (REFUSED, True)
    assert "it holds codings, not interviews" in begun("sync bundle c.db -o y.bundle")[1]
    assert "it holds interviews, not codings" in begun("coding status field.db")[1]


def test_a_frame_that_was_edited_without_a_record_is_refused(begun, tmp_path):
    code("c.db", "ida", {"5": "CLI"})
    (tmp_path / "frame.yaml").write_text(
        NEXT.replace("  CLI: {label: Clients, definition: It met clients.}\n", ""), encoding="utf-8"
    )
    code_, said = begun("coding begin data.csv --frame frame.yaml --to c.db")
    assert (code_, "coding reframe c.db --frame frame.yaml" in said) == (REFUSED, True)
    code_, said = begun("coding reframe c.db --frame frame.yaml")
    assert (code_, "SK359 'CLI' is not in version '2' of 'after'" in said) == (REFUSED, True)
    assert "Record under `changes`" in said
    (tmp_path / "other.yaml").write_text(FRAME.replace("frame: after", "frame: before"), encoding="utf-8")
    assert "SK904" in begun("coding reframe c.db --frame other.yaml")[1]
    assert held() == {("5", "ida"): "CLI"}


def test_a_merged_code_is_carried_on_and_the_record_stays(begun, tmp_path):
    code("c.db", "ida", {"5": "CLI", "2": "FAIR CLI", "1": "EXP"})
    (tmp_path / "next.yaml").write_text(MERGED, encoding="utf-8")
    code_, said = begun("coding reframe c.db --frame next.yaml")
    assert (code_, "3 codings stand in it" in said) == (CLEAN, True), said
    assert held() == {("5", "ida"): "FAIR", ("2", "ida"): "FAIR", ("1", "ida"): "EXP"}
    assert {c.codes for c in ledger_in("c.db", lambda ledger: ledger.recorded()).codings.values()} == {
        ("CLI",),
        ("FAIR", "CLI"),
        ("EXP",),
    }
    assert begun("coding reframe c.db --frame next.yaml")[0] == CLEAN
    assert "Made under another version of the frame" in begun("coding status c.db")[1]


def test_answers_with_a_code_that_was_split_wait_for_their_coders(begun, tmp_path):
    code("c.db", "ida", {"1": "EXP", "5": "CLI"})
    code("c.db", "ola", {"1": "EXP FAIR"})
    ledger_in(
        "c.db",
        lambda ledger: ledger.write(
            history_of("lead"), "lead", [Settled("why/1", "", ledger.frame().fingerprint, (), codes=("EXP",))]
        ),
    )
    (tmp_path / "next.yaml").write_text(SPLIT, encoding="utf-8")
    code_, said = begun("coding reframe c.db --frame next.yaml")
    assert (code_, "2 are to be made again, in the batch 'recode 2'; 1 settlements" in said) == (CLEAN, True), said
    assert held() == {("5", "ida"): "CLI"}
    assert not standing().settled
    assert [(b.name, b.coder, b.units, b.role) for b in standing().batches] == [
        ("recode 2", "ida", ("why/1",), "recode"),
        ("recode 2", "ola", ("why/1",), "recode"),
    ]
    code("c.db", "ida", {"1": "FIRST"}, batch="recode 2")
    assert held() == {("5", "ida"): "CLI", ("1", "ida"): "FIRST"}
    third = SPLIT.replace('version: "2"', 'version: "3"').replace(
        "  FIRST: {", "  ONE: {label: One, definition: One.}\n  TWO: {"
    )
    (tmp_path / "third.yaml").write_text(third + "  - {version: '3', op: split, from: FIRST, to: [ONE, TWO]}\n")
    code_, said = begun("coding reframe c.db --frame third.yaml")
    assert code_ == CLEAN, said
    assert [(b.name, b.coder, b.units) for b in standing().batches][2:] == [("recode 3", "ida", ("why/1",))]


@pytest.mark.parametrize(("given", "blind"), [(("", " --open"), True), ((" --open",), False), ((), False)])
def test_a_batch_to_recode_is_blind_where_the_coder_works_blind(given, blind, begun, tmp_path):
    for n, how in enumerate(given):
        begun(f"coding assign c.db --coders ida --sample 2 --seed {n}{how}")
    code("c.db", "ida", {"1": "EXP"})
    (tmp_path / "next.yaml").write_text(SPLIT, encoding="utf-8")
    begun("coding reframe c.db --frame next.yaml")
    assert [b.blind for b in standing().batches if b.role == "recode"] == [blind]


def test_a_bundle_from_before_the_frame_changed_is_carried_on_and_told(begun, tmp_path):
    begun("coding assign c.db --coders ida --seed 1")
    begun("coding bundle c.db -o ida.bundle --for ida")
    begun("coding merge ida.db ida.bundle")
    (tmp_path / "next.yaml").write_text(MERGED, encoding="utf-8")
    begun("coding reframe c.db --frame next.yaml")
    code("ida.db", "ida", {"5": "CLI"})
    code_, said = begun("coding merge c.db ida.db")
    assert (code_, "SK905 warning: ida: 1 coding under version '1'" in said) == (FINDINGS, True), said
    assert held() == {("5", "ida"): "FAIR"}
    assert ledger_in("c.db", lambda ledger: ledger.frame().version) == "2"


def test_the_status_says_what_there_is_to_look_at(begun, tmp_path):
    begun("coding assign c.db --coders ida,ola --overlap 100% --seed 1")
    code("c.db", "ida", {"1": "EXP", "2": "FAIR", "4": "CLI"})
    code("c.db", "ola", {"1": "FAIR", "2": "FAIR"})
    mark = standing().frames[-1]
    ledger_in("c.db", lambda ledger: ledger.write(history_of("ola"), "ola", [
        Coded("why/5", text_hash("clients"), mark, "uncodable", reason="cannot be read"), Coded("why/4", "", mark), Uncoded("why/4"),
    ]))  # fmt: skip
    assert begun("coding status c.db -o s.json")[0] == CLEAN
    tables = {
        block["key"]: block["rows"]
        for block in json.loads((tmp_path / "s.json").read_bytes())["blocks"]
        if "rows" in block
    }
    cells = {key: [[*row["cells"].values()] for row in rows] for key, rows in tables.items()}
    assert cells["progress"] == [
        ["batch 1", "code", "blind", "ida", 4, 3, 0, 0, 1, 0, 0],
        ["batch 1", "code", "blind", "ola", 4, 2, 0, 1, 1, 0, 0],
    ]
    assert cells["questions"] == [["why", 4, 4, 2, 2, 1, 0, 1]]
    assert cells["uncodable"] == [["cannot be read", "ola", 1, pytest.approx(100 / 3)]]
    assert cells["duplicates"] == [["why", "A fair", "FAIR; CLI", 2]]
    text = begun("coding status c.db")[1]
    assert "cannot be read" in text
    assert "The same words, judged differently" in text
    assert "why" in text
    for suffix in ("html", "xlsx", "md", "csv"):
        assert begun(f"coding status c.db -o s.{suffix}")[0] == CLEAN


def test_encrypted_stores_work_as_for_interviews(run, monkeypatch, tmp_path):
    pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", "blå hest")
    assert run("coding begin data.csv --frame frame.yaml --to c.db --passphrase")[0] == CLEAN
    assert b"sell abroad" not in (tmp_path / "c.db").read_bytes()
    assert "4" in run("coding status c.db")[1]
    code_, said = run("coding bundle c.db -o c.bundle")
    assert (code_, "this file is not" in said) == (CLEAN, True)
    code_, said = run("sync bundle c.db -o c.bundle")
    assert (code_, "SK890" in said) == (REFUSED, True)


def test_codings_come_in_from_a_table_once_and_go_out_again(begun, tmp_path):
    (tmp_path / "ida.csv").write_text(
        "case,question,coder,codes,outcome,reason\n1,why,ida,EXP FAIR,,\n2,why,ola,FAIR,,\n5,why,ida,,uncodable,cannot be read\n"
        "99,why,ida,EXP,,\n4,why,ola,XXX,,\n",
        encoding="utf-8",
    )
    code_, said = begun("coding import c.db ida.csv")
    assert (code_, "SK906 warning: the store has no answer 'why/99'" in said) == (FINDINGS, True), said
    assert "XXX" in said
    assert "c.db: 4 codings and 0 settlements came in, 0 were there" in said
    assert held() == {("1", "ida"): "EXP FAIR", ("2", "ola"): "FAIR", ("5", "ida"): "", ("4", "ola"): "XXX"}
    assert not [*standing().changed()]
    before = standing()
    assert "0 codings and 0 settlements came in, 4 were there" in begun("coding import c.db ida.csv")[1]
    assert standing() == before
    code("c.db", "ola", {"2": "CLI"})
    begun("coding import c.db ida.csv")
    assert held()["2", "ola"] == "CLI", "what ola has changed since stays as it is"
    code("c.db", "ola", {"2": "FAIR"})
    assert begun("coding export c.db -o out.csv")[0] == CLEAN
    begun("coding begin data.csv --frame frame.yaml --to d.db")
    code_, said = begun("coding import d.db out.csv")
    assert held("d.db") == held()
    assert begun("coding export c.db -o wide.xlsx --layout wide")[0] == CLEAN
    assert begun("coding export c.db -o c.db")[0] == REFUSED


def test_what_was_held_before_it_was_settled_comes_in_as_such(begun):
    code("c.db", "ida", {"1": "EXP"})
    code("c.db", "ola", {"1": "FAIR"})
    settled = Settled("why/1", text_hash("We sell abroad."), "f", (), codes=("EXP",))
    ledger_in("c.db", lambda ledger: ledger.write(history_of("lead"), "lead", [settled]))
    code("c.db", "ola", {"1": "EXP"})
    code("c.db", "per", {"1": "EXP"})
    begun("coding export c.db -o out.csv")
    begun("coding begin data.csv --frame frame.yaml --to d.db")
    assert "4 codings and 1 settlement came in" in begun("coding import d.db out.csv")[1]

    def seen(name):
        found = standing(name)
        return [{key: held.codes for key, held in each.items()} for each in (found.codings, found.independent)]

    assert seen("d.db") == seen("c.db")
    assert ("why/1", "per") not in standing("d.db").independent
    assert "0 codings and 0 settlements came in" in begun("coding import d.db out.csv")[1]


def test_what_was_imported_of_other_words_is_to_be_looked_at(begun, tmp_path):
    (tmp_path / "ida.csv").write_text(
        "case,question,coder,codes,text\n1,why,ida,EXP,They sell abroad.\n2,why,ida,FAIR,A fair\n", encoding="utf-8"
    )
    begun("coding import c.db ida.csv")
    assert [coding.unit for coding in standing().changed()] == ["why/1"]


@pytest.mark.parametrize("kind", ["store", "bundle"])
def test_stores_and_bundles_are_files_of_codings_too(kind, begun, tmp_path):
    code("c.db", "ida", {"5": "CLI", "1": "EXP"})
    begun("coding bundle c.db -o c.bundle")
    path = tmp_path / {"store": "c.db", "bundle": "c.bundle"}[kind]
    codings, frame, problems = read_codings(path, None)
    assert (codings, frame.version, problems) == (standing(), "1", ())
    merged = loaded(MERGED)
    codings, frame, problems = read_codings(path, merged)
    assert (codings.codings["why/5", "ida"].codes, frame) == (("FAIR",), merged)
    assert [problem.rule.code for problem in problems] == ["SK905"]
    codings, _, problems = read_codings(path, loaded(SPLIT))
    assert [*codings.codings] == [("why/5", "ida")]
    assert "1 answer" in problems[0].what


def test_the_answers_of_a_store_of_interviews_are_taken_in(begun, tmp_path):
    form = (
        "instrument: firms\ntitle: T\nlanguages: [en]\nsections:\n  - id: A\n    title: A\n    questions:\n"
        "      - {id: why, type: text, text: Why?}\n      - {id: boss, type: text, text: Who?, personal: true}\n"
    )
    (tmp_path / "form.yaml").write_text(form, encoding="utf-8")
    assert begun("simulate form.yaml -n 5 --seed 1 -o field.db")[0] == CLEAN
    code_, said = begun("coding begin field.db --frame frame.yaml --to new.db")
    assert (code_, "answers to 'why'" in said) == (CLEAN, True), said
    code_, said = begun("coding begin field.db --frame frame.yaml --to new.db --context boss")
    assert (code_, "personal, left out: 'boss'" in said) == (REFUSED, True)


def test_a_question_named_on_the_command_line_is_analysed_whatever_the_frame_calls_it(run, tmp_path):
    long = "What_would_have_helped_your_firm_most"
    (tmp_path / "data.csv").write_text(DATA.replace("why", long), encoding="utf-8")
    run(f"coding begin data.csv --frame frame.yaml --to c.db --question {long} --by lead")
    (tmp_path / "codings.csv").write_text(
        "case,question,coder,codes\n"
        + "".join(f"{case},{long},{by},EXP\n" for case in (1, 2) for by in ("ida", "ola")),
        encoding="utf-8",
    )
    run("coding import c.db codings.csv --by lead")
    _, said = run("resolve c.db --data data.csv -o coded.csv")
    assert f"c.db: SK717 warning: the frame is for 'why', and the answers are to '{long}'" in said
    assert f"{long}_EXP" in (tmp_path / "coded.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert "Answers compared           2" in run("agree c.db --replicates 0")[1]
    assert "2 answers of 2 cases" in run("quotes c.db")[1]
    (tmp_path / "frame.yaml").write_text(FRAME.replace("[why]", f"[{long}]"), encoding="utf-8")
    assert run("check frame.yaml")[0] == CLEAN
    assert run("coding reframe c.db --frame frame.yaml --by lead")[0] == CLEAN
    assert "SK717" not in run("agree c.db --replicates 0")[1]


def test_columns_are_named_by_their_headings_as_they_stand_in_the_workbook(run, tmp_path):
    headed = DATA.replace("id,why,size", 'Firm no.,"What, if anything, changed?",How many?')
    (tmp_path / "data.csv").write_text(headed, encoding="utf-8")
    named = [
        "--question",
        "what, if anything, changed?",
        "--case",
        "Firm no.",
        "--context",
        "How many?",
        "--by",
        "lead",
    ]
    assert guarded(surveykit, ["coding", "begin", "data.csv", "--frame", "frame.yaml", "--to", "c.db", *named]) == CLEAN
    units = read_codings(tmp_path / "c.db", None)[0].units.values()
    assert [unit.case for unit in units] == ["1", "2", "4", "5"]
    assert next(iter(units)).context == {"How many?": "12"}


def test_a_refused_begin_leaves_no_store_behind(run, tmp_path):
    for options in ("--frame frame.yaml --case nix", "--frame frame.yaml --question nix", "--frame data.csv", ""):
        assert run(f"coding begin data.csv --to c.db {options}")[0] == REFUSED
        assert not (tmp_path / "c.db").exists()
    assert (
        "data.csv: SK401 there is no variable 'nix'"
        in run("coding begin data.csv --to c.db --frame frame.yaml --case nix")[1]
    )


def test_a_column_that_tells_no_cases_apart_is_refused_in_a_few_lines(run, tmp_path):
    (tmp_path / "data.csv").write_text("id,why,land\n" + "".join(f"{n},x,no\n" for n in range(90)), encoding="utf-8")
    code, said = run("coding begin data.csv --to c.db --frame frame.yaml --case land")
    assert code == REFUSED
    assert "and 84 more of this kind" in said
    assert len(said.splitlines()) == 12
    assert "--case" in said


def test_an_instrument_in_the_place_of_a_frame_is_called_one(run, tmp_path):
    text = "instrument: x\nversion: '1'\ntitle: X\nlanguages: [en]\nlists: {}\nsections: []\n"
    (tmp_path / "instrument.yaml").write_text(text, encoding="utf-8")
    said = run("coding begin data.csv --to c.db --frame instrument.yaml")[1]
    assert said.splitlines()[0] == "instrument.yaml:1:1: SK011 this is an instrument; a coding frame is asked for here"
    (tmp_path / "slip.yaml").write_text(FRAME.replace("frame:", "fram:") + "instrument: x\n", encoding="utf-8")
    assert "the key 'frame' is lacking" in run("coding begin data.csv --to c.db --frame slip.yaml")[1]


def test_a_name_that_is_written_otherwise_is_not_taken_for_another_coder(begun, tmp_path):
    begun("coding assign c.db --coders ida --by lead")
    code, said = begun("coding assign c.db --coders Ída --overlap 100% --by lead")
    assert code == REFUSED
    assert "c.db: SK718 'Ída' is not in it, but 'ida' is" in said
    (tmp_path / "codings.csv").write_text("case,question,coder,codes\n1,why,Ida,EXP\n", encoding="utf-8")
    code, said = begun("coding import c.db codings.csv --by lead")
    assert code == FINDINGS
    assert "SK718 warning: 'Ida' is not in it, but 'ida' is" in said
    assert begun("coding assign c.db --coders ada --overlap 100% --by lead")[0] == CLEAN


def test_codes_come_back_to_their_cases_by_the_column_they_were_taken_in_by(run, tmp_path):
    (tmp_path / "data.csv").write_text("firm,why,size\n3,We export.,1\n2,A fair,2\n1,Clients,3\n", encoding="utf-8")
    run("coding begin data.csv --frame frame.yaml --to c.db --case firm --by lead")
    given = "case,question,coder,codes\n3,why,ida,EXP\n2,why,ida,FAIR\n1,why,ida,CLI\n"
    (tmp_path / "codings.csv").write_text(given, encoding="utf-8")
    run("coding import c.db codings.csv --by lead")
    code, said = run("resolve c.db --data data.csv -o coded.csv")
    assert (code, "data.csv: SK719 note: 'firm' is taken for the ids of the cases" in said) == (CLEAN, True)
    rows = (tmp_path / "coded.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[3:] for row in rows] == [
        ["why_EXP", "why_FAIR", "why_CLI"], ["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]
    ]  # fmt: skip
    said = run("quotes c.db --data data.csv --by size --code EXP")[1]
    assert "1     We export.  3     ida" in said


def test_another_frame_than_that_of_the_store_needs_a_store_of_its_own(begun, tmp_path):
    (tmp_path / "other.yaml").write_text(FRAME.replace("frame: after", "frame: barriers"), encoding="utf-8")
    code_, said = begun("coding begin data.csv --frame other.yaml --to c.db")
    assert (code_, "SK899" in said, "store of its own" in said, "reframe" in said) == (REFUSED, True, True, False), said


def test_what_the_recorded_changes_carried_on_is_no_finding(begun, tmp_path):
    """Nothing is left to do, so neither a merge nor what reads the store says that there is."""
    code("c.db", "ida", {"5": "CLI"})
    (tmp_path / "next.yaml").write_text(MERGED, encoding="utf-8")
    begun("coding reframe c.db --frame next.yaml")
    begun("coding bundle c.db -o c.bundle")
    code_, said = begun("coding merge d.db c.bundle")
    assert (code_, "SK905 note: ida: 1 coding under version '1', carried on by" in said) == (CLEAN, True), said
    assert read_codings(tmp_path / "c.db", None)[2] == ()


def test_rounds_are_taken_in_by_the_variable_whose_role_that_is(run, tmp_path):
    variables = (
        Variable(name="id", role="id", type="text"),
        Variable(name="year", role="wave", type="text"),
        Variable(name="why", type="text"),
    )
    table = pa.table({"id": ["a5", "a9"], "year": ["2005", "2009"], "why": ["A fair", "Clients"]})
    formats.write(Dataset(Codebook(variables=variables), table), tmp_path / "panel.parquet")
    assert run("coding begin panel.parquet --frame frame.yaml --to p.db")[0] == CLEAN
    assert {unit.wave for unit in standing("p.db").units.values()} == {"2005", "2009"}
    assert "2 new, 0 known" in run("coding begin panel.parquet --frame frame.yaml --to p2.db")[1]
    assert "0 new, 2 known" in run("coding begin panel.parquet --frame frame.yaml --to p.db")[1]


def test_answers_that_were_taken_in_without_their_round_stay_as_they_are(run, tmp_path):
    plain = pa.table({"id": ["a5", "a9"], "why": ["A fair", "Clients"], "year": ["2005", "2009"]})
    variables = (Variable(name="id", role="id", type="text"), Variable(name="why", type="text"))
    for name, role in (("before", None), ("now", "wave")):
        book = Codebook(variables=(*variables, Variable(name="year", role=role, type="text")))
        formats.write(Dataset(book, plain), tmp_path / f"{name}.parquet")
    run("coding begin before.parquet --frame frame.yaml --to p.db")
    assert "0 new, 2 known" in run("coding begin now.parquet --frame frame.yaml --to p.db")[1]


def test_agreement_in_one_batch_and_in_another(begun):
    """Before and after training: each batch has figures of its own, and an open one none."""
    begun("coding assign c.db --coders ida,ola --overlap 100% --sample 2 --seed 1 --batch before")
    begun("coding assign c.db --coders ida,ola --overlap 100% --seed 1 --batch after")
    units = {batch.name: [unit.removeprefix("why/") for unit in batch.units] for batch in standing().batches}
    for coder, given in (("ida", "EXP"), ("ola", "FAIR")):
        code("c.db", coder, dict.fromkeys(units["before"], given))
        code("c.db", coder, dict.fromkeys(units["after"], "EXP"))
    shares = {}
    for name in units:
        code_, said = begun(f"agree c.db --batch {name} --replicates 0")
        assert code_ == CLEAN, said
        assert f"Batches                    {name}\n" in said
        shares[name] = next(line.split()[2] for line in said.splitlines() if "Percent agreement" in line)
    assert shares == {"before": "0.000", "after": "1.000"}
    code_, said = begun("agree c.db --batch befor")
    assert (code_, "SK734 there is no batch 'befor'" in said, "before" in said) == (REFUSED, True, True), said


def test_what_a_coder_leaves_behind_goes_to_others_and_what_was_judged_stays(begun):
    begun("coding assign c.db --coders kari --seed 1")
    code("c.db", "kari", {"1": "EXP"})
    code_, said = begun("coding assign c.db --from kari --coders ida,per --batch rest --seed 1")
    assert (code_, "c.db: 3 answers in batch 'rest'" in said) == (CLEAN, True), said
    given = {(batch.name, batch.coder): {*batch.units} for batch in standing().batches}
    assert given["batch 1", "kari"] == {"why/1"}
    assert given["rest", "ida"] | given["rest", "per"] == {"why/2", "why/4", "why/5"}
    assert any({"why/2", "why/4"} <= units for units in given.values())  # the same words go to one coder
    assert held() == {("1", "kari"): "EXP"}
    assert "nothing waits that they do not have" in begun("coding assign c.db --from kari --coders ida,per")[1]


def test_an_answer_of_two_coders_goes_to_a_third_and_not_to_the_second_again(begun):
    begun("coding assign c.db --coders kari,ida --overlap 100% --seed 1")
    assert "nothing waits" in begun("coding assign c.db --from kari --coders ida")[1]
    assert "4 answers in batch" in begun("coding assign c.db --from kari --coders ida,per")[1]
    assert {batch.coder: len(batch.units) for batch in standing().batches} == {"ida": 4, "kari": 0, "per": 4}
    assert "kari" not in begun("coding status c.db")[1]


def test_work_that_comes_back_from_who_left_is_kept(begun):
    begun("coding assign c.db --coders kari --seed 1")
    begun("coding bundle c.db -o kari.bundle --for kari")
    begun("coding merge kari.db kari.bundle")
    begun("coding assign c.db --from kari --coders ida --batch rest")
    code("kari.db", "kari", {"5": "CLI"})
    for _ in range(2):
        begun("coding merge c.db kari.db kari.bundle")
        assert held() == {("5", "kari"): "CLI"}
        assert {batch.coder: len(batch.units) for batch in standing().batches} == {"kari": 0, "ida": 4}


def test_a_coder_who_is_new_and_has_nearly_the_name_of_another_is_told(begun):
    begun("coding assign c.db --coders ida,ola --sample 2 --seed 1")
    code_, said = begun("coding assign c.db --coders olla --sample 1")
    assert (code_, "SK736 note: olla is new here; ola is known" in said) == (CLEAN, True), said
    assert "--from olla --coders ola" in said
    assert "SK736" not in begun("coding assign c.db --coders ola")[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--from karo --coders ida", "SK735 'karo' was given nothing"),
        ("--from kari --coders kari", "SK735 kari cannot take over from kari"),
        ("--from kari --coders ida --sample 2", "--from gives all that a coder leaves"),
    ],
)
def test_who_cannot_leave_anything_behind(line, told, begun):
    begun("coding assign c.db --coders kari --seed 1")
    before = standing()
    code_, said = begun(f"coding assign c.db {line}")
    assert (code_, told in said) == (REFUSED, True), said
    assert standing() == before


NORWEGIAN = FRAME.replace("[en]", "[nb, en]").replace("title: After", "title: {nb: Etter, en: After}")


def test_the_status_for_those_who_read_norwegian(begun, tmp_path):
    (tmp_path / "nb.yaml").write_text(NORWEGIAN, encoding="utf-8")
    begun("coding begin data.csv --frame nb.yaml --to nb.db")
    begun("coding assign nb.db --coders ida --seed 1")
    code("nb.db", "ida", {"1": "EXP"})
    code_, said = begun("coding status nb.db --language nb")
    assert code_ == CLEAN
    assert {"Framdrift", "Bunke", "Avgjort", "blindt"} <= {*said.split()}
    assert "SK704 there are no texts in 'ru'" in begun("coding status nb.db --language ru")[1]


def test_a_file_of_the_status_lists_every_answer_with_all_its_words(run, tmp_path):
    words = [
        f"{n} of the words that somebody wrote, which are many more than the eighty letters of a line"
        for n in range(60)
    ]
    lines = [f"{case},{text.replace(',', '')}" for case, text in enumerate([*words, *words])]
    (tmp_path / "many.csv").write_text("\n".join(["id,why", *lines]) + "\n", encoding="utf-8")
    run("coding begin many.csv --frame frame.yaml --to m.db")
    code("m.db", "ida", {str(n): "EXP" for n in range(60)})
    code("m.db", "ola", {str(n): "CLI" for n in range(60, 120)})
    said = run("coding status m.db")[1]
    assert "The first 50 of 60." in said
    assert "…" in said
    assert run("coding status m.db -o status.csv")[0] == CLEAN
    text = (tmp_path / "status.csv").read_text(encoding="utf-8")
    assert text.count("letters of a line") == 60
    assert "The first 50" not in text


def test_who_settles_has_left_what_differs_and_not_what_all_agree_on(begun):
    begun("coding assign c.db --coders ida,ola --overlap 100% --seed 1")
    code("c.db", "ida", {"1": "EXP", "2": "FAIR", "4": "FAIR"})
    code("c.db", "ola", {"1": "CLI", "2": "FAIR", "4": "FAIR"})
    begun("coding assign c.db --coders anna --role adjudicate --batch settle")
    row = next(line for line in begun("coding status c.db")[1].splitlines() if "adjudicate" in line)
    assert row.split() == ["settle", "adjudicate", "open", "anna", "3", "0", "0", "0", "1", "0", "0"]


def test_the_share_of_uncodable_answers_by_coder(begun):
    ledger_in(
        "c.db",
        lambda ledger: ledger.write(
            history_of("ida"),
            "ida",
            [Coded("why/1", "", "", "uncodable", reason="cut off"), Coded("why/2", "", "", codes=("FAIR",))],
        ),
    )
    row = next(line for line in begun("coding status c.db")[1].splitlines() if line.startswith("cut off"))
    assert row.split() == ["cut", "off", "ida", "1", "50.0"]


def test_a_store_on_a_server_is_read_by_all_that_reads_codings(begun, tmp_path, database, server):
    """Three coders in one database at once; then agreement, counts, quotes and variables from it."""
    begun(f"coding begin data.csv --frame frame.yaml --to {database}")
    begun(f"coding assign {database} --coders ida,ola,kari --overlap 100% --times 3 --seed 1")
    with ThreadPoolExecutor() as coders:
        judged = {"1": "EXP", "2": "FAIR", "4": "FAIR", "5": "CLI"}
        assert len([*coders.map(lambda coder: code(database, coder, judged), ("ida", "ola", "kari"))]) == 3
    for line, said in (
        (f"agree {database} --replicates 0", "4, judged by two coders or more"),
        (f"codes {database}", "4 answers, all with codes"),
        (f"quotes {database} --code EXP", "We sell abroad."),
        (f"resolve {database} --data data.csv -o out.csv", "5 cases"),
        (f"coding export {database} -o out.qdpx", "12 codings"),
        (f"coding status {database}", "kari"),
    ):
        code_, told = begun(line)
        assert (code_, said in told) == (CLEAN, True), told
        assert server.password not in told


def test_a_typology_of_another_question_than_was_coded_is_refused_by_its_name(begun, tmp_path):
    (tmp_path / "types.yaml").write_text(
        "typology: t\nlanguages: [en]\ntitle: T\nvariable: t\ncodings: {question: what, frame: frame.yaml}\n"
        "axes:\n  abroad:\n    label: Abroad\n    levels:\n      out: {label: Out, when: what_EXP = 1}\n"
        "      home: {label: Home}\ncells:\n  A: {label: A, at: [out]}\n  B: {label: B, at: [home]}\n",
        encoding="utf-8",
    )
    code, said = begun("classify data.csv --typology types.yaml --codings c.db")
    assert code == REFUSED
    assert "types.yaml:5:21: SK720 there are no codings of 'what'; there are of 'why'" in said
    assert "SK720" in begun("agree c.db --typology types.yaml --data data.csv")[1]


def test_names_of_coders_stand_apart_by_commas_and_by_nothing_else(begun):
    code, said = begun("coding assign c.db --coders ida;ola --by lead")
    assert (code, "with commas between them" in said) == (REFUSED, True)
    assert not standing().batches


def test_an_older_frame_is_not_offered_as_the_one_to_go_over_to(begun, tmp_path):
    (tmp_path / "frame-2.yaml").write_text(NEXT, encoding="utf-8")
    begun("coding reframe c.db --frame frame-2.yaml --by lead")
    code, said = begun("coding begin data.csv --frame frame.yaml --to c.db --by lead")
    assert (code, "Leave --frame out to go on with the frame of the store" in said) == (REFUSED, True)
    assert begun("coding begin data.csv --to c.db --by lead")[0] == CLEAN


def test_a_frame_for_other_questions_that_has_none_of_the_codes_is_refused(begun, tmp_path):
    other = "frame: other\nlanguages: [en]\ntitle: O\nquestions: [what]\ncodes:\n  X: {label: X, definition: X.}\n"
    (tmp_path / "other.yaml").write_text(other, encoding="utf-8")
    (tmp_path / "given.csv").write_text("case,question,coder,codes\n1,why,ida,EXP\n1,why,ola,EXP\n", encoding="utf-8")
    for verb in ("agree", "resolve", "quotes", "codes"):
        code, said = begun(f"{verb} given.csv --frame other.yaml")
        assert (code, "the frame is for 'what', and the answers are to 'why'; it has none of the codes" in said) == (
            REFUSED,
            True,
        ), said


def test_a_bundle_is_not_called_a_workbook(begun, tmp_path):
    code, said = begun("coding bundle c.db -o work.xlsx")
    assert (code, "such as work.bundle" in " ".join(said.split())) == (REFUSED, True)
    assert not (tmp_path / "work.xlsx").exists()
