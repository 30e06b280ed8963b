"""REDCap data dictionaries become instruments; what our language has not stands in notes, with its cell."""

import csv
import io

import pytest

HEADINGS = [
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
]
KEYS = {
    "name": 0, "form": 1, "header": 2, "type": 3, "label": 4, "choices": 5, "note": 6, "validation": 7, "min": 8, "max": 9,
    "identifier": 10, "logic": 11, "required": 12, "align": 13, "number": 14, "matrix": 15, "ranking": 16, "tags": 17,
}  # fmt: skip


def dictionary(*fields: dict[str, str], headings=HEADINGS) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(headings)
    for field in ({"name": "record_id", "type": "text", "label": "Record"}, *fields):
        cells = [""] * len(headings)
        for key, value in {"form": "firm", **field}.items():
            cells[KEYS[key]] = value
        writer.writerow(cells)
    return stream.getvalue()


def test_every_type_becomes_a_kind(read):
    found = read(
        dictionary(
            {"name": "a", "type": "radio", "label": "A", "choices": "1, Yes | 0, No"},
            {"name": "b", "type": "checkbox", "label": "B", "choices": "r, Red | g, Green"},
            {"name": "c", "type": "yesno", "label": "C"},
            {"name": "d", "type": "truefalse", "label": "D"},
            {"name": "e", "type": "text", "label": "E", "validation": "integer", "min": "0", "max": "9"},
            {"name": "f", "type": "text", "label": "F", "validation": "number_1dp_comma_decimal", "min": "0,5"},
            {"name": "g", "type": "text", "label": "G", "validation": "date_dmy", "min": "2001-01-01"},
            {"name": "h", "type": "text", "label": "H", "validation": "time", "max": "18:00"},
            {"name": "i", "type": "notes", "label": "I"},
            {"name": "j", "type": "slider", "label": "J", "choices": "low | | high"},
            {"name": "k", "type": "descriptive", "label": "K"},
            {"name": "l", "type": "dropdown", "label": "L", "choices": "1.5, x | 2, y"},
        ),
        "firm.csv",
    )
    kinds = {name: (q["type"], q.get("range"), q.get("format")) for name, q in found.questions.items()}
    assert kinds == {
        "record_id": ("text", None, None),
        "a": ("single", None, None),
        "b": ("multiple", None, None),
        "c": ("single", None, None),
        "d": ("single", None, None),
        "e": ("number", "0..9", None),
        "f": ("number", "0.5..", "decimal"),
        "g": ("date", "2001-01-01..", None),
        "h": ("time", "..18:00", None),
        "i": ("open", None, None),
        "j": ("number", "0..100", None),
        "k": ("note", None, None),
        "l": ("single", None, None),
    }
    assert found.questions["record_id"]["role"] == "key"
    assert found.questions["f"]["decimals"] == "1"
    assert found.questions["j"]["help"] == "0: low; 100: high"
    assert found.instrument.lists["a"] == {1: "Yes", 0: "No"} or [*found.instrument.lists["a"]] == [1, 0]
    assert [*found.instrument.lists["l"]] == [1.5, 2]
    assert [*found.instrument.lists["b"]] == ["r", "g"]
    assert found.rules() == {"SK588"}


LOGIC = [
    ("[a] = '1' and [b(2)] = '1'", "a = 1 and 2 in b"),
    ("[a] <> '1'", "a is missing or a != 1"),
    ('[a]="1" or ([n] >= 18 and [n]<65)', "a = 1 or n >= 18 and n < 65"),
    ("[b(1)] = '0'", "b is missing or not 1 in b"),
    ("[n] = ''", "n is missing"),
    ('[n] <> ""', "n is answered"),
    ("!([a] = '1')", "a is missing or a != 1"),
    ("sum([n], [m]) > 3", "sum(n, m) > 3"),
    ("[n] + [m] * 2 <> 5", "n is missing or m is missing or n + m * 2 != 5"),
    ("isblankormissingcode([a])", "a is missing"),
    ("[d] > '2020-01-31'", "d > '2020-01-31'"),
    ("'2' = [a]", "a = 2"),
    ("[A] = '1'", "a = 1"),
]


