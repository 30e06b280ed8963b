"""Tables of codings as people and other programs write them, and everything that can be odd about them."""

from pathlib import Path

import pytest

from surveykit.codebook.frames.file import load
from surveykit.coding.acts import Span
from surveykit.exchange.codings.read import read as read_table
from surveykit.problems import FormatError

GUID = "0dcef2f5-e55c-49da-8c33-9b0803c7aeb4"


def test_the_italian_coding_is_read_whole():
    frame = load(Path("codebooks/italian-after.yaml"))
    codings, problems = read_table(Path("sample_responses/italian-network-contract-coding.csv"), frame)
    assert (len(codings.units), len(codings.codings), codings.coders) == (27, 54, ("1", "2"))
    assert codings.codings["after_text/IT05", "1"].codes == ("NONE", "OTH")
    assert [str(problem.severity) for problem in problems] == ["note"]  # the column `synthetic` is not read


def test_data_with_open_answers_are_no_codings_though_an_answer_reads_like_a_code():
    frame = load(Path("codebooks/italian-after.yaml"))
    with pytest.raises(FormatError, match="SK940 no column holds codes"):
        read_table(Path("sample_responses/italian-network-contract.csv"), frame)


@pytest.mark.parametrize("cell", ["EXP FAIR", "EXP|FAIR", "EXP; FAIR", "EXP,FAIR", " exp | fair |"])
def test_codes_are_parted_by_any_of_the_usual_signs(read, cell):
    assert read([["case", "coder", "codes"], ["IT01", "ida", cell]], "F.xlsx").sets() == {"IT01 ida": "EXP FAIR"}


@pytest.mark.parametrize(
    "cell",
    [
        "Exports; International fairs",
        "Esportazioni avviate, o aumentate, Fiere internazionali",
        f"{{{GUID.upper()}}} FAIR",
    ],
)
def test_codes_are_known_by_label_in_any_language_and_by_guid(read, cell):
    found = read([["case", "coder", "codes"], ["IT01", "ida", cell]], "F.xlsx")
    assert found.sets() == {"IT01 ida": "EXP FAIR"} or found.told == []


def test_without_a_frame_every_word_is_a_code(read):
    found = read("case,coder,codes\n1,ida,new markets | fairs\n2,ida,A B\n", frame=None)
    assert found.sets() == {"1 ida": "new markets fairs", "2 ida": "A B"}
    assert found.codings.codings["answer/1", "ida"].codes == ("new markets", "fairs")


def test_an_unknown_code_is_kept_and_told_once_with_all_its_places(read):
    found = read("case,coder,codes\nIT01,ida,EXP EXPO\nIT02,ida,EXPO\n")
    assert found.sets() == {"IT01 ida": "EXP EXPO", "IT02 ida": "EXPO"}
    assert found.told == ["F:2: SK941 the frame has no code 'EXPO'; it is kept as it is; also line 3"]


def test_every_fault_is_told_at_once_with_its_cell(read):
    found = read(
        [
            ["case", "question", "coder", "codes"],
            ["IT01", "after_text", "ida", "EXP"],
            ["IT01", "after_text", "ida", "EXP"],
            ["IT01", "after_text", "ida", "NONE"],
            [None, "after_text", "ida", "EXP"],
            ["IT02", "after_text", None, "EXP"],
            ["IT03", "after_text", "ida", "XYZ"],
        ],
        "F.xlsx",
    )
    assert found.told == [
        "F!codings!D7: SK941 the frame has no code 'XYZ'; it is kept as it is",
        "F!codings!D3: SK943 warning: ida of after_text/IT01: the same as D2",
        "F!codings!D4: SK944 ida of after_text/IT01: another judgement than D2: codes 'NONE' here, 'EXP' there",
        "F!codings!A5: SK942 the row has no case: after_text ida EXP",
        "F!codings!C6: SK942 the row does not say who gave case IT02 'EXP'",
    ]
    assert found.sets() == {"IT01 ida": "EXP", "IT03 ida": "XYZ"}


