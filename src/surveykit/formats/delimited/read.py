"""Reading delimited text: bytes into letters, letters into rows, rows into a dataset."""

from pathlib import Path

from surveykit.formats.base import Reading, located
from surveykit.formats.delimited.dialect import quote_of, separator_of, without_marks
from surveykit.formats.delimited.letters import encoding_of, letters_of
from surveykit.formats.delimited.options import DelimitedOptions
from surveykit.formats.delimited.rows import ragged, rows_of
from surveykit.formats.files import NOT_WHAT_IT_SAYS, OTHER_ENCODING, refuse_unless
from surveykit.formats.table.reading import reading_of
from surveykit.formats.table.sheet import Sheet
from surveykit.problems import FormatError, Place, Problem, Rule

NUL = Rule(
    "SK534",
    "The text holds zero bytes",
    "They come from a damaged disk or from a file in another encoding.",
    "a .csv in UTF-16 without a byte order mark",
    "Save the file again as UTF-8, or name its encoding with -O encoding=...",
)

SEEMS_OTHERWISE = Rule(
    "SK728",
    "The rows seem to have another separator than the one named",
    "With the wrong separator whole rows stand in one cell, or texts and numbers are cut in two.",
    "`-O separator=comma` where the headings are `id;size;country`",
    "Leave the option out, or look at the first lines of the file.",
)
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read(path: Path, options: DelimitedOptions) -> Reading:
    """A .csv or .tsv as a dataset: encoding, separator, headings and types found from the text.

    Raises:
        FormatError: it is no text, has zero bytes, repeated headings or a quote that never ends.
    """
    refuse_unless(path, ("a text file",))
    text, problems = _text(path, options.encoding)
    plain = without_marks(text)
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    found = plain.separator or separator_of(plain.text, usual)
    separator = options.separator or found
    if separator != found and found in plain.text.partition("\n")[0]:
        what = f"the rows seem to be separated by {_NAMES.get(found, repr(found))}, not by what was named"
        problems.append(Problem(SEEMS_OTHERWISE, what, hint=SEEMS_OTHERWISE.mend, severity="warning"))
    rows, odd = rows_of(plain.text, separator, quote_of(plain.text, separator), path, plain.skipped)
    if not rows:
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file has no rows", Place(file=str(path))))
    sheet = Sheet("", tuple(rows), text=True)
    comma = options.decimal == "," or (not options.decimal and separator == ";")
    try:
        reading = reading_of(sheet, path.stem, options, comma=comma)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    head = next(row for row in rows if row.number == reading.layout.heads[-1]) if reading.layout else rows[0]
    body = [row for row in rows if row.number > head.number]
    problems += [*plain.problems, *odd, *ragged(body, head)]
    return Reading(reading.dataset, (*problems, *reading.problems), reading.layout)


def _text(path: Path, encoding: str) -> tuple[str, list[Problem]]:
    """The text of a file, and in which encoding it was read where that is not certain.

    Raises:
        FormatError: SK521 it is not in the encoding named, SK534 it has zero bytes.
    """
    content = path.read_bytes()
    found = encoding_of(content)
    name = encoding or found.name
    guessed = not encoding and not found.sure
    text = letters_of(content, name) if guessed else _decoded(content, name, path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FormatError(Problem(NUL, "zero bytes in the text", Place(file=str(path), line=line), NUL.mend))
    if not guessed:
        return text, []
    what = f"the text is not UTF-8; it was read as {name.replace('+', ' with letters of ')}: {found.why}"
    what += f", as in '{found.example[:40]}'" if found.example else ""
    hint = "look at a few letters; name another encoding with -O encoding=..."
    return text, [Problem(OTHER_ENCODING, what, hint=hint, severity="warning")]


def _decoded(content: bytes, name: str, path: Path) -> str:
    place = Place(file=str(path))
    try:
        return content.decode(name)
    except LookupError:
        raise FormatError(Problem(OTHER_ENCODING, f"there is no encoding '{name}'", place)) from None
    except UnicodeError:
        what, hint = f"the text is not in {name.removesuffix('-sig')}", "name another with -O encoding=..."
        raise FormatError(Problem(OTHER_ENCODING, what, place, hint)) from None