def fields(logic: str) -> list[dict[str, str]]:
    return [
        {"name": "a", "type": "radio", "label": "A", "choices": "1, Yes | 2, No"},
        {"name": "b", "type": "checkbox", "label": "B", "choices": "1, One | 2, Two"},
        {"name": "n", "type": "text", "label": "N", "validation": "integer", "min": "0"},
        {"name": "m", "type": "text", "label": "M", "validation": "number", "min": "0"},
        {"name": "d", "type": "text", "label": "D", "validation": "date_ymd"},
        {"name": "f", "type": "file", "label": "F"},
        {"name": "x", "type": "text", "label": "X", "logic": logic},
    ]


@pytest.mark.parametrize(("theirs", "ours"), LOGIC)
def test_branching_logic_is_translated(read, theirs, ours):
    found = read(dictionary(*fields(theirs)), "firm.csv")
    assert found.questions["x"]["relevance"] == ours
    assert (found.counts["translated"], found.counts["kept_as_notes"]) == (1, 0)
    assert ("SK576" in found.rules()) is ("is missing or" in ours)


UNHELD = [
    ("[visit_1_arm_1][a] = '1'", "reads another event"),
    ("[event-name] = 'visit_1'", "a variable of REDCap's own"),
    ("datediff([d], 'today', 'y') > 18", "there is no function 'datediff'"),
    ("[a] = '9'", "'9' is no choice of 'a'"),
    ("[nowhere] = '1'", "there is no field 'nowhere'"),
    ("[f] <> ''", "no question here"),
    ("[a] = '1", "no closing quote"),
    ("[a] ~ '1'", "cannot be read"),
    ("[x] = '1'", "waits for itself"),
    ("[a] = '1' " + "or [a] = '2' " * 400, "characters"),
    ("(" * 60 + "[a] = '1'" + ")" * 60, "nested"),
]


@pytest.mark.parametrize(("theirs", "why"), UNHELD, ids=[why for _, why in UNHELD])
def test_what_cannot_be_translated_is_kept_with_its_place(read, theirs, why):
    found = read(dictionary(*fields(theirs)), "firm.csv")
    assert "relevance" not in found.questions["x"]
    assert f"line 9, column L branching logic: {theirs.strip()}" in found.kept()
    told = [line for line in found.told if "SK575" in line]
    assert len(told) == 1
    assert told[0].startswith("F:9: column L SK575")
    assert why in told[0]
    assert found.counts["kept_as_notes"] == 1


def test_an_identifier_is_personal(read):
    row = {"type": "radio", "label": "M", "choices": "1, Yes | 0, No", "matrix": "m"}
    found = read(
        dictionary(
            {"name": "who", "type": "text", "label": "Who", "identifier": "y"},
            {"name": "met", "type": "text", "label": "When", "validation": "datetime_dmy", "identifier": "y"},
            {"name": "m1", **row, "identifier": "y"},
            {"name": "m2", **row},
            {"name": "size", "type": "text", "label": "Size", "validation": "integer"},
            {"name": "site", "type": "text", "label": "Site", "tags": "@HIDDEN", "identifier": "y"},
        ),
        "firm.csv",
    )
    personal = {name for name, question in found.instrument.questions.items() if question.personal}
    assert personal == {"who", "met", "met_time", "m1", "m2"}
    assert [column.personal for column in found.instrument.registered] == [True]


