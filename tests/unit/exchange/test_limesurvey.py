"""LimeSurvey structures become instruments, whichever of the two files they are in."""

import csv
import io

import pytest

TSV = [
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
]


def tsv(*rows: dict, more: tuple[str, ...] = (), language: str = "en", additional: str = "") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    head = [*TSV, *more]
    writer.writerow(head)
    first = [
        {"class": "S", "name": "sid", "text": "123"},
        {"class": "S", "name": "language", "text": language},
        {"class": "S", "name": "additional_languages", "text": additional},
        {"class": "SL", "name": "surveyls_title", "text": "A <b>survey</b>", "language": language},
    ]
    for row in (*first, *rows):
        writer.writerow([row.get(name, "") for name in head])
    return stream.getvalue()


def group(name: str = "Part", **more) -> dict:
    return {"class": "G", "name": name, "language": "en", **more}


def question(kind: str, name: str, **more) -> dict:
    return {
        "class": "Q",
        "type/scale": kind,
        "name": name,
        "text": f"About {name}",
        "language": "en",
        "relevance": "1",
        **more,
    }


def sub(name: str, scale: str = "0", **more) -> dict:
    return {
        "class": "SQ",
        "type/scale": scale,
        "name": name,
        "text": f"Line {name}",
        "language": "en",
        "relevance": "1",
        **more,
    }


def answer(name: str, text: str, scale: str = "0") -> dict:
    return {"class": "A", "type/scale": scale, "name": name, "text": text, "language": "en"}


@pytest.fixture
def survey(read):
    return lambda *rows, more=(), **about: read(tsv(group(), *rows, more=more, **about), "s.txt")


def test_kinds_with_one_answer(survey):
    found = survey(
        question("L", "a", other="Y", mandatory="Y"),
        answer("A1", "One"),
        answer("A2", "Two"),
        question("!", "b", mandatory="S"),
        answer("1", "One"),
        answer("2", "Two"),
        question("O", "c", relevance='a.NAOK == "A1"'),
        answer("x", "X"),
        question("Y", "d"),
        question("G", "e"),
        question("5", "f"),
        question("N", "g", min_num_value_n="0", max_num_value_n="9", num_value_int_only="1", suffix="kg"),
        question("S", "h", maximum_chars="30", validation="/^[0-9]+$/"),
        question("T", "i"),
        question("D", "j", date_min="2001-01-01", date_max="{dateend}"),
        question("X", "k", text="Please <i>read</i>"),
        question("S", "l", numbers_only="1", min_num_value_n="0"),
        question("|", "m"),
        question("I", "n"),
        question("?", "o"),
        more=(
            "min_num_value_n",
            "max_num_value_n",
            "num_value_int_only",
            "suffix",
            "maximum_chars",
            "date_min",
            "date_max",
            "numbers_only",
        ),
    )
    kinds = {name: (q["type"], q.get("range"), q.get("required")) for name, q in found.questions.items()}
    assert kinds == {
        "a": ("single", None, "true"),
        "b": ("single", None, "soft"),
        "c": ("single", None, None),
        "c_comment": ("open", None, None),
        "d": ("single", None, None),
        "e": ("single", None, None),
        "f": ("scale", "1..5", None),
        "g": ("number", "0..9", None),
        "h": ("text", None, None),
        "i": ("open", None, None),
        "j": ("date", "2001-01-01..", None),
        "k": ("note", None, None),
        "l": ("number", "0..", None),
        "o": ("text", None, None),
    }
    assert found.data["title"] == "A survey"
    assert found.questions["a"]["other"]["code"] == "oth"
    assert found.questions["c_comment"]["relevance"] == "a = 'A1'"
    assert found.data["lists"]["yesno"] == {"Y": "Yes", "N": "No"}
    assert found.questions["g"]["unit"] == "kg"
    assert found.questions["k"]["text"] == "Please read"
    assert [note for note in found.kept() if "/^[0-9]+$/" in note]
    assert [note for note in found.kept() if "dateend" in note]
    assert [note for note in found.kept() if "| m: About m" in note]
    assert {"SK577", "SK579", "SK583"} <= found.rules()


