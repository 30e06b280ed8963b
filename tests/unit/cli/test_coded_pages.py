"""`quotes`, `codes` and `coding suggest` as they are called, on the Italian sample."""

import json
import shutil
from pathlib import Path

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded

ROOT = Path(__file__).parents[3]
FRAME = ROOT / "codebooks" / "italian-after.yaml"
CODINGS = ROOT / "sample_responses" / "italian-network-contract-coding.csv"
DATA = ROOT / "sample_responses" / "italian-network-contract.parquet"


@pytest.fixture
def run(capsysbinary, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(verb, *arguments, codings=CODINGS):
        code = guarded(surveykit, [verb, str(codings), "--frame", str(FRAME), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def test_quotes_take_their_words_from_the_data(run):
    code, out, _ = run("quotes", "--data", DATA, "--by", "itz_before", "--code", "COLL", "--language", "en")
    assert code == CLEAN
    assert "COLL: 1 answer of 1 case" in out
    assert "Ora scegliamo insieme i mercati in cui entrare." in out


def test_without_the_data_it_is_said_that_there_are_no_words(run):
    _, _, err = run("quotes", "--code", "COLL")
    assert "SK782 warning: 27 of 27 answers have no words" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--code", "COLLL", "--code", "XX"], "SK781 the frame 'italian-after' has no code 'COLLL'"),
        (["--by", "itz_before"], "--by names a variable of the data"),
        (["--data", DATA, "--by", "itz_befor"], "SK401"),
        (["--policy", "single"], "SK765"),
        (["--coder", "eva"], "'eva' has coded nothing"),
        (["--language", "fr"], "SK704"),
        (["-o", "quotes.doc"], "SK590"),
    ],
)
def test_what_cannot_be_meant_is_refused(run, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("quotes", *arguments)
    assert (code, out) == (REFUSED, "")
    assert said in err


def test_a_policy_or_a_coder_decides_which_codes_hold(run):
    every, agreed, one = (
        run("quotes", "--data", DATA, "--code", "WIP", "--language", "en", *more)[1]
        for more in ([], ["--policy", "agreed"], ["--coder", "1"])
    )
    assert ["WIP: 5 answers" in every, "WIP: 3 answers" in agreed, "WIP: 4 answers" in one] == [True] * 3


@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".md", ".csv", ".json"])
def test_every_format_is_written(run, tmp_path, suffix):
    for verb in ("quotes", "codes"):
        out = tmp_path / f"{verb}{suffix}"
        assert run(verb, "--data", DATA, "-o", out)[0] == CLEAN
        assert out.stat().st_size > 500


def test_codes_by_a_closed_variable(run):
    code, out, _ = run("codes", "--data", DATA, "--by", "itz_before", "--language", "en")
    assert code == CLEAN
    assert "27 answers, 24 with codes; left out: coders disagree 3." in out
    assert "EXP    Exports started or increased                          2   1      3   25.0    6.3" in out
    code, _, err = run("codes", "--by", "itz_before")
    assert code == REFUSED
    assert "--data" in err


def test_the_codings_are_never_written_over(run, tmp_path):
    copy = tmp_path / "codings.csv"
    shutil.copy(CODINGS, copy)
    code, _, err = run("codes", "-o", copy, codings=copy)
    assert code == REFUSED
    assert "SK591" in err
    assert copy.read_bytes() == CODINGS.read_bytes()


def test_suggestions_are_measured_and_nothing_is_written(run, capsysbinary):
    arguments = [
        "coding",
        "suggest",
        str(CODINGS),
        "--frame",
        str(FRAME),
        "--data",
        str(DATA),
        "--language",
        "en",
        "-o",
        "-",
    ]
    before = CODINGS.read_bytes()
    assert guarded(surveykit, [*arguments, "--format", "json"]) == CLEAN
    (table,) = (b for b in json.loads(capsysbinary.readouterr().out)["blocks"] if b.get("key") == "hits")
    assert [row["cells"]["source"] for row in table["rows"]] == [
        "Keyword rules",
        "Like answers",
        "Learned from words",
        "All together",
        "The codes given most often",
    ]
    assert CODINGS.read_bytes() == before


def test_an_open_batch_takes_suggestions_and_their_use_is_measured(run, tmp_path, capsysbinary):
    from surveykit.cli.coded import read_codings
    from surveykit.cli.ledgers import ledger_of
    from surveykit.coding.acts import Coded
    from surveykit.coding.ledger import history_of
    from surveykit.suggest.adviser import adviser_of

    store = tmp_path / "coding.db"
    assert guarded(surveykit, ["coding", "begin", str(DATA), "--frame", str(FRAME), "--to", str(store)]) == CLEAN
    with ledger_of(str(store), writing=True) as ledger:
        frame, codings = ledger.frame(), ledger.codings()
        adviser = adviser_of(codings, frame, "ida")
        for unit in codings.units.values():
            told = adviser.advice(unit)
            if told:
                ledger.write(
                    history_of("ida"),
                    "ida",
                    [
                        Coded(
                            unit.id,
                            unit.hash,
                            frame.fingerprint,
                            codes=(told[0].code,),
                            accepted={told[0].code: told[0].source},
                            shown=tuple(one.code for one in told),
                        )
                    ],
                )
    capsysbinary.readouterr()
    assert guarded(surveykit, ["coding", "suggest", str(store), "--language", "en"]) == CLEAN
    said = capsysbinary.readouterr().out.decode()
    n = len(read_codings(store, None)[0].codings)
    assert f"Suggestions were shown for {n} judgements; of {n} codes given there, {n} (100 %)" in " ".join(said.split())


def test_the_pages_of_progress_and_of_suggestions_speak_the_language_of_the_frame(tmp_path, capsysbinary):
    store = str(tmp_path / "coding.db")
    assert guarded(surveykit, ["coding", "begin", str(DATA), "--frame", str(FRAME), "--to", store]) == CLEAN
    suggest = ["coding", "suggest", str(CODINGS), "--frame", str(FRAME), "--data", str(DATA)]
    for arguments, title in (
        (["coding", "status", store], f"Codifica: {store}"),
        (suggest, "Quanto servono i suggerimenti"),
        (["coding", "status", store, "--language", "en"], f"Coding: {store}"),
        ([*suggest, "--language", "en"], "How suggestions did"),
    ):
        capsysbinary.readouterr()
        assert guarded(surveykit, [*arguments, "-o", "-", "--format", "json"]) == CLEAN
        page = json.loads(capsysbinary.readouterr().out)
        assert page["title"].endswith(title.rpartition("/")[2])
        assert page["title"][0] == title[0]
