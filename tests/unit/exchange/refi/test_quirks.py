"""Everything odd that programs were seen to write into REFI-QDA files is read, and said."""

import pytest
from qda import CODES, EXP, FAIR, TEXT, USER, project, selection

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span

NOTE = "bb9f25dc-5d24-4327-b1d1-3a1fd1a04e6d"


def test_a_project_as_the_standard_has_it_is_read_without_a_word(read):
    found = read(project(selection(0, 7, name="Vendite")))
    assert found.told == []
    assert (found.unit.case, found.unit.question, found.unit.text) == ("Firm 1", "document", "Vendite all'estero")
    assert (found.coding.coder, found.coding.codes, found.coding.spans) == (
        "ida",
        ("Exports",),
        (Span("Exports", 0, 7),),
    )
    assert found.frame is not None
    assert found.frame.codes["Exports"].colour == "#46AA00"


@pytest.mark.parametrize("name", ["Project.qde", "Trial.qde", "PROJECT.QDE", "folder/project.qde"])
def test_the_project_may_have_another_name(read, name):
    found = read(project(selection(0, 7)), name=name)
    assert found.coding.codes == ("Exports",)
    assert found.told[0] == f"F: SK953 note: the project is called '{name}', not project.qde"


@pytest.mark.parametrize("part", ["Sources/a.txt", "SOURCES/A.TXT", "files/a.txt"])
def test_the_folder_of_texts_may_have_another_name(read, part):
    found = read(project(selection(0, 7)), part=part)
    assert found.quotes() == ["Vendite"]
    assert found.told == [f"F: SK953 note: the sources are in '{part.split('/')[0]}', not in sources/"]


@pytest.mark.parametrize("path", ['plainTextPath="a.txt"', 'plainTextPath="internal://sources/a.txt"', 'plainTextPath="sources\\a.txt"'])  # fmt: skip
def test_a_path_may_lack_its_scheme_or_name_the_folder(read, path):
    assert read(project(selection(0, 7), path=path)).quotes() == ["Vendite"]


def test_a_text_that_is_missing_keeps_its_codings_and_positions(read):
    found = read(project(selection(5, 9)), text=None)
    assert found.coding.spans == (Span("Exports", 5, 9),)
    assert "is missing: its file 'internal://a.txt' is not in the archive" in found.told[0]


def test_no_path_and_no_words_is_a_missing_text(read):
    found = read(project(selection(5, 9), path=""))
    assert "is missing: no file is named" in found.told[0]


def test_a_text_outside_of_the_archive_is_told(read):
    found = read(project(selection(5, 9), path='plainTextPath="absolute:///home/ida/a.txt"'))
    assert "stands outside of the archive, at absolute:///home/ida/a.txt" in found.told[0]


def test_the_words_may_stand_in_the_project(read):
    words = "<PlainTextContent>Vendite  </PlainTextContent>"
    found = read(project(selection(0, 7), path="", inside=words), text=None)
    assert (found.unit.text, found.told) == ("Vendite  ", [])


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:project:0:10", "urn:QDA-XML:project:1:0", "urn:QDA-XML:project:0:4"]
)
def test_a_namespace_of_another_version_is_read(read, namespace):
    found = read(project(selection(0, 7), namespace=namespace))
    assert found.coding.codes == ("Exports",)
    assert found.told == [
        f"P:2: SK953 note: the namespace is '{namespace}', not of version 1.0; it is read as if it were"
    ]


def test_no_namespace_at_all_is_read(read):
    found = read(project(selection(0, 7)).replace(' xmlns="urn:QDA-XML:project:1.0"', ""))
    assert found.coding.codes == ("Exports",)


def test_guids_in_braces_and_capitals_are_the_same(read):
    codes = CODES.replace(f'"{EXP}"', f'"{{{EXP.upper()}}}"')
    found = read(project(selection(0, 7), codes=codes))
    assert found.coding.codes == ("Exports",)
    assert found.told == []


def test_an_empty_list_of_sets_is_no_fault(read):
    found = read(project(selection(0, 7), "<Sets/>"))
    assert found.told == ["P:2: SK953 note: the list of sets is empty, which the standard forbids"]


def test_a_mark_at_the_start_of_a_text_is_no_part_of_it(read):
    found = read(project(selection(0, 7, name="Vendite")), text=b"\xef\xbb\xbfVendite")
    assert (found.quotes(), found.told) == (["Vendite"], [])


def test_a_mark_that_is_counted_shows_from_the_quotes(read):
    found = read(project(selection(1, 8, name="Vendite")), text=b"\xef\xbb\xbfVendite!")
    assert found.quotes() == ["Vendite"]
    assert found.told == [
        "P:2: SK954 warning: in 'Firm 1' the mark at the start of the file counts: so 1 of 1 quotes fit"
    ]


