"""Forms become instruments that load; what cannot be held stands under notes and is told with its cell."""

import pytest

from surveykit.exchange import read
from surveykit.instrument.group import Battery
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.source import parsed
from surveykit.text import Text


def questions(instrument):
    return {question.id: question for _, question in instrument.asked()}


def told(found, code):
    return [problem for problem in found.problems if problem.rule.code == code]


def cells(found, code):
    return [str(problem.place).split("!", 1)[1] for problem in told(found, code)]


KINDS = {
    "integer": "number",
    "decimal": "number",
    "text": "text",
    "note": "note",
    "date": "date",
    "time": "time",
    "select_one yn": "single",
    "select_multiple yn": "multiple",
    "rank yn": "ranking",
    "range": "number",
    "acknowledge": "single",
    "percentage": "number",
    "int": "number",
    "string": "text",
    "phone number": "text",
    "select all that apply from yn": "multiple",
}


@pytest.mark.parametrize("type_", KINDS)
def test_a_type(reading, type_):
    _, instrument = reading(f"type | name | label\n{type_} | x | The question")
    question = questions(instrument)["x"]
    assert question.type == KINDS[type_]
    assert question.text == Text("The question")


@pytest.mark.parametrize("type_", ["geopoint", "image", "audio", "video", "barcode", "file", "geoshape"])
def test_a_type_that_is_not_typed_becomes_a_note_with_its_row(reading, type_):
    found, instrument = reading(f"type | name | label\ntext | t | T\n{type_} | x | Where?")
    question = questions(instrument)["x"]
    assert question.type == "note"
    assert question.notes == (f"survey!A3 type: {type_}",)
    assert cells(found, "SK564") == ["survey!A3"]


@pytest.mark.parametrize("type_", ["start", "end", "today", "deviceid", "username", "audit"])
def test_what_a_telephone_records_is_left_to_the_journal(reading, type_):
    found, instrument = reading(f"type | name | label\ntext | t | T\n{type_} | {type_ if type_ == 'audit' else 'x'} |")
    assert list(questions(instrument)) == ["t"]
    assert type_ == "audit" or any(f"survey!A3 type: {type_}" in note for note in instrument.notes)
    assert type_ == "audit" or cells(found, "SK569") == ["survey!A3"]


def test_codes_are_numbers_where_all_are_and_texts_otherwise(reading):
    choices = """
list_name | name | label
a | 1 | One
a | 10 | Ten
b | 01 | One
b | 10 | Ten
c | yes | Yes
c | 2 | Two
"""
    survey = "type | name | label\nselect_one a | a | A\nselect_one b | b | B\nselect_one c | c | C"
    _, instrument = reading(survey, choices)
    assert {name: list(codes) for name, codes in instrument.lists.items()} == {
        "a": [1, 10],
        "b": ["01", "10"],
        "c": ["yes", "2"],
    }


def test_codes_that_mean_empty_answers_push_these_aside(reading):
    choices = "list_name | name | label\na | 1 | One\na | -8 | Do not know"
    found, instrument = reading("type | name | label\nselect_one a | a | A", choices)
    assert -8 in instrument.lists["a"]
    assert set(instrument.missing.values()) == {-91, -97, -98, -99}
    assert len(told(found, "SK571")) == 2  # and that the form does not say its language


def test_a_relevance_and_what_it_does_with_blanks(reading):
    survey = """
type          | name | label | relevant
select_one yn | a    | A     |
text          | b    | B     | ${a} != '1'
text          | c    | C     | ${a} = '1'
"""
    found, instrument = reading(survey)
    asked = questions(instrument)
    assert asked["b"].relevance == "a is missing or a != 1"
    assert asked["c"].relevance == "a = 1"
    assert cells(found, "SK568") == ["survey!D3"]
    assert found.counts == {
        "questions": 3, "groups": 0, "repeats": 0, "choices": 2, "expressions": 2, "translated": 2, "kept_as_notes": 0,
        "with_blank_rules": 1,
    }  # fmt: skip


def test_what_cannot_be_translated_is_kept_and_told(reading):
    survey = """
type    | name | label | relevant              | constraint       | default
text    | a    | A     |                       | regex(., '@')    |
integer | b    | B     | regex(${a}, '@')      |                  | once(random())
note    | c    | C     | ${b} = 'x' or ${nosuch} = 1 |            |
"""
    found, instrument = reading(survey.replace("${nosuch}", "${a}"))
    asked = questions(instrument)
    assert asked["a"].notes == ("survey!E2 constraint: regex(., '@')",)
    assert asked["b"].notes == (
        "survey!D3 relevant: regex(${a}, '@')",
        "survey!F3 default: once(random())",
    )
    assert asked["b"].relevance == ""
    assert cells(found, "SK565") == ["survey!E2", "survey!D3", "survey!F3", "survey!D4"]
    assert "asked of everybody" in told(found, "SK565")[1].what
    assert found.counts["kept_as_notes"] == 4


