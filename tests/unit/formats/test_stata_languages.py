"""Languages, notes and letters of Stata files, read and written; what another program finds in a file of ours."""

import shutil
import struct
import subprocess

import pandas as pd
import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.formats.program.mended import once
from surveykit.formats.stata.format import FORMAT
from surveykit.formats.stata.header import header_of
from surveykit.formats.stata.layout import Column, File, sections
from surveykit.text import Text


def both(nb, en):
    return Text({"nb": nb, "en": en})


def two_languages():
    yesno = CodeList(
        name="yesno", codes=(Code(value=1, label=both("Ja", "Yes")), Code(value=2, label=both("Nei", "No")))
    )
    countries = CodeList(name="where", codes=(Code(value=1, label=Text("Norge")), Code(value=2)))
    return Dataset(
        Codebook(
            title=both("Foretak", "Firms"),
            languages=("nb", "en"),
            variables=(
                Variable(
                    name="export",
                    label=both("Eksport", "Export"),
                    codes="yesno",
                    missing=standard_missing("number"),
                    decimals=0,
                ),
                Variable(name="where", label=Text("Land"), codes="where", decimals=0, notes="coded by two"),
                Variable(name="size", label=Text({"nb": "Ansatte"}), decimals=0),
            ),
            lists={"yesno": yesno, "where": countries},
            notes=("A note", "Another: Ж"),
        ),
        pa.table({"export": [1, -9, 2], "where": [1, 2, None], "size": [5, 6, 7]}),
    )


def of_columns(path, *columns, **more):
    with path.open("wb") as out:
        out.writelines(sections(File(columns, len(columns[0].cells), **more)))


def ones(name, **more):
    import numpy as np

    return Column(name, np.array([1, 2], dtype="<i1"), "%8.0g", **more)


def test_labels_of_every_language_come_back(tmp_path):
    data, path = two_languages(), tmp_path / "x.dta"
    losses = formats.write(data, path)
    assert not [loss for loss in losses if loss.rule.code == "SK512"]
    back = formats.read(path).dataset.codebook
    assert (back.title, back.languages, back.notes) == (data.codebook.title, ("nb", "en"), data.codebook.notes)
    assert [v.label for v in back] == [v.label for v in data.codebook]
    assert back["where"].notes == "coded by two"
    assert list(back.codes_of(back["export"])) == list(data.codebook.codes_of(data.codebook["export"]))
    assert [code.label for code in back.codes_of(back["where"])] == [Text("Norge"), Text()]
    assert back["export"].emptiness == data.codebook["export"].emptiness


def test_languages_stand_in_the_file_under_the_names_stata_gives_them(tmp_path):
    formats.write(two_languages(), tmp_path / "x.dta", options_of(FORMAT, {"language": "en"}))
    header = header_of(tmp_path / "x.dta")
    assert (header.said("_dta", "_lang_list"), header.said("_dta", "_lang_c")) == ("en nb", "en")
    assert header.said("_dta", "_lang_v_nb") == "Foretak"
    assert (header.said("export", "_lang_v_nb"), header.said("export", "_lang_l_nb")) == ("Eksport", "yesno_nb")
    assert header.said("where", "_lang_l_nb") == "where"  # the same labels in both languages are one set
    with pd.io.stata.StataReader(tmp_path / "x.dta") as reader:
        assert reader.variable_labels() == {"export": "Export", "where": "Land", "size": "Ansatte"}
        labels = reader.value_labels()
    assert {labels["yesno"][1], labels["yesno_nb"][1]} == {"Yes", "Ja"}


def test_a_language_of_stata_that_lacks_a_label_is_not_given_one(tmp_path):
    path = tmp_path / "x.dta"
    kept = {
        "_dta": [("_lang_list", "default pt_BR"), ("_lang_c", "default")],
        "a": [("_lang_v_pt_BR", "Idade"), ("_lang_l_pt_BR", "sim")],
    }
    lists = {"yes": {1: "Yes", 2: "No"}, "sim": {1: "Sim"}}
    of_columns(path, ones("a", label="Age", list_name="yes"), ones("b", label="Sex"), lists=lists, characteristics=kept)
    back = formats.read(path).dataset.codebook
    assert back.languages == ("default", "pt-BR")
    assert back["a"].label == Text({"default": "Age", "pt-BR": "Idade"})
    assert back["b"].label == Text({"default": "Sex"})
    assert [code.label for code in back.codes_of(back["a"])] == [
        Text({"default": "Yes", "pt-BR": "Sim"}),
        Text({"default": "No"}),
    ]