def test_several_answers_and_rankings(survey):
    found = survey(
        question("M", "a", other="Y", mandatory="Y", max_answers="2", exclude_all_others="no"),
        sub("x"),
        sub("no"),
        question("P", "b"),
        sub("x"),
        question("R", "c", max_subquestions="2", random_order="1"),
        answer("1", "One"),
        answer("2", "Two"),
        answer("3", "Three"),
        more=("max_answers", "exclude_all_others", "max_subquestions", "random_order"),
    )
    assert found.questions["a"] == {
        "id": "a", "type": "multiple", "text": "About a", "codes": "a", "other": {"code": "oth", "text": "Which one?"},
        "min": "1", "max": "2", "exclusive": ["no"], "required": "true",
    }  # fmt: skip
    assert found.questions["b_xcomment"]["relevance"] == "'x' in b"
    assert (found.questions["c"]["type"], found.questions["c"]["max"], found.questions["c"]["order"]) == (
        "ranking",
        "2",
        "random",
    )


def test_arrays_are_batteries(survey):
    found = survey(
        question("A", "a"), sub("1"), sub("2"),
        question("B", "b"), sub("1"),
        question("C", "c"), sub("1"),
        question("E", "e"), sub("1"),
        question("F", "f", random_order="1", mandatory="Y"), sub("1", text="Good|Evil"), sub("2"), answer("A1", "Never"), answer("A2", "Often"),
        question("1", "d", dualscale_headerA="Wish", dualscale_headerB="Fact"), sub("1"), answer("1", "Low"), answer("7", "High", "1"),
        question("K", "k", min_num_value_n="0"), sub("1"), sub("2"),
        question("K", "t", equals_num_value="100"), sub("1"), sub("2"),
        question("Q", "q"), sub("1"), sub("2"),
        question(":", "n", multiflexible_min="0", multiflexible_max="5"), sub("1"), sub("c1", "1"), sub("c2", "1"),
        question(";", "x"), sub("1"), sub("c1", "1"),
        more=("random_order", "dualscale_headerA", "dualscale_headerB", "min_num_value_n", "equals_num_value", "multiflexible_min", "multiflexible_max"),
    )  # fmt: skip
    shapes = {
        name: (
            q["type"],
            q.get("scale") or q.get("codes") or q.get("format"),
            [item["id"] for item in q.get("items", [])],
        )
        for name, q in found.questions.items()
    }
    assert shapes == {
        "a": ("battery", "1..5", ["a_1", "a_2"]),
        "b": ("battery", "1..10", ["b_1"]),
        "c": ("battery", "yes_uncertain_no", ["c_1"]),
        "e": ("battery", "increase_same_decrease", ["e_1"]),
        "f": ("battery", "f", ["f_1", "f_2"]),
        "d": ("battery", "d", ["d_1_0"]),
        "d_2": ("battery", "d_2", ["d_1_1"]),
        "k": ("battery", "decimal", ["k_1", "k_2"]),
        "t": ("constant_sum", "decimal", ["t_1", "t_2"]),
        "q_1": ("text", None, []),
        "q_2": ("text", None, []),
        "n": ("battery", "decimal", ["n_1_c1"]),
        "n_c2": ("battery", "decimal", ["n_1_c2"]),
        "x_1_c1": ("text", None, []),
    }
    assert found.questions["f"]["items"][0]["text"] == "Good – Evil"
    assert (found.questions["f"]["order"], found.questions["f"]["required"]) == ("random", "true")
    assert found.questions["d"]["text"] == "About d\nWish"
    assert found.questions["t"]["total"] == "100"
    assert found.questions["n"]["range"] == "0..5"
    assert found.questions["q_1"]["text"] == "About q\nLine 1"