def test_one_row_a_code_is_one_judgement(read):
    found = read("Respondent;Rater;Code\nIT01;ida;EXP\nIT01;ida;FAIR\nIT02;ida;NONE\nIT01;ida;FAIR\n")
    assert found.sets() == {"IT01 ida": "EXP FAIR", "IT02 ida": "NONE"}
    assert found.told == ["F:5: SK943 note: ida of after_text/IT01: 'FAIR' stands further up already"]


def test_one_column_a_coder(read):
    found = read("id,text,ida,ola\nIT01,Fiere!,FAIR,EXP FAIR\nIT02,Nulla,NONE,\nIT03,?,(uncodable: cut off),(none)\n")
    assert found.sets() == {
        "IT01 ida": "FAIR", "IT01 ola": "EXP FAIR", "IT02 ida": "NONE", "IT03 ida": "(uncodable)", "IT03 ola": "(none)",
    }  # fmt: skip
    assert found.codings.codings["after_text/IT03", "ida"].reason == "cut off"


def test_a_column_beside_the_coders_that_holds_no_codes_is_told(read):
    found = read("id,ida,synthetic\nIT01,FAIR,1\n")
    assert found.sets() == {"IT01 ida": "FAIR"}
    assert found.told == ["F:1: SK945 note: the column 'synthetic' is not read"]


@pytest.mark.parametrize(
    "heads", ["ida: EXP,ida: FAIR,ola: EXP", "EXP (ida),FAIR (ida),EXP (ola)", "ida_EXP,ida_FAIR,ola_EXP"]
)
def test_one_column_of_ticks_for_each_code_and_coder(read, heads):
    found = read(f"case,{heads}\nIT01,1,x,0\nIT02,0,0,\n")
    assert found.sets() == {"IT01 ida": "EXP FAIR", "IT01 ola": "(none)", "IT02 ida": "(none)"}


def test_one_column_of_ticks_for_each_code_beside_a_coder(read):
    found = read("case,coder,EXP,International fairs\nIT01,ida,1,1\nIT01,ola,0,1\nIT02,,1,0\n")
    assert found.sets() == {"IT01 ida": "EXP FAIR", "IT01 ola": "FAIR"}
    assert found.told == ["F:4: SK942 the row does not say who gave case IT02 'EXP'"]


def test_where_nobody_is_named_the_file_is_the_coder(read):
    assert read("case,codes\nIT01,EXP\n", "ida.csv").sets() == {"IT01 ida": "EXP"}
    assert read("case,EXP,FAIR\nIT01,1,0\n", "ida.csv").sets() == {"IT01 ida": "EXP"}
    assert "the name of the file, is taken for the coder" in read("case,codes\nIT01,EXP\n", "ida.csv").told[0]


def test_outcome_reason_spans_note_wave_and_time_are_read(read):
    found = read(
        "case\twave\tcoder\tcodes\toutcome\treason\ttext\tspans\tnote\tat\n"
        "IT01\t2\tida\tEXP FAIR\t\t\tVendite e fiere\tEXP 0-7; FAIR 10-15\tsure\t2026-11-20T10:00:00Z\n"
        "IT02\t2\tida\t\tuncodable\tcut off\tNon\t\t\t\n",
        "F.tsv",
    )
    first, second = found.codings.codings.values()
    assert first.spans == (Span("EXP", 0, 7), Span("FAIR", 10, 15))
    assert (first.unit, first.note, first.at) == ("after_text/IT01/2", "sure", "2026-11-20T10:00:00Z")
    assert (second.outcome, second.reason) == ("uncodable", "cut off")
    assert found.told == []


