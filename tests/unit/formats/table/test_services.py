"""Exports of survey services, each as a text file and as a workbook: what is recognised, named, tied together, left out."""

from datetime import datetime

import pytest

from surveykit import formats
from surveykit.problems import FormatError


def cells(reading):
    return reading.dataset.arrow().to_pydict()


def facts(reading):
    return {v.name: (str(v.label), str(v.wording), v.origin.question) for v in reading.dataset.codebook}


def sets(reading):
    return {s.name: (s.variables, s.choices) for s in reading.dataset.codebook.sets}


def personal(reading):
    return {v.name for v in reading.dataset.codebook if v.personal}


def own(reading):
    return {v.name for v in reading.dataset.codebook if v.origin.kind == "paradata"}


def announced(reading):
    return [problem.what for problem in reading.problems if problem.rule.code == "SK620"]


GOOGLE = [
    ["Timestamp", "Email Address", "1. How large is the firm?", "Which means do you use?", "Rate [Price]", "Rate [Speed]", "size"],
    ["2024/05/17 3:04:05 PM GMT+2", "a@x.no", "10-49", "Ship, Rail", "Good", "Bad", 3],
    ["2024/05/18 9:00:00 AM GMT+2", "b@x.no", "50+", "Rail", "Good", "Good", 4],
    ["2024/05/18 9:30:00 AM GMT+2", "c@x.no", "50+", "Road, Ship", "Bad", "Good", 5],
    ["2024/05/19 9:30:00 AM GMT+2", "d@x.no", None, None, None, None, None],
]  # fmt: skip


def test_google_forms(either):
    reading = either(GOOGLE)
    assert announced(reading)[0].startswith("read as an export of Google Forms: headings in row 1")
    assert cells(reading)["Timestamp"][0] == "2024-05-17T15:04:05"
    assert own(reading) == {"Timestamp", "Email_Address"}
    assert personal(reading) == {"Email_Address"}
    assert facts(reading)["q1"] == ("How large is the firm?", "", "q1")
    assert facts(reading)["Rate_2"] == ("Speed", "Rate", "Rate")
    assert cells(reading)["size"] == [3, 4, 5, None]
    assert sets(reading) == {"q2_choices": (("q2_1", "q2_2", "q2_3"), (1, 2, 3))}
    assert cells(reading)["q2"] == ["Ship, Rail", "Rail", "Road, Ship", None]  # kept beside its ticks
    assert (cells(reading)["q2_1"], facts(reading)["q2_1"][0]) == ([1, 0, 1, None], "Ship")


def test_a_column_called_timestamp_makes_no_google_form(either):
    reading = either([["Timestamp", "value"], [17, 3], [18, 4]])
    assert reading.layout.service == ""


MICROSOFT = [
    ["ID", "Start time", "Completion time", "Email", "Name", "What is your sector?", "What do you use?", "What do you use?2"],
    [1, "7/27/26 19:06:23", "7/27/26 19:17:10", "anonymous", None, "Trade", "AGOL;Maps;", "x"],
    [2, "8/1/26 9:00:00", "8/1/26 9:10:00", "anonymous", None, "Fish", "Maps;", None],
]  # fmt: skip


def test_microsoft_forms(either):
    reading = either(MICROSOFT)
    assert reading.layout.service == "Microsoft Forms"
    assert own(reading) == {"ID", "Start_time", "Completion_time", "Email", "Name"}
    assert personal(reading) == {"Email", "Name"}
    assert reading.dataset.codebook.role("id").name == "ID"
    assert cells(reading)["Start_time"] == ["2026-07-27T19:06:23", "2026-08-01T09:00:00"]
    assert facts(reading)["q1"] == ("What is your sector?", "", "q1")
    assert sets(reading) == {"q2_choices": (("q2_1", "q2_2"), (1, 2))}
    assert cells(reading)["q2_1"] == [1, 0]


MONKEY = [
    ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Which means?", None, None, "How often?", None, "Why?", "Comments", "Comments"],
    [None, None, None, None, None, "Ship", "Rail", "Other (please specify)", "by phone", "by mail", "Response", "Open-Ended Response", "Open-Ended Response"],
    [11, 7, "06/08/2020 10:36:30 AM", "06/08/2020 10:47:25 AM", "1.2.3.4", "Ship", None, "bike", "Often", "Never", "Cheap", "x", "y"],
    [12, 7, "06/09/2020 07:24:48 PM", "06/09/2020 07:37:20 PM", "1.2.3.5", "Ship", "Rail", None, "Never", "Often", "Fast", None, None],
    [13, 7, "06/10/2020 07:24:48 PM", "06/10/2020 07:37:20 PM", "1.2.3.6", None, None, None, None, None, None, None, None],
]  # fmt: skip


