"""What all tests share: golden files, and a small dataset with everything that can be wrong in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import settings
from network import Line
from postgres_server import Server, binaries, running
from tables_elsewhere import lacking

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.text import Text

# The same examples in every run, so that a failure can be looked at; `make explore` draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "steady")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the golden files; read the difference")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if binaries() is None:
        terminalreporter.write_line("PostgreSQL's server is not on this machine: what needs one was not tested.")
    if lacking():
        terminalreporter.write_line(f"{lacking()}. Spark was not tested.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with the golden file of a name, or rewrite it where `--golden` says so."""

    def compare(name: str, made: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        assert path.exists(), f"there is no golden file {name}; run pytest --golden and read it"
        assert made == path.read_bytes(), f"{name} has changed; run pytest --golden and read the difference"

    return compare


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; those that stop it start it again."""
    if binaries() is None:
        pytest.skip("PostgreSQL's server (initdb, postgres) is not on this machine")
    with running() as server:
        yield server


@pytest.fixture
def database(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a new, empty database; what waits for it waits in the folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return server.fresh()


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A network before the server, which can fall silent."""
    line = Line(server.port)
    yield line
    line.close()


FIRMS = {
    "id": [f"f{number}" for number in range(1, 13)],
    "export": [1, 1, 1, 0, 0, 0, 0, 0, -9, None, 1, 0],
    "industry": [1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 7, -7],
    "barrier": [1, 2, 3, 4, 1, 2, 1, 1, -8, -9, 2, 3],
    "size": [10.0, 20.0, 30.0, 40.0, 50.0, 60.5, 70.0, 80.0, 99999.0, -9.0, float("nan"), 15.0],
    "never": [None] * 12,
    "founded": ["1998-05-01", "2001-01-31", "-9", None, *["1990-12-24"] * 8],
    "own_group": [1, 0, 1, 0, -1, -1, 0, 1, 1, 0, -9, 1],
    "suppliers": [1, 1, 0, 0, -1, -1, 1, 0, 1, 0, -9, -9],
    "weight": [1.0, 2.0, 0.5, 1.0, 1.0, 1.0, 0.0, -1.0, None, 1.5, 1.0, 1.0],
    "comment": ["good", None, "-7", "=1+1", "ø", None, None, None, "better than before", None, None, None],
}


def firms_codebook() -> Codebook:
    yesno = (Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})), Code(value=0, label=Text({"en": "No", "nb": "Nei"})))
    industries = tuple(
        Code(value=n, label=Text(label))
        for n, label in enumerate(["Software", "Hotels", "Land transport", "Insurance"], 1)
    )
    grades = tuple(
        Code(value=n, label=Text(label))
        for n, label in enumerate(["not important", "somewhat", "important", "very"], 1)
    )
    number, text = standard_missing("number"), standard_missing("text")
    return Codebook(
        name="firms",
        title=Text("Twelve firms"),
        languages=("en", "nb"),
        variables=(
            Variable(name="id", type="text", label=Text("Firm"), role="id"),
            Variable(name="export", label=Text({"en": "Export participation", "nb": "Eksport"}), codes="yesno", missing=number),
            Variable(name="industry", label=Text("Industry"), codes="industries", missing=number),
            Variable(name="barrier", label=Text("Barrier: regulation"), codes="grades", measure="ordinal", missing=number),
            Variable(name="size", label=Text("Employees"), measure="scale", missing=number, missing_ranges=(Range(low=90000),)),
            Variable(name="never", label=Text("Asked of nobody"), measure="scale", missing=number),
            Variable(name="founded", label=Text("Founded"), type="date", measure="scale", missing=text),
            Variable(name="own_group", label=Text("Own group"), codes="yesno", missing=number),
            Variable(name="suppliers", label=Text("Suppliers"), codes="yesno", missing=number),
            Variable(name="weight", label=Text("Weight"), measure="scale", role="weight"),
            Variable(name="comment", label=Text("Comments"), type="text", missing=text),
        ),
        lists={
            "yesno": CodeList(name="yesno", codes=yesno),
            "industries": CodeList(name="industries", codes=industries),
            "grades": CodeList(name="grades", codes=grades),
        },
        sets=(ResponseSet(name="partners", label=Text("Partners"), variables=("own_group", "suppliers"), choices=(1, 2)),),
    )  # fmt: skip


@pytest.fixture
def firms() -> Dataset:
    """Twelve firms: blanks, codes of every reason, a missing range, an undeclared code, bad weights."""
    types = {"size": pa.float64(), "never": pa.float64(), "weight": pa.float64()}
    columns = {name: pa.array(values, types.get(name), from_pandas=False) for name, values in FIRMS.items()}
    return Dataset(firms_codebook(), pa.table(columns))