def test_what_check_would_refuse_is_taken_back_into_a_note(reading):
    survey = """
type          | name  | label | relevant
text          | first | A     | ${later} = 'x'
text          | later | B     |
"""
    found, instrument = reading(survey)
    assert questions(instrument)["first"].relevance == ""
    assert questions(instrument)["first"].notes == ("survey!D2 relevant: ${later} = 'x'",)
    assert "SK211" in told(found, "SK565")[0].what


def test_a_circle_of_calculations_is_kept_as_notes(reading):
    survey = """
type      | name | label | calculation
integer   | n    | N     |
calculate | a    |       | ${b} + 1
calculate | b    |       | ${a} + 1
calculate | c    |       | ${n} + 1
"""
    found, instrument = reading(survey)
    assert [computed.id for computed in instrument.computed] == ["c"]
    assert [note for note in instrument.notes if "calculation" in note] == [
        "survey!D3 calculation: ${b} + 1 (a)",
        "survey!D4 calculation: ${a} + 1 (b)",
    ]
    assert cells(found, "SK565") == ["survey!D3", "survey!D4"]


def test_calculations_stand_in_the_order_they_need(reading):
    survey = """
type      | name | label | calculation
integer   | n    | N     |
calculate | a    |       | ${b} * 2
calculate | b    |       | if(${n} > 3, '1', '0')
note      | x    | Is {b}? It is ${a}. |
"""
    _, instrument = reading(survey.replace("${b} * 2", "if(${b} = '1', 5, 6)"))
    assert [(c.id, c.format) for c in instrument.computed] == [("b", "text"), ("a", "integer")]
    assert questions(instrument)["x"].text == Text("Is {{b}}? It is {a}.")


@pytest.mark.parametrize(
    ("constraint", "message", "expected"),
    [
        (". >= 18 and . <= 99", "", ("18..99", [])),
        (". > 0", "", ("1..", [])),
        (". >= -5", "", ("-5..", [])),
        (". <= 99", "", ("0..99", [])),
        (". >= 18 and . <= 99", "Adults only", ("0..", ["n >= 18 and n <= 99"])),
        (". >= -5 and . != 0", "", ("-5..", ["n >= -5 and n != 0"])),
        ("", "", ("0..", [])),
    ],
)
def test_the_range_of_a_number(reading, constraint, message, expected):
    survey = f"type | name | label | constraint | constraint_message\ninteger | n | N | {constraint} | {message}"
    _, instrument = reading(survey)
    question = questions(instrument)["n"]
    assert (str(question.range), [check.rule for check in question.checks]) == expected
    assert all(check.severity == "hard" for check in question.checks)
    if message:
        assert question.checks[0].message == Text(message)


def test_how_many_may_be_ticked(reading):
    survey = """
type               | name | label | constraint
select_multiple l  | a    | A     | count-selected(.) >= 2 and count-selected(.) <= 3
select_multiple l  | b    | B     | not(selected(., '9') and count-selected(.) > 1)
select_multiple l  | c    | C     | not(selected(., '1') and selected(., '2'))
"""
    choices = "list_name | name | label\n" + "".join(f"l | {n} | Choice {n}\n" for n in (1, 2, 3, 9))
    _, instrument = reading(survey, choices)
    asked = questions(instrument)
    assert (asked["a"].min, asked["a"].max) == (2, 3)
    assert (asked["b"].min, asked["b"].exclusive) == (1, (9,))
    assert asked["c"].checks[0].rule == "not 1 in c or not 2 in c"


def test_languages(reading):
    survey = """
type    | name | label::English (en) | label::Norsk (nb) | hint::English (en) | constraint | constraint_message::Norsk (nb)
integer | n    | How many?           | Hvor mange?       | Think              | . < 5 or . = 9 | Nei
"""
    _, instrument = reading(survey, "", "form_title | form_id | version | default_language\nT | f | 7 | Norsk (nb)")
    question = questions(instrument)["n"]
    assert instrument.languages == ("nb", "en")
    assert (instrument.instrument, instrument.version) == ("f", "7")
    assert question.text == Text({"nb": "Hvor mange?", "en": "How many?"})
    assert question.help == Text({"en": "Think"})
    assert question.checks[0].message == Text({"nb": "Nei"})


