"""Archives that are broken, locked or made to do harm give a message and nothing else."""

import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from qda import HEAD, project, selection

from surveykit.exchange.refi import archive as archives
from surveykit.exchange.refi.project import read as read_project
from surveykit.xml import MOST_BYTES

GOOD = project(selection(0, 7))


def test_a_file_that_is_no_archive(tmp_path, refused):
    path = tmp_path / "F.qdpx"
    path.write_bytes(b"not a zip")
    assert refused(path) == ["F: SK950 it is no whole archive: File is not a zip file"]


def test_a_file_that_is_not_there(tmp_path, refused):
    assert refused(tmp_path / "F.qdpx") == ["F: SK950 it cannot be opened: No such file or directory"]


def test_an_archive_that_is_cut_short(archived, refused):
    path = archived({"project.qde": GOOD, "sources/a.txt": "a" * 1000})
    path.write_bytes(path.read_bytes()[:-40])
    assert refused(path)[0].startswith("F: SK950 it is no whole archive")


def test_an_archive_without_a_project(archived, refused):
    assert refused(archived({"sources/a.txt": "x"})) == [
        "F: SK950 there is no project.qde in the archive; it has 'sources/a.txt'"
    ]
    assert refused(archived({})) == ["F: SK950 there is no project.qde in the archive; it has nothing"]


def test_a_project_that_is_damaged_within(archived, refused):
    path = archived({"project.qde": GOOD})
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(bytes(data))
    assert refused(path)[0].startswith("F: SK950 the part 'project.qde' cannot be read: it is damaged")


def test_a_text_that_is_damaged_is_told_and_its_codings_are_kept(archived):
    path = archived({"project.qde": GOOD, "sources/a.txt": "Vendite all'estero"})
    path.write_bytes(path.read_bytes().replace(b"Vendite all'estero", b"Vendite all'esterx"))
    codings, _, problems = read_project(path)
    assert len(codings.codings) == 1
    assert any("the part 'sources/a.txt' cannot be read: it is damaged" in problem.what for problem in problems)


def test_an_encrypted_archive(archived, refused):
    path = archived({"project.qde": GOOD})
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    path.write_bytes(bytes(data))
    assert "it is encrypted or packed in a way that is not read" in refused(path)[0]


def test_an_archive_that_unpacks_to_very_much(tmp_path, refused):
    path = tmp_path / "F.qdpx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 20_000_000)
    assert "it unpacks to" in refused(path)[0]


def test_a_project_that_lies_about_its_size(tmp_path, refused):
    inner = io.BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 20_000_000)
    data = bytearray(inner.getvalue())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 1000)
    path = tmp_path / "F.qdpx"
    path.write_bytes(bytes(data))
    assert refused(path)[0].startswith(
        ("F: SK950 the part 'project.qde' cannot be read: it is damaged", "F!project.qde")
    )


def test_too_many_parts(archived, refused, monkeypatch):
    monkeypatch.setattr(archives, "_MOST_PARTS", 2)
    assert refused(archived({"project.qde": GOOD, "a": "", "b": ""})) == ["F: SK950 the archive has 3 parts"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\x.txt", "sources/../../x.txt"])
def test_a_part_that_leads_out_of_the_archive_is_not_read(archived, name, tmp_path):
    path = archived({"project.qde": GOOD, "sources/a.txt": "Vendite", name: "gotcha"})
    before = sorted(tmp_path.iterdir())
    _, _, problems = read_project(path)
    assert sorted(tmp_path.iterdir()) == before
    assert any("has a name that leads out of the archive; it is not read" in problem.what for problem in problems)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_of_one_name(tmp_path):
    path = tmp_path / "F.qdpx"
    with ZipFile(path, "w") as archive:
        archive.writestr("project.qde", GOOD)
        archive.writestr("sources/a.txt", "Vendite")
        archive.writestr("sources/a.txt", "Altro")
    codings, _, problems = read_project(path)
    assert [unit.text for unit in codings.units.values()] == ["Vendite"]
    assert any(
        "parts stand in the archive twice, the first is read: 'sources/a.txt'" in problem.what for problem in problems
    )


def test_two_projects_in_one_archive(archived):
    _, _, problems = read_project(archived({"project.qde": GOOD, "other.qde": GOOD}))
    assert any("'project.qde' is read and not 'other.qde'" in problem.what for problem in problems)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("", "the XML cannot be read: no element found"),
        ("<Project", "the XML cannot be read"),
        (
            f'{HEAD}<!DOCTYPE p [<!ENTITY a "aaaa">]><Project name="&a;"/>',
            "an entity 'a' is declared; entities are not read",
        ),
        (
            f'{HEAD}<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>',
            "an entity 'a' is declared",
        ),
        ("<a>" * 200 + "</a>" * 200, "elements are nested too deeply"),
        ("<Weather/>", "the document is a Weather, not a Project"),
    ],
    ids=["empty", "cut", "bomb", "outside", "deep", "other"],
)
def test_xml_that_is_damaged_or_made_to_do_harm(archived, refused, xml, said):
    (told,) = refused(archived({"project.qde": xml}))
    assert told.startswith("P")
    assert said in told


def test_a_codebook_that_is_too_large(tmp_path):
    from surveykit.exchange.refi.codebook import read_codebook
    from surveykit.problems import FormatError

    path = tmp_path / "F.qdc"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(FormatError, match="more than 20 MB is not read"):
        read_codebook(path)