def test_surveymonkey_with_a_column_for_each_choice(either):
    reading = either(MONKEY)
    assert reading.layout.service == "SurveyMonkey"
    assert reading.layout.heads == (1, 2)
    assert personal(reading) == {"IP_Address"}
    assert cells(reading)["Start_Date"][1] == "2020-06-09T19:24:48"  # the service puts the month first
    assert sets(reading) == {"q1": (("q1_1", "q1_2"), (1, 2))}
    assert (cells(reading)["q1_1"], cells(reading)["q1_2"]) == ([1, 1, None], [0, 1, None])
    assert facts(reading)["q1_other"] == ("Other (please specify)", "Which means?", "q1")
    assert facts(reading)["q2_1"] == ("by phone", "How often?", "q2")  # a battery: its answers stay
    assert cells(reading)["q2_1"] == ["Often", "Never", None]
    assert facts(reading)["q3"] == ("Why?", "", "q3")
    assert {"Comments", "Comments_2"} <= set(facts(reading))  # two questions with the same text
    assert "SK622" in {problem.rule.code for problem in reading.problems}


def test_surveymonkey_in_numbers(either):
    numbers = [[None if cell is None else {"Ship": 1, "Rail": 2}.get(cell, cell) for cell in row] for row in MONKEY[2:]]
    reading = either([*MONKEY[:2], *numbers])
    assert (cells(reading)["q1_1"], cells(reading)["q1_2"]) == ([1, 1, None], [0, 1, None])


def test_surveymonkey_condensed_to_one_row_of_headings(either):
    head = ["RespondentID", "Do you fly?", "Which do you use? - Ship", "Which do you use? - Rail", "Which do you use? - Other (please specify)"]  # fmt: skip
    reading = either(
        [head, [1, "Yes", "Ship", None, None], [2, "No", None, "Rail", "bus"], [3, "No", None, None, None]]
    )
    assert sets(reading) == {"q2": (("q2_1", "q2_2"), (1, 2))}
    assert cells(reading)["q2_1"] == [1, 0, None]
    assert facts(reading)["q2_other"] == ("Other (please specify)", "Which do you use?", "q2")


QUALTRICS = [
    ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate", "ResponseId", "RecipientEmail", "Q1", "Q2_1", "Q2_2", "Q2_2_TEXT", "Q3_1", "Q3_2", "Q3_DO_1"],
    ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished", "Recorded Date", "Response ID", "Recipient Email", "How large?", "Which? - Selected Choice - Ship", "Which? - Selected Choice - Other", "Which? - Other - Text", "Rate - Price", "Rate - Speed", "Rate - Display Order"],
    ['{"ImportId":"startDate","timeZone":"Z"}', '{"ImportId":"endDate","timeZone":"Z"}', '{"ImportId":"status"}', '{"ImportId":"ipAddress"}', '{"ImportId":"progress"}', '{"ImportId":"duration"}', '{"ImportId":"finished"}', '{"ImportId":"recordedDate"}', '{"ImportId":"_recordId"}', '{"ImportId":"recipientEmail"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2","choiceId":"1"}', '{"ImportId":"QID2","choiceId":"2"}', '{"ImportId":"QID2_2_TEXT"}', '{"ImportId":"QID3_1"}', '{"ImportId":"QID3_2"}', '{"ImportId":"QID3_DO_1"}'],
    ["2024-01-01 10:00:00", "2024-01-01 10:05:00", "IP Address", "1.2.3.4", 100, 300, "True", "2024-01-01 10:05:01", "R_1", None, "Large", "Ship", None, None, "Good", "Bad", 1],
    ["2024-01-01 11:00:00", "2024-01-01 11:05:00", "Survey Preview", None, 100, 300, "True", "2024-01-01 11:05:01", "R_2", None, "Test", None, "Other", "x", "Good", "Good", 2],
    ["2024-01-02 11:00:00", "2024-01-02 11:05:00", "IP Address", "1.2.3.5", 100, 200, "True", "2024-01-02 11:05:01", "R_3", None, "Small", None, "Other", "bus", "Bad", "Good", 1],
]  # fmt: skip


