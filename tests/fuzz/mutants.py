"""Mutants: sound files with a few bytes changed, cut, doubled or exchanged, as disks, networks and strangers do."""

import io
import random
import struct
import zipfile

_EXTREMES = (0, 1, -1, 2**31 - 1, -(2**31), 0x7FFF, 0xFFFF, 99_999_999, 255)
_WORDS = (b"\0", b'"', b"'", b";", b",", b"\t", b"\r", b"\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"&x;", b"]]>", b"=1+1",
          b"9" * 400, b"1e999", b"-0", b"NaN", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", "\u202e".encode(), b"\xed\xa0\x80")  # fmt: skip


def mutant(content: bytes, chance: random.Random) -> bytes:
    """One to four changes; of an archive mostly to one of the files in it, so that the change is not just a bad sum."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _archive(content, chance)
    return _changed(content, chance)


def _archive(content: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        struck = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == struck:
                if chance.random() < 0.1:
                    continue
                part = _changed(part, chance)
            new.writestr(name, part)
    return made.getvalue()


def _changed(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if data:
            chance.choice(_WAYS)(data, chance)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> int:
    """Anywhere, the first kilobyte more often: there stands what says how the rest is read."""
    most = min(len(data), 1024) if chance.random() < 0.5 else len(data)
    return chance.randrange(most)


def _flip(data: bytearray, chance: random.Random) -> None:
    data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, chance: random.Random) -> None:
    data[_place(data, chance)] = chance.randrange(256)


def _number(data: bytearray, chance: random.Random) -> None:
    place = _place(data, chance) & ~3
    number = struct.pack(chance.choice("<>") + "q", chance.choice(_EXTREMES))
    data[place : place + 4] = number[:4] if number[:4].strip(b"\0") else number[4:]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _hole(data: bytearray, chance: random.Random) -> None:
    place = _place(data, chance)
    del data[place : place + chance.randint(1, 64)]


def _doubled(data: bytearray, chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = data[place : place + chance.randint(1, 256)] * chance.randint(1, 20)


def _word(data: bytearray, chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = chance.choice(_WORDS)


def _exchanged(data: bytearray, chance: random.Random) -> None:
    here, there, length = _place(data, chance), _place(data, chance), chance.randint(1, 64)
    data[here : here + length] = data[there : there + length]


_WAYS = (_flip, _byte, _number, _cut, _hole, _doubled, _word, _exchanged)