EQUATIONS = [
    ('a.NAOK == "1"', "a = 1"),
    ('((a.NAOK != "1"))', "a is missing or a != 1"),
    ('a == "1"', "a = 1"),
    ('(a.NAOK == "1" or a.NAOK == "-oth-")', "a = 1 or a = 3"),
    ("!is_empty(n.NAOK)", "n is answered"),
    ("is_empty(n.NAOK) && n.NAOK lt 3", "n is missing and n < 3"),
    ('m_x.NAOK == "Y"', "'x' in m"),
    ('m_x.NAOK == ""', "m is missing or not 'x' in m"),
    ('r_1.NAOK == "A1"', "r_1 = 'A1'"),
    ("n.NAOK ge 18 and n.NAOK le 65", "n >= 18 and n <= 65"),
    ("sum(n.NAOK, k.NAOK) > 3", "(if n is answered or k is answered then sum(n, k) else 0) > 3"),
    ("n.NAOK + k.NAOK == 4", "n + k = 4"),
    ('a_other.NAOK != ""', "a_other is answered"),
    ('((123X7X1.NAOK == "1"))', "a = 1"),
    ('((123X7X4x.NAOK == "Y"))', "'x' in m"),
    ('o != "1"', "o is not not_asked and (o is missing or o != 1)"),
    ('a != "1"', "a is missing or a != 1"),
]


def answered(equation: str) -> list[dict]:
    return [
        question("L", "a", id="1", other="Y"),
        answer("1", "One"),
        answer("2", "Two"),
        question("N", "n", id="2", min_num_value_n="0"),
        question("N", "k", id="3", min_num_value_n="0"),
        question("M", "m", id="4"),
        sub("x"),
        question("F", "r", id="5"),
        sub("1"),
        answer("A1", "One"),
        question("R", "rank", id="6"),
        answer("1", "One"),
        question("L", "o", id="8", relevance='a.NAOK == "2"'),
        answer("1", "One"),
        question("S", "x", id="7", relevance=equation),
    ]


@pytest.mark.parametrize(("theirs", "ours"), EQUATIONS)
def test_relevance_is_translated(read, theirs, ours):
    content = tsv(group(), *answered(theirs), more=("id", "min_num_value_n"))
    found = read(content.replace("123X7X", "123X0X"), "s.txt") if "X7X" not in theirs else read(lss(content), "s.lss")
    assert found.questions["x"]["relevance"] == ours
    assert found.counts["kept_as_notes"] == 0


UNHELD = [
    ("count(that.m.NAOK) > 1", "'that.m.NAOK' asks for something about a question"),
    ("regexMatch('/x/', x.NAOK)", "there is no function 'regexmatch'"),
    ("countif('1', a.NAOK) > 1", "counts in another way"),
    ("nowhere.NAOK == 1", "there is no question 'nowhere'"),
    ("rank.NAOK == 1", "is a ranking"),
    ("r.NAOK == 1", "has several lines"),
    ("a.shown == 'One'", "asks for something about a question"),
    ("x.NAOK == 'self'", "waits for itself"),
    ('a.NAOK == "7"', "'7' is no choice of 'a'"),
]


@pytest.mark.parametrize(("theirs", "why"), UNHELD, ids=[theirs for theirs, _ in UNHELD])
def test_what_cannot_be_translated_is_kept_with_its_line(read, theirs, why):
    found = read(tsv(group(), *answered(theirs), more=("id", "min_num_value_n")), "s.txt")
    assert "relevance" not in found.questions["x"]
    assert f"line 21, column D relevance: {theirs}" in found.kept()
    told = [line for line in found.told if "SK575" in line]
    assert len(told) == 1
    assert told[0].startswith("F:21: column D SK575")
    assert why in told[0]


