"""formr sheets become instruments; what our language has not stands in notes, with its sheet and cell."""

import pytest

HEAD = [
    "class",
    "type",
    "name",
    "showif",
    "optional",
    "label",
    "choice1",
    "choice2",
    "choice3",
    "value",
    "block_order",
    "item_order",
]
COLUMNS = {name: number for number, name in enumerate(HEAD)}
CHOICES = [
    ["list_name", "name", "label"],
    ["agree", 1, "no"],
    ["", 2, "maybe"],
    ["", 3, "yes"],
    ["land", "no", "Norway"],
    ["", "it", "Italy"],
]


def rows(*items: dict) -> list[list]:
    found = [HEAD]
    for item in items:
        cells = [None] * len(HEAD)
        for key, value in item.items():
            cells[COLUMNS[key]] = value
        found.append(cells)
    return found


@pytest.fixture
def sheet(read, workbook):
    return lambda *items, name="survey.xlsx": read(workbook(survey=rows(*items), choices=CHOICES), name, "formr")


def test_every_type_becomes_a_kind(sheet):
    found = sheet(
        {"type": "note", "name": "n1", "label": "# Welcome\n__dear__ *reader*, see [us](http://x.org)"},
        {"type": "mc agree", "name": "mc1", "label": "Agree?"},
        {"type": "mc", "name": "mc2", "label": "Which?", "choice1": "one", "choice2": "two", "optional": "*"},
        {"type": "mc_multiple land", "name": "mm1", "label": "Where?"},
        {"type": "mc_multiple land", "name": "mm2", "label": "Where?", "optional": "!"},
        {"type": "check", "name": "ck", "label": "Sure?", "optional": "!"},
        {"type": "rating_button 7", "name": "rb1", "label": "Rate", "choice1": "bad", "choice2": "good"},
        {"type": "rating_button 0,10,5", "name": "rb2", "label": "Rate"},
        {"type": "number 1,130,1", "name": "nu1", "label": "Age"},
        {"type": "number 0,10,0.01", "name": "nu2", "label": "Km"},
        {"type": "number", "name": "nu3", "label": "Any"},
        {"type": "range 0,50", "name": "ra", "label": "Slide", "choice1": "low", "choice2": "high"},
        {"type": "text 20", "name": "te", "label": "Name"},
        {"type": "textarea", "name": "ta", "label": "Story"},
        {"type": "date 2013-01-01,2014-01-01", "name": "da", "label": "Day"},
        {"type": "time 12:00,17:00", "name": "ti", "label": "Time"},
        {"type": "sex", "name": "se", "label": "Sex"},
        {"type": "select_or_add_one", "name": "sa", "label": "Who", "choice1": "friend", "choice2": "boss"},
        {
            "type": "choose_two_weekdays",
            "name": "tw",
            "label": "Days",
            "choice1": "Mo",
            "choice2": "Tu",
            "choice3": "We",
        },
    )
    kinds = {name: (q["type"], q.get("range"), q.get("required")) for name, q in found.questions.items()}
    assert kinds == {
        "n1": ("note", None, None),
        "mc1": ("single", None, "true"),
        "mc2": ("single", None, None),
        "mm1": ("multiple", None, None),
        "mm2": ("multiple", None, "true"),
        "ck": ("single", None, "true"),
        "rb1": ("scale", "1..7", "true"),
        "rb2": ("single", None, "true"),
        "nu1": ("number", "1..130", "true"),
        "nu2": ("number", "0..10", "true"),
        "nu3": ("number", "0..10000000", "true"),
        "ra": ("number", "0..50", "true"),
        "te": ("text", None, "true"),
        "ta": ("open", None, "true"),
        "da": ("date", "2013-01-01..2014-01-01", "true"),
        "ti": ("time", "12:00..17:00", "true"),
        "se": ("single", None, "true"),
        "sa": ("single", None, "true"),
        "tw": ("multiple", None, "true"),
    }
    assert found.questions["n1"]["text"] == "Welcome\ndear reader, see us (http://x.org)"
    assert [*found.instrument.lists["agree"]] == [1, 2, 3]
    assert [*found.instrument.lists["land"]] == ["no", "it"]
    assert [*found.instrument.lists["rb2"]] == [0, 5, 10]
    assert found.questions["mm2"]["min"] == "1"
    assert found.questions["ck"]["checks"][0]["rule"] == "ck = 1"
    assert found.questions["rb1"]["labels"] == {"1": "bad", "7": "good"}
    assert found.questions["ra"]["help"] == "0: low; 50: high"
    assert found.questions["nu2"]["decimals"] == "2"
    assert found.questions["te"]["max"] == "20"
    assert found.questions["sa"]["other"]["code"] == "3"
    assert (found.questions["tw"]["min"], found.questions["tw"]["max"]) == ("2", "2")