def test_a_matrix_is_a_battery_with_its_header_as_stem(read):
    scale = "1, Never | 2, Often"
    found = read(
        dictionary(
            {"name": "q1", "type": "radio", "label": "One", "choices": scale, "matrix": "m", "header": "How often?"},
            {
                "name": "q2",
                "type": "radio",
                "label": "Two",
                "choices": scale,
                "matrix": "m",
                "logic": "[q1] = '2'",
                "required": "y",
            },
            {"name": "q3", "type": "checkbox", "label": "Three", "choices": scale, "matrix": "k"},
            {"name": "q4", "type": "checkbox", "label": "Four", "choices": scale, "matrix": "k", "ranking": "y"},
            {"name": "q5", "type": "radio", "label": "Alone", "choices": scale, "matrix": "z"},
        ),
        "firm.csv",
    )
    battery, several = found.questions["m"], found.questions["k"]
    assert (battery["type"], battery["text"], battery["codes"]) == ("battery", "How often?", "q1")
    assert [item["id"] for item in battery["items"]] == ["q1", "q2"]
    assert battery["items"][1]["relevance"] == "q1 = 2"
    assert battery["items"][1]["required"] == "true"
    assert several["several"] == "true"
    assert found.questions["q5"]["type"] == "single"
    assert [note for note in found.kept() if "matrix ranking" in note]
    assert {q.id for _, q in found.instrument.asked()} == {"record_id", "q1", "q2", "q3", "q4", "q5"}


def test_forms_and_headers_are_sections(read):
    found = read(
        dictionary(
            {"name": "a", "type": "text", "label": "A", "header": "Contact"},
            {"name": "b", "type": "text", "label": "B", "form": "second_form", "header": "<b>About</b> you"},
            {"name": "c", "type": "text", "label": "C", "form": "second_form", "header": "x" * 130},
        ),
        "firm.csv",
    )
    assert [section["title"] for section in found.data["sections"]] == ["Firm", "Contact", "Second form: About you"]
    assert found.questions["c_header"]["type"] == "note"
    assert "SK583" in found.rules()


def test_tags_are_held_or_kept(read):
    codes = "1, One | 2, Two | 99, None of these"
    found = read(
        dictionary(
            {"name": "a", "type": "radio", "label": "A", "choices": codes, "tags": "@DEFAULT='2' @RANDOMORDER"},
            {
                "name": "b",
                "type": "checkbox",
                "label": "B",
                "choices": codes,
                "tags": "@NONEOFTHEABOVE='99' @MAXCHECKED=2",
            },
            {"name": "c", "type": "text", "label": "C", "tags": "@CHARLIMIT=12 @READONLY ask the boss"},
            {"name": "d", "type": "text", "label": "D", "tags": "@HIDDEN"},
            {
                "name": "e",
                "type": "text",
                "label": "E",
                "validation": "integer",
                "min": "0",
                "max": "9",
                "tags": "@FORCE-MINMAX",
            },
            {"name": "g", "type": "text", "label": "G", "tags": "@CALCTEXT(if([a] = '1', 'one', 'other'))"},
            {"name": "h", "type": "text", "label": "H", "tags": "@DEFAULT='[c]'"},
        ),
        "firm.csv",
    )
    assert found.questions["a"]["default"] == "2"
    assert found.questions["a"]["order"] == "random"
    assert found.questions["b"]["exclusive"] == ["99"]
    assert found.questions["b"]["max"] == "2"
    assert found.questions["c"]["max"] == "12"
    assert found.questions["h"]["default"] == "c"
    assert "d" not in found.questions
    assert [column["id"] for column in found.data["register"]] == ["d"]
    assert found.data["computed"][0]["formula"] == "if a is answered and a = 1 then 'one' else 'other'"
    assert any("@READONLY" in note for note in found.kept())
    assert any(note.endswith("annotation: ask the boss") for note in found.kept())
    assert "SK588" not in found.rules()


