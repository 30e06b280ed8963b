"""Projects that surveykit writes: what stands in them, what stands beside them, and that they come back whole."""

import re
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Batch, Coding, Codings, Settlement, codings_of
from surveykit.coding.unit import Unit
from surveykit.exchange.refi.project import read, write

UNITS = (
    Unit(
        "IT01", "after_text", "Ciao 😀 vendite all'estero\r\ne fiere", "2009", "it", {"Turnover": "12", "Leader": "Sì"}
    ),
    Unit("IT02", "after_text", "Nulla & <niente>\x01", "2009", "", {"Turnover": "7"}),
    Unit("IT02", "arose_text", "[IT02]"),
    Unit("IT03", "arose_text", ""),
)
IDS = tuple(unit.id for unit in UNITS)
JUDGED = (
    Coding(
        IDS[0],
        "ida",
        codes=("EXP", "FAIR"),
        spans=(Span("EXP", 7, 14),),
        note="sure",
        at="2026-11-20T10:00:00Z",
        text=UNITS[0].hash,
        batch="one",
        accepted={"EXP": "rule export*"},
        shown=("EXP",),
        event="e1",
        frame="f",
    ),
    Coding(IDS[0], "ola", outcome="none", text=UNITS[0].hash),
    Coding(IDS[1], "ola", outcome="uncodable", reason="cut off", text=UNITS[1].hash),
    Coding(IDS[2], "ida", codes=("SOMETHING NEW",), text="0123456789abcdef"),
    Coding(IDS[3], "ida", codes=("NONE",)),
)
BEFORE = Coding(IDS[0], "ola", codes=("WIP",), text=UNITS[0].hash)
KEYS = [(one.unit, one.coder) for one in JUDGED]
CODINGS = Codings(
    units=dict(zip(IDS, UNITS, strict=True)),
    codings=dict(zip(KEYS, JUDGED, strict=True)),
    independent={**dict(zip(KEYS, JUDGED, strict=True)), (IDS[0], "ola"): BEFORE},
    settled={
        IDS[0]: Settlement(IDS[0], "eva", codes=("EXP",), reason="the text says so", method="third", inputs=("e1",))
    },
    batches=(Batch("one", "ida", IDS, True, "code", 7),),
    frames=("f",),
)


FRAME = CodingFrame.model_validate(
    {
        "frame": "after", "version": "2", "title": {"it": "Dopo", "en": "After"}, "languages": ["it", "en"],
        "questions": ["after_text", "arose_text"],
        "attributes": {"tangible": {"label": "Tangible"}},
        "codes": {
            "EXP": {"label": {"it": "Esportazioni", "en": "Exports"}, "attributes": {"tangible": True}},
            "FAIR": {"label": "Fiere", "definition": "L'impresa è stata a una fiera.", "exclude": ["Solo progettata: WIP"]},
            "WIP": {"label": "Avviate", "hotkey": "w"},
            "NONE": {"label": "Nulla", "exclusive": True},
            "OTH": {"label": "Altro", "within": "WIP"},
        },
        "nets": {"TANGIBLE": {"label": "Effetti", "codes": ["EXP", "FAIR"]}},
    }
)  # fmt: skip


@pytest.fixture
def frame():
    return FRAME


def test_a_project_comes_back_whole(frame, tmp_path):
    write(CODINGS, frame, tmp_path / "out.qdpx")
    assert read(tmp_path / "out.qdpx") == (CODINGS, frame, ())


def test_a_project_without_a_frame_comes_back_whole(tmp_path):
    write(CODINGS, None, tmp_path / "out.qdpx")
    assert read(tmp_path / "out.qdpx") == (CODINGS, None, ())


def test_the_same_codings_give_the_same_bytes(frame, tmp_path):
    (tmp_path / "again").mkdir()
    for path in (tmp_path / "out.qdpx", tmp_path / "again" / "out.qdpx"):
        write(CODINGS, frame, path)
    assert (tmp_path / "out.qdpx").read_bytes() == (tmp_path / "again" / "out.qdpx").read_bytes()