def test_what_a_cell_should_not_say_is_told(read):
    found = read(
        "case,coder,codes,outcome,spans,text\nIT01,ida,EXP,perhaps,here,Vendite\nIT02,ida,EXP,none,EXP 0-99,Vendite\n"
    )
    assert [told.split(": ", 1)[1] for told in found.told] == [
        "SK945 warning: 'perhaps' is no outcome",
        "SK945 warning: no span of an answer: 'here'",
        "SK945 warning: 'none' has codes too",
        "SK945 warning: the span EXP 0-99 ends behind the answer of 7 characters",
    ]


def test_words_that_differ_from_row_to_row_are_told_and_show_as_changed(read):
    found = read("case,coder,codes,text\nIT01,ida,EXP,Vendite\nIT01,ola,EXP,Altre vendite\n")
    assert "reads otherwise further up" in found.told[0]
    assert [coding.coder for coding in found.codings.changed()] == ["ola"]


def test_rows_that_wait_to_be_coded_are_answers(read):
    found = read("case,coder,codes,text\nIT01,ida,,Vendite\nIT02,,,Fiere\n")
    assert [unit.text for unit in found.codings.units.values()] == ["Vendite", "Fiere"]
    assert found.told == [
        "F:1: SK945 note: 1 row has a coder, no codes and no outcome; what has neither waits to be coded"
    ]


def test_an_apostrophe_before_a_formula_is_no_part_of_the_answer(read):
    found = read("case,coder,codes,text\nIT01,ida,EXP,'=1+1\nIT02,ida,EXP,'s morgens\n")
    assert [unit.text for unit in found.codings.units.values()] == ["=1+1", "'s morgens"]


HEADS = ["ID", "Answer", "Coder"]


@pytest.mark.parametrize("heads", [["Code 1", "Code 2"], ["code_1", "code_2"], ["Code", "Code 2"], ["Codes1", "Tag 2"]])
def test_several_columns_of_codes_are_one_judgement(read, heads):
    rows = [["1", "a", "ida", "EXP", "fair"], ["1", "a", "ola", "EXP", None], ["2", "b", "ida", "(none)", None]]
    found = read([[*HEADS, *heads], *rows], "F.xlsx")
    assert found.sets() == {"1 ida": "EXP FAIR", "1 ola": "EXP", "2 ida": "(none)"}
    assert found.told == []


@pytest.mark.parametrize(
    "heads", ["Coder 1 Code 1,Coder 1 Code 2,Coder 2 Code 1", "Code 1 (Coder 1),Code 2 Coder 1,Coder 2: code 1"]
)
def test_several_columns_of_codes_of_a_coder_are_one_judgement(read, heads):
    found = read(f"ID,{heads},Sector code 1\n1,EXP,FAIR,EXP,46\n2,(none),,(uncodable: cut),47\n")
    assert found.sets() == {
        "1 Coder 1": "EXP FAIR",
        "1 Coder 2": "EXP",
        "2 Coder 1": "(none)",
        "2 Coder 2": "(uncodable)",
    }
    assert found.told == ["F:1: SK945 note: the column 'Sector code 1' is not read"]


def test_a_coder_of_none_but_unknown_codes_is_read_where_the_heading_says_so(read):
    found = read("ID,Coder 1,Coder 2\n1,EXP,7\n2,FAIR,8\n")
    assert found.sets()["2 Coder 2"] == "8"
    assert found.told[0] == "F:2: SK941 the frame has no code '7'; it is kept as it is"


def test_a_title_above_and_a_sum_below_are_no_part_of_the_table(read):
    rows = [["Coding of what changed"], [None], ["ID", "EXP", "FAIR"], ["1", 1, 0], ["2", 1, 1], ["Total", 27, 1]]
    found = read(rows, "F.xlsx")
    assert found.sets() == {"1 F": "EXP", "2 F": "EXP FAIR"}
    assert found.told[:2] == [
        "F!codings!A1: SK945 note: a row above the headings is not read: Coding of what changed",
        "F!codings!A6: SK945 warning: the last row is taken for a sum and not read: Total 27 1",
    ]
    assert read("sep=;\nID;Coder;Codes\n1;ida;EXP\n").sets() == {"1 ida": "EXP"}
    assert read("ID,Coder,Codes\n1,ida,EXP\nTotal,ida,EXP\n").sets()["Total ida"] == "EXP"


