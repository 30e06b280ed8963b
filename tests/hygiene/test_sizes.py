"""The house keeps its measure: functions fit a screen, files under 400 lines, packages under a dozen modules."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "surveykit"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_MODULES = 14
COUNTED_NOT = {"cli"}  # packages of more modules: one for each verb
LONGER = {}  # file -> why it may be longer
FORBIDDEN = {"utils", "helpers", "common", "manager", "service", "core", "misc"}


def length(function: ast.FunctionDef) -> int:
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    docstring = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - docstring


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_file_keeps_its_measure(file):
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 400 or str(file.relative_to(SOURCE)) in LONGER
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert length(node) <= 40, f"{node.name} has {length(node)} lines"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_a_module_has_a_caption_and_a_name_of_the_trade(file):
    caption = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert caption, "no first line says what it is"
    assert file.stem not in FORBIDDEN


def test_packages_hold_a_dozen_modules_or_a_little_more():
    for package in {file.parent for file in FILES} - {SOURCE} - {SOURCE / name for name in COUNTED_NOT}:
        modules = [file for file in package.glob("*.py") if file.stem != "__init__"]
        assert len(modules) <= MOST_MODULES, f"{package.name}: {len(modules)}"


TABLES = {
    "book/entries",
    "cli",
    "cli/coding",
    "econometrics",
    "engine",
    "exchange",
    "formats",
    "formats/table/vendors",
    "instrument/kinds",
    "quality/checks",
    "render",
    "reproduction/checks",
    "render/codebook",
    "render/paper",
    "render/validation",
    "store",
    "tui/spoken",
}  # an __init__ that is a table


def test_a_package_is_a_docstring_or_a_table():
    """Nothing is re-exported: an import inside a package runs nothing it did not ask for."""
    for init in SOURCE.rglob("__init__.py"):
        package = str(init.parent.relative_to(SOURCE))
        if init.parent == SOURCE or package in TABLES:
            continue
        body = ast.parse(init.read_text(encoding="utf-8")).body
        assert len(body) == 1, f"{package}/__init__.py holds more than its caption"


def test_the_public_face_imports_nothing_when_it_is_imported():
    body = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8")).body
    imported = [node.module for node in body if isinstance(node, ast.ImportFrom)]
    assert not [module for module in imported if module and module.startswith("surveykit")]