def test_a_column_without_a_language_holds_for_those_that_lack_it(reading):
    _, instrument = reading(
        "type | name | label | label::French | label::Klingon\ntext | a | Size | Taille |\ntext | b | | Poids | Ngi"
    )
    assert instrument.languages == ("fr", "klingon")
    assert questions(instrument)["a"].text == Text({"fr": "Taille", "klingon": "Size"})


def test_labels_that_are_lacking_are_told(reading):
    found, instrument = reading(
        "type | name | label\ntext | a |\nselect_one c | b | B", "list_name | name | label\nc | x |"
    )
    assert questions(instrument)["a"].text == Text("a")
    assert instrument.lists["c"] == {"x": Text("x")}
    assert cells(found, "SK567") == ["choices!B2", "survey!B2"]


def test_names_that_cannot_be_ids_are_changed_and_told(reading):
    survey = """
type          | name    | label | relevant
integer       | my-size | A     |
integer       | if      | B     |
integer       | Size    | C     |
integer       | size    | D     | ${my-size} > 3 and ${if} > 2 and ${Size} > 1
"""
    found, instrument = reading(survey)
    assert list(questions(instrument)) == ["my_size", "if_", "Size", "size_2"]
    assert questions(instrument)["size_2"].relevance == "my_size > 3 and if_ > 2 and Size > 1"
    assert cells(found, "SK566") == ["survey!B2", "survey!B3", "survey!B5"]


def test_the_columns_of_several_choices_do_not_clash_with_questions(reading):
    survey = "type | name | label\nselect_multiple yn | m | M\ntext | m_1 | N"
    _, instrument = reading(survey)
    assert list(questions(instrument)) == ["m_set", "m_1"]


def test_groups_become_sections_with_the_relevance_of_all(reading):
    survey = """
type        | name  | label | relevant
integer     | n     | N     |
begin group | outer | Outer | ${n} > 1
integer     | a     | A     |
begin group | inner | Inner | ${a} > 2
integer     | b     | B     | ${b0} > 0
end group   |       |       |
integer     | c     | C     |
end group   |       |       |
""".replace("| ${b0} > 0", "| ${n} > 0")
    _, instrument = reading(survey)
    sections = {section.id: section for section in instrument.sections}
    assert list(sections) == ["main", "outer", "inner", "outer_2"]
    assert sections["inner"].title == Text("Outer / Inner")
    assert sections["inner"].relevance == "(n > 1) and (a > 2)"
    assert sections["outer_2"].relevance == "n > 1"
    asked_of = instrument.relevance_of(sections["inner"], questions(instrument)["b"])
    assert asked_of == "((n > 1) and (a > 2)) and (n > 0)"


def test_repeats_become_rosters(reading):
    survey = """
type         | name     | label    | repeat_count | relevant | calculation
integer      | firms    | Firms    |              |          |
begin repeat | partner  | Partner  | ${firms}     | ${firms} > 0 |
text         | who      | Who      |              |          |
begin group  | money    | Money    |              | ${who} != '' |
integer      | share    | Share    |              | position(..) < 4 |
begin repeat | contract | Contract | 2            |          |
integer      | value    | Value    |              | ${share} > 0 |
end repeat   |          |          |              |          |
end group    |          |          |              |          |
end repeat   |          |          |              |          |
note         | total    | Too much |              | sum(${share}) > 100 and count(${partner}) > 1 |
begin repeat | open     | Open     |              |          |
text         | what     | What     |              |          |
end repeat   |          |          |              |          |
"""
    found, instrument = reading(survey)
    sections = {section.id: section for section in instrument.sections}
    partner, contract = sections["partner"], sections["contract"]
    assert (partner.roster.row, partner.roster.count, partner.relevance) == ("partner_row", "firms", "firms > 0")
    assert sections["money"].within == "partner"
    assert (contract.within, contract.roster.count) == ("partner", "2")
    assert questions(instrument)["share"].relevance == "partner_row < 4"
    assert questions(instrument)["total"].relevance == "sum(share) > 100 and count(partner_row >= 1) > 1"
    assert sections["open"].roster.while_ == "open_more = 1"
    assert [problem for problem in found.problems if problem.severity == "error"] == []
    session = Session.begin(instrument, Interview("1").after(started(instrument, {})))
    assert session.route


