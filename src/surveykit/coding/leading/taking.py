"""Taking answers in: what is new, what has other words than before, and what is no longer in the data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from surveykit.coding.acts import Took
from surveykit.coding.codings import Codings
from surveykit.coding.unit import Unit
from surveykit.problems import Place, Problem, Rule

AT_A_TIME = 1000  # answers in one event

OTHER_WORDS = Rule(
    "SK897",
    "An answer has other words than those that were taken in",
    "Its codes were given to the words of before, and may not fit these.",
    "a file that was corrected after it was coded",
    "Look at it again: `surveykit coding assign STORE --role recode` gives it back to its coders. Codes were kept.",
)
GONE = Rule(
    "SK898",
    "An answer that was taken in is not in the data any more",
    "A case that was deleted, or given another id, would leave its codes behind.",
    "a file with fewer cases than the one before",
    "Nothing was deleted. Where the ids have changed, put the old ones back and begin again.",
)


@dataclass(frozen=True, slots=True)
class Taking:
    """What a file brings to the answers of a store.

    Args:
        new: answers that were not there.
        changed: answers that have other words now.
        touched: answers with the same words of which something else is known now, such as their context.
        same: how many are as they were.
        gone: answers to the same questions, of the same waves, that the file does not have.
        coded: of those changed or gone, those that were coded.
    """

    new: tuple[Unit, ...]
    changed: tuple[Unit, ...]
    touched: tuple[Unit, ...]
    same: int
    gone: tuple[Unit, ...]
    coded: frozenset[str]

    def __str__(self) -> str:
        """One line for people."""
        known = self.same + len(self.touched)
        parts = [f"{len(self.new):,} new", f"{known:,} known", f"{len(self.changed):,} with other words"]
        parts += [f"{len(self.gone):,} of before are not in the data"] if self.gone else []
        return ", ".join(parts)

    def acts(self, source: str) -> tuple[Took, ...]:
        """What is to be written, the answers of a file some at a time."""
        units = (*self.new, *self.changed, *self.touched)
        return tuple(Took(units[at : at + AT_A_TIME], source) for at in range(0, len(units), AT_A_TIME))

    def problems(self, file: str) -> Iterator[Problem]:
        """What is to be looked at."""
        for rule, units, what in ((OTHER_WORDS, self.changed, "other words"), (GONE, self.gone, "not in the data")):
            for unit in units:
                place = Place(file, case=unit.case, variable=unit.question)
                coded = "it was coded" if unit.id in self.coded else "it was not coded yet"
                yield Problem(rule, f"{what}; {coded}", place, rule.mend, "warning")


def taking(codings: Codings, units: Sequence[Unit], questions: Iterable[str], *, context: bool = True) -> Taking:
    """Compare the answers of a file with those that were taken in before.

    Args:
        codings: what stands.
        units: the answers of the file.
        questions: the questions that were read, also those that nobody answered.
        context: whether closed answers were read with them; where not, answers keep those they have.
    """
    there = codings.units
    kept = {} if context else {id_: unit.context for id_, unit in there.items()}
    fresh = {unit.id: replace(unit, context=kept.get(unit.id, unit.context)) for unit in units}
    waves = {unit.wave for unit in units}
    asked = {*questions}
    known = [unit for unit in fresh.values() if unit.id in there]
    changed = tuple(unit for unit in known if unit.hash != there[unit.id].hash)
    touched = tuple(unit for unit in known if unit.hash == there[unit.id].hash and unit != there[unit.id])
    gone = tuple(
        unit for unit in there.values() if unit.question in asked and unit.wave in waves and unit.id not in fresh
    )
    judged = {unit for unit, _ in codings.codings}
    return Taking(
        tuple(unit for unit in fresh.values() if unit.id not in there),
        changed,
        touched,
        len(known) - len(changed) - len(touched),
        gone,
        frozenset(unit.id for unit in (*changed, *gone) if unit.id in judged),
    )