def lss(content: str) -> str:
    """A survey of the tests as .lss, with the numbers its expressions name."""
    rows = list(csv.DictReader(io.StringIO(content), delimiter="\t"))
    tables: dict[str, list[dict]] = {
        "answers": [],
        "groups": [],
        "questions": [],
        "subquestions": [],
        "question_attributes": [],
    }
    qid, kind = "0", ""
    for number, row in enumerate(rows, 1000):
        if row["class"] == "G":
            tables["groups"].append(
                {"gid": "7", "group_name": row["name"], "group_order": "1", "language": "en", "grelevance": ""}
            )
        if row["class"] == "Q":
            qid, kind = row["id"], row["type/scale"]
            common = {"title": row["name"], "question": row["text"], "relevance": row["relevance"], "language": "en"}
            tables["questions"].append(
                {"qid": qid, "gid": "7", "type": kind, "other": row["other"], "question_order": str(number), **common}
            )
            if row["min_num_value_n"]:
                tables["question_attributes"].append(
                    {"qid": qid, "attribute": "min_num_value_n", "value": row["min_num_value_n"]}
                )
        if row["class"] == "SQ":
            tables["subquestions"].append(
                {
                    "qid": str(number),
                    "parent_qid": qid,
                    "title": row["name"],
                    "question": row["text"],
                    "language": "en",
                    "scale_id": "0",
                }
            )
        if row["class"] == "A":
            tables["answers"].append(
                {"qid": qid, "code": row["name"], "answer": row["text"], "language": "en", "scale_id": "0"}
            )
    tables["surveys"] = [{"sid": "123", "language": "en", "additional_languages": ""}]
    parts = "".join(
        f"<{name}><rows>"
        + "".join("<row>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in row.items()) + "</row>" for row in found)
        + f"</rows></{name}>"
        for name, found in tables.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{parts}</document>'


def test_the_two_files_of_one_survey_say_the_same(read):
    content = tsv(group(), *answered('a.NAOK == "1"'), more=("id", "min_num_value_n"))
    text, xml = read(content, "s.txt"), read(lss(content), "s.lss")
    assert text.data["sections"] == xml.data["sections"]
    assert text.data["lists"] == xml.data["lists"]


def test_later_versions_keep_wordings_in_tables_of_their_own(read):
    xml = (
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>en</language><language>nb</language></languages>"
        "<groups><rows><row><gid>1</gid><group_order>1</group_order></row></rows></groups>"
        "<group_l10ns><rows><row><gid>1</gid><group_name>Part</group_name><language>en</language></row>"
        "<row><gid>1</gid><group_name>Del</group_name><language>nb</language></row></rows></group_l10ns>"
        "<questions><rows><row><qid>5</qid><gid>1</gid><type>L</type><title>a</title><mandatory>S</mandatory></row></rows></questions>"
        "<question_l10ns><rows><row><qid>5</qid><question>Export?</question><language>en</language></row>"
        "<row><qid>5</qid><question>Eksport?</question><language>nb</language></row></rows></question_l10ns>"
        "<answers><rows><row><aid>9</aid><qid>5</qid><code>1</code><scale_id>0</scale_id></row></rows></answers>"
        "<answer_l10ns><rows><row><aid>9</aid><answer>Yes</answer><language>en</language></row>"
        "<row><aid>9</aid><answer>Ja</answer><language>nb</language></row></rows></answer_l10ns>"
        "<surveys><rows><row><sid>1</sid><language>en</language><additional_languages>nb</additional_languages></row></rows></surveys>"
        "<surveys_languagesettings><rows><row><surveyls_language>en</surveyls_language><surveyls_title>S</surveyls_title></row></rows></surveys_languagesettings>"
        "<quota><rows><row><id>1</id><name>Small firms</name></row></rows></quota>"
        "</document>"
    )
    found = read(xml, "s.lss")
    assert found.data["languages"] == ["en", "nb"]
    assert found.data["sections"][0]["title"] == {"en": "Part", "nb": "Del"}
    assert found.questions["a"]["text"] == {"en": "Export?", "nb": "Eksport?"}
    assert found.questions["a"]["required"] == "soft"
    assert found.data["lists"]["a"] == {"1": {"en": "Yes", "nb": "Ja"}}
    assert "line 1 quota: Small firms" in found.kept()


def test_languages_of_a_text_file_meet_by_their_names(read):
    content = tsv(
        group(), question("Y", "a", text="Export?", help="Abroad"),
        group("Del", language="nb"), question("Y", "a", text="Eksport?", language="nb"),
        additional="nb",
    )  # fmt: skip
    found = read(content, "s.txt")
    assert found.data["sections"][0]["title"] == {"en": "Part", "nb": "Del"}
    assert found.questions["a"]["text"] == {"en": "Export?", "nb": "Eksport?"}
    assert found.questions["a"]["help"] == {"en": "Abroad"}
    assert found.data["lists"]["yesno"] == {"Y": {"en": "Yes", "nb": "Ja"}, "N": {"en": "No", "nb": "Nei"}}


def test_groups_have_relevance_words_and_an_order(read):
    content = tsv(
        group(random_group="g", text="Read this"), question("Y", "a"),
        group("Next", relevance='a.NAOK == "Y"', random_group="g"), question("Y", "b", random_group="r"), question("Y", "c", random_group="r"),
        more=("random_group",),
    )  # fmt: skip
    found = read(content, "s.txt")
    first, second = found.data["sections"]
    assert first["questions"][0] == {"id": "Part_text", "type": "note", "text": "Read this"}
    assert second["relevance"] == "a = 'Y'"
    assert second["order"] == "random"
    assert "order" not in found.data  # the condition of the second reads the first
    assert any("stands as it is written" in line for line in found.told)


def test_filters_of_arrays_are_relevance_of_lines(survey):
    found = survey(
        question("M", "m"), sub("x"), sub("y"),
        question("F", "f", array_filter="m"), sub("x"), sub("z"), answer("1", "One"),
        more=("array_filter",),
    )  # fmt: skip
    lines = found.questions["f"]["items"]
    assert lines[0]["relevance"] == "'x' in m"
    assert "relevance" not in lines[1]
    assert any("array_filter: m for z" in note for note in found.kept())


def test_texts_show_answers_and_keep_what_they_cannot(survey):
    found = survey(
        question("S", "a"),
        question("Y", "b", text="Is {a.shown} { not this } or {TOKEN:FIRSTNAME}?", help="{a}"),
    )
    assert found.questions["b"]["text"] == "Is {a} {{ not this }} or {{TOKEN:FIRSTNAME}}?"
    assert found.questions["b"]["help"] == "{a}"
    assert any("{TOKEN:FIRSTNAME}" in note for note in found.kept())


def test_equations_validations_defaults_and_hidden_questions(survey):
    found = survey(
        question(
            "N", "n", min_num_value_n="0", em_validation_q="this > 3", em_validation_q_tip="More, please", default="5"
        ),
        question("*", "twice", text="{n.NAOK * 2}"),
        question("Y", "h", hidden="1", default="Y"),
        question("M", "m", default="Y"),
        sub("x"),
        more=("min_num_value_n", "em_validation_q", "em_validation_q_tip", "hidden"),
    )
    assert found.questions["n"]["checks"] == [
        {"id": "n_valid", "severity": "hard", "rule": "n > 3", "message": "More, please"}
    ]
    assert found.questions["n"]["default"] == "5"
    assert found.questions["h"]["default"] == "'Y'"
    assert found.data["computed"] == [{"id": "twice", "format": "decimal", "formula": "n * 2"}]
    assert any("hidden" in note for note in found.kept())
    assert any("column K default: Y" in note for note in found.questions["m"]["notes"])


def test_unknown_attributes_are_kept_and_looks_are_not(survey):
    found = survey(
        question("Y", "a", code_filter="x", cssclass="wide", time_limit="9"),
        more=("code_filter", "cssclass", "time_limit"),
    )
    assert any("code_filter: x" in note for note in found.kept())
    assert any("time_limit: 9" in note for note in found.kept())
    assert not any("wide" in note for note in found.kept())


def test_doubled_names_are_changed(survey):
    found = survey(question("Y", "a"), question("S", "a"), question("S", "b", text=""), question("Y", "B"))
    assert [*found.questions] == ["a", "a_2", "b", "B_2"]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><document>&b;</document>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><document>&e;</document>'


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "s.lss", "the XML cannot be read"),
        ("<document><LimeSurveyDocType>Survey</LimeSurveyDocType>", "s.lss", "the XML cannot be read"),
        ("<html/>", "s.lss", "XML, and not LimeSurvey's"),
        ("<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>", "s.lss", "of the type 'Label set'"),
        ("<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "s.lss", "the form asks nothing"),
        (BOMB, "s.lss", "an entity 'a' is declared"),
        (OUTSIDE, "s.lss", "an entity 'e' is declared"),
        ("<a>" * 500 + "</a>" * 500, "s.lss", "nested too deeply"),
        ("", "s.txt", "the file is empty"),
        ("class\tname\nQ\tx\n", "s.txt", "the heading has no column 'type/scale', 'text'"),
        (tsv(), "s.txt", "the form asks nothing"),
        (b"\xff\xfe\x00\x00\x00", "s.txt", ""),
    ],
)
def test_what_is_no_structure_is_refused_with_a_reason(refused, content, name, said):
    told = refused(content, name, "limesurvey")
    assert "SK563" in told[0]
    assert said in told[0]