def test_calculations_are_computed_variables(read):
    found = read(
        dictionary(
            {"name": "w", "type": "text", "label": "W", "validation": "number", "min": "1", "max": "300"},
            {"name": "h", "type": "text", "label": "H", "validation": "number", "min": "1", "max": "300"},
            {"name": "b", "type": "checkbox", "label": "B", "choices": "1, One | 2, Two"},
            {"name": "bmi", "type": "calc", "label": "BMI", "choices": "round(([w]*10000)/(([h])^(2)),1)"},
            {"name": "n", "type": "calc", "label": "Ticks", "choices": "[b(1)] + [b(2)]"},
            {"name": "mean", "type": "calc", "label": "Mean", "choices": "mean([w], [h])"},
            {"name": "age", "type": "calc", "label": "Age", "choices": "rounddown(datediff([h],'today','y'))"},
            {"name": "x", "type": "text", "label": "X", "logic": "[bmi] > 25"},
            {"name": "y", "type": "text", "label": "Y", "logic": "[age] > 18"},
        ),
        "firm.csv",
    )
    formulas = {column["id"]: column["formula"] for column in found.data["computed"]}
    assert formulas == {
        "bmi": "round(w * 10000 / (h * h), 1)",
        "n": "count(1 in b) + count(2 in b)",
        "mean": "sum(w, h) / count(w is answered, h is answered)",
    }
    assert found.questions["x"]["relevance"] == "bmi > 25"
    assert "relevance" not in found.questions["y"]
    assert any("calculation 'age' is not translated" in line for line in found.told)


def test_labels_show_earlier_answers(read):
    found = read(
        dictionary(
            {"name": "who", "type": "text", "label": "Name {of} [the] firm"},
            {"name": "x", "type": "text", "label": "Does [who] export? [record-name] <b>now</b>"},
        ),
        "firm.csv",
    )
    assert found.questions["who"]["text"] == "Name {{of}} [the] firm"
    assert found.questions["x"]["text"] == "Does {who} export? [record-name] now"
    assert any("[record-name]" in note for note in found.kept())


def test_a_date_with_a_time_is_two_questions(read):
    found = read(
        dictionary(
            {"name": "a", "type": "yesno", "label": "A"},
            {
                "name": "v",
                "type": "text",
                "label": "Visit",
                "validation": "datetime_ymd",
                "logic": "[a] = '1'",
                "required": "y",
            },
        ),
        "firm.csv",
    )
    assert found.questions["v"]["type"] == "date"
    assert found.questions["v_time"] == {
        "id": "v_time",
        "type": "time",
        "text": "Visit",
        "relevance": "a = 1",
        "required": "true",
    }


def test_names_and_codes_that_cannot_be_are_changed_and_told(read):
    found = read(
        dictionary(
            {"name": "a", "type": "text", "label": "A"},
            {"name": "a", "type": "text", "label": "Again"},
            {"name": "if", "type": "text", "label": "If"},
            {"name": "n" * 40, "type": "text", "label": "Long"},
            {"name": "c", "type": "radio", "label": "C", "choices": "1, One | 1, Again | x y, Two | X Y, Three | Four"},
            {"name": "b", "type": "checkbox", "label": "B", "choices": "a b, One | -, None"},
            {"name": "e", "type": "radio", "label": "E", "choices": "-9, Unknown | 1, One"},
        ),
        "firm.csv",
    )
    assert {"a", "a_2", "if_", "n" * 32} <= set(found.questions)
    assert [*found.instrument.lists["c"]] == ["1", "x_y", "X_Y_2", "Four"]
    assert [*found.instrument.lists["b"]] == ["a_b", "none"]
    assert [*found.instrument.lists["e"]] == [-9, 1]
    assert found.instrument.missing["no_answer"] == -99
    assert {"SK578", "SK580"} <= found.rules()
    assert any(line.startswith("F:4: column A SK578 'a' is now 'a_2': it stands already") for line in found.told)