def test_what_is_calculated_in_a_repeat_is_calculated_where_it_is_read(reading):
    survey = """
type         | name  | label | calculation | relevant
begin repeat | r     | R     |             |
integer      | n     | N     |             |
calculate    | big   |       | if(${n} > 9, '1', '0') |
calculate    | flag  |       | 1           | ${n} > 99
text         | a     | A     |             | ${big} = '1'
text         | b     | B     |             | ${flag} = 1
text         | c     | C     |             | ${flag} != 1
end repeat   |       |       |             |
"""
    _, instrument = reading(survey)
    asked = questions(instrument)
    assert asked["a"].relevance == "(if n is answered and n > 9 then '1' else '0') = '1'"
    assert asked["b"].relevance == "n is answered and n > 99"
    assert asked["c"].relevance == "n is missing or n <= 99"
    assert "survey!D4 calculation: if(${n} > 9, '1', '0') (big)" in instrument.notes


def test_repeats_within_repeats_within_repeats_are_notes(reading):
    survey = """
type         | name | label | relevant
begin repeat | a    | A     |
text         | a1   | A1    |
begin repeat | b    | B     |
text         | b1   | B1    |
begin repeat | c    | C     |
text         | c1   | C1    | ${b1} = 'x'
end repeat   |      |       |
end repeat   |      |       |
end repeat   |      |       |
"""
    found, instrument = reading(survey)
    question = questions(instrument)["c1"]
    assert question.type == "note"
    assert "survey!D7 relevant: ${b1} = 'x'" in question.notes
    assert cells(found, "SK573") == ["survey!A6"]


def test_a_table_of_questions_is_a_battery(reading):
    survey = """
type          | name | label  | appearance | required | relevant
begin group   | why  | Why?   | table-list |          |
select_one yn | w1   | Cost   |            | yes      |
select_one yn | w2   | Time   |            |          | ${w1} = '1'
end group     |      |        |            |          |
begin group   | who  | Who?   | field-list |          |
select_one yn | head |        | label      |          |
select_one yn | x1   | One    | list-nolabel |        |
select_one yn | x2   | Two    | list-nolabel |        |
end group     |      |        |            |          |
"""
    _, instrument = reading(survey)
    batteries = [written for section in instrument.sections for written in section.questions]
    assert all(isinstance(written, Battery) for written in batteries)
    assert [(b.id, b.text, [item.id for item in b.items]) for b in batteries] == [
        ("why", Text("Why?"), ["w1", "w2"]),
        ("who", Text("Who?"), ["x1", "x2"]),
    ]
    assert batteries[0].items[0].required is True
    assert batteries[0].items[1].relevance == "w1 = 1"


CITIES = """
list_name | name | label    | land
land      | NO   | Norway   |
land      | SE   | Sweden   |
city      | 1    | Oslo     | NO
city      | 2    | Bergen   | NO
city      | 3    | Malmö    | SE
"""


def test_a_choice_filter_becomes_a_table_with_where(reading):
    survey = """
type            | name | label | choice_filter
select_one land | l    | L     |
select_one city | c    | C     | land = ${l}
select_one city | d    | D     | 'SE' = land
select_one city | e    | E     | land = ${l} or name = '1'
"""
    found, instrument = reading(survey, CITIES)
    asked = questions(instrument)
    assert asked["c"].where == {"land": "l"}
    assert asked["d"].where == {"land": "'SE'"}
    assert asked["e"].where == {}
    assert asked["e"].notes == ("survey!D5 choice_filter: land = ${l} or name = '1'",)
    assert instrument.tables["city"].rows[2] == ("3", "Malmö", "SE")
    assert instrument.tables["city"].chosen({"land": "NO"}) == frozenset([1, 2])
    assert cells(found, "SK565") == ["survey!D5"]


def test_names_repeated_in_a_list_take_the_columns_that_tell_them_apart(reading):
    choices = """
list_name | name | label    | county | area
county    | 1    | North    |        |
county    | 2    | South    |        |
area      | 1    | Area one | 1      |
area      | 1    | Area two | 2      |
place     | 1    | Place a  | 1      | 1
place     | 1    | Place b  | 2      | 1
"""
    survey = """
type              | name   | label | choice_filter                        | relevant
select_one county | county | C     |                                      |
select_one area   | area   | A     | county = ${county}                   |
select_one place  | place  | P     | county = ${county} and area = ${area} |
text              | t      | T     |                                      | ${area} = '1'
"""
    found, instrument = reading(survey, choices)
    assert instrument.tables["area"].codes == ("1_1", "2_1")
    assert instrument.tables["place"].chosen({"county": 2, "area": "2_1"}) == frozenset(["2_1_1"])
    assert questions(instrument)["t"].relevance == "area in ['1_1', '2_1']"
    assert cells(found, "SK570") == ["choices!B4", "choices!B6"]


