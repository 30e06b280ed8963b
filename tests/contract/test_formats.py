"""The contract of a file format: it reads back what it wrote, minus the losses it announced, and never half a file."""

import os
import re
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import ClusterRule, Codebook, Consistency, ResponseSet
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import NONE, options_of, written_only
from surveykit.formats.losses import CHANGED, CUT, FACTS_LOST, LANGUAGES_LOST, MISSING_LOST, RENAMED
from surveykit.problems import FormatError
from surveykit.text import Text

SUFFIXES = [suffix for format_ in formats.every_format() if format_.write for suffix in format_.suffixes]
READ_BACK = [suffix for suffix in SUFFIXES if formats.format_of(Path(f"x{suffix}")).read is not written_only]
READABLE = [s for format_ in formats.every_format() if format_.read is not written_only for s in format_.suffixes]
PAIRS = [suffix for suffix in SUFFIXES if formats.format_of(Path(f"x{suffix}")).beside]


def both(nb: str, en: str) -> Text:
    return Text({"nb": nb, "en": en})


def codebook() -> Codebook:
    number, text = standard_missing("number"), standard_missing("text")
    weird = Code(value=99, label=Text("annet"), missing="user_missing")
    yesno = (Code(value=1, label=both("Ja", "Yes")), Code(value=2, label=both("Nei", "No")))
    levels = tuple(Code(value=n, label=both(f"Nivå {n}", f"Level {n}") if n in {1, 4} else Text()) for n in range(1, 5))
    countries = (Code(value="NO", label=Text("Norge")), Code(value="RU", label=Text("Россия")))
    return Codebook(
        name="rich",
        title=both("Rikt eksempel", "A rich example"),
        languages=("nb", "en"),
        variables=(
            Variable(name="case", type="text", role="id", label=both("Enhet", "Case")),
            Variable(
                name="export",
                codes="yesno",
                missing=number,
                decimals=0,
                label=both("Eksport", "Export"),
                wording=both("Har foretaket eksport?", "Does the firm export?"),
                origin=Origin(kind="asked", question="export", number="4", section="A", relevance="size > 10"),
            ),
            Variable(name="scale", codes="levels", measure="ordinal", missing=number, decimals=0),
            Variable(name="size", measure="scale", missing=number, decimals=0, range=Range(low=0), unit=Text("persons")),
            Variable(name="share", measure="scale", missing=number, decimals=1),
            Variable(name="ratio", measure="scale"),
            Variable(name="country", type="text", codes="countries", missing=text[:2]),
            Variable(name="comment", type="text", missing=text, notes="coded by two"),
            Variable(name="founded", type="date", missing=standard_missing("date")),
            Variable(name="started", type="datetime"),
            Variable(name="took", type="time"),
            *(
                Variable(name=f"partners_{n}", label=both(f"Valg {n}", f"Choice {n}"), missing=number, decimals=0)
                for n in (1, 2, 9)
            ),
            Variable(name="old", missing=(weird,), missing_ranges=(Range(high=-1),)),
            Variable(name="Øy_Ж", label=Text("navn"), measure="scale", decimals=0),
            Variable(name="w", role="weight", measure="scale", decimals=2),
        ),
        lists={
            "yesno": CodeList(name="yesno", codes=yesno),
            "levels": CodeList(name="levels", codes=levels),
            "countries": CodeList(name="countries", codes=countries),
        },
        sets=(
            ResponseSet(
                name="partners",
                label=both("Partnere", "Partners"),
                variables=("partners_1", "partners_2", "partners_9"),
                choices=(1, 2, 9),
            ),
        ),
        checks=(Consistency(id="A1", variable="size", severity="soft", rule="size < 1000", message=both("stort", "large")),),
        clusters=(ClusterRule(id="N1", by="country", severity="soft", rule="all_equal(scale)", message=both("ulikt", "differ")),),
        waves=(2005, 2009),
        sections={"A": both("Foretaket", "The firm")},
        notes=("A note: Ж and ø",),
        fingerprint="abc123",
    )  # fmt: skip


