"""Questions as cells of a table: a roster row by row, or the lines of a battery under each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveykit.expr.rosters import ROWS
from surveykit.instrument.control import Choose, Option
from surveykit.instrument.instrument import Section
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session
from surveykit.interview.shown import Filler

FEWEST_LINES = 2  # of a battery that is worth a table
MOST_CHOICES = 9  # columns of choices a battery has; with more its lines are typed into


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of questions. A cell names a question of the interview, asked or not."""

    title: str
    columns: tuple[str, ...]  # templates of questions; the name of the whole in a battery
    rows: tuple[tuple[str, ...], ...]  # the questions of each row
    labels: tuple[str, ...]  # what stands before each row
    roster: str = ""  # the id of the section, where it is one
    above: str = ""  # the row the roster lies in, or the battery stands in; "" for the case
    choices: tuple[Option, ...] = ()  # those that every line of a battery offers

    @property
    def names(self) -> frozenset[str]:
        """The questions in it."""
        return frozenset(name for row in self.rows for name in row)

    def place(self, name: str) -> tuple[int, int] | None:
        """The row and the column of a question."""
        found = ((r, row.index(name)) for r, row in enumerate(self.rows) if name in row)
        return next(found, None)


def grid_of(session: Session, name: str) -> Grid | None:
    """The table a question stands in or has: its roster, its battery, or the roster whose rows it decides."""
    stop, row = session.stop(name), parted(name)[1]
    if stop.question is not None and stop.question.made_by:
        return _battery(session, stop.question.made_by, row)
    if stop.level:
        depth = len(session.plan.chains[stop.level])
        return _roster(session, stop.level, ".".join(row.split(".")[: depth - 1]))
    decided = roster_decided_by(session, name)
    return _roster(session, decided.id, "") if decided else None


def kind_of_table(session: Session, name: str) -> str:
    """In which sort of table a question stands or which it has: "battery", "roster", or "" for none."""
    stop = session.stop(name)
    if stop.question is not None and stop.question.made_by:
        return "battery"
    return "roster" if stop.level or roster_decided_by(session, name) else ""


def renewed(session: Session, grid: Grid) -> Grid:
    """The same table as it stands now: rows and lines come and go with the answers."""
    if grid.roster:
        return _roster(session, grid.roster, grid.above)
    return _battery(session, grid.columns[0], grid.above) or replace(grid, rows=(), labels=())


def roster_decided_by(session: Session, name: str) -> Section | None:
    """The outermost roster of which a question says how many rows there are, or which."""
    for section in session.instrument.sections:
        roster = section.roster
        if roster is None or section.within:
            continue
        condition = session.plan.steps[f"{ROWS}{section.id}"].condition
        if roster.each == name or (roster.count and condition is not None and name in condition.reads):
            return section
    return None


def _roster(session: Session, level: str, above: str) -> Grid:
    """The rows of a roster: its questions in the order they are asked, notes and rosters within it aside."""
    section = next(section for section in session.instrument.sections if section.id == level)
    columns = tuple(
        question.id
        for held, question in session.instrument.asked()
        if session.instrument.roster_of(held) == level and question.id not in session.plan.notes
    )
    rows: Sequence[str] = session.values.get(of_row(f"{ROWS}{level}", above), ())  # type: ignore[assignment]
    filler, language = Filler(session.plan, session.language), session.language
    labels = tuple(filler.section(section, session.seen(row), row).title.into(language) for row in rows)
    title = filler.text(section.title, session.seen(above), level).into(language)
    return Grid(title, columns, tuple(tuple(of_row(n, row) for n in columns) for row in rows), labels, level, above)


def _battery(session: Session, made_by: str, row: str) -> Grid | None:
    """The lines of a battery that are asked now, and the choices where all offer the same few; None for one line."""
    names = [name for name in session.route if parted(name)[1] == row and _made_by(session, name) == made_by]
    if len(names) < FEWEST_LINES:
        return None
    items = [session.item(name) for name in names]
    language = session.language
    offered = {item.control.options if isinstance(item.control, Choose) else () for item in items}
    choices = next(iter(offered)) if len(offered) == 1 else ()
    return Grid(
        (items[0].stem or items[0].context).into(language),
        (made_by,),
        tuple((name,) for name in names),
        tuple(item.question.text.into(language) for item in items),
        above=row,
        choices=choices if len(choices) <= MOST_CHOICES else (),
    )


def _made_by(session: Session, name: str) -> str:
    question = session.stop(name).question
    return question.made_by if question is not None else ""