SHOWIFS = [
    ("a == 1", "a = 1"),
    ("a != 1", "a != 1"),
    ("a == 1 & (n > 3 | !is.na(t))", "a = 1 and (n > 3 or t is answered)"),
    ("a %in% c(1, 2)", "a in [1, 2]"),
    ("!(a %in% c(1, 2))", "a is missing or a not in [1, 2]"),
    ("is.na(a)", "a is missing"),
    ("tail(a, 1) == 2 && current(n) <= 4", "a = 2 and n <= 4"),
    ("survey$a == 1", "a = 1"),
    ("m %contains% 'it'", "'it' in m"),
    ("!a == 1", "a != 1"),
    ("ck", "ck != 0"),
    ("(n + 1) * 2 > 6", "(n + 1) * 2 > 6"),
    ("sum(n, r) == 4", "n + r = 4"),
    ("FALSE", "false"),
    ("NA", "false"),
    ("t == 'it\\'s'", 't = "it\'s"'),
    ("a == 1 //js_only", "a = 1"),
]


def asked(showif: str) -> list[dict]:
    return [
        {"type": "mc agree", "name": "a", "label": "A"},
        {"type": "number 0,9,1", "name": "n", "label": "N"},
        {"type": "number 0,9,1", "name": "r", "label": "R"},
        {"type": "text", "name": "t", "label": "T"},
        {"type": "check", "name": "ck", "label": "C"},
        {"type": "mc_multiple land", "name": "m", "label": "M"},
        {"type": "text", "name": "x", "label": "X", "showif": showif},
    ]


@pytest.mark.parametrize(("theirs", "ours"), SHOWIFS)
def test_showif_is_translated(sheet, theirs, ours):
    found = sheet(*asked(theirs))
    assert found.questions["x"]["relevance"] == ours
    assert found.counts["kept_as_notes"] == 0


UNHELD = [
    ("other_survey$a == 1", "another survey"),
    ("t %contains% 'x'", "parts of a text cannot be looked for"),
    ("library(x); a == 1", "a program in R"),
    ("a == 9", "'9' is no choice of 'a'"),
    ("stringr::str_detect(t, 'x')", "there is no function 'stringr::str_detect'"),
    ("nobody == 1", "there is no field 'nobody'"),
    ("x == 1", "waits for itself"),
    ("a[1] == 1", "cannot be read"),
    ("t == NA", "NA is no value here"),
]


@pytest.mark.parametrize(("theirs", "why"), UNHELD, ids=[theirs for theirs, _ in UNHELD])
def test_what_cannot_be_translated_is_kept_with_its_cell(sheet, theirs, why):
    found = sheet(*asked(theirs))
    assert "relevance" not in found.questions["x"]
    assert f"survey!D8 showif: {theirs}" in found.kept()
    told = [line for line in found.told if "SK575" in line]
    assert len(told) == 1
    assert told[0].startswith("F!survey!D8 SK575")
    assert why in told[0]


