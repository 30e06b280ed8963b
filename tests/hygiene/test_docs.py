"""The documentation tells the truth: commands exist and print what the pages say, links lead somewhere, examples run."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

import surveykit
from surveykit.cli import VERBS
from surveykit.expr.parse import FUNCTIONS
from surveykit.formats import every_format
from surveykit.instrument.file import inspect
from surveykit.instrument.kinds import KINDS
from surveykit.render import EVERY

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PROMPT = "$ surveykit "
COMMANDS_OF_CODING = (
    "coding begin sample_responses/italian-network-contract.sav --frame codebooks/italian-after.yaml --to italy.db",
    "coding assign italy.db --coders ida,ola --overlap 100% --seed 814",
    "coding import italy.db codings.csv",
)
LEFT_OUT = "[...]"
WHOLE = (
    "how-to/routing-and-checks.md",
    "how-to/write-an-instrument.md",
    "how-to/write-your-first-instrument.md",
    "tutorial/first-survey.md",
)
FIRST = (  # pages whose first block in YAML is a file of their commands
    ("describe-register-data.md", "firm-register.yaml"),
    ("fit-models.md", "models.yaml"),
    ("check-a-published-table.md", "paper.yaml"),
)
IN_ORDER = (  # each command does something to what the one before it left
    DOCS / "tutorial" / "check-a-paper.md",
    DOCS / "tutorial" / "code-open-answers.md",
    DOCS / "tutorial" / "published-table.md",
)
SAVED = re.compile(r"(Save this as|Add this at the end of) `([^`]+)`")
SLIPS = {  # the slip that the reader makes in the instrument of a page, by the complaint about it
    "'singel'": ("how-to/write-an-instrument.md", "single\n        codes: satisfaction", "singel"),
    "SK112 -7": ("how-to/routing-and-checks.md", "export = 1\n        when_unknown", "export = -7"),
    "SK220 warning": ("how-to/routing-and-checks.md", "export = 1\n        else", "export = 1 and share > 100"),
    "SK222 warning": ("how-to/routing-and-checks.md", "employees >= 10\n            message", "employees >= 0"),
    "SK211 'share'": ("how-to/routing-and-checks.md", "export = 1\n        when_unknown", "markets > 0"),
    "'writen'": ("how-to/write-your-first-instrument.md", "written = 1\n        text: With", "writen = 1"),
    "'Training'": ("tutorial/first-survey.md", "training = 1\n        else", "Training = 1"),
}


def called(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path, language: str | None = None) -> list[str]:
    """The code blocks of a page, of one language or of all."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [text for spoken, text in found if language in (None, spoken)]


