"""Two coders, blind, and an adjudicator code the Italian sample in the app by script; by file the same comes out."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.agreement.agree import agree
from surveykit.cli import surveykit
from surveykit.cli.boundary import guarded
from surveykit.cli.coded import read_codings
from surveykit.codebook.frames.file import load
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import CODINGS, Given, Took
from surveykit.coding.codings import Codings, Settlement, codings_of
from surveykit.coding.disagreement import comparisons
from surveykit.coding.ledger import ANSWERS, Ledger, batches_of
from surveykit.coding.unit import Unit
from surveykit.tui.coding.desk import CodingDesk
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.settling.desk import SettlingDesk

ROOT = Path(__file__).parents[2]
FRAME = ROOT / "codebooks" / "italian-after.yaml"
DATA = ROOT / "sample_responses" / "italian-network-contract.csv"
CODED = ROOT / "sample_responses" / "italian-network-contract-coding.csv"
CODERS = ("1", "2")


@pytest.fixture(scope="module")
def frame() -> CodingFrame:
    return load(FRAME)


@pytest.fixture(scope="module")
def firms() -> dict[str, dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def by_file(frame) -> Codings:
    codings, _, problems = read_codings(CODED, frame)
    assert not [problem for problem in problems if problem.severity == "error"]
    return codings


@pytest.fixture
def ledger(frame, firms, tmp_path) -> Iterator[Ledger]:
    """A store with the answers, given to two coders, blind, in the same order."""
    units = [Unit(case, "after_text", row["after_text"]) for case, row in firms.items()]
    with stores.open(tmp_path / "coding.db", writing=True, holds=CODINGS) as opened:
        ledger = Ledger(opened)
        ledger.write(ANSWERS, "lead", [Took(tuple(units), DATA.name)])
        ledger.use(frame, FRAME.read_text(encoding="utf-8"), "lead")
        for coder in CODERS:
            ledger.write(batches_of(coder), "lead", [Given("all", coder, tuple(unit.id for unit in units))])
        yield ledger


def code(ledger: Ledger, coder: str, by_file: Codings, frame: CodingFrame) -> None:
    """Have a coder code in the app, by the codes that stand in the file; keys only."""
    keys = {code: key for key, code in hotkeys(frame).items()}
    desk = CodingDesk(ledger, coder, language="en")
    assert not desk.task.others, "a blind coder is handed nothing of the others"
    for _ in range(len(by_file.units)):
        place = desk.answer.session.place
        wanted = by_file.codings[place[0], coder].codes
        if any(by_file.codings[unit, coder].codes != wanted for unit in place):
            desk.strike("ctrl+d")  # answers with the same words are judged one by one
        screen = "\n".join("".join(piece.text for piece in line) for line in desk.drawn(80, 24))
        assert "[x]" not in screen, "nobody else's codes are in sight"
        desk.strike(*(keys[code] for code in wanted), "enter")
        if desk.answer.session.done == len(by_file.units):
            break
    desk.strike("ctrl+q", "ctrl+q")


def settle(ledger: Ledger, by: str) -> None:
    """Have an adjudicator take the side of the first coder throughout; keys only."""
    desk = SettlingDesk(ledger, by, language="en")
    while desk.page.settling.done < len(desk.page.settling.shown):
        desk.press("f5")
        desk.press("enter")
    desk.press("escape")
    assert desk.done


def said(codings: Codings) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    return {key: (held.outcome, tuple(sorted(held.codes))) for key, held in codings.codings.items()}


def holds(codings: Codings, unit: str) -> tuple[str, ...]:
    """The codes that hold for an answer: what was settled, or what both coders hold."""
    return codings.settled[unit].codes if unit in codings.settled else codings.of(unit)[0].codes


def groups(codings: Codings, frame: CodingFrame, firms: dict[str, dict[str, str]]) -> Counter[str]:
    """A, B, C and D: international before the contract or not, by a tangible contribution or none."""
    letters = {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}
    return Counter(
        letters[firms[unit.case]["itz_before"] == "1", frame.has(holds(codings, unit.id), "tangible")]
        for unit in codings.units.values()
    )


def letters_of(codings: Codings, frame: CodingFrame, firms: dict[str, dict[str, str]]) -> dict[tuple[str, str], str]:
    """The letter each coder's codes lead to."""
    return {
        (unit, coder): ("AB" if firms[codings.units[unit].case]["itz_before"] == "1" else "CD")[
            not frame.has(held.codes, "tangible")
        ]
        for (unit, coder), held in codings.independent.items()
    }


