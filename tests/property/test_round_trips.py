"""Whatever the dataset: what a format reads back is what it wrote, or the difference was announced."""

import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.combine import conform, stack
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Room, options_of, written_only
from surveykit.formats.fitting import cut, fit, plain_names
from surveykit.formats.spss.dates import seconds_of, text_of
from surveykit.formats.spss.write import NAMES
from surveykit.text import Text

SUFFIXES = [
    suffix
    for format_ in formats.every_format()
    if format_.write and format_.read is not written_only
    for suffix in format_.suffixes
]

names = st.from_regex(r"[A-Za-zÅØæж][A-Za-z0-9_]{0,20}", fullmatch=True)
letters = st.characters(codec="utf-8", exclude_characters="\0")
texts = st.text(letters, min_size=1, max_size=40) | st.sampled_from(
    ["=1+1", "- ja", "'=x", "NA", "None", "007", "1.50", "#N/A"]
)
labels = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
numbers = st.floats(-1e300, 1e300) | whole.map(float)
dates = st.dates().filter(lambda day: day.year > 1582).map(str)
small = st.integers(-99, 999)


@st.composite
def datasets(draw):
    rows = draw(st.integers(1, 6))
    columns, variables, lists = {}, [], {}
    for name in draw(st.lists(names, min_size=1, max_size=4, unique_by=str.casefold)):
        kind = draw(st.sampled_from(["whole", "number", "text", "date", "coded"]))
        variable, values, arrow = draw(of_kind(kind, name, lists))
        variables.append(variable)
        codes = [code.value for code in variable.missing]
        cell = st.none() | (st.sampled_from(codes) | values if codes else values)
        columns[name] = pa.array(draw(st.lists(cell, min_size=rows, max_size=rows)), arrow)
    return Dataset(Codebook(variables=tuple(variables), lists=lists), pa.table(columns))


