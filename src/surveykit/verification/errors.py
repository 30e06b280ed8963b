"""Error rates of keying: of each question and of each operator, with kappa."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from surveykit.verification.entries import Keyed
from surveykit.verification.kappa import Agreement, agreement, pooled


@dataclass(frozen=True, slots=True)
class Errors:
    """What was found of a question, or of an operator: fields keyed twice, differing, found wrong, not settled yet.

    Of a question, an answer keyed twice is one field, and `wrong` counts first entries, those whose answers are used;
    `second_wrong` counts the others. Of an operator, each answer keyed is a field, in first and second entries, and
    `wrong` counts those that were found wrong.
    """

    name: str
    fields: int
    differing: int
    wrong: int
    second_wrong: int
    undecided: int
    agreement: Agreement

    @property
    def per_thousand(self) -> float | None:
        """Fields found wrong in a thousand keyed; None where none was keyed twice."""
        return 1000 * self.wrong / self.fields if self.fields else None


def of_questions(keyed: Iterable[Keyed], order: Sequence[str] = ()) -> tuple[Errors, ...]:
    """The errors of each question, the rows of a roster taken together.

    Args:
        keyed: all that was keyed twice.
        order: the questions in the order of the instrument; others come after them.
    """
    groups: dict[str, list[Keyed]] = {name: [] for name in order}
    for one in keyed:
        groups.setdefault(_template(one), []).append(one)
    return tuple(_errors(name, group) for name, group in groups.items() if group)


def of_all(keyed: Iterable[Keyed]) -> Errors:
    """The errors of all questions together; kappa is pooled over questions."""
    return _errors("", list(keyed))


def of_operators(keyed: Iterable[Keyed]) -> tuple[Errors, ...]:
    """The errors of each operator, in first entries and in second ones, by name; kappa is that with all others."""
    groups: dict[str, list[Keyed]] = {}
    for one in keyed:
        for name in {one.first_by, one.second_by}:
            groups.setdefault(name, []).append(one)
    return tuple(_own(name, group) for name, group in sorted(groups.items()))


def _own(name: str, group: Sequence[Keyed]) -> Errors:
    first = [one for one in group if one.first_by == name]
    second = [one for one in group if one.second_by == name]
    return Errors(
        name,
        len(first) + len(second),
        sum(one.differs for one in group),
        sum(one.first_wrong for one in first) + sum(one.second_wrong for one in second),
        0,
        sum(one.undecided for one in group),
        _agreement(group),
    )


def _errors(name: str, group: Sequence[Keyed]) -> Errors:
    return Errors(
        name,
        len(group),
        sum(one.differs for one in group),
        sum(one.first_wrong for one in group),
        sum(one.second_wrong for one in group),
        sum(one.undecided for one in group),
        _agreement(group),
    )


def _agreement(group: Sequence[Keyed]) -> Agreement:
    """Kappa of one question, or pooled over several."""
    questions = list(_by_question(group))
    return agreement(questions[0]) if len(questions) == 1 else pooled(map(agreement, questions))


def _by_question(group: Iterable[Keyed]) -> Iterator[list[tuple[object, object]]]:
    pairs: dict[str, list[tuple[object, object]]] = {}
    for one in group:
        pairs.setdefault(_template(one), []).append((one.first, one.second))
    yield from pairs.values()


def _template(one: Keyed) -> str:
    return one.question.partition(".")[0]