def test_columns_of_a_multiple_question_meet_no_other_name(read):
    found = read(
        dictionary(
            {"name": "b_1", "type": "text", "label": "Text"},
            {"name": "b", "type": "checkbox", "label": "B", "choices": "1, One | 2, Two"},
            {"name": "x", "type": "text", "label": "X", "logic": "[b(1)] = '1'"},
        ),
        "firm.csv",
    )
    assert found.questions["x"]["relevance"] == "1 in b_choices"


def test_numbers_without_limits_keep_clear_of_the_empties(read):
    found = read(
        dictionary({"name": "a", "type": "text", "label": "A", "validation": "number", "max": "5"}), "firm.csv"
    )
    assert found.questions["a"]["range"] == "-9990..5"
    assert found.instrument.missing["not_asked"] == -9991
    assert found.rules() == {"SK584", "SK588"}


def test_the_headings_of_the_api_are_read_and_its_blanks(read):
    api = (
        "field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,field_note,"
        "text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,identifier,branching_logic,"
        "required_field,custom_alignment,question_number,matrix_group_name,matrix_ranking,field_annotation\n"
        '"id","f",NA,"text","Id",NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA\n'
        '"a","f",NA,"text","NA",NA,NA,"integer",0,9,NA,NA,"y",NA,"3",NA,NA,NA\n'
    )
    found = read(api, "api.csv")
    assert found.questions["a"] == {
        "id": "a", "type": "number", "number": "3", "text": "NA", "range": "0..9", "required": "true",
    }  # fmt: skip


def test_limits_that_are_none_are_told(read):
    found = read(
        dictionary(
            {"name": "a", "type": "text", "label": "A", "validation": "integer", "min": "9", "max": "1"},
            {"name": "b", "type": "text", "label": "B", "validation": "integer", "min": "few"},
            {"name": "c", "type": "text", "label": "C", "validation": "date_ymd", "max": "today"},
            {"name": "d", "type": "text", "label": "D", "validation": "date_ymd", "min": "2020-02-30"},
        ),
        "firm.csv",
    )
    assert [line.split(" SK")[0] for line in found.told if "SK582" in line] == [
        "F:3: column I",
        "F:4: column I",
        "F:6: column I",
    ]
    assert any(note.startswith("line 5, column J text validation max: today") for note in found.kept())


def test_unknown_types_and_rows_without_names_are_told(read):
    found = read(
        dictionary({"name": "a", "type": "hologram", "label": "A"}, {"name": "", "type": "text", "label": "?"}),
        "firm.csv",
    )
    assert found.questions["a"]["type"] == "text"
    assert {"SK579", "SK577"} <= found.rules()


def test_ragged_rows_and_old_letters_are_told(read):
    text = dictionary({"name": "a", "type": "text", "label": "Størrelse"})
    lines = text.splitlines()
    found = read("\n".join([*lines, "b,firm,,text,Short", lines[2] + ",more,and more"]).encode("cp1252"), "firm.csv")
    assert found.questions["a"]["text"] == "Størrelse"
    assert [line.split(" ")[0] for line in found.told if "SK581" in line] == ["F:4", "F:5"]
    assert "SK586" in found.rules()


def test_utf16_is_read(read):
    found = read(dictionary({"name": "a", "type": "text", "label": "Величина"}).encode("utf-16"), "firm.csv", "redcap")
    assert found.questions["a"]["text"] == "Величина"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("a,b,c\n1,2,3\n", "the heading has no column 'field_name', 'form_name', 'field_type', 'field_label'"),
        (dictionary() + 'a,firm,,text,"open quote', "the row cannot be read"),
        (",".join(HEADINGS), "the form asks nothing"),
        (b"\x00\x01\x02" * 100, "it is no text"),
    ],
)
def test_what_is_no_dictionary_is_refused_with_a_reason(refused, content, said):
    told = refused(content, "firm.csv", "redcap")
    assert told[0].startswith("F")
    assert "SK563" in told[0]
    assert said in told[0]