def test_qualtrics(either):
    reading = either(QUALTRICS)
    assert reading.layout.service == "Qualtrics"
    assert reading.layout.heads == (1, 2, 3)
    assert cells(reading)["ResponseId"] == ["R_1", "R_3"]
    (gone,) = [problem for problem in reading.problems if problem.rule.code == "SK628"]
    assert (gone.what, gone.severity) == ("left out: previews of the survey (1 row, the first is 5)", "warning")
    assert personal(reading) == {"IPAddress", "RecipientEmail"}
    assert "Q3_DO_1" in own(reading)
    assert facts(reading)["Q1"] == ("How large?", "", "Q1")
    assert sets(reading) == {"Q2": (("Q2_1", "Q2_2"), (1, 2))}
    assert facts(reading)["Q2_2_TEXT"][2] == "Q2"
    assert facts(reading)["Q3_2"] == ("Speed", "Rate", "Q3")
    assert cells(reading)["Q3_1"] == ["Good", "Bad"]


def test_qualtrics_in_numbers_drops_previews_too(either):
    rows = [[{"IP Address": 0, "Survey Preview": 1}.get(cell, cell) if n == 2 else cell for n, cell in enumerate(row)] for row in QUALTRICS[3:]]  # fmt: skip
    reading = either([*QUALTRICS[:3], *rows])
    assert cells(reading)["ResponseId"] == ["R_1", "R_3"]


def test_qualtrics_without_import_ids(either):
    assert either([*QUALTRICS[:2], *QUALTRICS[3:]]).layout.heads == (1, 2)


LIME = ["id", "submitdate", "lastpage", "startlanguage", "ipaddr", "Q1", "Q2[SQ001]", "Q2[SQ002]", "Q2[other]", "Q3[a]", "Q3[b]", "groupTime7"]  # fmt: skip


def test_limesurvey_in_codes(either):
    rows = [[1, "2024-01-01 10:00:00", 3, "en", "1.2.3.4", "A1", "Y", None, "bus", "A1", "A2", 12.5],
            [2, None, 1, "en", "1.2.3.5", "-oth-", "Y", "Y", None, "A2", "A2", 3.5],
            [3, None, 1, "en", "1.2.3.6", None, None, None, None, None, None, None]]  # fmt: skip
    reading = either([LIME, *rows])
    assert reading.layout.service == "LimeSurvey"
    assert sets(reading) == {"Q2": (("Q2_SQ001", "Q2_SQ002"), ("SQ001", "SQ002"))}
    assert (cells(reading)["Q2_SQ001"], cells(reading)["Q2_SQ002"]) == ([1, 1, None], [0, 1, None])
    assert facts(reading)["Q2_other"] == ("Other", "", "Q2")
    assert cells(reading)["Q1"] == ["A1", "-oth-", None]
    assert personal(reading) == {"ipaddr"}
    assert "groupTime7" in own(reading)


def test_limesurvey_in_codes_and_texts(either):
    head = ["id. Response ID", "Q1. How large?", "Q2[SQ001]. Which? [Ship]", "Q2[SQ002]. Which? [Rail]", "Q2[other]. Which? [Other]", "Q4. How old?"]  # fmt: skip
    rows = [
        [1, "Large", "Yes", "No", None, 30],
        [2, "Small", "No", "Yes", "bus", "N/A"],
        [3, "N/A", "N/A", "N/A", None, 40],
    ]
    reading = either([head, *rows])
    assert reading.layout.service == "LimeSurvey"
    assert facts(reading)["Q2_SQ001"] == ("Ship", "Which?", "Q2")
    assert cells(reading)["Q2_SQ001"] == [1, 0, -1]
    assert cells(reading)["Q1"] == ["Large", "Small", "-1"]  # N/A: the question was not shown
    assert cells(reading)["Q4"] == [30, -1, 40]
    for name in ("Q1", "Q2_SQ001", "Q4"):
        assert [code.missing for code in reading.dataset.codebook[name].missing] == ["not_asked"]


def test_limesurvey_in_full_texts(either):
    head = [
        "Response ID",
        "Date submitted",
        "Last page",
        "Start language",
        "How large?",
        "Which? [Ship]",
        "Which? [Rail]",
    ]
    reading = either([head, [1, "2024-01-01 10:00:00", 3, "en", "Large", "Yes", "No"], [2, None, 1, "en", "Small", "No", "No"]])  # fmt: skip
    assert facts(reading)["q1"] == ("How large?", "", "q1")
    assert [len(s.variables) for s in reading.dataset.codebook.sets] == [2]


