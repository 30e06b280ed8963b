"""What a format cannot carry, one warning a kind of loss."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries
from surveykit.formats.losses import contents_of, losses
from surveykit.formats.spss.write import CARRIES as SAV
from surveykit.text import Text


def said(codebook, carries, language="", dataset=None):
    contents = contents_of(dataset, carries) if dataset else None
    return [f"{loss.rule.code} {loss.what}" for loss in losses(codebook, carries, language, contents)]


def test_a_format_that_carries_all_loses_nothing(firms):
    assert said(firms.codebook, Carries(whole=True)) == []


def test_a_plain_table_loses_all_but_the_values(firms):
    (loss,) = said(firms.codebook, Carries())
    assert loss.startswith("SK510 not written: types other than number (3), variable labels (11)")
    assert "value labels (9)" in loss
    assert "which codes are missing (9)" in loss


def test_a_sav_loses_languages_of_labels_only(firms):
    assert "SK512 of the languages 'en', 'nb' only 'nb' is written" in said(firms.codebook, SAV, "nb")


@pytest.mark.parametrize(("label", "problem"), [("x" * 256, False), ("x" * 257, True), ("ж" * 129, True)])
def test_labels_are_measured_in_bytes(label, problem):
    codebook = Codebook(variables=(Variable(name="a", label=Text(label)),))
    assert ("SK513 variable labels are cut to 256 bytes: 'a'" in said(codebook, SAV)) == problem


def test_long_value_labels_are_named_with_their_code():
    codes = CodeList(name="l", codes=(Code(value=1, label=Text("ж" * 61)), Code(value=2, label=Text("ж" * 60))))
    codebook = Codebook(variables=(Variable(name="a", codes="l"),), lists={"l": codes})
    assert said(codebook, SAV) == ["SK513 value labels are cut to 120 bytes: 'a 1'"]


def test_a_fourth_missing_text_finds_no_place_and_the_rarest_is_left_out():
    codebook = Codebook(variables=(Variable(name="a", type="text", missing=standard_missing("text")),))
    dataset = Dataset(codebook, pa.table({"a": ["x", "-9", "-8", "-7"]}))
    assert said(codebook, SAV, dataset=dataset) == ["SK511 not declared missing: 'a (-1)'"]


def test_a_missing_text_of_more_than_eight_bytes_finds_no_place():
    missing = (Code(value="no answer", missing="user_missing"),)
    codebook = Codebook(variables=(Variable(name="a", type="text", missing=missing),))
    assert said(codebook, SAV) == ["SK511 not declared missing: 'a (no answer)'"]


def test_a_valid_value_between_missing_codes_costs_one_of_them():
    missing = tuple(Code(value=value, missing="user_missing") for value in (1, 3, 5, 7))
    codebook = Codebook(variables=(Variable(name="a", missing=missing),))
    dataset = Dataset(codebook, pa.table({"a": [2, 4, 6, 1]}))
    assert said(codebook, SAV, dataset=dataset) == ["SK511 not declared missing: 'a (7)'"]


def test_a_widened_range_is_announced():
    missing = tuple(Code(value=value, missing="user_missing") for value in (90, 95))
    codebook = Codebook(variables=(Variable(name="a", missing=missing, missing_ranges=(Range(low=97, high=99),)),))
    assert said(codebook, SAV) == ["SK511 declared missing as a range that holds other numbers too: 'a (95..99)'"]


def test_reasons_that_no_label_tells_are_announced():
    missing = (Code(value=97, label=Text("vil ikke"), missing="refused"),)
    codebook = Codebook(variables=(Variable(name="a", missing=missing),))
    assert said(codebook, SAV) == ["SK511 why values are missing will only show from labels: 'a'"]


def test_texts_are_looked_at():
    codebook = Codebook(variables=(Variable(name="a", type="text"), Variable(name="b", measure="scale")))
    dataset = Dataset(codebook, pa.table({"a": ["x" * 40_000, "end "], "b": [1.0, float("inf")]}))
    assert said(codebook, SAV, dataset=dataset) == [
        "SK513 texts are cut to 32,767 bytes: 'a'",
        "SK515 blanks at the end of a text are lost: 'a'",
        "SK515 infinite numbers become blank: 'b'",
    ]


def test_languages_that_the_codebook_does_not_name_are_not_told_as_lost():
    """Labels of reasons come in more languages than the survey has; nobody misses these."""
    codes = CodeList(name="yes", codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja", "it": "Sì", "fr": "Oui"})),))
    codebook = Codebook(languages=("en", "nb"), variables=(Variable(name="a", codes="yes"),), lists={"yes": codes})
    assert "SK512 of the languages 'en', 'nb' only 'nb' is written" in said(codebook, SAV, "nb")
    alone = codebook.model_copy(update={"languages": ("nb",)})
    assert not [line for line in said(alone, SAV, "nb") if "SK512" in line]