DATA = {
    "case": ["a", "b", "c", "d", "e"],
    "export": [1, 2, -9, -1, None],
    "scale": [1, 2, 3, -8, 4],
    "size": [10, -7, -8, 1_000_000, None],
    "share": [1.5, -9.0, None, 3.5, 1e9],
    "ratio": [0.1, None, 1 / 3, -2.5, 1e-7],
    "country": ["NO", "RU", "-1", "-7", None],
    "comment": ["Øl " * 2000 + "x", '- да, "так"\nny linje; og, mer', "-9", "-8", "=1+1"],
    "founded": ["2001-02-03", "-9", "-1", None, "1999-12-31"],
    "started": ["2024-01-01T10:00:00", "2024-01-01T10:00:00.5", None, "1890-01-01T00:00:00", "2024-02-29T23:59:59"],
    "took": ["25:30:00", "03:00:00", "-01:00:00", None, "00:00:01"],
    "partners_1": [1, 0, -9, -1, None],
    "partners_2": [0, 0, -9, -1, None],
    "partners_9": [1, 1, -9, -1, None],
    "old": [1.0, 99.0, -5.0, 2.5, None],
    "Øy_Ж": [1, 2, None, 4, 5],
    "w": [1.0, 0.5, 2.25, 1.0, 1.0],
}


@pytest.fixture
def rich() -> Dataset:
    return Dataset(codebook(), pa.table(DATA))


@pytest.fixture(params=READ_BACK)
def written(request, rich, tmp_path):
    """The rich dataset, the path it was written to, and the losses that were announced."""
    path = tmp_path / f"rich{request.param}"
    format_ = formats.format_of(path)
    named = {"language": "nb"} if "language" in format_.options.model_fields and not format_.carries.whole else {}
    return rich, path, formats.write(rich, path, options_of(format_, named))


def read_back(path: Path, rich: Dataset) -> Dataset:
    """As `import --codebook` reads it: columns of texts are texts."""
    format_ = formats.format_of(path)
    texts = {"texts": ",".join(v.name for v in rich.codebook if v.type == "text")}
    return formats.read(path, options_of(format_, texts if "texts" in format_.options.model_fields else {})).dataset


def under_old_names(dataset: Dataset, losses) -> Dataset:
    """With the names the variables had before the format gave them others, as it announced."""
    old = {new: name for name, new in re.findall(r"'([^' ]+) -> ([^' ]+)'", announced(losses, RENAMED))}
    variables = tuple(v.model_copy(update={"name": old.get(v.name, v.name)}) for v in dataset.codebook)
    book = dataset.codebook.model_copy(update={"variables": variables})
    return Dataset(book, dataset.arrow().rename_columns(list(book.names)))


def announced(losses, rule) -> str:
    return " ".join(loss.what for loss in losses if loss.rule == rule)


def names(variable, losses, *rules) -> bool:
    """Whether one of the losses names the variable."""
    return any(re.search(rf"\b{variable}\b", announced(losses, rule)) for rule in rules)


def test_cells_come_back(written):
    rich, path, losses = written
    back = under_old_names(read_back(path, rich), losses)
    if not formats.format_of(path).carries.whole:  # types are not carried by a plain text
        back, problems = conform(back, rich.codebook)
        assert [p for p in problems if p.severity == "error"] == []
    for name in rich.codebook.names:
        if not names(name, losses, CHANGED, CUT):
            assert back.arrow().column(name).to_pylist() == DATA[name], name


def test_labels_come_back(written):
    rich, path, losses = written
    carries = formats.format_of(path).carries
    back = under_old_names(formats.read(path).dataset, losses).codebook
    if carries.whole:
        assert back == rich.codebook
        assert not announced(losses, FACTS_LOST)
        return
    for name in rich.codebook.names:
        was, now = rich.codebook[name], back[name]
        assert ("label" in carries.facts) == (now.label.into("nb") == was.label.into("nb") != "") or not was.label
        if "measure" in carries.facts:
            assert now.measure == was.measure
        if names(name, losses, CHANGED):
            continue
        if carries.value_labels and (carries.text_labels or was.type != "text"):
            assert labels(back, now) == labels(rich.codebook, was), name
            if carries.languages:
                assert labels(back, now, "en") == labels(rich.codebook, was, "en"), name
                assert now.label.into("en") == was.label.into("en")
    if carries.languages:
        assert back.languages == rich.codebook.languages
        assert not announced(losses, LANGUAGES_LOST)
    elif carries.value_labels:
        assert "'nb', 'en'" in announced(losses, LANGUAGES_LOST)
    else:
        assert "value labels" in announced(losses, FACTS_LOST)


def labels(book: Codebook, variable: Variable, language: str = "nb") -> dict:
    codes = [*(book.codes_of(variable) or ()), *variable.missing]
    return {code.value: code.label.into(language) for code in codes}