def test_ends_of_lines_that_count_as_one_show_from_the_quotes(read):
    found = read(project(selection(4, 8, name="nove")), text=b"tre\r\nnove\r\n")
    assert found.quotes() == ["nove"]
    assert "ends of lines count as one character: so 1 of 1 quotes fit" in found.told[0]


def test_ends_of_lines_that_count_as_two_are_as_they_stand(read):
    found = read(project(selection(5, 9, name="nove")), text=b"tre\r\nnove\r\n")
    assert (found.quotes(), found.told) == (["nove"], [])


def test_a_text_with_short_ends_counted_as_long_ones(read):
    found = read(project(selection(5, 9, name="nove")), text=b"tre\nnove\n")
    assert found.quotes() == ["nove"]
    assert "ends of lines count as two characters" in found.told[0]


def test_ends_that_are_the_last_character_show_from_the_quotes(read):
    found = read(project(selection(0, 6, name="Vendite") + selection(8, 17, name="all'estero")))
    assert found.quotes() == ["Vendite", "all'estero"]
    assert "the end is the last character of the selection: so 2 of 2 quotes fit" in found.told[0]


def test_signs_that_count_as_two_show_from_the_quotes(read):
    found = read(project(selection(3, 7, name="nove")), text="😀 nove")
    assert found.quotes() == ["nove"]
    assert "characters outside of the basic plane count as two" in found.told[0]


def test_a_quote_that_is_cut_is_compared_as_far_as_it_goes(read):
    found = read(project(selection(0, 18, name="Vendite all…")))
    assert (found.quotes(), found.told) == (["Vendite all'estero"], [])


def test_names_that_are_no_quotes_leave_positions_as_written(read):
    found = read(project(selection(0, 7, name="line:1")))
    assert found.quotes() == ["Vendite"]
    assert found.told == ["P:2: SK954 note: in 'Firm 1' 1 of 1 selections have names that are no quotes; positions are read as written"]  # fmt: skip


def test_a_memo_in_the_description_of_a_selection_is_the_note(read):
    inside = f'<Description>a memo</Description><Coding guid="{NOTE}" creatingUser="{USER}"><CodeRef targetGUID="{EXP}"/></Coding>'
    assert read(project(selection(0, 7, inside=inside))).coding.note == "a memo"


def test_a_note_of_its_own_is_the_note(read):
    notes = f'<Notes><Note guid="{NOTE}"><PlainTextContent>a memo</PlainTextContent></Note></Notes>'
    inside = f'<Coding guid="{TEXT}" creatingUser="{USER}"><CodeRef targetGUID="{EXP}"/></Coding><NoteRef targetGUID="{NOTE}"/>'
    assert read(project(selection(0, 7, inside=inside), notes)).coding.note == "a memo"


def test_a_link_to_a_note_is_the_note(read):
    place = "4191294a-e287-4510-95b0-000000000001"
    notes = f'<Notes><Note guid="{NOTE}"><PlainTextContent>a memo</PlainTextContent></Note></Notes>'
    links = f'<Links><Link guid="{USER}" name="l" originGUID="{place}" targetGUID="{NOTE}"/></Links>'
    found = read(project(selection(0, 7, guid=place), notes + links))
    assert (found.coding.note, found.told) == ("a memo", [])


def test_texts_of_one_name_are_told_apart(read):
    text = f'<TextSource guid="{TEXT}" name="Firm" plainTextPath="internal://a.txt"/>'
    found = read(project(sources=text + text.replace("69a4", "70b5")))
    assert [unit.case for unit in found.codings.units.values()] == ["Firm", "Firm (2)"]
    assert found.told == ["P:2: SK953 warning: two texts are called 'Firm'; one of them is 'Firm (2)' here"]


def test_users_of_one_name_are_told_apart(read):
    other = "c32a2bd5-537f-4838-8b17-df9efbafdf4b"
    users = f'<User guid="{USER}" name="ida"/><User guid="{other}" name="ida"/>'
    codings = f'<Coding guid="{NOTE}" creatingUser="{other}"><CodeRef targetGUID="{EXP}"/></Coding>'
    found = read(project(selection(0, 7, inside=codings), users=users))
    assert found.coding.coder == "ida (2)"


def test_a_coding_of_nobody_is_that_of_unknown(read):
    coding = f'<Coding guid="{NOTE}"><CodeRef targetGUID="{EXP}"/></Coding>'
    found = read(project(selection(0, 7, inside=coding)))
    assert found.coding.coder == "unknown"
    assert found.told == ["P: SK953 warning: 1 codings do not say who made them; they are those of 'unknown'"]


def test_elements_and_attributes_of_others_are_told_once_each(read):
    found = read(project(selection(0, 7, more='heat="3"'), "<Weather/><Weather/>"))
    assert found.told == [
        "P:2: SK951 warning: the attribute heat of PlainTextSelection is not of the standard and is not read",
        "P:2: SK951 warning: the element Weather is not of the standard and is not read, 2 times",
    ]


