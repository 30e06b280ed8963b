"""Whatever the codebook: as DDI-Codebook it is XML, and it reads back as it was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable
from surveykit.ddi.read import NOT_DDI, reading_of
from surveykit.ddi.write import text_of
from surveykit.text import Text
from surveykit.xml import parsed

signs = st.characters(codec="utf-8") | st.sampled_from("<>&\"' \n\r\t\x00\x0b\ufffe_x.-:²·")
words = st.text(signs, max_size=12)
texts = words.map(Text) | st.dictionaries(st.sampled_from(["nb", "en", "x y", ""]), words, max_size=3).map(Text)
numbers = st.integers(-10_000, 10_000) | st.floats(-1e12, 1e12)
values = numbers | words
codes = st.builds(Code, value=values, label=texts, missing=st.none() | st.none() | words)
ends = st.none() | numbers
ranges = st.builds(Range, low=ends, high=ends)


@st.composite
def codebooks(draw):
    names = draw(st.lists(words.filter(bool), min_size=1, max_size=4, unique_by=str.casefold))
    lists = draw(st.dictionaries(words, st.lists(codes, max_size=3).map(tuple), max_size=2))
    variables = tuple(
        Variable(
            name=name,
            label=draw(texts),
            wording=draw(texts),
            type=draw(st.sampled_from(["number", "text", "date", "time", "datetime"])),
            measure=draw(st.sampled_from(["nominal", "ordinal", "scale"])),
            codes=draw(st.sampled_from([None, *lists])),
            missing=draw(st.lists(codes, max_size=2)),
            missing_ranges=draw(st.lists(ranges, max_size=2)),
            range=draw(st.none() | ranges),
            earliest=draw(st.none() | words),
            decimals=draw(st.none() | st.integers(0, 20)),
            unit=draw(texts),
            role=draw(st.sampled_from([None, "weight", "id"])),
            personal=draw(st.booleans()),
            origin=draw(st.builds(Origin, question=words, number=words, section=words, relevance=words, formula=words)),
            notes=draw(words),
            formats=draw(st.dictionaries(words, words, max_size=1)),
        )
        for name in names
    )
    held = st.lists(st.sampled_from(names), min_size=1, max_size=3).map(tuple)
    sets = draw(st.lists(st.builds(ResponseSet, name=words, label=texts, variables=held, counted=values), max_size=2))
    return Codebook(
        name=draw(words),
        title=draw(texts),
        languages=draw(st.sampled_from([(), ("nb", "en"), ("x y",)])),
        variables=variables,
        lists={name: CodeList(name=name, codes=found) for name, found in lists.items()},
        sets=sets,
        sections=draw(st.dictionaries(words, texts, max_size=2)),
        notes=draw(st.lists(words, max_size=2)),
        waves=draw(st.lists(values, max_size=2)),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(codebook=codebooks())
def test_a_codebook_comes_back(codebook):
    again = reading_of(parsed(text_of(codebook).encode(), NOT_DDI)).codebook
    assert again.model_dump() == codebook.model_dump()