def test_without_the_file_beside_it_answers_codes_spans_and_notes_come_back(frame, tmp_path):
    write(CODINGS, frame, tmp_path / "out.qdpx")
    (tmp_path / "out.surveykit.json").unlink()
    found, _, _ = read(tmp_path / "out.qdpx")
    assert [(unit.id, unit.text) for unit in found.units.values()] == [
        (IDS[0], "Ciao 😀 vendite all'estero\ne fiere"), (IDS[1], UNITS[1].text), (IDS[2], "[IT02]"), (IDS[3], ""),
    ]  # fmt: skip
    first = found.codings[IDS[0], "ida"]
    assert (first.codes, first.spans, first.note, first.at) == (
        ("EXP", "FAIR"), (Span("EXP", 7, 14),), "sure", "2026-11-20T10:00:00Z",
    )  # fmt: skip
    assert found.codings[IDS[0], "ola"].outcome == "none"
    assert (found.codings[IDS[1], "ola"].outcome, found.codings[IDS[1], "ola"].reason) == ("uncodable", "cut off")
    assert found.codings[IDS[2], "ida"].codes == ("SOMETHING NEW",)
    assert found.independent[IDS[0], "ola"].codes == ("WIP",)
    assert (found.settled[IDS[0]].by, found.settled[IDS[0]].codes) == ("eva", ("EXP",))
    assert found.units[IDS[0]].context == {"Turnover": "12", "Leader": "Sì"}


def test_what_stands_in_the_archive(frame, tmp_path):
    write(CODINGS, frame, tmp_path / "out.qdpx")
    with ZipFile(tmp_path / "out.qdpx") as archive:
        first, *sources = archive.namelist()
        text = archive.read(sources[0]).decode()
        xml = archive.read(first).decode()
    assert first == "project.qde"
    assert len(sources) == 2
    assert text.startswith("[IT01]\nCiao 😀 vendite all'estero\ne fiere\n\n[IT02]\nNulla")
    assert 'name="vendite" startPosition="14" endPosition="21"' in xml
    assert 'name="eva (settled)" id="settled"' in xml
    assert '<Variable guid="' in xml
    assert 'name="Turnover" typeOfVariable="Integer"' in xml
    assert "Exclude: Solo progettata: WIP" in xml


def test_every_loss_is_told_with_the_answers_and_codes(frame, tmp_path):
    told = [problem.what for problem in write(CODINGS, frame, tmp_path / "out.qdpx")]
    assert told == [
        "the frame: its name, its version, its title in every language, its languages, the questions it is for, "
        "attributes of codes",
        "codes: other languages of labels: 'EXP'",
        "codes: hot keys: 'WIP'",
        "codes: attributes: 'EXP'",
        "answers: the exact words (ends of lines, halves of characters): 'after_text/IT01/2009'",
        "answers: the language of answers: 'after_text/IT01/2009'",
        "answers: what is known of cases, where it differs between answers of one case: 'arose_text/IT02'",
        "judgements: batches of judgements: 'ida of after_text/IT01/2009'",
        "judgements: where accepted codes came from: 'ida of after_text/IT01/2009'",
        "judgements: which codes were suggested: 'ida of after_text/IT01/2009'",
        "judgements: ids of events: 'ida of after_text/IT01/2009'",
        "judgements: which words were judged: 'ida of after_text/IT01/2009', 'ola of after_text/IT01/2009', "
        "'ida of arose_text/IT02'",
        "judgements: versions of the frame that were used: 'ida of after_text/IT01/2009'",
        "judgements before settling: which words were judged: 'ola of after_text/IT01/2009'",
        "settled judgements: how it was settled: 'after_text/IT01/2009'",
        "settled judgements: which judgements were looked at: 'after_text/IT01/2009'",
        "settled judgements: which words were judged: 'after_text/IT01/2009'",
        "who was given what, and whether blind: 'one of ida'",
        "which versions of the frame were used: 'f'",
    ]  # fmt: skip


