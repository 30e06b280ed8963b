"""`surveykit fmt` as it is called: what is written, what is only told, what is left alone."""

import io
import os
import stat
import sys

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded

MESSY = "languages: [en]\ninstrument: x # the name\ntitle: T\nsections:\n- {title: S, id: A, questions: [{id: q, type: note, text: t}]}\n"
TIDY = """\
instrument: x # the name
title: T
languages: [en]

sections:
  - id: A
    title: S
    questions:
      - id: q
        type: note
        text: t
"""


@pytest.fixture
def fmt(capsys):
    def command(*arguments):
        code = guarded(surveykit, ["fmt", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def messy(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(MESSY)
    return file


def test_it_is_laid_out_once_and_stays(fmt, messy):
    code, out, err = fmt(messy)
    assert (code, out) == (CLEAN, "")
    assert messy.read_text() == TIDY
    assert err == f"{messy}: laid out\n"
    assert fmt(messy) == (CLEAN, "", f"{messy}: as it should be\n")


def test_check_and_diff_write_nothing(fmt, messy):
    code, out, err = fmt("--check", messy)
    assert (code, out, err) == (FINDINGS, "", f"{messy}: would change\n")
    code, out, _ = fmt("--diff", messy)
    assert code == FINDINGS
    assert "\n-languages: [en]\n" in out
    assert "\n+languages: [en]\n" in out
    assert messy.read_text() == MESSY
    messy.write_text(TIDY)
    assert fmt("--check", "--diff", messy)[:2] == (CLEAN, "")


def test_a_bad_file_is_left_and_the_others_are_laid_out(fmt, messy, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(MESSY.replace("type: note", "type: nite"))
    code, _, err = fmt(bad, tmp_path / "none.yaml", messy)
    assert code == REFUSED
    assert f"{bad}:5:47: SK013" in err
    assert "none.yaml: SK004" in err
    assert "nite" in bad.read_text()
    assert messy.read_text() == TIDY


@pytest.mark.skipif(os.name != "posix", reason="permissions and links are those of POSIX")
def test_a_link_goes_on_leading_to_its_file_which_keeps_its_permissions(fmt, messy, tmp_path):
    messy.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(messy)
    assert fmt(link)[0] == CLEAN
    assert link.is_symlink()
    assert messy.read_text() == TIDY
    assert stat.S_IMODE(messy.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yaml", "x.yaml"]


def test_windows_line_ends_become_those_of_everybody(fmt, messy):
    messy.write_bytes(TIDY.replace("\n", "\r\n").encode())
    assert fmt("--check", messy)[0] == FINDINGS
    fmt(messy)
    assert messy.read_bytes() == TIDY.encode()


def test_standard_input_goes_to_standard_output(capsysbinary, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MESSY.encode())))
    assert guarded(surveykit, ["fmt", "-"]) == CLEAN
    assert capsysbinary.readouterr() == (TIDY.encode(), b"")
