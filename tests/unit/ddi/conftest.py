"""What the tests of DDI share: a codebook as XML, looked at as any reader of XML does."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.ddi.read import Reading, codebook_in
from surveykit.text import Text


@pytest.fixture
def small() -> Codebook:
    """A codebook with a little of everything."""
    number = standard_missing("number")
    return Codebook(
        name="small",
        title=Text({"nb": "Undersøkelsen", "en": "The survey"}),
        languages=("nb", "en"),
        variables=(
            Variable(name="case", type="text", role="id"),
            Variable(
                name="export",
                label=Text({"nb": "Eksport", "en": "Export"}),
                wording=Text({"nb": "Eksporterer dere?", "en": "Do you export?"}),
                codes="yesno",
                missing=number,
                decimals=0,
                origin=Origin(kind="asked", question="export", number="4", section="A"),
            ),
            Variable(
                name="share",
                label=Text("Share < 100 & more"),
                measure="scale",
                decimals=1,
                unit=Text({"nb": "prosent", "en": "per cent"}),
                range=Range(low=0, high=100),
                missing=number,
                missing_ranges=(Range(low=997, high=999), Range(high=-50)),
                origin=Origin(kind="asked", question="share", section="A", relevance="export = 1"),
            ),
            Variable(name="a b", type="date", earliest="2004-01-01"),
            Variable(name="a_b", measure="ordinal", notes="two\nlines"),
            Variable(name="w", role="weight", measure="scale"),
            Variable(name="m_1"),
            Variable(name="m_2"),
        ),
        lists={"yesno": CodeList(name="yesno", codes=(Code(value=1, label=Text("Yes")), Code(value=2.5)))},
        sets=(ResponseSet(name="m", label=Text("Several"), variables=("m_1", "m_2"), choices=(1, 2), most=1),),
        sections={"A": Text({"nb": "Foretaket", "en": "The firm"}), "B": Text("Empty")},
        notes=("one", "two"),
    )


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str], Reading]:
    """What a document says, put between the tags of a codebook."""

    def reading(inner: str, head: str = '<codeBook xmlns="ddi:codebook:2_5" version="2.5">') -> Reading:
        path = tmp_path / "study.xml"
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{head}{inner}</codeBook>', encoding="utf-8")
        return codebook_in(path)

    return reading


@pytest.fixture
def tree() -> Callable[[str], ET.Element]:
    """A document as elements."""
    return ET.fromstring  # written by us just now