def test_missing_codes_come_back_with_their_reasons(written):
    rich, path, losses = written
    carries = formats.format_of(path).carries
    back = under_old_names(formats.read(path).dataset, losses).codebook
    for variable in rich.codebook:
        if names(variable.name, losses, CHANGED):
            assert set(back[variable.name].emptiness.codes.values()) == set(variable.emptiness.codes.values())
        elif variable.missing and variable.type == "text" and not carries.text_labels:
            assert names(variable.name, losses, MISSING_LOST)
        elif carries.whole or carries.value_labels:
            assert back[variable.name].emptiness == variable.emptiness, variable.name
        elif variable.missing and carries.missing != NONE:
            found = {float(v) for v in DATA[variable.name] if v in variable.emptiness.codes}
            assert {
                float(v) for v in back[variable.name].emptiness.codes
            } == found  # a code that is nowhere has no place
            assert names(variable.name, losses, MISSING_LOST)  # why they are missing is not written
        elif variable.missing:
            assert "which codes are missing" in announced(losses, FACTS_LOST)


def test_sets_and_the_weight_come_back(written):
    _, path, losses = written
    carries = formats.format_of(path).carries
    back = formats.read(path).dataset.codebook
    if carries.whole or "sets" in carries.facts:
        (s,) = back.sets
        assert (s.name, s.variables, s.choices, s.label.into("nb")) == (
            "partners",
            ("partners_1", "partners_2", "partners_9"),
            (1, 2, 9),
            "Partnere",
        )
        assert back.role("weight").name == "w"
    else:
        assert "response sets" in announced(losses, FACTS_LOST)
        assert "roles" in announced(losses, FACTS_LOST)


def test_names_come_back(written):
    rich, path, losses = written
    assert formats.read(path).dataset.codebook.names == rich.codebook.names or announced(losses, RENAMED)


def test_strict_refuses_to_lose_and_writes_nothing(rich, tmp_path):
    for suffix in SUFFIXES:
        path = tmp_path / f"strict{suffix}"
        losses = [loss for loss in formats.lost(rich, path) if loss.severity != "note"]
        if losses:
            with pytest.raises(FormatError):
                formats.write(rich, path, strict=True)
            assert not path.exists()
        else:
            assert formats.format_of(path).carries.whole


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_refused_write_leaves_nothing_behind(rich, tmp_path, suffix):
    path = tmp_path / f"folder{suffix}"
    path.mkdir()
    with pytest.raises(FormatError, match="SK509"):
        formats.write(rich, path)
    assert [child.name for child in tmp_path.iterdir()] == [path.name]
    with pytest.raises(FormatError, match="SK509 there is no folder"):
        formats.write(rich, tmp_path / "nowhere" / f"x{suffix}")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a limit on the size of files")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_nothing_behind(rich, tmp_path, suffix, limited):
    path = tmp_path / f"full{suffix}"
    formats.write(rich, path)
    before = {child.name: child.read_bytes() for child in tmp_path.iterdir()}
    with limited(1000), pytest.raises(FormatError, match="SK509"):
        formats.write(rich, path)
    assert {child.name: child.read_bytes() for child in tmp_path.iterdir()} == before
    assert len(before) == (2 if suffix in PAIRS else 1)


@pytest.fixture
def limited():
    """Files may not grow beyond so many bytes, as on a full disk."""
    import resource
    from contextlib import contextmanager

    @contextmanager
    def most(size):
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    return most


@pytest.mark.parametrize("suffix", PAIRS)
def test_data_of_another_are_not_written_over(rich, tmp_path, suffix):
    path = tmp_path / f"pair{suffix}"
    data = path.with_suffix(formats.format_of(path).beside)
    data.write_text("the original")
    with pytest.raises(FormatError, match="SK638"):
        formats.write(rich, path)
    assert [child.name for child in tmp_path.iterdir()] == [data.name]
    data.unlink()
    formats.write(rich, path)
    path.unlink()
    formats.write(rich, path)  # the same data may stand there
    formats.write(rich.select(("case", "size")), path)  # and a pair may be written anew
    assert len(list(tmp_path.iterdir())) == 2