def test_a_column_of_what_holds_is_no_coder(read):
    found = read("Nr.,Svar,ida,ola,Final\n1,a,EXP,FAIR,EXP\n2,b,NONE,NONE,\n")
    assert found.codings.coders == ("ida", "ola")
    assert [(one.by, one.codes) for one in found.codings.settled.values()] == [("Final", ("EXP",))]
    assert found.told == ["F:1: SK946 note: the column 'Final' is taken for what was settled, not for a coder"]


def test_a_column_headed_by_a_code_that_holds_other_things_than_ticks_is_told(read):
    found = read("ID,EXP (ida),FAIR (ida)\n1,ja,perhaps\n2,nei,1\n")
    assert found.sets() == {"1 ida": "EXP", "2 ida": "(none)"}
    said = "the column 'FAIR (ida)' is not read: it is headed by a code and holds 'perhaps', neither 0 nor 1"
    assert found.told == [f"F:1: SK945 warning: {said}"]


def test_coders_who_differ_in_capitals_only_are_told(read):
    found = read("ID,Coder,Codes\n1,ida,EXP\n2,Ida,FAIR\n")
    assert found.told == ["F: SK957 warning: coders differ in capitals only, and count as 2: 'ida', 'Ida'"]


def test_what_stands_under_no_heading_is_told(read):
    found = read("ID;Coder;Codes\n1;ida;EXP\n2;ida;Fairs; international\n")
    told = "F:3: SK945 warning: a column without a heading is not read; it holds 'international'"
    assert told in found.told


def test_of_several_sheets_the_one_that_says_who_coded_is_read_and_others_with_codings_are_told(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for title, rows in {
        "Codes": [["ID", "Code"], ["1", "EXP"]],
        "Data": [["ID", "ida", "ola"], ["1", "EXP", "FAIR"]],
        "About": [["written in May"]],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "F.xlsx")
    codings, problems = read_table(tmp_path / "F.xlsx", None)
    assert codings.coders == ("ida", "ola")
    assert [(str(problem.severity), problem.what) for problem in problems] == [
        ("warning", "the sheet 'Codes' has codings too and is not read"),
        ("note", "the sheet 'About' is not read"),
    ]


def test_numbers_in_a_workbook_are_codes_without_decimals(read):
    found = read([["case", "coder", "codes"], [17, 2, 3.0]], "F.xlsx", frame=None)
    assert found.sets() == {"17 2": "3"}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "F.csv", "F: SK940 the table is empty"),
        ("a,b\n1,2\n", "F.csv", "F:1: SK940 no column says the case; the headings are 'a', 'b'"),
        ("case,year\n1,2009\n", "F.csv", "F:1: SK940 no column holds codes"),
        ('case,codes\n1,"EXP\n', "F.csv", "F:2: SK940 the row cannot be read: unexpected end of data"),
        (b"PK\3\4 not a workbook", "F.xlsx", "F: SK940 it is no whole workbook: File is not a zip file"),
        (b"\0\0\0", "F.csv", "F: SK940 it is no text"),
        ("x", "F.doc", "F: SK940 codings are not read from '.doc'"),
    ],
)
def test_a_file_that_is_no_table_of_codings_is_refused(refused, content, name, said):
    assert refused(content, name) == [said]


def test_what_the_frame_forbids_is_kept_and_told(read, frame):
    facts = frame.model_dump(by_alias=True)
    facts["codes"]["NONE"]["exclusive"] = True
    found = read("case,coder,codes\nIT01,ida,EXP NONE\n", frame=type(frame).model_validate(facts))
    assert found.sets() == {"IT01 ida": "EXP NONE"}
    assert found.told == ["F:2: SK342 warning: ida of after_text/IT01: 'NONE' stands alone, and 'EXP' beside it"]
