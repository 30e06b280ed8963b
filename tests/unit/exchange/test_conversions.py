"""`surveykit convert` from the file of another system to ours and on, as a user has it."""

import pytest
from click.testing import CliRunner

from surveykit.cli.convert import command
from surveykit.instrument.file import load
from surveykit.problems import FormatError

FIELDS = """\
"Variable / Field Name","Form Name","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Branching Logic (Show field only if...)"
record_id,firm,text,Record,,
exports,firm,yesno,Does the firm export?,,
share,firm,text,Which share of turnover?,,[exports] = '1'
photo,firm,file,A photo of the firm,,
"""


def convert(*arguments: object):
    return CliRunner().invoke(
        command, [str(argument) for argument in arguments], catch_exceptions=False, standalone_mode=False
    )


@pytest.fixture
def fields(tmp_path):
    path = tmp_path / "fields.csv"
    path.write_text(FIELDS, encoding="utf-8")
    return path


def test_what_is_not_held_is_told_and_is_a_finding(fields, tmp_path):
    result = convert(fields, tmp_path / "firm.yaml")
    assert result.return_value == 1
    assert f"{fields}:5: column D: SK577 warning: file 'photo'" in result.stderr
    assert "1 expressions, 1 translated, 0 kept as notes" in result.stderr
    assert {"record_id", "exports", "share"} <= set(load(tmp_path / "firm.yaml").questions)


@pytest.mark.parametrize(("suffix", "system"), [(".xlsx", "dictionary"), (".xml", "ddi")])
def test_on_to_another_system_and_back(fields, tmp_path, suffix, system):
    convert(fields, tmp_path / "firm.yaml")
    form, back = tmp_path / f"firm{suffix}", tmp_path / "back.yaml"
    convert(tmp_path / "firm.yaml", form, "--to", system)
    assert convert(form, back).return_value == 0
    assert load(back).fingerprint == load(tmp_path / "firm.yaml").fingerprint


@pytest.mark.parametrize("spoilt", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"PK\x03\x04"], ids=range(4))
def test_a_spoilt_file_leaves_nothing_behind(tmp_path, spoilt):
    form = tmp_path / "form.csv"
    form.write_bytes(spoilt)
    with pytest.raises(FormatError):
        convert(form, tmp_path / "out.yaml", "--from", "redcap")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form.csv"]