def test_a_set_of_labels_is_never_named_as_another(tmp_path):
    """Five variables with the labels of their missing codes only, in two languages."""
    variables = [
        Variable(name=f"v{n}", missing=(Code(value=-n, label=both(f"nb{n}", f"en{n}")),), decimals=0)
        for n in range(1, 6)
    ]
    data = Dataset(Codebook(variables=tuple(variables)), pa.table({v.name: [1, 2] for v in variables}))
    formats.write(data, tmp_path / "x.dta")
    with pd.io.stata.StataReader(tmp_path / "x.dta") as reader:
        assert sorted(next(iter(labels.values())) for labels in reader.value_labels().values()) == sorted(
            f"{language}{n}" for language in ("nb", "en") for n in range(1, 6)
        )


def test_notes_and_languages_of_an_old_release_are_read(tmp_path):
    path = tmp_path / "x.dta"
    table = pd.DataFrame({"a": [1, 2], "b": [1.5, 2.5]})
    table.to_stata(path, version=114, write_index=False, variable_labels={"a": "Age"})
    whole = path.read_bytes()
    place = 109 + 2 * (1 + 33 + 49 + 33 + 81) + 2 * 3
    assert whole[place : place + 5] == bytes(5)
    pairs = [
        ("_dta", "note1", "om filen: ø"),
        ("a", "note2", "second"),
        ("a", "note1", "first"),
        ("_dta", "_lang_list", "en nb"),
        ("_dta", "_lang_c", "en"),
        ("a", "_lang_v_nb", "Alder på år"),
    ]
    kept = b"".join(
        b"\1" + struct.pack("<I", 66 + len(text) + 1) + owner.encode().ljust(33, b"\0") + name.encode().ljust(33, b"\0")
        + text.encode("cp1252") + b"\0"
        for owner, name, text in pairs
    )  # fmt: skip
    path.write_bytes(whole[:place] + kept + whole[place:])
    reading = formats.read(path)
    codebook = reading.dataset.codebook
    assert codebook.notes == ("om filen: ø",)
    assert codebook["a"].notes == "first\nsecond"
    assert codebook["a"].label == Text({"en": "Age", "nb": "Alder på år"})
    assert reading.dataset.arrow().to_pydict() == {"a": [1, 2], "b": [1.5, 2.5]}


def test_windows_letters_in_a_file_that_declares_utf8_are_read_and_told(tmp_path):
    """As in a German file met in the field: release 118, Windows letters, some labels encoded twice."""
    path = tmp_path / "x.dta"
    label, twice = "Größe des Hauses", "Ã¶ffentl. Dienst"
    of_columns(path, ones("a", label=label.replace("ö", "oe")), ones("b", label=twice), ones("c", label="ok"))
    content = path.read_bytes().replace("ß".encode(), b"\xdf\x00").replace(twice.encode(), "öffentl. Dienst".encode())
    content = content.replace("öffentl. Dienst".encode(), "öffentl. Dienst".encode() + b"\0\0")
    path.write_bytes(content)
    reading = formats.read(path)
    codes = [problem.rule.code for problem in reading.problems]
    assert codes == ["SK521", "SK610"]
    assert "-O encoding=cp1252" in reading.problems[0].hint
    assert str(reading.dataset.codebook["b"].label) == "öffentl. Dienst"
    named = formats.read(path, options_of(FORMAT, {"encoding": "cp1252"}))
    assert [problem.rule.code for problem in named.problems] == ["SK610"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ã¶ffentlich", "öffentlich"),
        ("SÃO PAULO Ø", "SÃO PAULO Ø"),
        ("naÃ¯ve – naïve", "naïve – naïve"),
        ("â‚¬ 5 â€“ 10", "€ 5 – 10"),
        ("Ð”Ð°", "Да"),
        ("Да, ÄÖÜ", "Да, ÄÖÜ"),
    ],
)
def test_letters_encoded_twice_are_told_from_sound_ones(written, meant):
    assert once(written) == meant


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R with the package haven")
def test_haven_reads_labels_and_missing_letters_of_our_file(tmp_path):
    data = two_languages()
    formats.write(data, tmp_path / "x.dta")
    script = """
    if (!requireNamespace("haven", quietly = TRUE)) { cat("no haven"); quit() }
    d <- haven::read_dta(commandArgs(TRUE)[1])
    cat(attr(d$export, "label"), names(attr(d$export, "labels"))[1:2], haven::na_tag(d$export), d$where, sep = "|")
    """
    done = subprocess.run(["Rscript", "-e", script, tmp_path / "x.dta"], capture_output=True, text=True, check=True)
    if done.stdout == "no haven":
        pytest.skip("R has no package haven")
    assert done.stdout == "Eksport|Ja|Nei|NA|d|NA|1|2|NA"
