"""Reading SPSS files in parts: the dictionary by one library, the values by a faster one, put together here."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.formats.base import AfreshError, Reading, Stream, collected
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.spss.attributes import attributes_of, left_out
from surveykit.formats.spss.cases import raw_tables
from surveykit.formats.spss.describe import Facts, facts_of, sets_of
from surveykit.formats.spss.header import Header, header_of
from surveykit.formats.spss.notes import unfolded
from surveykit.problems import DefinitionError, FormatError, Place, Problem
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

_ENCODINGS = ("cp1252", "iso-8859-1")
_KINDS = {".sav": ("an SPSS file (.sav)", "a compressed SPSS file (.zsav)"), ".por": ("an SPSS portable file (.por)",)}


def read(path: Path, encoding: str = "") -> Reading:
    """A .sav, .zsav or .por as a dataset.

    Raises:
        FormatError: the file is something else, encrypted, damaged or declares more than it holds.
    """
    return collected(stream(path, encoding))


def stream(path: Path, encoding: str = "", columns: frozenset[str] = frozenset()) -> Stream:
    """A .sav, .zsav or .por in parts: of some columns, where all that are named are there, or of all.

    Raises:
        FormatError: the file is something else, encrypted, damaged or declares more than it holds.
    """
    portable = path.suffix.lower() == ".por"
    refuse_unless(path, _KINDS[".por" if portable else ".sav"])
    header = None if portable else header_of(path)
    file = _File(path, header, encoding, columns)
    cases = None if header is None or header.cases < 0 else header.cases
    return Stream(cases, file.parts, file.told)


class _File:
    """One file on its way: which encoding its texts are in, and which columns hold other than whole numbers."""

    def __init__(self, path: Path, header: Header | None, encoding: str, wanted: frozenset[str]) -> None:
        self.path, self.header, self.asked, self.wanted = path, header, encoding, wanted
        self.encodings = [encoding] if encoding else ["", *_ENCODINGS]
        self.failure = ""  # the first
        self.mixed: frozenset[str] = frozenset()
        self.meta = self._metadata()
        self.columns = [facts.column(mixed=False) for facts in self._facts(self._names())]

    def _metadata(self) -> Any:
        """What the dictionary says, in the first of the encodings that it can be read in."""
        import pyreadstat

        while True:
            try:
                asked: dict[str, Any] = {
                    "metadataonly": True,
                    "disable_datetime_conversion": True,
                    "output_format": "dict",
                }
                if self.header is None:
                    return pyreadstat.read_por(self.path, **asked)[1]
                asked |= {"encoding": self.encodings[0]} if self.encodings[0] else {}
                return pyreadstat.read_sav(self.path, user_missing=True, **asked)[1]
            except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
                self._next(str(failure), letters=isinstance(failure, UnicodeDecodeError))

    def _next(self, failure: str, *, letters: bool) -> None:
        """Turn to the next encoding, where that may help.

        Raises:
            FormatError: SK506 it does not help; SK521 there is no such encoding.
        """
        self.failure = self.failure or failure.lower()
        letters = letters or "encoding" in failure.lower()
        if letters and len(self.encodings) > 1:
            del self.encodings[0]
            return
        place = Place(file=str(self.path))
        if self.asked and "unsupported character set" in self.failure:
            what = f"there is no encoding '{self.asked}'"
            raise FormatError(Problem(OTHER_ENCODING, what, place, "such as utf-8, cp1252 or cp1251")) from None
        hint = "name another with -O encoding=..." if letters else "ask for the file again"
        raise FormatError(Problem(DAMAGED, f"the file cannot be read: {self.failure}", place, hint)) from None

    def _facts(self, names: list[str]) -> list[Facts]:
        beside = attributes_of(self.header, self._encoding) if self.header else {}
        return [facts_of(name, self.meta, beside.get(name, {})) for name in names]

    def _names(self) -> list[str]:
        """The variables read: those wanted, and those of sets that are; all, where one of them is not there."""
        names = list(self.meta.column_names)
        sets = {name.removeprefix("$"): set(facts["variable_list"]) for name, facts in self.meta.mr_sets.items()}
        wanted = set[str]().union(*(sets.get(name, {name}) for name in self.wanted if name not in names))
        wanted |= self.wanted.intersection(names)
        return [name for name in names if name in wanted] if wanted and wanted.issubset(names) else names

    @property
    def _encoding(self) -> str:
        return self.encodings[0] or self.meta.file_encoding or "utf-8"

    def parts(self) -> Iterator["pa.Table"]:
        """The cases in the types of their variables."""
        import pyarrow as pa
        import pyreadstat

        names = self._names()
        self.columns = [facts.column(mixed=facts.name in self.mixed) for facts in self._facts(names)]
        try:
            for table in raw_tables(self.path, self.meta, self.header, self.encodings[0], names):
                taken = [column.taken(raw) for column, raw in zip(self.columns, table.columns, strict=True)]
                if not any(column.unlike for column in self.columns):  # else only what the types are is still of use
                    yield pa.table(taken, names=names)
        except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            self._next(str(failure), letters=isinstance(failure, UnicodeDecodeError))
            self.meta = self._metadata()
            raise AfreshError from None
        unlike = {name for name, column in zip(names, self.columns, strict=True) if column.unlike}
        if unlike:
            self.mixed |= unlike
            raise AfreshError

    def told(self) -> tuple[Codebook, tuple[Problem, ...]]:
        """The codebook and what was odd."""
        header, meta, names = self.header, self.meta, self._names()
        lists, facts = SharedLists(), self._facts(names)
        weight = header.variable_at(header.weight) if header and header.weight else ""
        pairs = list(zip(facts, self.columns, strict=True))
        if len(names) < len(meta.column_names):  # lists have the names that they have where all is read
            for other in self._facts(meta.column_names):
                other.variable(other.column(mixed=False), lists, weight=False)
        variables = tuple(f.variable(column, lists, weight=f.name == weight) for f, column in pairs)
        used = {variable.codes for variable in variables}
        try:
            codebook = Codebook(
                name=self.path.stem,
                title=Text(meta.file_label or ""),
                variables=variables,
                lists={name: one for name, one in lists.by_name.items() if name in used},
                sets=tuple(one for one in sets_of(meta) if set(names).issuperset(one.variables)),
                notes=unfolded(line.rstrip() for line in meta.notes or () if line.strip()),
            )
        except DefinitionError as refusal:
            raise FormatError(refusal.problems) from None
        problems = [*self._other_encoding()]
        problems += left_out(header, self._encoding) if header else ()
        problems += [problem for f, column in pairs for problem in f.problems(column)]
        return codebook, tuple(problems)

    def _other_encoding(self) -> Iterator[Problem]:
        if self.encodings[0] != self.asked:
            declared = f"not in {self.meta.file_encoding or 'the encoding declared'}"
            what = f"the letters are {declared}; they were read as {self.encodings[0]}"
            yield Problem(OTHER_ENCODING, what, hint="look at a few labels", severity="warning")