def test_values_are_defaults_and_calculations_are_computed(sheet):
    found = sheet(
        {"type": "mc agree", "name": "a", "label": "A", "value": "2"},
        {"type": "text", "name": "t", "label": "T", "value": '"Berlin"'},
        {"type": "number 0,9,1", "name": "n", "label": "N", "value": "sticky"},
        {"type": "calculate", "name": "big", "value": "ifelse(n > 3, 1, 0)"},
        {"type": "calculate", "name": "who", "value": 'ifelse(a == 1, "she", "he")'},
        {"type": "calculate", "name": "odd", "value": "rnorm(1)"},
        {"type": "text", "name": "x", "label": "Does `r who` know `r rnorm(1)`?", "showif": "big == 1"},
    )
    assert found.questions["a"]["default"] == "2"
    assert found.questions["t"]["default"] == "'Berlin'"
    assert "survey!J4 value: sticky" in found.kept()
    assert [(c["id"], c["format"], c["formula"]) for c in found.data["computed"]] == [
        ("big", "decimal", "if n > 3 then 1 else 0"),
        ("who", "text", "if a = 1 then 'she' else 'he'"),
    ]
    assert found.questions["x"]["relevance"] == "big = 1"
    assert found.questions["x"]["text"] == "Does {who} know `r rnorm(1)`?"


def test_what_nobody_answers_is_a_variable_of_the_register(sheet):
    found = sheet(
        {"type": "ip", "name": "ip"},
        {"type": "get token", "name": "token"},
        {"type": "random 0,1", "name": "group"},
        {"type": "text", "name": "x", "label": "X", "showif": "group == 1"},
        {"type": "file", "name": "photo", "label": "Photo"},
    )
    assert {column["id"]: column["format"] for column in found.data["register"]} == {
        "ip": "text",
        "token": "text",
        "group": "integer",
    }
    assert found.questions["x"]["relevance"] == "group = 1"
    assert any(note.startswith("survey!B6 type: file photo: Photo") for note in found.kept())


def test_pages_are_sections(sheet):
    found = sheet(
        {"type": "text", "name": "a", "label": "A"},
        {"type": "submit 3000", "name": "s1", "label": "On"},
        {"type": "text", "name": "b", "label": "B"},
    )
    assert [section["title"] for section in found.data["sections"]] == ["Page 1", "Page 2"]
    assert "survey!B3 type: submit 3000" in found.kept()


def test_an_order_drawn_at_random_is_held_where_it_can_be(sheet):
    items = [{"type": "text", "name": f"x{n}", "label": f"X{n}"} for n in range(4)]
    whole = sheet(*(one | {"item_order": 1} for one in items))
    assert whole.data["sections"][0]["order"] == "random"
    blocks = sheet(*(one | {"block_order": "AABB"[n], "item_order": 9 - n} for n, one in enumerate(items)))
    assert blocks.data["order"] == "random"
    assert [[q["id"] for q in section["questions"]] for section in blocks.data["sections"]] == [
        ["x1", "x0"],
        ["x3", "x2"],
    ]
    mixed = sheet(items[0], *(one | {"block_order": "B"} for one in items[1:]))
    assert "order" not in mixed.data
    assert "survey!K3 block_order: B" in mixed.kept()
    sorted_ = sheet(*(one | {"item_order": 9 - n} for n, one in enumerate(items)))
    assert [*sorted_.questions] == ["x3", "x2", "x1", "x0"]


def test_a_shuffle_gives_way_to_routing(sheet):
    found = sheet(
        {"type": "mc agree", "name": "a", "label": "A", "item_order": 1},
        {"type": "text", "name": "b", "label": "B", "item_order": 1, "showif": "a == 1"},
    )
    assert "order" not in found.data["sections"][0]
    assert found.questions["b"]["relevance"] == "a = 1"
    assert any("stands as it is written" in line for line in found.told)


