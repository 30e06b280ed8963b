import pytest

from surveykit.problems import SourceError
from surveykit.source import Quoted, parsed, read

HAZARDS = {
    "country: NO": "NO",
    "answer: No": "No",
    "code: 010": "010",
    "time: 1:30": "1:30",
    "day: 2006-05-31": "2006-05-31",
    "on: off": "off",
    "big: 1_000": "1_000",
    "version: 2026.10": "2026.10",
    "empty:": None,
    "tilde: ~": None,
    "word: 'null'": "null",
    "name: Blåbær Ærø": "Blåbær Ærø",
    "a: {en: How?, nb: Hvor?}": {"en": "How?", "nb": "Hvor?"},
}


@pytest.mark.parametrize(("line", "value"), HAZARDS.items())
def test_strings_stay_as_written(line, value):
    assert list(parsed(line).data.values()) == [value]


def test_a_quoted_number_is_known_to_be_a_text():
    data = parsed("a: '1'\nb: 1").data
    assert isinstance(data["a"], Quoted)
    assert not isinstance(data["b"], Quoted)


def test_a_quoted_key_is_known_to_be_a_text():
    keys = list(parsed("{'1': a, 2: b, \"c\": d}").data)
    assert [isinstance(key, Quoted) for key in keys] == [True, False, True]


def problems_of(text: str) -> list[str]:
    with pytest.raises(SourceError) as refusal:
        parsed(text)
    return [f"{p.place.line}:{p.place.column} {p.rule.code}" for p in refusal.value.problems]


REFUSED = {
    "a: 1\nb: 2\na: 3": ["3:1 SK002"],
    "a: {x: 1, x: 2}\nb: {y: 1, y: 2}": ["1:11 SK002", "2:11 SK002"],
    "a: &x 1\nb: *x": ["1:4 SK003"],
    "a: !!python/name:os.system x": ["1:4 SK003"],
    "a: *x": ["1:4 SK003"],
    "a: [&x 1, *x, *y]": ["1:5 SK003", "1:15 SK003"],
    "a: {b: 1, b: {c: &x 1}}\n? [1]\n: 2": ["1:11 SK002", "2:3 SK001"],
    "a: [1, 2": ["2:1 SK001"],
    "a: b: c": ["1:5 SK001"],
    "a: 1\n\tb: 2": ["2:1 SK001"],
    "? [1, 2]\n: x": ["1:3 SK001"],
    "": ["None:None SK004"],
    "a: 1\n---\nb: 2": ["2:1 SK001"],
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_what_is_refused_and_where(text, expected):
    assert problems_of(text) == expected


def test_a_tab_is_named():
    with pytest.raises(SourceError, match="use spaces, not tabs"):
        parsed("a:\n\tb: 2")


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("rule: size > 1", 5, (1, 12)),
        ('rule: "size > 1"', 5, (1, 13)),
        ("rule: 'it''s > 1'", 5, (1, 14)),
        ("rule: |\n  size >\n  10", 7, (3, 3)),
        ("rule: >-\n  size\n  > 10", 5, (3, 3)),
        ("x: {rule: a = b}", 4, (1, 15)),
        ("rule: size > 1", 8, (1, 15)),
    ],
)
def test_the_place_of_a_character_inside_a_text(text, offset, place):
    source = parsed(text)
    path = ("x", "rule") if text.startswith("x") else ("rule",)
    found = source.places_in(path)(offset)
    assert (found.line, found.column) == place


def test_files_that_cannot_be_read(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Blåbær".encode("latin-1"))
    with pytest.raises(SourceError, match=r"byte 10 is not UTF-8"):
        read(latin)
    with pytest.raises(SourceError, match="No such file"):
        read(tmp_path / "none.yaml")
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(SourceError, match="30 MB"):
        read(huge)


@pytest.mark.parametrize(("content", "said"), [(b"PK\x03\x04..", "a workbook"), (b"PAR1..", "a .parquet")])
def test_a_file_of_data_in_the_place_of_one_in_yaml_is_told_as_what_it_is(tmp_path, content, said):
    (tmp_path / "rules.yaml").write_bytes(content)
    with pytest.raises(SourceError, match=f"the file is {said}.* in YAML is asked for here"):
        read(tmp_path / "rules.yaml")


def test_a_key_in_quotes_is_a_text_however_it_looks():
    keys = list(parsed("""{'01': a, "2": b, 3: c}""").data)
    assert keys == ["01", "2", "3"]
    assert [isinstance(key, Quoted) for key in keys] == [True, True, False]