def test_by_the_app_the_same_comes_out_as_by_file(ledger, by_file, frame, firms):
    for coder in CODERS:
        code(ledger, coder, by_file, frame)
    coded = ledger.codings()
    assert said(coded) == said(by_file)
    assert [one.unit for one in comparisons(coded, frame)[:3]] == [f"after_text/IT{n}" for n in ("12", "14", "09")], (
        "answers in another group come first"
    )

    settle(ledger, "lead")
    settled = ledger.codings()
    assert said(settled) == said(by_file), "every input is kept"
    settlements = [
        Settlement(unit, "lead", codes=by_file.codings[unit, "1"].codes)
        for unit in ("after_text/IT09", "after_text/IT12", "after_text/IT14")
    ]
    of_file = codings_of(by_file.units.values(), by_file.codings.values(), settlements)
    assert {u: s.codes for u, s in settled.settled.items()} == {u: s.codes for u, s in of_file.settled.items()}
    for codings in (settled, of_file):
        assert groups(codings, frame, firms) == {"A": 3, "B": 6, "C": 4, "D": 14}
        report = agree(codings, frame, groups={"itz_group": letters_of(codings, frame, firms)}, replicates=0)
        (letter,) = report.of("group", "itz_group")
        assert round(letter["cohen"].value, 6) == 0.885593
        assert round(letter["alpha"].value, 6) == 0.887712


def test_the_agreement_is_the_same_after_settling(ledger, by_file, frame):
    for coder in CODERS:
        code(ledger, coder, by_file, frame)
    before = agree(ledger.codings(), frame, attribute="tangible", replicates=0)
    settle(ledger, "1")
    assert agree(ledger.codings(), frame, attribute="tangible", replicates=0) == before
    assert {held.method for held in ledger.codings().settled.values()} == {"consensus"}, "the first coder settled it"


def said_by(*words: object) -> int:
    """Give a command as one types it."""
    return guarded(surveykit, [str(word) for word in words])


def typed(codings: Path, target: Path) -> Counter[str]:
    """The groups of the firms, by the command that classifies them."""
    typology = ROOT / "codebooks" / "italian-abcd.yaml"
    assert (
        said_by("classify", DATA.with_suffix(".parquet"), "--typology", typology, "--codings", codings, "-o", target)
        == 0
    )
    with target.open(encoding="utf-8", newline="") as file:
        return Counter(row["itz_group"] for row in csv.DictReader(file))


def test_two_laptops_bundles_and_commands_come_to_the_same(by_file, frame, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    lead = Path("coding.db")
    assert said_by("coding", "begin", DATA, "--frame", FRAME, "--to", lead, "--by", "lead") == 0
    assert said_by("coding", "assign", lead, "--coders", "1,2", "--overlap", "100%", "--seed", 1, "--by", "lead") == 0
    for coder in CODERS:
        out, store, back = (Path(f"{coder}.{suffix}") for suffix in ("out.bundle", "db", "back.bundle"))
        assert said_by("coding", "bundle", lead, "-o", out, "--for", coder) == 0
        assert said_by("coding", "merge", store, out) == 0
        with stores.open(store, writing=True, holds=CODINGS) as opened:
            code(Ledger(opened), coder, by_file, frame)
        assert said_by("coding", "bundle", store, "-o", back) == 0
    for backs in (["2.back.bundle", "1.back.bundle"], ["1.back.bundle"]):  # in any order, and once more
        assert said_by("coding", "merge", lead, *backs) == 0
    with stores.open(lead, writing=True, holds=CODINGS) as opened:
        assert said(Ledger(opened).codings()) == said(by_file)
        settle(Ledger(opened), "anna")
    capsys.readouterr()
    assert typed(lead, Path("types.csv")) == {"A": 3, "B": 6, "C": 4, "D": 14}
    assert said_by("coding", "export", lead, "-o", "codings.csv") == 0
    assert typed(Path("codings.csv"), Path("by-file.csv")) == {"A": 3, "B": 6, "C": 4, "D": 14}
