"""`surveykit serve` as it is called: what is refused before a server begins, and what a window is begun with."""

import builtins
import os
import socket
from pathlib import Path

import click
import pytest

from surveykit import store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.cli.enter import command as enter
from surveykit.cli.serve import _hand_on_passphrase, _written
from surveykit.cli.serve import command as serve

FORM = """\
instrument: small
title: {en: T}
languages: [en]
sections:
- id: A
  title: {en: S}
  questions:
  - {id: a, type: number, range: 0..9, text: {en: t}}
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(FORM)

    def command(*arguments):
        code = guarded(surveykit, ["serve", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return command


def test_a_port_that_is_taken_is_refused(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, out, err = run("small.yaml", "--to", "field.db", "--port", taken.getsockname()[1])
    assert (code, out) == (REFUSED, "")
    assert "SK880" in err


def test_an_address_of_another_machine_is_refused(run):
    code, out, err = run("small.yaml", "--to", "field.db", "--host", "192.0.2.7", "--port", 0)
    assert (code, out) == (REFUSED, "")
    assert "SK880" in err
    assert "not encrypted" in err


def test_an_instrument_that_is_not_sound_and_a_store_that_is_none_are_refused_first(run):
    Path("bad.yaml").write_text(FORM.replace("number", "numbr"))
    assert run("bad.yaml", "--to", "field.db")[0] == REFUSED
    assert "SK800" in run("small.yaml", "--to", "field.xlsx")[2]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--language", "fr"], "'fr' is not among the languages"),
        (["--codes-only"], "--mode keying"),
        (["--sample", "10"], "--mode verify"),
        (["--register", "size=1"], "--case"),
        (["--register", "size=1", "--case", "7"], "size"),
        (["--by", "x", "--case", "7", "--register", "size=1", "--mode", "supervise"], "begins none"),
    ],
)
def test_what_enter_would_refuse_in_every_window_is_refused_at_once(run, options, what):
    code, out, err = run("small.yaml", "--to", "field.db", "--port", 0, *options)
    assert (code, out) == (REFUSED, "")
    assert what in err


def test_without_the_package_it_says_what_to_install(run, monkeypatch):
    imported = builtins.__import__

    def without(name, *more):
        if name.startswith(("textual_serve", "aiohttp", "surveykit.tui.browser.server")):
            raise ImportError(f"No module named '{name}'")
        return imported(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run("small.yaml", "--to", "field.db")
    assert code == REFUSED
    assert "SK879" in err
    assert "pip install 'surveykit[browser]'" in err


def test_a_window_gets_every_option_of_enter_that_was_given():
    given = [
        "form.yaml",
        "--to",
        "x.db",
        "--language",
        "nb",
        "--carry",
        "always",
        "--register",
        "a=1",
        "--register",
        "b=2",
        "--mode",
        "keying",
        "--codes-only",
    ]
    with serve.make_context("serve", list(given)) as context:
        options = {name: value for name, value in context.params.items() if name not in {"host", "port"}}
    written = list(_written(enter.params, options))
    assert sorted(written) == sorted(given)
    with enter.make_context("enter", written) as again:
        assert again.params == options


def test_whatever_enter_can_do_can_be_served():
    names = [parameter.name for parameter in serve.params]
    assert len(set(names)) == len(names)
    assert {parameter.name for parameter in enter.params} | {"host", "port"} == set(names)
    assert isinstance(serve, click.Command)
    assert guarded(surveykit, ["serve", "--help"]) == CLEAN


def test_windows_find_the_passphrase_that_was_typed_for_the_server(tmp_path, monkeypatch):
    pytest.importorskip("sqlcipher3")
    words = "four words of nobody"
    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", words)
    store.open(tmp_path / "field.db", writing=True).close()
    monkeypatch.delenv("SURVEYKIT_PASSPHRASE")
    asked = []
    monkeypatch.setattr("surveykit.store.passphrase._asks", lambda: True)
    monkeypatch.setattr("surveykit.store.passphrase.getpass", lambda said: asked.append(said) or words)
    store.open(tmp_path / "field.db").close()
    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", "")  # so that the test sets it back
    monkeypatch.delenv("SURVEYKIT_PASSPHRASE")
    _hand_on_passphrase(tmp_path / "field.db")
    assert os.environ["SURVEYKIT_PASSPHRASE"] == words
    assert len(asked) == 1


def test_a_plain_store_needs_no_passphrase(tmp_path, monkeypatch):
    monkeypatch.delenv("SURVEYKIT_PASSPHRASE", raising=False)
    store.open(tmp_path / "field.db", writing=True).close()
    _hand_on_passphrase(tmp_path / "field.db")
    _hand_on_passphrase(tmp_path / "nowhere.db")
    assert "SURVEYKIT_PASSPHRASE" not in os.environ