def test_odk_central(either):
    head = ["SubmissionDate", "start", "deviceid", "firm-size", "firm-means", "firm-means/ship", "firm-means/rail", "firm-means_other", "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "Status"]  # fmt: skip
    rows = [["2018-01-01T00:00:00.000Z", "2018-01-01T00:00:00.000Z", "d1", 10, "ship rail", 1, 1, None, "uuid:1", "uuid:1", 5, "Alice", None],
            ["2018-01-02T00:00:00.000Z", "2018-01-01T00:00:00.000Z", "d2", 20, "rail", 0, 1, "bus", "uuid:2", "uuid:2", 5, "Alice", None],
            ["2018-01-03T00:00:00.000Z", "2018-01-01T00:00:00.000Z", "d2", 20, None, None, None, None, "uuid:3", "uuid:3", 5, "Alice", None]]  # fmt: skip
    reading = either([head, *rows])
    assert reading.layout.service == "ODK or KoboToolbox"
    assert sets(reading) == {"means_choices": (("means_ship", "means_rail"), ("ship", "rail"))}
    assert (cells(reading)["size"], cells(reading)["means"]) == ([10, 20, 20], ["ship rail", "rail", None])
    assert cells(reading)["means_ship"] == [1, 0, None]
    assert facts(reading)["means_other"][2] == "means"
    assert personal(reading) == {"deviceid", "SubmitterName"}
    assert reading.dataset.codebook.role("id").name == "KEY"


def test_kobotoolbox(either):
    head = ["start", "end", "group_a/size", "group_a/means", "group_a/means/ship", "group_a/means/rail", "_id", "_uuid", "_submission_time", "_validation_status"]  # fmt: skip
    reading = either([head, ["2024-01-01T10:00:00.000+02:00", None, 1, "ship", 1, 0, 5, "u1", "2024-01-01T08:10:00", None],
                      ["2024-01-01T11:00:00.000+02:00", None, 2, "rail", 0, 1, 6, "u2", "2024-01-01T09:10:00", None]])  # fmt: skip
    assert list(sets(reading)) == ["means_choices"]
    assert own(reading) == {"start", "end", "_id", "_uuid", "_submission_time", "_validation_status"}
    assert cells(reading)["size"] == [1, 2]


def test_redcap_raw(either):
    head = [
        "record_id",
        "redcap_event_name",
        "redcap_repeat_instance",
        "age",
        "means___1",
        "means___2",
        "firm_complete",
    ]
    reading = either([head, ["1", "first_arm_1", None, 40, 1, 0, 2], ["1", "second_arm_1", None, 41, 0, 0, 0]])
    assert reading.layout.service == "REDCap"
    assert sets(reading) == {"means": (("means___1", "means___2"), (1, 2))}
    codebook = reading.dataset.codebook
    assert [str(code.label) for code in codebook.codes_of(codebook["firm_complete"])] == ["Incomplete", "Unverified", "Complete"]  # fmt: skip
    assert codebook.role("id") is None  # a record stands once for each event


def test_redcap_in_labels(either):
    head = ["Record ID", "Event Name", "Which? (choice=Ship)", "Which? (choice=Rail)"]
    reading = either([head, [1, "First", "Checked", "Unchecked"], [2, "First", "Unchecked", "Unchecked"]])
    assert cells(reading)["Which_1"] == [1, 0]
    assert facts(reading)["Which_1"][:2] == ("Ship", "Which?")


def test_the_service_can_be_refused_or_named(either):
    plain = either(QUALTRICS, vendor="none")
    assert plain.layout.service == ""
    assert plain.dataset.arrow().num_rows == 5
    assert either(QUALTRICS, vendor="qualtrics").layout.service == "Qualtrics"
    with pytest.raises(FormatError, match="SK631 this is no export of Google Forms"):
        either(QUALTRICS, vendor="google")


def test_real_dates_of_a_workbook_are_dates(read):
    moment = datetime(2024, 5, 17, 15, 4, 5)  # noqa: DTZ001 - as a workbook holds it
    reading = read([["Timestamp", "How large?"], [moment, "big"], [moment, "small"]], ".xlsx")
    assert reading.layout.service == "Google Forms"
    assert cells(reading)["Timestamp"] == ["2024-05-17T15:04:05"] * 2


def test_a_column_without_a_heading_is_called_by_its_place(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('"",record_id,a___1,a___2,form_complete\n1,7,0,1,2\n', encoding="utf-8")
    codebook = formats.read(path).dataset.codebook
    assert codebook.names == ("column_1", "record_id", "a___1", "a___2", "form_complete")
    assert codebook.role("id").name == "record_id"