def test_a_choice_that_stands_twice_is_left_out_and_told(reading):
    choices = "list_name | name | label\nl | 1 | One\nl | 1 | Uno\nl | 2 | Two"
    found, instrument = reading("type | name | label\nselect_one l | a | A", choices)
    assert list(instrument.lists["l"]) == [1, 2]
    assert cells(found, "SK570") == ["choices!B3"]
    assert "choices!B3 choice: 1" in instrument.notes


def test_choices_in_a_file_beside_the_form(book, tmp_path):
    (tmp_path / "towns.csv").write_text("id,town,county\n11,Oslo,3\n12,Bergen,46\n", encoding="utf-8")
    survey = """
type                           | name | label | parameters          | choice_filter
select_one_from_file towns.csv | t    | T     | value=id label=town | county = '46'
select_one_from_file none.csv  | u    | U     |                     |
"""
    found = read(book(survey, ""), "xlsform")
    data = parsed(found.text).data
    assert data["tables"]["towns_csv"]["rows"] == [["11", "Oslo", "3"], ["12", "Bergen", "46"]]
    first, second = data["sections"][0]["questions"]
    assert first["where"] == {"county": "'46'"}
    assert second["type"] == "note"
    assert cells(found, "SK570") == ["survey!A3"]


def test_other_specify_and_the_order_of_choices(reading):
    survey = """
type                   | name | label | parameters
select_one yn or_other | a    | A     |
select_one l           | b    | B     | randomize=true
"""
    _, instrument = reading(survey, "list_name | name | label\nyn | 1 | Yes\nl | 1 | One\nl | 2 | Two")
    asked = questions(instrument)
    assert asked["a"].other.code == "other"
    assert list(asked) == ["a", "a_other", "b"]
    assert asked["b"].order == "random"


def test_a_likert_list_is_a_scale(reading):
    choices = "list_name | name | label\n" + "".join(f"l | {n} | {word}\n" for n, word in enumerate("ABC", 1))
    _, instrument = reading("type | name | label | appearance\nselect_one l | a | A | likert", choices)
    question = questions(instrument)["a"]
    assert (question.type, question.steps, question.labels[3]) == ("scale", (1, 2, 3), Text("C"))


@pytest.mark.parametrize(
    ("type_", "default", "ours"),
    [
        ("integer", "8", "8"),
        ("text", "abc", "'abc'"),
        ("select_one yn", "1", "1"),
        ("date", "2010-06-15", "'2010-06-15'"),
        ("time", "09:30:00", "'09:30'"),
        ("integer", "${n} + 1", "n + 1"),
    ],
)
def test_what_stands_typed_already(reading, type_, default, ours):
    _, instrument = reading(f"type | name | label | default\ninteger | n | N |\n{type_} | x | X | {default}")
    assert questions(instrument)["x"].default == ours


def test_the_answer_of_the_form_saved_before(reading):
    survey = "type | name | label | default\ntext | a | A | ${last-saved#a}\ntext | b | B | ${last-saved#a}"
    found, instrument = reading(survey)
    assert questions(instrument)["a"].last_saved is True
    assert questions(instrument)["b"].last_saved is False
    assert cells(found, "SK565") == ["survey!D3"]


def test_what_is_read_only_is_shown(reading):
    survey = """
type    | name  | label | read_only | calculation | default
integer | n     | N     |           |             |
integer | twice | Twice | yes       | ${n} * 2    |
text    | word  | Word  | yes       |             | abc
"""
    _, instrument = reading(survey)
    asked = questions(instrument)
    assert instrument.computed[0].formula == "n * 2"
    assert asked["twice_shown"].text == Text("Twice {twice}")
    assert asked["word"].type == "note"
    assert "survey!F4 default: abc" in asked["word"].notes


def test_a_day_and_a_time_are_two_questions(reading):
    _, instrument = reading("type | name | label | required\ndateTime | when | When? | yes")
    assert [(q.id, q.type, q.required) for q in questions(instrument).values()] == [
        ("when", "date", True),
        ("when_time", "time", True),
    ]


