import pytest
from pydantic import BaseModel, ValidationError

from surveykit.text import Text


def test_a_missing_translation_falls_back_to_the_text_for_all_and_then_to_the_first():
    assert Text({"nb": "Ja", "en": "Yes"}).into("ru") == "Ja"
    assert Text("Oslo").into("ru") == "Oslo"
    assert Text({"": "%", "nb": "prosent"}).into("en") == "%"


def test_lacking_is_what_the_fallback_would_hide():
    assert Text({"nb": "Ja"}).lacks("en")
    assert not Text("Oslo").lacks("en")
    assert Text({"nb": "Ja", "en": ""}).lacks("en")


def test_merging_only_adds():
    assert Text({"nb": "Ja"}).merged(Text({"nb": "Jo", "en": "Yes"})) == Text({"nb": "Ja", "en": "Yes"})
    assert Text().merged(Text("x")) == Text("x")


class Model(BaseModel):
    text: Text = Text()


@pytest.mark.parametrize("plain", ["Ja", {"nb": "Ja", "en": "Yes"}])
def test_a_model_reads_and_writes_it_as_it_stands_in_the_file(plain):
    model = Model.model_validate({"text": plain})
    assert model.model_dump() == {"text": plain}
    assert Model.model_validate_json(model.model_dump_json()) == model


def test_anything_else_is_refused():
    with pytest.raises(ValidationError, match="from language to text"):
        Model.model_validate({"text": ["Ja"]})
