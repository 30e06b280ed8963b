"""What SPSS keeps beside labels: roles and custom attributes of variables, attributes and variable sets of the file.

Roles and custom attributes stay in `Variable.formats`, under `spss role` and `spss attribute NAME`, and are written
back to a .sav; a codebook has no place for the attributes of a file, nor for sets that only shorten SPSS's lists of
variables, so these are told and left out.

Source:
    PSPP developers' guide, "System File Format", records 7/5, 7/17 and 7/18.
"""

import re
from collections.abc import Iterator, Mapping

from surveykit.formats.spss.header import FILE_ATTRIBUTES, VARIABLE_ATTRIBUTES, VARIABLE_SETS, Header
from surveykit.problems import Place, Problem, Rule, listed

LEFT_OUT = Rule(
    "SK600",
    "A part of an SPSS file has no place in a codebook",
    "What is passed over in silence is missed when it is too late.",
    "a .sav with variable sets, or attributes of the file such as its author",
    "Nothing to mend; keep the original if you need it.",
)

ROLE, ATTRIBUTE = "spss role", "spss attribute "
ROLES = ("input", "target", "both", "none", "partition", "split")  # as SPSS numbers them
_ROLE_NAME = "$@Role"
_ATTRIBUTE = re.compile(r"([^()/:\s][^()/:]*?)\(((?:'.*?'\n)+)\)", re.DOTALL)


def attributes_of(header: Header, encoding: str) -> dict[str, dict[str, str]]:
    """The role and the custom attributes of each variable that has some, as `Variable.formats` keeps them."""
    found = {}
    text = header.extensions.get(VARIABLE_ATTRIBUTES, b"").decode(encoding, errors="replace")
    while text:
        name, _, text = text.partition(":")
        kept: dict[str, str] = {}
        while match := _ATTRIBUTE.match(text):
            kept |= dict(_kept(match[1], match[2]))
            text = text[match.end() :]
        if kept:
            found[name] = kept
        if not text.startswith("/"):
            break
        text = text[1:]
    return found


def _kept(name: str, values: str) -> Iterator[tuple[str, str]]:
    lines = [line[1:-1] for line in values.splitlines()]
    if name == _ROLE_NAME:
        if lines[0].isdigit() and 0 < int(lines[0]) < len(ROLES):  # input is what every variable is
            yield ROLE, ROLES[int(lines[0])]
    elif not name.startswith("$"):
        yield ATTRIBUTE + name, "\n".join(lines)


def left_out(header: Header, encoding: str) -> Iterator[Problem]:
    """The attributes of the file and the variable sets, which no codebook holds."""
    text = header.extensions.get(FILE_ATTRIBUTES, b"").decode(encoding, errors="replace")
    names = [match[1].strip() for match in _ATTRIBUTE.finditer(text) if not match[1].strip().startswith("$")]
    if names:
        yield Problem(LEFT_OUT, f"attributes of the file are left out: {listed(names)}", Place(), severity="note")
    text = header.extensions.get(VARIABLE_SETS, b"").decode(encoding, errors="replace")
    sets = [line.partition("=")[0].strip() for line in text.splitlines() if "=" in line]
    if sets:
        yield Problem(LEFT_OUT, f"variable sets are left out: {listed(sets)}", Place(), severity="note")


def record_of(formats: Mapping[str, Mapping[str, str]]) -> bytes:
    """The content of record 7/18 for variables, by the names they have in the file."""
    parts = []
    for name, known in formats.items():
        kept = {key.removeprefix(ATTRIBUTE): value for key, value in known.items() if key.startswith(ATTRIBUTE)}
        if known.get(ROLE) in ROLES:
            kept[_ROLE_NAME] = str(ROLES.index(known[ROLE]))
        written = "".join(f"{key}({_lines(value)})" for key, value in kept.items())
        parts += [f"{name}:{written}"] if written else []
    return "/".join(parts).encode()


def _lines(value: str) -> str:
    return "".join(f"'{line}'\n" for line in value.split("\n"))