def test_looks_and_settings_without_counterpart_stay_as_remarks(reading):
    survey = (
        "type | name | label | appearance | media::image | trigger\ntext | a | A | w1 | a.png |\ntext | b | B | w1 | |"
    )
    found, instrument = reading(survey, "", "form_title | style | instance_name\nT | pages | ${a}")
    assert sorted(instrument.notes) == [
        "settings!B2 style: pages",
        "settings!C2 instance_name: ${a}",
        "survey!D2 appearance: w1",
        "survey!E2 media::image: a.png",
    ]
    assert cells(found, "SK569") == ["survey!D2", "survey!E2", "settings!B2", "settings!C2"]


def test_a_form_that_asks_nothing_is_an_instrument_with_a_note(reading):
    _, instrument = reading("type | name | label | calculation\ncalculate | c | | 1 + 1")
    assert [question.type for question in questions(instrument).values()] == ["note"]
    assert instrument.computed[0].formula == "1 + 1"


def test_the_same_rows_as_csv_are_told_by_their_lines(tmp_path):
    path = tmp_path / "form.csv"
    path.write_text('"survey"\n,"type","name","label","relevant"\n,"text","a","A",\n,"text","b","B","regex(${a}, 1)"\n')
    found = read(path)
    assert [str(problem.place).rsplit(":", 1)[1] for problem in told(found, "SK565")] == ["4"]
    assert "line 4 relevant: regex(${a}, 1)" in found.text


def test_what_hangs_on_notes_groups_choices_and_parameters_is_told_too(reading):
    survey = """
type           | name | label | hint  | constraint | calculation | parameters     | appearance
note           | n    | N     |       | . > 3      | 1 + 1       |                |
begin group    | g    | G     | Think |            |             |                |
select_one yn  | s    | S     |       |            |             |                | search('towns')
image          | i    | I     |       |            |             | max-pixels=640 |
end group      |      |       |       |            |             |                |
"""
    found, instrument = reading(survey, "list_name | name | label | image\nyn | 1 | Yes | a.png\nyn | 0 | No |")
    assert questions(instrument)["n"].notes == ("survey!E2 constraint: . > 3", "survey!F2 calculation: 1 + 1")
    assert questions(instrument)["s"].notes == ("survey!H4 appearance: search('towns')",)
    assert instrument.sections[1].notes == ("survey!D3 hint: Think",)
    assert {"choices!D2 image", "survey!G5 parameters: max-pixels=640"} <= set(instrument.notes)
    assert {"choices!D2", "survey!G5", "survey!D3"} <= set(cells(found, "SK569"))


def test_a_loop_over_a_list_is_kept_as_notes(reading):
    survey = "type | name | label\nbegin loop over yn | l | L\ninteger | n | N\nend loop | |\ntext | t | T"
    found, instrument = reading(survey)
    assert questions(instrument)["n"].type == "note"
    assert cells(found, "SK573") == ["survey!A2"]


def test_choices_of_the_sheet_of_external_choices(reading):
    survey = """
type                     | name | label | choice_filter
select_one yn            | l    | L     |
select_one_external town | t    | T     | land = ${l}
"""
    towns = "list_name | name | label | land\ntown | 11 | Oslo | 1\ntown | 12 | Malmö | 0"
    _, instrument = reading(survey, external_choices=towns)
    assert questions(instrument)["t"].where == {"land": "l"}
    assert instrument.tables["town"].chosen({"land": 1}) == frozenset([11])


def test_two_headings_for_one_column_are_one_where_no_row_has_both(reading):
    survey = "type | name | label | relevant | bind:relevant\ntext | a | A | |\ntext | b | B | ${a} = 'x' |\ntext | c | C | | ${a} = 'y'"
    _, instrument = reading(survey)
    assert [q.relevance for q in questions(instrument).values()] == ["", "a = 'x'", "a = 'y'"]


def test_a_nested_repeat_is_one_section_and_its_groups_are_conditions(reading):
    survey = """
type         | name | label | relevant
begin repeat | a    | A     |
integer      | n    | N     |
begin repeat | b    | B     |
begin group  | g    | G     | ${n} > 3
integer      | x    | X     |
end group    |      |       |
integer      | y    | Y     | ${x} > 1
end repeat   |      |       |
end repeat   |      |       |
"""
    _, instrument = reading(survey)
    inner = next(section for section in instrument.sections if section.within == "a")
    assert [question.id for _, question in inner.posed][:2] == ["x", "y"]
    assert questions(instrument)["x"].relevance == "n > 3"
    assert questions(instrument)["y"].relevance == "x > 1"