@st.composite
def of_kind(draw, kind, name, lists):
    label = Text(draw(labels))
    if kind == "text":
        missing = draw(st.sampled_from([(), standard_missing("text")]))
        return Variable(name=name, label=label, type="text", missing=missing), texts, pa.string()
    if kind == "date":
        return Variable(name=name, label=label, type="date", missing=standard_missing("date")), dates, pa.string()
    if kind == "whole":
        return Variable(name=name, label=label, measure="scale", decimals=0), whole, pa.int64()
    if kind == "number":
        return Variable(name=name, label=label, measure="scale"), numbers, pa.float64()
    codes = draw(st.lists(small, min_size=1, max_size=4, unique=True))
    gone = draw(st.lists(small.filter(lambda code: code not in codes), max_size=4, unique=True))
    reasons = {-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"}
    missing = tuple(
        Code(value=code, label=Text(draw(labels)), missing=reasons.get(code, "user_missing")) for code in gone
    )
    ranges = draw(st.sampled_from([(), (Range(low=2000, high=2005),)]))
    lists[name] = CodeList(name=name, codes=tuple(Code(value=code, label=Text(draw(labels))) for code in codes))
    variable = Variable(name=name, label=label, codes=name, decimals=0, missing=missing, missing_ranges=ranges)
    return variable, st.sampled_from(codes) | small, pa.int64()


def written_and_read(dataset: Dataset, suffix: str) -> tuple[Dataset, str]:
    """What comes back, in the codes of the codebook where the format holds none, and the losses in words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        format_ = formats.format_of(path)
        losses = formats.write(dataset, path)
        wanted = {"texts": ",".join(v.name for v in dataset.codebook if v.type == "text")}
        options = options_of(format_, wanted if "texts" in format_.options.model_fields else {})
        back = format_.read(path, options).dataset  # in this process: hostile files are another test
        back = Dataset(back.codebook, back.arrow())
    if not format_.carries.whole:
        names = dataset.codebook.names  # a name may have become another: TO becomes TO_
        again = tuple(v.model_copy(update={"name": n}) for v, n in zip(back.codebook, names, strict=True))
        renamed = Dataset(
            back.codebook.model_copy(update={"variables": again}), back.arrow().rename_columns(list(names))
        )
        back, _ = conform(renamed, dataset.codebook)
    return back, " ".join(loss.what for loss in losses if loss.severity != "note")


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dataset=datasets())
def test_cells_come_back_or_their_loss_was_announced(suffix, dataset):
    back, losses = written_and_read(dataset, suffix)
    for variable, again in zip(dataset.codebook, back.codebook, strict=True):
        was, now = dataset.table.column(variable.name), back.arrow().column(again.name)
        if f"'{variable.name}" not in losses and "cases without any value" not in losses:
            assert now.to_pylist() == was.to_pylist(), (variable.name, losses)
            assert now.type == was.type or variable.decimals != 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dataset=datasets())
def test_spss_keeps_labels_and_missing_codes_or_says_so(dataset):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sav"
        losses = " ".join(loss.what for loss in formats.write(dataset, path))
        back = formats.format_of(path).read(path, options_of(formats.format_of(path), {})).dataset.codebook
    for variable, now in zip(dataset.codebook, back, strict=True):
        assert now.name == variable.name or f"{variable.name} -> {now.name}" in losses
        assert now.label == variable.label
        if variable.name not in losses:
            assert now.emptiness == variable.emptiness
            assert spoken(back, now) == spoken(dataset.codebook, variable)


def spoken(codebook, variable):
    return {
        code.value: str(code.label) or str(code.value)
        for code in (*(codebook.codes_of(variable) or ()), *variable.missing)
    }


@given(
    st.lists(small, max_size=8, unique=True),
    st.lists(st.tuples(small, st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=2),
    st.lists(small, max_size=20),
)
def test_what_is_declared_missing_holds_no_valid_value(codes, ranges, data):
    def gone(value):
        return value in codes or any(low <= value <= high for low, high in ranges)

    valid = [value for value in data if not gone(value)]
    fitted = fit(codes, ranges, Room(3, 1, 1), lambda span: any(span[0] <= value <= span[1] for value in valid))

    def declared(value):
        return value in fitted.codes or any(low <= value <= high for low, high in fitted.ranges)

    assert len(fitted.codes) <= (1 if fitted.ranges else 3)
    assert len(fitted.ranges) <= 1
    assert not any(declared(value) for value in valid)
    lost = {int(word) for word in fitted.lost if ".." not in word}
    assert all(declared(code) or code in lost for code in codes if not any(lo <= code <= hi for lo, hi in ranges))


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=10, unique=True))
def test_plain_names_are_unique_and_legal(words):
    given_names = plain_names(words, NAMES)
    assert len({name.casefold() for name in given_names.values()}) == len(words)
    assert all(len(name.encode()) <= 64 and not name.endswith(".") for name in given_names.values())


@given(st.text(), st.integers(0, 50))
def test_a_cut_text_fits_and_begins_as_the_whole(text, most):
    assert len(cut(text, most).encode()) <= max(most, 0)
    assert text.startswith(cut(text, most))


@given(
    st.datetimes(min_value=__import__("datetime").datetime(1583, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_dates_and_times_of_spss_are_inverse(moment):
    text = moment.isoformat()
    assert text_of(seconds_of(text, "datetime"), "datetime") == text
    assert text_of(seconds_of(text[:10], "date"), "date") == text[:10]


@given(st.integers(-(10**9), 10**9), st.booleans())
def test_times_of_more_than_a_day_are_inverse(seconds, days):
    assert seconds_of(text_of(seconds, "time", days=days), "time") == seconds


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dataset=datasets())
def test_conforming_to_its_own_codebook_changes_nothing(dataset):
    back, _ = conform(dataset, dataset.codebook)
    assert back.codebook == dataset.codebook
    assert back.arrow().to_pylist() == dataset.arrow().to_pylist()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dataset=datasets())
def test_stacking_a_dataset_on_itself_doubles_it(dataset):
    twice, problems = stack([dataset, dataset])
    assert problems == ()
    assert twice.codebook == dataset.codebook
    assert twice.arrow().to_pylist() == dataset.arrow().to_pylist() * 2