def test_items_under_a_heading_are_a_battery(sheet):
    three = {"choice1": "never", "choice2": "at times", "choice3": "always"}
    found = sheet(
        {"type": "mc_heading", "name": "head", "label": "How often?", **three},
        {"type": "mc_button", "name": "one", "label": "One", "class": "hide_label", **three},
        {"type": "mc_button", "name": "two", "label": "Two", "class": "hide_label", **three, "showif": "one == 1"},
        {"type": "mc", "name": "alone", "label": "Alone", **three},
    )
    battery = found.questions["head"]
    assert (battery["type"], battery["text"]) == ("battery", "How often?")
    assert [item["id"] for item in battery["items"]] == ["one", "two"]
    assert battery["items"][1]["relevance"] == "one = 1"
    assert found.questions["alone"]["type"] == "single"


def test_choices_that_show_answers_are_filled(sheet):
    found = sheet(
        {"type": "text", "name": "who", "label": "Who?"},
        {"type": "mc", "name": "q", "label": "Q", "choice1": "`r who`", "choice2": "somebody {else}"},
    )
    assert found.data["lists"]["q"] == {"1": "{who}", "2": "somebody {{else}}"}


def test_rows_without_names_unknown_types_and_doubled_names_are_told(sheet):
    found = sheet(
        {"type": "text", "label": "No name"},
        {"type": "hologram", "name": "h", "label": "H"},
        {"type": "text", "name": "h", "label": "Again"},
        {"type": "mc nowhere", "name": "m", "label": "M"},
    )
    assert {"h", "h_2", "m"} == set(found.questions)
    assert [line.split(" ")[1] for line in found.told if line.startswith("F!survey!C2")] == ["SK577"]
    assert {"SK577", "SK578", "SK579", "SK580"} <= found.rules()


def test_sheets_of_old_are_read_by_the_names_they_had(read, workbook):
    head = ["Variablenname", "Typ", "Wortlaut", "MCalt1", "MCalt2"]
    content = workbook(Blatt1=[head, ["a", "mmc", "Welche?", "eins", "zwei"], ["b", "offen", "Warum?", None, None]])
    found = read(content, "old.xlsx", "formr")
    assert {name: (q["type"], q["text"]) for name, q in found.questions.items()} == {
        "a": ("multiple", "Welche?"),
        "b": ("text", "Warum?"),
    }
    assert found.data["lists"]["a"] == {"1": "eins", "2": "zwei"}


def test_the_choices_of_an_unknown_type_are_kept(sheet):
    found = sheet({"type": "hologram", "name": "h", "label": "H", "choice1": "one", "choice2": "two"})
    assert "survey!G2 choices: 1: one; 2: two" in found.kept()


def test_a_sheet_called_otherwise_is_read_and_its_remarks_are_left(read, workbook):
    content = workbook(
        Blatt1=[
            ["scale", "type", "name", "label", "extra"],
            ["x", "text", "a", "A", None],
            ["y", "text", "b", "B", "seen"],
        ],
        Blatt2=[["list_name", "name", "label"], ["l", "1", "one"]],
    )
    found = read(content, "s.xlsx", "formr")
    assert [*found.questions] == ["a", "b"]
    assert [line for line in found.told if "the column 'extra'" in line]
    assert not [line for line in found.told if "the column 'scale'" in line]


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_a_damaged_old_workbook_is_refused(refused, suffix):
    told = refused(b"\xd0\xcf\x11\xe0 old", f"s{suffix}", "formr")
    assert "SK563 it is no workbook, or a damaged one: " in told[0]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"survey": [HEAD]}, "the form asks nothing"),
        ({"survey": [["class", "label"], ["x", "y"]]}, "the heading of sheet 'survey' has no column 'type', 'name'"),
        ({"survey": rows({"type": "ip", "name": "ip"})}, "the form asks nothing"),
    ],
)
def test_what_is_no_survey_is_refused_with_a_reason(refused, workbook, sheets, said):
    told = refused(workbook(**sheets), "s.xlsx", "formr")
    assert "SK563" in told[0]
    assert said in told[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"no workbook at all"])
@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_damaged_workbooks_are_refused(refused, content, suffix):
    told = refused(content, f"s{suffix}", "formr")
    assert "SK563" in told[0]
