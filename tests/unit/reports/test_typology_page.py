"""The page of a typology: types, axes, other readings and cases as tables, in the language asked for."""

from textwrap import dedent

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.derive.typology.classify import classify
from surveykit.derive.typology.evidence import evidence_of
from surveykit.derive.typology.file import loaded
from surveykit.derive.typology.made import sensitivity, with_types
from surveykit.render import RENDERERS, render
from surveykit.reports.table import Table
from surveykit.reports.typology.page import typology_page
from surveykit.source import parsed

TEXT = """
    typology: t
    version: "1"
    title: {en: Kinds, nb: Slag}
    languages: [en, nb]
    variable: kind
    parameters:
      most: {label: {en: Most, nb: Mest}, default: 5}
      of: {label: {en: Of, nb: Av}, kind: variable, default: staff, values: [staff, others]}
    axes:
      age:
        label: {en: Age, nb: Alder}
        levels: {young: {label: {en: Young, nb: Ung}, when: years <= most}, old: {label: {en: Old, nb: Gammel}}}
      size:
        label: {en: Size, nb: Størrelse}
        levels: {small: {label: {en: Small, nb: Liten}, when: of < 10}, large: {label: {en: Large, nb: Stor}}}
    cells:
      YS: {label: {en: Young and small, nb: Ung og liten}, at: [young, small]}
      OL: {label: {en: Old and large, nb: Gammel og stor}, at: [old, large]}
    outside:
      REST: {label: {en: All others, nb: Alle andre}}
    sensitivity: {most: [3], of: [others]}
"""


@pytest.fixture
def found():
    missing = standard_missing("number")
    variables = (Variable(name="case", type="text", role="id"),)
    variables += tuple(Variable(name=name, missing=missing) for name in ("years", "staff"))
    table = pa.table({"case": ["a", "b", "c", "d"], "years": [4, 9, 2, -9], "staff": [5, 20, 40, 3]})
    return classify(Dataset(Codebook(variables=variables), table), loaded(parsed(dedent(TEXT))))


def page(found, language="en"):
    evidence = evidence_of(found)
    return typology_page(found, with_types(found, evidence), sensitivity(found), language, evidence=evidence)


def rows(document, key):
    (table,) = (block for block in document.blocks if isinstance(block, Table) and block.key == key)
    return [row.cells for row in table.rows]


def test_types_outside_and_missing_add_up_to_the_cases(found):
    assert rows(page(found), "types") == [
        ("YS", "Young and small", 1, 25),
        ("OL", "Old and large", 1, 25),
        ("", "Outside the types", None, None),
        ("REST", "All others", 1, 25),
        ("", "Without a type", None, None),
        ("", "no answer: years", 1, 25),
        ("", "Total", 4, 100),
    ]


def test_two_axes_are_a_field_of_types(found):
    assert rows(page(found), "axes") == [
        ("Young", "YS", 1, 100 / 3, "REST", 1, 100 / 3),
        ("Old", "REST", 0, 0, "OL", 1, 100 / 3),
    ]


def test_other_readings_are_counted_and_one_that_the_data_cannot_give_is_named(found):
    (table,) = (b for b in page(found).blocks if isinstance(b, Table) and b.key == "sensitivity")
    assert [row.cells for row in table.rows] == [
        ("as asked for", 1, 1, 1, 1, 0),
        ("most = 3", 0, 1, 2, 1, 1),
    ]
    assert table.notes == ("The data have not what this reading needs: of = others.",)


def test_each_case_says_why(found):
    assert rows(page(found), "cases")[0] == (
        "a",
        "YS",
        "age = young (years <= most); size = small (of < 10)",
        "years = 4; staff = 5",
    )
    assert rows(page(found), "cases")[3][:3] == ("d", "no answer", "no_answer: years")


def test_the_page_speaks_the_language_asked_for(found):
    document = page(found, "nb")
    assert document.title == "Slag"
    assert rows(document, "types")[0][1] == "Ung og liten"
    assert rows(document, "types")[2][1] == "Utenfor typene"


@pytest.mark.parametrize("suffix", RENDERERS)
def test_every_format_takes_the_page(found, suffix):
    assert len(render(page(found), suffix)) > 100
