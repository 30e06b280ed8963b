"""How far coders are with what they were given."""

from surveykit.coding.codings import Batch, Coding, Codings
from surveykit.coding.progress import Progress, progress

UNITS = ("q/1", "q/2", "q/3", "q/4")


def test_each_coder_stands_somewhere_in_each_batch():
    held = [
        Coding("q/1", "ida", codes=("A",), batch="main"),
        Coding("q/2", "ida", "none", batch="main"),
        Coding("q/3", "ida", "uncodable", batch="main"),
        Coding("q/1", "ola", codes=("A",)),
        Coding("q/4", "ola", codes=("B",)),
    ]
    batches = (
        Batch("main", "ida", UNITS, blind=True, role="code", seed=1),
        Batch("main", "ola", UNITS[:2], blind=True, role="code", seed=1),
        Batch("split", "ida", UNITS[:2], blind=False, role="recode", seed=0),
        Batch("odd", "lead", UNITS, blind=False, role="adjudicate", seed=0),
    )
    found = progress(Codings(codings={(coding.unit, coding.coder): coding for coding in held}, batches=batches))
    assert found == (
        Progress("main", "ida", "code", 4, 1, 1, 1),
        Progress("main", "ola", "code", 2, 1, 0, 0),
        Progress("split", "ida", "recode", 2, 0, 0, 0),
        Progress("", "ola", "code", 1, 1, 0, 0),
    )
    assert [each.left for each in found] == [1, 1, 2, 0], "to be coded again is not to have been coded before"