def test_pictures_films_and_graphs_are_told(read):
    sources = f'<PictureSource guid="{TEXT}" name="pic"><Coding guid="{NOTE}"><CodeRef targetGUID="{EXP}"/></Coding></PictureSource>'
    found = read(project(sources=sources, rest=f'<Graphs><Graph guid="{TEXT}" name="g"><Vertex/></Graph></Graphs>'))
    assert found.told == [
        "P:2: SK951 warning: the picture 'pic' with 0 selections and 1 codings is not read; only texts are",
        "P:2: SK951 warning: the graph 'g' with 1 parts is not read",
    ]


def test_a_coding_with_a_code_nobody_defined_is_kept(read):
    found = read(project(selection(0, 7, code=NOTE)))
    assert found.coding.codes == (NOTE,)
    assert found.told == [f"P:2: SK956 warning: a coding names a code that is not in the codebook: {NOTE}"]


def test_what_is_odd_in_many_places_is_told_once_with_the_lines(read):
    odd = "\n".join(selection(0, 7, code=NOTE) for _ in range(40))
    told = read(project(odd)).told
    said = [line for line in told if "not in the codebook" in line]
    assert said == [
        f"P:2: SK956 warning: a coding names a code that is not in the codebook: {NOTE}; "
        "also in lines 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 ... (39 in all)"
    ]


def test_positions_that_are_no_numbers_are_told(read):
    found = read(project(selection(0, 7).replace('startPosition="0"', 'startPosition="x"')))
    assert found.told == ["P:2: SK953 warning: a selection has the positions 'x', '7'; it is left out"]


def test_a_text_in_another_encoding_is_told(read):
    found = read(project(selection(0, 4)), text="città".encode("cp1252"))
    assert found.unit.text == "città"
    assert "is no UTF-8" in found.told[0]


def test_cases_and_variables_are_kept_as_context(read):
    before = (
        f'<Variables><Variable guid="{NOTE}" name="Turnover" typeOfVariable="Integer"/></Variables><Cases><Case '
        f'guid="{FAIR}" name="IT01"><VariableValue><VariableRef targetGUID="{NOTE}"/><IntegerValue>12</IntegerValue>'
        f'</VariableValue><SourceRef targetGUID="{TEXT}"/></Case></Cases>'
    )
    found = read(project(selection(0, 7), before=before))
    assert (found.unit.case, found.unit.context) == ("IT01", {"Turnover": "12"})


def test_selections_of_cases_are_the_answers(read):
    answer = "4191294a-e287-4510-95b0-000000000001"
    before = f'<Cases><Case guid="{FAIR}" name="IT01"><SelectionRef targetGUID="{answer}"/></Case></Cases>'
    found = read(project(selection(0, 7, guid=answer) + selection(0, 3, code=FAIR), before=before))
    assert (found.unit.case, found.unit.question, found.unit.text) == ("IT01", "Firm 1", "Vendite")
    assert (found.coding.codes, found.coding.spans) == (("Exports", "Fairs"), (Span("Fairs", 0, 3),))


def test_codes_of_a_new_export_are_those_of_the_frame_by_name_and_path(read):
    frame = CodingFrame.model_validate(
        {
            "frame": "f", "title": "F", "languages": ["en"],
            "codes": {
                "EXP": {"label": "Exports"},
                "OTH": {"label": "Other"},
                "E_OTH": {"label": "Other", "within": "EXP"},
            },
        }
    )  # fmt: skip
    other = "c32a2bd5-537f-4838-8b17-df9efbafdf4b"
    codes = (
        f'<Codes><Code guid="{EXP}" name="exports" isCodable="true"><Code guid="{other}" name="Other" isCodable="true"/>'
        f'</Code><Code guid="{FAIR}" name="Fairs" isCodable="true"/></Codes>'
    )
    found = read(
        project(selection(0, 7) + selection(8, 9, code=other) + selection(9, 10, code=FAIR), codes=codes), frame=frame
    )
    assert found.coding.codes == ("EXP", "E_OTH", "Fairs")
    assert found.told == ["P:2: SK953 warning: the frame 'f' has no code 'Fairs'; it is kept as 'Fairs'"]


def test_notes_and_descriptions_that_belong_to_nothing_here_are_told(read):
    notes = f'<Notes><Note guid="{NOTE}" name="memo"><PlainTextContent>of the project</PlainTextContent></Note></Notes>'
    cases = f'<Cases><Case guid="{FAIR}" name="IT01"><Description>a firm</Description></Case></Cases>'
    found = read(project(selection(0, 7), notes, before=cases))
    assert found.told == [
        "P:2: SK951 warning: the description of the case 'IT01' is not read: a firm",
        "P: SK951 warning: the note 'memo' is not read: of the project",
    ]
