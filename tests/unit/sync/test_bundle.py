"""Bundles: what goes in comes out, the same events give the same bytes, and what is damaged is refused whole."""

import gzip
import hashlib
import io
import json
import stat

import pytest

from surveykit.interview.events import Answered, Remarked
from surveykit.journal import Reconciled
from surveykit.problems import StoreError
from surveykit.sync import bundle
from surveykit.sync.whole import Whole, whole_of


@pytest.fixture
def whole(laptop):
    kari, ola = laptop("kari"), laptop("ola")
    kari.begin("æ 7", 10, 12)
    ola.graft("æ 7", kari.events("æ 7"))
    kari.write("æ 7", Answered("size", 13, 12))
    ola.write("æ 7", Remarked("", 'Ny linje\nog "sitat" 日本'))
    kari.graft("æ 7", ola.events("æ 7"))
    kari.begin("8")
    return whole_of(kari)


@pytest.fixture
def path(whole, tmp_path):
    bundle.write(whole, tmp_path / "kari.bundle")
    return tmp_path / "kari.bundle"


def test_what_goes_in_comes_out(whole, path):
    assert bundle.read(path) == whole
    assert len(whole.cases["æ 7"]) == 2


def test_only_its_owner_can_read_it(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_events_give_the_same_bytes_whatever_the_order(whole, path, tmp_path):
    turned = Whole(whole.instruments, {case: whole.cases[case][::-1] for case in reversed(list(whole.cases))})
    bundle.write(turned, tmp_path / "other.bundle")
    assert (tmp_path / "other.bundle").read_bytes() == path.read_bytes()


def test_an_empty_store_can_be_carried_too(tmp_path):
    bundle.write(Whole({}, {}), tmp_path / "empty.bundle")
    assert bundle.read(tmp_path / "empty.bundle") == Whole({}, {})


def test_a_bundle_cut_anywhere_is_refused(path):
    content = path.read_bytes()
    for end in range(len(content)):
        with pytest.raises(StoreError) as refusal:
            bundle.read_from(io.BytesIO(content[:end]), "cut")
        assert {problem.rule.code for problem in refusal.value.problems} <= {"SK868", "SK869"}


def test_a_bundle_with_one_bit_turned_is_refused_or_the_same(whole, path):
    content = bytearray(path.read_bytes())
    refused = 0
    for at in range(len(content)):
        content[at] ^= 0x10
        try:
            assert bundle.read_from(io.BytesIO(content)) == whole  # a bit of the header that says nothing
        except StoreError:
            refused += 1
        content[at] ^= 0x10
    assert refused > len(content) - 10


def packed(lines, *, end=True):
    """A bundle of lines put together by hand, with a checksum that is right."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    body = "".join(f"{text}\n" for text in texts).encode()
    last = {"end": len(texts), "sha256": hashlib.sha256(body).hexdigest()}
    return io.BytesIO(gzip.compress(body + (json.dumps(last) + "\n").encode() if end else body))


HEAD = {"surveykit": "bundle", "version": 1}
START = '{"act":"started","instrument":"f00d","language":"en","register":{}}'


def row(number, id_, before, act=START):
    return [number, id_, before, "2026-01-31T10:00:00+00:00", "kari", act]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (io.BytesIO(b""), "SK868"),
        (io.BytesIO(b"instrument: firms\n"), "SK868"),
        (io.BytesIO(gzip.compress(b"PK\x03\x04")), "SK868"),
        (io.BytesIO(gzip.compress(b"")), "SK869"),
        (packed(["[]"]), "SK868"),
        (packed([{"surveykit": "bundle", "version": 2}]), "SK870"),
        (packed([HEAD], end=False), "SK869"),
        (packed([HEAD, "[1, 2]"]), "SK869"),
        (packed([HEAD, {"answers": []}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [row(1, "a", ""), row(3, "b", "a")]}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [row(1, "a", "b"), row(2, "b", "a")]}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [row(1, "a", ""), row(1, "a", "")]}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [[1, "a"]]}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [row(1, "a", "", "{}")]}]), "SK869"),
        (packed([HEAD, {"case": 7, "events": [row(1, "a", "")]}]), "SK869"),
        (packed([HEAD, {"case": "7", "events": [row(1, "a", "", '{"act":"dreamt"}')]}]), "SK870"),
        (packed([HEAD, *({"case": case, "events": [row(1, "a", "")]} for case in "78")]), "SK869"),
    ],
)
def test_what_is_no_bundle_of_this_version_is_refused(content, code):
    with pytest.raises(StoreError) as refusal:
        bundle.read_from(content, "x.bundle")
    assert {problem.rule.code for problem in refusal.value.problems} == {code}
    assert refusal.value.problems[0].place.file == "x.bundle"
    assert refusal.value.problems[0].hint


def test_what_follows_the_end_is_refused(path):
    content = gzip.decompress(path.read_bytes()) + b"{}\n"
    with pytest.raises(StoreError, match="checksum"):
        bundle.read_from(io.BytesIO(gzip.compress(content)))


def test_a_file_that_unpacks_to_very_much_is_refused(monkeypatch):
    monkeypatch.setattr(bundle, "LONGEST", 1000)
    with pytest.raises(StoreError, match="unpacks to more than"):
        bundle.read_from(packed([HEAD, {"instrument": "x", "text": "a" * 2000}]))
    monkeypatch.setattr(bundle, "MOST_BYTES", 3000)
    with pytest.raises(StoreError, match="unpacks to more than"):
        bundle.read_from(packed([HEAD, *({"instrument": str(n), "text": "a" * 500} for n in range(9))]))


def test_a_reconciled_case_is_carried_with_what_was_settled(laptop, tmp_path):
    kari = laptop()
    kari.begin("7", 1)
    other = (*kari.events("7"), *laptop("ola").dated([Answered("size", 2, 1)], 2))
    kari.write("7", Answered("size", 3, 1))
    kari.graft("7", other)
    kari.write("7", Reconciled((other[-1].id,)))
    bundle.write(whole_of(kari), tmp_path / "x")
    assert bundle.read(tmp_path / "x").cases["7"] == kari.histories("7")