def runs(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines it is said to print."""
    return runs_of(blocks(page))


def runs_of(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The commands of code blocks, each with the lines it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in texts:
        current: list[str] | None = None
        for line in block.splitlines():
            if line.startswith("$ "):
                current = [] if line.startswith(PROMPT) else None
                if current is not None:
                    found.append((line.removeprefix(PROMPT), current))
            elif current is not None:
                current.append(line)
    return found


COMMANDS = [(page, line) for page in PAGES for line, _ in runs(page)]
PRINTING = [(page, line, said) for page in PAGES if page not in IN_ORDER for line, said in runs(page) if said]


def test_there_is_something_to_look_at():
    assert len(PAGES) > 20
    assert len(COMMANDS) > 40
    assert len(PRINTING) > 25


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=lambda value: called(value) if isinstance(value, Path) else "")
def test_a_command_on_a_page_exists_with_its_options(page, line):
    verb, *arguments = shlex.split(line)
    assert verb in VERBS, f"{called(page)}: {line}"
    command = import_module(VERBS[verb][0]).command
    with command.make_context(verb, arguments):
        pass


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files the pages speak of."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("codebooks", "instruments", "sample_responses"):
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    shutil.copytree(ROOT / "studies", folder / "studies", ignore=shutil.ignore_patterns("build"))
    text = (ROOT / "instruments" / "norwegian-sis.yaml").read_text(encoding="utf-8")
    slips = text.replace("turnover2006 / employees <= 11000", "turnover2006 / employes <= 11000")
    (folder / "sis.yaml").write_text(slips.replace("relevance: mne = 1", "relevance: mne = 2", 1), encoding="utf-8")
    for page in WHOLE:
        whole = next(block for block in blocks(DOCS / page, "yaml") if block.startswith("instrument:"))
        (folder / f"{re.findall(r'instrument: (.+)', whole)[0]}.yaml").write_text(whole, encoding="utf-8")
    for page, name in FIRST:
        (folder / name).write_text(blocks(DOCS / "how-to" / page, "yaml")[0], encoding="utf-8")
    frame = blocks(DOCS / "how-to" / "write-a-coding-frame.md", "yaml")[0]
    (folder / "network-effects.yaml").write_text(frame, encoding="utf-8")
    (folder / "network-effects-2.yaml").write_text(split(frame), encoding="utf-8")
    (folder / "register.csv").write_text("case,employees,trade\na,12.5,Trade\nb,0,No trade\nc,,1\n", encoding="utf-8")
    responses = next(b for b in blocks(DOCS / "how-to" / "import-responses.md") if b.startswith("case;"))
    (folder / "web.csv").write_text(responses, encoding="utf-8")
    poll = next(b for b in blocks(DOCS / "how-to" / "import-spreadsheets.md") if b.startswith("Respondent ID"))
    (folder / "poll.csv").write_text(poll, encoding="utf-8")
    stranger = next(b for b in blocks(DOCS / "how-to" / "match-a-file.md") if b.startswith("Case,"))
    (folder / "stranger.csv").write_text(stranger, encoding="utf-8")
    dictionary = next(b for b in blocks(DOCS / "how-to" / "forms-of-other-systems.md") if b.startswith("Variable /"))
    (folder / "project.csv").write_text(dictionary, encoding="utf-8")
    (folder / "fake.sav").write_text(responses, encoding="utf-8")
    rounds = DOCS / "how-to" / "rounds-and-clusters.md"
    forms = [block for block in blocks(rounds, "yaml") if block.startswith("instrument:")]
    tables = [block for block in blocks(rounds) if block.startswith("case;")]
    for form, table in zip(forms, tables, strict=True):
        name = re.findall(r"instrument: (.+)", form)[0]
        (folder / f"{name}.yaml").write_text(form, encoding="utf-8")
        (folder / f"{name}.csv").write_text(table, encoding="utf-8")
    key_the_tutorial(folder)
    sample = "sample_responses/norwegian-sis.sav --instrument instruments/norwegian-sis.yaml"
    run(f"import {sample} -o sis.parquet", folder)
    design, weighting, *_ = blocks(DOCS / "how-to" / "weight-a-sample.md", "yaml")
    (folder / "sis-design.yaml").write_text(design, encoding="utf-8")
    (folder / "sis-weighting.yaml").write_text(weighting, encoding="utf-8")
    corrections = next(b for b in blocks(DOCS / "how-to" / "clean-with-a-trail.md", "yaml"))
    (folder / "corrections.yaml").write_text(corrections, encoding="utf-8")
    run("correct sis.parquet --corrections corrections.yaml -o clean.parquet", folder)
    run("validate sis.parquet --write-baseline known.yaml", folder)
    run("import training.db -o training.parquet", folder)
    run("new study farms", folder)
    run("run farms", folder)
    frame = "sample_responses/norwegian-sis-frame.csv"
    run(
        f"draw {frame} --to norway.db --instrument instruments/norwegian-sis.yaml --map industry=frame_industry", folder
    )
    code_the_sample(folder)
    run(f"outcome norway.db --list {frame} --column returned --as 1=1.1 --as 0=3.19", folder)
    return folder


def code_the_sample(folder: Path) -> None:
    """The Italian answers in a store, coded by the two coders of the sample."""
    table = (ROOT / "sample_responses" / "italian-network-contract-coding.csv").read_text(encoding="utf-8")
    named = table.replace(",after_text,1,", ",after_text,ida,").replace(",after_text,2,", ",after_text,ola,")
    (folder / "codings.csv").write_text(named, encoding="utf-8")
    for line in COMMANDS_OF_CODING:
        run(line, folder)


def split(frame: str) -> str:
    """The second version of the coding frame of the page: exports that started, and those that grew."""
    first = re.findall(r"  EXP:\n(?:    .*\n)+", frame)[0]
    lines = first.splitlines(keepends=True)
    started = (
        "".join(line for line in lines if "twice" not in line).replace("EXP", "FIRST").replace(" or increased", "")
    )
    more = "".join(line for line in lines if "We sold" not in line and "ustria" not in line and "counter" not in line)
    more = more.replace("EXP", "MORE").replace("started or ", "").replace("hotkey: e", "hotkey: m")
    return frame.replace('version: "1"', 'version: "2"').replace(first, started + more)


def key_the_tutorial(folder: Path) -> None:
    """The four interviews of the tutorial, by the keys its page names."""
    from surveykit import store
    from surveykit.instrument.file import load
    from surveykit.tui.desk import Desk

    path = folder / "training.yaml"
    page = (DOCS / "tutorial" / "first-survey.md").read_text(encoding="utf-8")
    rows = [("F-001", "`12` Enter, `1` Enter, `8` Enter, `1 3` Enter"), *re.findall(r"\| `(F-\d+)` \| (.+) \|", page)]
    with store.open(folder / "training.db", writing=True) as opened:
        for case, keys in rows:
            form = Desk(load(path), path.read_text(encoding="utf-8"), opened, "kari", case=case)
            for typed, key in re.findall(r"`([^`]+)`|\b(Enter|F\d+)\b", keys):
                for sign in typed:
                    form.press("space" if sign == " " else sign, sign)
                if key:
                    form.press(key.lower())
            form.press("f10")
            assert form.done, case


def run(line: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "surveykit", *shlex.split(line)],
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"PYTHONUTF8": "1"},
    )
    assert done.returncode in (0, 1, 2), done.stdout
    return done.stdout


def make_slip(file: Path, page: str, right: str, wrong: str) -> None:
    """The instrument of a page with the first line of some words replaced."""
    whole = next(block for block in blocks(DOCS / page, "yaml") if block.startswith("instrument:"))
    assert whole.count(right) == 1
    _, _, rest = right.partition("\n")
    file.write_text(whole.replace(right, f"{wrong}\n{rest}"), encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "line", "said"), PRINTING, ids=[f"{called(page)}-{line[:40]}" for page, line, _ in PRINTING]
)
def test_a_command_prints_what_the_page_says(page, line, said, desk, tmp_path):
    slip = next((change for complaint, change in SLIPS.items() if complaint in said[0]), None)
    if slip is not None:
        make_slip(tmp_path / line.split()[-1], *slip)
    compared(said, run(line, desk if slip is None else tmp_path))


def compared(said: list[str], printed: str) -> None:
    """What a page says is printed is, in this order."""
    lines = iter(printed.splitlines())
    for expected in said:
        if expected != LEFT_OUT and expected.strip():
            assert any(expected == found for found in lines), f"not printed, or not in this order: {expected!r}"


@pytest.mark.parametrize(
    ("page", "left"),
    zip(IN_ORDER, ("paper.xlsx", "coded.xlsx", "tabeller.docx"), strict=True),
    ids=lambda value: called(value) if isinstance(value, Path) else "",
)
def test_a_tutorial_runs_from_top_to_bottom(page, left, tmp_path):
    text = page.read_text(encoding="utf-8")
    saved = iter(SAVED.findall(text))
    for needed in ("sample_responses/norwegian-sis.sav", "instruments/norwegian-sis.yaml"):
        (tmp_path / Path(needed).name).symlink_to(ROOT / needed)
    tables = [dict(zip(head, keys, strict=True)) for head, *rows in keyed(text) for keys in rows]
    for language, block in FENCE.findall(text):
        if language == "python":
            subprocess.run([sys.executable, "-c", block], cwd=tmp_path, check=True)
        elif language == "yaml":
            how, name = next(saved)
            with (tmp_path / name).open("w" if how.startswith("Save") else "a", encoding="utf-8") as file:
                file.write(block)
        elif block.startswith(f"{PROMPT}code "):
            _, store, _, by, *how = shlex.split(block.removeprefix(PROMPT))
            sit_down(tmp_path / store, by, {row["case"]: row[by] for row in tables if by in row}, settles=bool(how))
        else:
            for line, said in runs_of([block]):
                compared(said, run(line, tmp_path))
    assert (tmp_path / left).exists()


def keyed(text: str) -> list[list[list[str]]]:
    """The tables of a page that say which keys are struck at which case: the heads, then the rows."""
    found = re.findall(r"^\| case \|.+\n(?:\|.+\n)+", text, re.MULTILINE)
    rows = [[[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()] for table in found]
    return [[head, *([cell.strip("`") if at == 0 else cell for at, cell in enumerate(row)] for row in rest)]
            for head, _, *rest in rows]  # fmt: skip


def sit_down(path: Path, by: str, keys: dict[str, str], *, settles: bool) -> None:
    """Code answers, or settle them, by the keys a page names for each case."""
    from surveykit import store
    from surveykit.coding.acts import CODINGS
    from surveykit.coding.ledger import Ledger
    from surveykit.tui.coding.desk import CodingDesk
    from surveykit.tui.settling.desk import SettlingDesk

    with store.open(path, writing=True, holds=CODINGS) as opened:
        desk = (SettlingDesk if settles else CodingDesk)(Ledger(opened), by)
        for _ in keys:
            unit = desk.page.settling.found.unit if settles else desk.answer.session.place[0]
            for typed, key in re.findall(r"`([^`]+)`|\b(Enter|F\d+)\b", keys[unit.partition("/")[2]]):
                for sign in typed:
                    desk.press("space" if sign == " " else sign, sign)
                if key:
                    desk.press(key.lower())
        session = desk.page.settling if settles else desk.answer.session
        assert session.done == (len(session.shown) if settles else len(session.task.units))


@pytest.mark.parametrize("page", PAGES, ids=called)
def test_links_and_pictures_exist(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        if not re.match(r"[a-z]+:", link) and not link.startswith("#"):
            assert (page.parent / link.split("#")[0]).exists(), link


def test_pictures_are_light():
    pictures = [picture for picture in (DOCS / "pictures").iterdir() if picture.is_file()]
    assert {"entry.svg", "codebook.png"} <= {picture.name for picture in pictures}
    assert [picture.name for picture in pictures if picture.stat().st_size > 150_000] == []


def test_every_page_is_named_in_the_index():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        place = page.relative_to(DOCS).as_posix()
        assert place == "README.md" or place.startswith("adr/") or f"({place})" in index, place


@pytest.mark.parametrize("page", [p for p in PAGES if any(b.startswith("instrument:") for b in blocks(p))], ids=called)
def test_an_instrument_on_a_page_is_sound(page, tmp_path):
    for number, block in enumerate(blocks(page, "yaml")):
        if block.startswith("instrument:"):
            path = tmp_path / f"{number}.yaml"
            path.write_text(block, encoding="utf-8")
            assert [str(problem) for problem in inspect(path).problems] == []


def test_the_codebook_and_the_frame_of_the_page_are_sound(tmp_path):
    from surveykit.codebook import file
    from surveykit.codebook.frames import file as frame_file

    book, _, codes = blocks(DOCS / "how-to" / "describe-register-data.md", "yaml")
    effects = blocks(DOCS / "how-to" / "write-a-coding-frame.md", "yaml")[0]
    for inspected, block in ((file.inspect, book), (frame_file.inspect, codes), (frame_file.inspect, effects)):
        path = tmp_path / "x.yaml"
        path.write_text(block, encoding="utf-8")
        assert [str(problem) for problem in inspected(path).problems] == []


def test_the_rules_of_the_pages_are_sound(tmp_path):
    from surveykit.quality.rules.file import inspect as inspect_rules

    found = [b for b in blocks(DOCS / "how-to" / "validate-a-dataset.md", "yaml") if b.startswith("rules:")]
    assert found
    for block in found:
        (tmp_path / "x.yaml").write_text(block, encoding="utf-8")
        assert [str(problem) for problem in inspect_rules(tmp_path / "x.yaml").problems] == []


def test_the_table_book_of_the_page_is_sound_and_the_page_names_every_kind_of_entry(tmp_path):
    from surveykit.book.entries import AnyEntry
    from surveykit.book.file import inspect as inspect_book

    page = DOCS / "how-to" / "make-a-table-book.md"
    (tmp_path / "x.yaml").write_text(blocks(page, "yaml")[0], encoding="utf-8")
    assert [str(problem) for problem in inspect_book(tmp_path / "x.yaml").problems] == []
    kinds = {kind.model_fields["kind"].annotation.__args__[0] for kind in AnyEntry.__args__[0].__args__}
    assert [kind for kind in kinds if f"`{kind}`" not in page.read_text(encoding="utf-8")] == []


def test_the_page_on_instruments_shows_every_kind():
    page = (DOCS / "how-to" / "write-an-instrument.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"type: {kind.model_fields['type'].annotation.__args__[0]}\n" in page


def test_the_reference_names_every_function_suffix_option_and_key():
    language = (DOCS / "reference" / "expression-language.md").read_text(encoding="utf-8")
    assert [name for name in FUNCTIONS if f"`{name}(" not in language] == []
    formats = (DOCS / "reference" / "file-formats.md").read_text(encoding="utf-8")
    suffixes = [*(suffix for format_ in every_format() for suffix in format_.suffixes), *EVERY]
    options = [name for format_ in every_format() for name in format_.options.model_fields]
    assert [name for name in (*suffixes, *options) if f"`{name}`" not in formats] == []


@pytest.mark.parametrize("script", [e for e in EXAMPLES if e.name != "demo.py"], ids=lambda script: script.name)
def test_an_example_runs_and_is_short(script, tmp_path):
    assert len(script.read_text(encoding="utf-8").splitlines()) < 40
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.slow
def test_the_demo_makes_the_four_studies_and_their_reports_say_what_does_not_hold(tmp_path):
    for name in ("codebooks", "instruments", "sample_responses"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    for name in ("studies", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("build"))
    done = subprocess.run(
        [sys.executable, tmp_path / "examples" / "demo.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    reports = {path.parents[1].name: path.read_text("utf-8") for path in tmp_path.glob("studies/*/build/report.html")}
    assert set(reports) == {"belgium", "italy", "norway", "russia"}
    assert all("Synthetic data" in page for page in reports.values())
    assert "This is an inference" in reports["norway"]
    assert "983" in reports["belgium"]


def test_the_python_of_the_page_runs(desk):
    source = "\n".join(blocks(DOCS / "how-to" / "use-from-python.md", "python"))
    source = source.replace("field.db", "training.db").replace(
        "sk.tabulate(instrument, interviews)", "sk.tabulate(sk.load_instrument(Path('training.yaml')), interviews)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source.replace("slip.yaml", "sis.yaml")],
        cwd=desk,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "SK110" in done.stdout


def test_the_python_of_the_page_on_cleaning_runs(desk):
    source = "\n".join(blocks(DOCS / "how-to" / "clean-with-a-trail.md", "python"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout == "1 51\n", done.stderr


def test_the_python_of_the_page_on_agreement_runs(desk):
    source = "\n".join(blocks(DOCS / "how-to" / "measure-agreement.md", "python"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout == "0.871 27\n", done.stderr
    assert (desk / "agreement.html").exists()


def test_the_python_of_the_page_on_weights_runs(desk):
    source = "\n".join(blocks(DOCS / "how-to" / "weight-a-sample.md", "python"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout == "4230\n", done.stderr


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("turn-codings-into-variables", "Effetto tangibile ola\n"),
        ("build-a-typology", "{'NC': 529, 'C': 168, 'IC': 117"),
        ("compare-groups", "export 2 0 0.686 True\n"),
        ("fit-models", "798 0.710 (0.117), robust (0.115)\n[('export', 5), ('labprod', 11)]\n0.185, 0.121 to 0.249\n"),
        ("tell-two-outcomes-at-once", "coop inno 0.64 (0.14), 95 %: 0.37 to 0.92\nexport coop 0.79 (0.50)"),
        ("correct-for-selection", "7118 2166 0.1923\nconditional -0.0537 0.0356\n"),
    ],
)
def test_the_python_of_further_pages_runs(page, printed, desk):
    source = "\n".join(blocks(DOCS / "how-to" / f"{page}.md", "python"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout.startswith(printed), done.stderr


def test_the_estimate_made_by_hand_is_that_of_the_program(desk):
    source = "\n".join(blocks(DOCS / "explanation" / "how-estimates-are-made.md", "python"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout == "6.0 1.78 2.0\n", done.stderr


def test_the_model_of_the_page_on_models_is_that_of_the_program(desk):
    page = DOCS / "explanation" / "how-models-are-fitted.md"
    source, printed = "\n".join(blocks(page, "python")), "".join(blocks(page, "text"))
    done = subprocess.run([sys.executable, "-c", source], cwd=desk, capture_output=True, text=True, check=False)
    assert done.stdout == printed, done.stderr


@pytest.mark.parametrize("name", surveykit.__all__)
def test_a_public_name_resolves_and_is_on_the_page(name):
    assert getattr(surveykit, name) is not None
    assert f"`{name}`" in (DOCS / "how-to" / "use-from-python.md").read_text(encoding="utf-8")


def test_what_type_checkers_see_is_what_is_loaded():
    tree = ast.parse((ROOT / "src" / "surveykit" / "__init__.py").read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname or alias.name: f"{node.module}:{alias.name}"
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(seen) == surveykit.__all__ == sorted(surveykit._HOMES)
    assert {name: f"surveykit.{home}" for name, home in surveykit._HOMES.items()} == seen


def test_a_name_that_is_not_public_is_refused():
    with pytest.raises(AttributeError, match="surveykit has no 'nothing'"):
        surveykit.nothing  # noqa: B018 - reading it is the test
