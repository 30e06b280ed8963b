"""Which encoding a text is in, told from its letters; and lines and signs of a text that are no data."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit import formats
from surveykit.formats.base import options_of
from surveykit.formats.delimited.letters import encoding_of
from surveykit.formats.delimited.rows import rows_of
from surveykit.problems import FormatError

TEXTS = {
    "Norwegian": "Navn;Svar\nØystein Åsen;Så dårlig økonomi – «vanskelig» å få lån\nBjørg;ja, både nå og før\n",
    "German": "Straße;Größe\nMünchen;schön, außer für Öl\nÜbung;äußerst\n",
    "French": "Société;Réponse\nL’été dernier;très coûteux à cause des délais\nDéjà vu;ça va être élevé\n",
    "Spanish": "Señor;Año\n¿Qué opinión?;más información, según España\n",
    "Italian": "città;perché\nSì, però è più difficile;c’è già\n",
    "Czech": "Příjmení;Město\nDvořák;Žďár nad Sázavou\nČeský;nejvyšší růst, účet\n",
    "Polish": "Imię;Miasto\nŁukasz;Łódź – dużo pracy\nMałgorzata;Częstochowa, źle się żyje\n",
    "Hungarian": "Név;Válasz\nErdős;nagyon jó, főleg külföldön\nSzűcs;nem tudom, költség\n",
    "Russian": "Имя;Ответ\nИван Иванов;Да, экспорт растёт\nМарья;нет, слишком дорого\n",
    "Ukrainian": "Ім'я;Відповідь\nЄвген;так, їхній досвід є\nОлексій;ні, дуже дорого\n",
    "Greek": "Όνομα;Απάντηση\nΓιώργος;πολύ καλά, αλλά ακριβό\n",
    "Turkish": "İsim;Cevap\nÇağrı;çok güzel, fakat pahalı değil mi\nIşık;görüş\n",
    "English": "name;said\nPat;don’t know\nSam;it’s “good” – very\n",
    "one word": "place;n\nKøbenhavn;1\n",
}
WEST, MIDDLE = ("cp1252", "mac-roman", "cp850"), ("cp1250", "iso8859-2")
WRITTEN = {
    **dict.fromkeys(("Norwegian", "German", "French", "Spanish"), WEST),
    **dict.fromkeys(("Italian", "English", "one word"), WEST[:2]),
    **dict.fromkeys(("Czech", "Polish", "Hungarian"), MIDDLE),
    "Russian": ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"),
    "Ukrainian": ("cp1251", "mac-cyrillic"),
    "Greek": ("cp1253",),
    "Turkish": ("cp1254",),
}
CASES = [(language, encoding) for language, encodings in WRITTEN.items() for encoding in encodings]


@pytest.fixture
def read(tmp_path):
    def reading(content, name="x.csv", **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return formats.read(path, options_of(formats.format_of(path), options))

    return reading


def cells(reading):
    return reading.dataset.arrow().to_pydict()


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_old_encodings_are_told_from_the_letters(language, encoding):
    content = TEXTS[language].encode(encoding, errors="replace")
    found = encoding_of(content)
    assert content.decode(found.name) == content.decode(encoding)
    assert not found.sure


def test_which_encoding_was_taken_and_why_is_said(read):
    said = read(TEXTS["Russian"].encode("koi8-r")).problems[0]
    assert (said.rule.code, said.severity) == ("SK521", "warning")
    assert said.what.startswith("the text is not UTF-8; it was read as koi8-r: its letters are Russian then, as in '")
    assert "-O encoding=" in said.hint
    assert cells(read(TEXTS["Polish"].encode("cp1250")))["Imię"] == ["Łukasz", "Małgorzata"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_known_by_their_mark_or_their_zero_bytes(read, encoding):
    reading = read(TEXTS["Norwegian"].encode(encoding))
    assert cells(reading)["Navn"] == ["Øystein Åsen", "Bjørg"]
    assert ("SK521" in [p.rule.code for p in reading.problems]) == (encoding in {"utf-16-le", "utf-16-be"})


def test_a_few_windows_letters_in_a_text_of_utf8_are_read_as_such(read):
    """As when lines of two programs were put into one file."""
    content = ("navn;n\n" + "Øystein Ærlig;1\n" * 20).encode() + "don’t;2\n".encode("cp1252")
    reading = read(content)
    assert cells(reading)["navn"] == ["Øystein Ærlig"] * 20 + ["don’t"]
    assert "1 letters of it are no UTF-8, as in '’'" in reading.problems[0].what or "don’t" in reading.problems[0].what


def test_no_letter_is_lost_where_no_encoding_explains_the_bytes(read):
    reading = read(b"a,b\n\x81\x8dx,1\n")
    assert len(cells(reading)["a"][0]) == 3
    assert "\ufffd" not in cells(reading)["a"][0]


@pytest.mark.parametrize(
    ("content", "expected", "said"),
    [
        ("sep=;\na;b\n1;x\n", {"a": [1], "b": ["x"]}, "the first line"),
        ("sep=|\r\na|b\r\n1|x,y,z\r\n", {"a": [1], "b": ["x,y,z"]}, "the first line"),
        ("# made by a program\n# on Monday\na,b\n1,x\n", {"a": [1], "b": ["x"]}, "2 lines of comments"),
        ("#a,b\n1,x\n", {"a": [1], "b": ["x"]}, ""),
        ("a,b\n1,x\n\ufeff2,y\n", {"a": [1, 2], "b": ["x", "y"]}, "marks of byte order within the text, in lines '3'"),
        ("a,b\r\n1,x\r\n\x1a", {"a": [1], "b": ["x"]}, ""),
        ("a^b\n1^x\n", {"a": [1], "b": ["x"]}, ""),
        ("a,b\r1,x\r2,y\r", {"a": [1, 2], "b": ["x", "y"]}, ""),
        ("'a','b'\n'1','x, y'\n", {"a": [1], "b": ["x, y"]}, ""),
        ("a,b\nit's,the firms'\n", {"a": ["it's"], "b": ["the firms'"]}, ""),
        ('a,b\n"say \\"no\\"",2\n"C:\\data",3\n', {"a": ['say "no"', "C:\\data"], "b": [2, 3]}, ""),
    ],
)
def test_what_programs_leave_in_a_text_is_no_data(read, content, expected, said):
    reading = read(content)
    assert cells(reading) == expected
    assert any(said in problem.what for problem in reading.problems) or not said


def test_lines_are_counted_as_in_the_file_where_the_first_are_taken_out(read):
    reading = read("sep=;\n# note\na;b\n1;2;3\n")
    assert [p.place.line for p in reading.problems if p.rule.code == "SK533"] == [4]


def test_any_one_sign_can_be_named_as_separator(read):
    assert cells(read("a:b\n1:x\n", separator=":")) == {"a": [1], "b": ["x"]}
    assert cells(read("a\tb\n1\tx\n", separator="tab")) == {"a": [1], "b": ["x"]}
    for wrong in ('"', "ab"):
        with pytest.raises(FormatError, match="a separator is one sign"):
            read("a,b\n", separator=wrong)


def test_a_zero_byte_is_refused_with_its_line_wherever_it_stands(read):
    with pytest.raises(FormatError, match=r"x.csv:3: SK534"):
        read(b"a,b\n1,2\n3,\x004\n" + b"5,6\n" * 200)


def test_a_cell_larger_than_any_answer_is_refused(read, monkeypatch):
    monkeypatch.setattr("surveykit.formats.delimited.rows._LARGEST_CELL", 1000)
    try:
        with pytest.raises(FormatError, match=r"x.csv:2: SK507 a cell begins here"):
            read("a,b\n" + "x" * 2000 + ",1\n")
    finally:
        csv.field_size_limit(131_072)


cell = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff\x1a", exclude_categories=("Cs",)), max_size=8
)


@given(st.lists(st.lists(cell, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_rows_are_those_that_were_written(tmp_path_factory, rows, separator):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    found, problems = rows_of(text.getvalue(), separator, '"', tmp_path_factory.getbasetemp())
    said = [["" if c is None else c for c in line.cells] for line in found]
    plain = [["" if not c.strip(" \t\r\n\xa0") else c[1:] if c.startswith("'") and c.lstrip("'")[:1] in {*"=+-@\t\r"} and len(c) > 1 else c for c in row] for row in rows]  # fmt: skip
    assert said == plain
    assert problems == []