def edited(path, old: str, new: str) -> None:
    """A project as another program may have changed it."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts["project.qde"]
    parts["project.qde"] = parts["project.qde"].replace(old, new)
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_what_another_program_changed_is_followed_and_told(frame, tmp_path):
    path = tmp_path / "out.qdpx"
    write(CODINGS, frame, path)
    edited(path, f'<CodeRef targetGUID="{frame.guid_of("NONE")}"', f'<CodeRef targetGUID="{frame.guid_of("OTH")}"')
    found, stands, problems = read(path)
    assert found.codings[IDS[3], "ida"].codes == ("OTH",)
    assert found.codings[IDS[0], "ida"] == CODINGS.codings[IDS[0], "ida"]  # with its batch, event and suggestions
    assert stands == frame
    assert [problem.what for problem in problems] == [
        "other than what was written, and followed: 'ida of arose_text/IT03'"
    ]


def test_a_code_defined_anew_elsewhere_is_followed_and_the_others_keep_their_languages(frame, tmp_path):
    path = tmp_path / "out.qdpx"
    write(CODINGS, frame, path)
    edited(path, "è stata a una fiera", "è andata a una fiera")
    _, stands, problems = read(path)
    assert stands is not None
    assert "è andata a una fiera" in str(stands.codes["FAIR"].definition)
    assert stands.codes["EXP"] == frame.codes["EXP"]
    assert [problem.what for problem in problems] == ["other than what was written, and followed: 'code FAIR'"]


def test_a_code_that_is_called_otherwise_elsewhere_keeps_what_the_format_cannot_hold(frame, tmp_path):
    path = tmp_path / "out.qdpx"
    write(CODINGS, frame, path)
    edited(path, 'name="Esportazioni"', 'name="Vendite"')
    _, stands, _ = read(path)
    assert stands is not None
    assert (str(stands.codes["EXP"].label), stands.codes["EXP"].attributes) == ("Vendite", {"tangible": True})


def anew(path):
    """A project as a program writes it that gives everything a new identity, and its own name."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    known: dict[str, str] = {}

    def other(found):
        return known.setdefault(found[0], str(uuid5(NAMESPACE_URL, found[0])))

    guid = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    parts["project.qde"] = parts["project.qde"].replace('origin="surveykit"', 'origin="Other 1.0"')
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(guid.sub(other, name), guid.sub(other, content))


def test_outcomes_questions_and_what_was_settled_are_known_after_another_program_gave_all_a_new_identity(
    frame, tmp_path
):
    path = tmp_path / "out.qdpx"
    write(CODINGS, frame, path)
    anew(path)
    found, stands, problems = read(path)
    assert found.units.keys() == CODINGS.units.keys()
    assert found.coders == ("ida", "ola")
    assert {key: (one.outcome, one.codes) for key, one in found.codings.items()} == {
        key: (one.outcome, one.codes) for key, one in CODINGS.codings.items()
    }
    assert found.codings[IDS[1], "ola"].reason == "cut off"
    assert (found.settled[IDS[0]].by, found.settled[IDS[0]].reason) == ("eva", "the text says so")
    assert stands is not None
    assert stands.codes.keys() == frame.codes.keys()
    assert "it is not read: the project beside it is of Other 1.0" in [problem.what for problem in problems]
    assert read(path, frame)[0].codings.keys() == CODINGS.codings.keys()


def test_the_file_of_another_project_is_left(frame, tmp_path):
    path = tmp_path / "out.qdpx"
    write(codings_of([Unit("X1", "q", "words")], [Coding("q/X1", "ida", codes=("EXP",))]), frame, path)
    other = (tmp_path / "out.surveykit.json").read_bytes()
    write(CODINGS, frame, path)
    (tmp_path / "out.surveykit.json").write_bytes(other)
    found, _, problems = read(path)
    assert found.units.keys() == CODINGS.units.keys()
    assert found.batches == ()
    assert [problem.what for problem in problems][-1] == "it is not read: it is of another project"


def test_a_damaged_file_beside_a_project_is_told_and_left(frame, tmp_path):
    write(CODINGS, frame, tmp_path / "out.qdpx")
    (tmp_path / "out.surveykit.json").write_text('{"surveykit": 1, "units": 3}', encoding="utf-8")
    found, _, problems = read(tmp_path / "out.qdpx")
    assert found.codings.keys() == CODINGS.codings.keys()
    assert "it is not what surveykit writes beside a project, and is left" in problems[-1].what
