"""The format DDI: an .xml with the whole codebook, the data beside it as a .csv; others' files as far as they go."""

import re
from dataclasses import replace
from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.ddi.read import NOT_DDI, DataFile, codebook_in
from surveykit.ddi.read import Reading as Described
from surveykit.ddi.write import Data, text_of
from surveykit.formats.base import Carries, Format, Options, Reading, cases_in
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, refuse_unless
from surveykit.formats.pair.cells import arranged, formula_remarks, read_cells, unpacked, write_cells
from surveykit.formats.pair.placed import NO_DATA, data_beside
from surveykit.problems import FormatError, Place, Problem, Rule, listed
from surveykit.stats.describe import Profile, describe

HIERARCHICAL = Rule(
    "SK641",
    "The file holds records of several types",
    "A dataset is one table, one case a row; households and persons in one file are two tables.",
    "an extract of a census with households and persons in turn",
    "Ask for a rectangular extract, with the facts of the household on every person.",
)

_TABLES = (".csv", ".csv.gz", ".tab", ".tab.gz", ".tsv", ".tsv.gz")
_LINES = (".dat", ".dat.gz", ".txt", ".txt.gz", ".asc", ".asc.gz")
_FOREIGN = (".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".xpt", ".parquet")


def read(path: Path, _options: Options) -> Reading:
    """A DDI-Codebook and the data file it names, which stands beside it.

    Raises:
        FormatError: SK504, SK635, it is no DDI-Codebook; SK637, the data are not there; SK641, are of several types;
            SK506, SK521, they cannot be read.
    """
    _refuse_other(path)
    told = codebook_in(path)
    file, data = _data(told, path)
    place = Place(file=str(path))
    if len(told.record_types) > 1 or (file is not None and file.structure in {"hierarchical", "relational", "nested"}):
        kinds = f": {listed(told.record_types)}" if told.record_types else ""
        raise FormatError(
            Problem(HIERARCHICAL, f"the data hold several types of records{kinds}", place, HIERARCHICAL.mend)
        )
    charset = _charset(file)
    if data.name.lower().endswith(_LINES) and told.locations:
        from surveykit.formats.pair.fixed import read_fixed

        if len({spot.record for spot in told.locations.values()} - {""}) > 1:
            what = "each case takes several lines; that is not read"
            raise FormatError(Problem(HIERARCHICAL, what, place, "ask for the data as .csv"))
        spots = {name: (spot.start, spot.end) for name, spot in told.locations.items()}
        dataset, problems = read_fixed(data, told.codebook, spots, charset)
    else:
        dataset, problems = arranged(read_cells(data, _separator(data, charset), charset), told.codebook, data)
    problems = [p if p.place.file else p.at(replace(p.place, file=str(data))) for p in problems]
    odd = [] if told.own else _dates(dataset)
    return Reading(_retyped(dataset, odd), (*told.problems, *problems, *(problem for _, problem in odd)))


def _refuse_other(path: Path) -> None:
    refuse_unless(path, ("an XML file", "a text file"))
    with path.open("rb") as file:
        head = file.read(200)
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        what = "the file is called .xml but seems to be a text file"
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, Place(file=str(path)), NOT_DDI.mend))


def _data(told: Described, path: Path) -> tuple[DataFile | None, Path]:
    """The data file beside a description: the one it names, packed or not, or one of its own name."""
    used = {spot.file for spot in told.locations.values()}
    files = [file for file in told.files if file.id in used] or list(told.files)
    file = files[0] if files else None
    named = [re.split(r"[/\\]", file.name)[-1]] if file is not None and file.name else []
    stems = [Path(name).stem for name in named] + [path.stem]
    names = [*named, *(f"{name}.gz" for name in named)]
    names += [f"{stem}{suffix}" for stem in dict.fromkeys(stems) for suffix in (*_TABLES, *_LINES)]
    found = [path.with_name(name) for name in names if name and path.with_name(name).is_file()]
    found = [one for one in found if one != path]
    if found and not found[0].name.lower().endswith(_FOREIGN):
        return file, found[0]
    wanted = named[0] if named else data_beside(path, ".csv").name
    what = f"the data file '{wanted}' is not beside the description"
    hint = NO_DATA.mend
    if found:
        what = f"the data are in '{found[0].name}', which is a format of its own"
        hint = f"surveykit import {found[0].name} --codebook {path.name}"
    raise FormatError(Problem(NO_DATA, what, Place(file=str(path)), hint))


def _charset(file: DataFile | None) -> str:
    """The encoding of the data by its name for Python; UTF-8 where the description says nothing sensible."""
    import codecs

    try:
        name = codecs.lookup(file.charset).name if file is not None and file.charset else "utf-8"
    except LookupError:
        name = "utf-8"
    return "" if name in {"utf-8", "ascii"} else name


def _separator(data: Path, charset: str) -> str:
    """What parts the cells: a tab by the suffix, else the sign that stands most often in the first line."""
    if data.name.lower().endswith((".tab", ".tsv", ".tab.gz", ".tsv.gz")):
        return "\t"
    first = unpacked(data)[:100_000].decode(charset or "utf-8", errors="ignore").split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)


_FORMS = {
    "date": r"^\d{4}-\d\d-\d\d$",
    "datetime": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$",
    "time": r"^-?(\d+ )?\d{2,7}:\d\d(:\d\d(\.\d+)?)?$",
}


def _dates(dataset: Dataset) -> list[tuple[str, Problem]]:
    """The dates and times of strangers that are in no form of ours, and so are texts."""
    import pyarrow.compute as pc

    odd = []
    for variable in dataset.codebook:
        if variable.type in _FORMS:
            column = pc.unique(dataset.arrow().column(variable.name)).drop_null()
            known = {str(code.value) for code in variable.missing}
            strange = [cell for cell in pc.unique(column).to_pylist() if not re.match(_FORMS[variable.type], cell)]
            if strange := [cell for cell in strange if cell not in known]:
                what = f"the {variable.type}s are in another form, such as '{strange[0][:30]}'; they are read as texts"
                odd.append((variable.name, Problem(DAMAGED, what, Place(variable=variable.name), severity="warning")))
    return odd


def _retyped(dataset: Dataset, odd: list[tuple[str, Problem]]) -> Dataset:
    names = {name for name, _ in odd}
    if not names:
        return dataset
    variables = [v.model_copy(update={"type": "text"}) if v.name in names else v for v in dataset.codebook]
    return Dataset(dataset.codebook.model_copy(update={"variables": tuple(variables)}), dataset.arrow())


def write(dataset: Dataset, path: Path, _options: Options) -> None:
    """Write the codebook with the statistics of its variables, and beside it the data."""
    data = data_beside(path, ".csv")
    profiles = describe(dataset, dataset.codebook.names).groups[-1].profiles
    told = {profile.name: profile for profile in profiles if isinstance(profile, Profile)}
    text = text_of(dataset.codebook, told, Data(data.name, cases_in(dataset)))
    path.write_text(text, encoding="utf-8", newline="\n")
    write_cells(dataset.arrow(), data)


FORMAT = Format("ddi", (".xml",), Carries(whole=True), read, write, remarks=formula_remarks, beside=".csv")