IMPOSTORS = {
    "nothing": b"",
    "a web page": b"<!DOCTYPE html><html><body>Log in</body></html>",
    "a zip archive": b"PK\x03\x04" + os.urandom(60),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "an encrypted workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "an encrypted sav": b"\x1c\x00\x00\x00\x00\x00\x00\x00ENCRYPTEDSAV\x15" + bytes(200),
    "bytes": b"\x00\x01\x02" * 400,
    "a cut sav": b"$FL2@(#) SPSS DATA FILE" + b" " * 60,
    "a cut parquet": b"PAR1\x15\x04",
    "a table": b"a,b\n1,2\n",
    "a pdf": b"%PDF-1.7 ...",
}


@pytest.mark.parametrize("impostor", IMPOSTORS)
@pytest.mark.parametrize("suffix", READABLE)
def test_impostors_are_refused_by_name(tmp_path, suffix, impostor):
    path = tmp_path / f"impostor{suffix}"
    path.write_bytes(IMPOSTORS[impostor])
    if impostor == "a table" and suffix in {".csv", ".tsv"}:
        assert formats.read(path).dataset.arrow().num_rows == 1
        return
    with pytest.raises(FormatError) as refusal:
        formats.read(path)
    (problem,) = refusal.value.problems
    assert problem.rule.code in {"SK504", "SK505", "SK506"}
    assert problem.place.file == str(path)
    assert "Traceback" not in str(problem)


@pytest.mark.parametrize("suffix", [suffix for suffix in READ_BACK if suffix not in {".csv", ".tsv"}])
def test_a_file_cut_short_is_refused(rich, tmp_path, suffix):
    path = tmp_path / f"cut{suffix}"
    formats.write(rich, path)
    whole = path.read_bytes()
    for part in (0.3, 0.8, 0.98):
        path.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(FormatError) as refusal:
            formats.read(path)
        assert all(problem.place.file == str(path) for problem in refusal.value.problems)


@pytest.mark.parametrize("suffix", READABLE)
def test_a_file_that_is_not_there_is_named(tmp_path, suffix):
    with pytest.raises(FormatError, match="SK508 there is no such file"):
        formats.read(tmp_path / f"nowhere{suffix}")


def test_an_unknown_option_is_refused_with_the_nearest():
    for format_ in formats.every_format():
        with pytest.raises(FormatError) as refusal:
            options_of(format_, {"encodng": "cp1252"})
        hint = refusal.value.problems[0].hint
        assert ("did you mean 'encoding'?" in hint) == ("encoding" in format_.options.model_fields)


def test_an_empty_table_comes_back(tmp_path):
    empty = Dataset(Codebook(variables=(Variable(name="a", type="text"),)), pa.table({"a": pa.array([], pa.string())}))
    for suffix in SUFFIXES:
        path = tmp_path / f"empty_{suffix[1:]}{suffix}"
        formats.write(empty, path)
        if suffix not in READ_BACK:
            continue
        back = formats.read(path).dataset
        assert (back.arrow().num_rows, back.codebook.names) == (0, ("a",)), suffix


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix not in READ_BACK])
def test_what_is_only_written_is_not_read(rich, tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    formats.write(rich, path)
    with pytest.raises(FormatError, match="SK642"):
        formats.read(path)


def test_names_of_formats_and_suffixes_are_unique():
    names = [format_.name for format_ in formats.every_format()]
    assert len(set(names)) == len(names)
    assert len(set(READABLE)) == len(READABLE)
    assert len(set(SUFFIXES)) == len(SUFFIXES)


class Unseekable:
    """A pipe: bytes that come once."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def read(self, size: int = -1) -> bytes:
        end = len(self.rest) if size < 0 else size
        given, self.rest = self.rest[:end], self.rest[end:]
        return given


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_stream_does_as_well_as_a_file(rich, tmp_path, suffix):
    from io import BytesIO

    path = tmp_path / f"rich{suffix}"
    losses = formats.write(rich, path)
    stream = BytesIO()
    told = formats.write(rich, stream, suffix=suffix)
    assert [loss.what for loss in told] == [loss.what for loss in losses]
    assert all(not loss.place.file for loss in told)
    if suffix not in READ_BACK:
        return
    again, once = formats.read(Unseekable(stream.getvalue()), suffix=suffix), formats.read(path)
    assert again.dataset.arrow().equals(once.dataset.arrow())
    assert again.dataset.codebook.variables == once.dataset.codebook.variables
    with pytest.raises(FormatError) as refusal:
        formats.read(BytesIO(b"\x00\x01\x02" * 400), suffix=suffix)
    assert "stream" not in str(refusal.value)
