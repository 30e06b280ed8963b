"""Keying in a real terminal: a key until the screen is painted, the start of the app, and a keyer's minute.

Run: python benchmarks/keying.py
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from entry import answer_all, signs_for, written
from terminal import Cost, Terminal

from surveykit import store as stores
from surveykit.instrument.file import load
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Accepted
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.simulate.interviews import simulated
from surveykit.interview.simulate.weights import Weights
from surveykit.missing import Answer, Empty
from surveykit.tui.desk import Desk
from surveykit.tui.modes.work import Work
from surveykit.tui.paper import raw_of

PROTOTYPE = Path(__file__).with_name("prototype.py")
FORM = Path(__file__).resolve().parent.parent / "instruments" / "norwegian-sis.yaml"
STARTS = 5
FORMS = 6
EMPTIES = {"refused": "f5", "dont_know": "f6", "no_answer": "f7", "not_asked": "f8"}
NAMED = {" ": "space", "\n": "ctrl+j"}
SENT = {"enter": "\r", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f10": "\x1b[21~"}


def app(instrument: Path, store: Path, case: str, *more: str) -> Terminal:
    """The entry app on a case."""
    command = [sys.executable, "-m", "surveykit", "enter", str(instrument), "--to", str(store), "--by", "kari"]
    return Terminal([*command, "--case", case, *more])


def told(costs: Sequence[Cost], what: str) -> None:
    """One line of the table."""
    walls, cpus = [cost.wall for cost in costs], [cost.cpu for cost in costs]
    cells = (f"{f(each):9.1f} ms" for each in (walls, cpus) for f in (median, p99))
    print(f"{what:34}", *cells, f"{len(costs):6}")


def p99(numbers: Sequence[float]) -> float:
    """The 99th percentile."""
    return quantiles(numbers, n=100)[98]


def keys_of(instrument: Instrument, count: int) -> list[str]:
    """Keys that answer questions one after the other."""
    return [sign for name in instrument.questions for _, sign in signs_for(name)][:count]


def struck(folder: Path, questions: int) -> None:
    """Keys in a new interview, and over the answers of a full one."""
    path = written(folder, questions)
    instrument, text = load(path), path.read_text(encoding="utf-8")
    store = folder / f"keys{questions}.db"
    with stores.open(store, writing=True) as opened:
        answer_all(instrument, Desk(instrument, text, opened, "bench", case="full"))
    for case, count in (("new", 300), ("full", 100)):
        window = app(path, store, case)
        window.wait_for(f"of {questions if case == 'full' else ''}")
        window.settle()
        costs = [window.strike(key) for key in keys_of(instrument, count)]
        window.close()
        told([cost for cost in costs if cost], f"{questions} questions, {case} interview")


def starts(folder: Path) -> None:
    """The app from the command line to the first question."""
    seconds = []
    for number in range(STARTS):
        window = app(FORM, folder / "start.db", f"NO-{number}", "--language", "en")
        seconds.append((window.wait_for("main activity"), window.cpu()))
        window.close()
    wall, cpu = (median(each) for each in zip(*seconds, strict=True))
    print(f"start to the first question: {wall:.2f} s, {cpu:.2f} s of CPU (median of {STARTS})")


def forms(instrument: Instrument) -> Iterator[tuple[list[str], Mapping[str, Answer]]]:
    """Paper forms: what is typed for each field, with no Enter where the code is enough, and what is answered by it."""
    plan = plan_of(instrument)
    smooth = (
        made.session.interview.answers
        for made in simulated(plan, 3 * FORMS, seed=7, weights=Weights(soft=0))
        if not any(isinstance(act, Accepted) for act in made.acts)
    )
    for said in islice(smooth, FORMS):
        with stores.open("memory:", writing=True) as store:
            desk = Desk(instrument, "", store, "kari", case="1", work=Work("keying", codes_only=True))
            desk.paste("B7")
            desk.press("enter")  # the batch
            desk.press("enter")  # the number of the form
            typed: list[str] = []
            while (here := place(desk)) and len(typed) < len(plan.steps):
                key, words = typed_for(said.get(here))
                for sign in words:
                    desk.press(NAMED.get(sign, sign), sign)
                if place(desk) == here:
                    desk.press(key)
                    words += SENT[key]
                typed.append(words)
                if place(desk) == here:
                    break
            answers = Interview.of("1", store.events("1")).answers
        yield typed, answers


def place(desk: Desk) -> str:
    """The question in hand; "" where the form is left."""
    return getattr(desk.pages[-1], "now", "") if desk.pages else ""


def typed_for(answer: Answer | None) -> tuple[str, str]:
    """The key that ends a field, and the words before it."""
    if isinstance(answer, Empty):
        return EMPTIES[answer.reason], ""
    return "enter", "" if answer is None else raw_of(answer)


def fields_a_second(window: Terminal, keyed: list[str]) -> tuple[int, float]:
    """Fields keyed one after the other as fast as they are painted, and the processor seconds of all."""
    window.settle()
    before = window.cpu()
    for words in keyed:
        window.strike(words)
    return len(keyed), window.cpu() - before


def keyed_minute(folder: Path) -> None:
    """The Norwegian form keyed heads down, beside the same keys in a plain list of questions."""
    ours, bare = [], []
    for number, (typed, answers) in enumerate(forms(load(FORM))):
        window = app(FORM, folder / "forms.db", f"NO-{number}", "--mode", "keying", "--codes-only", "--language", "en")
        window.wait_for("Batch")
        window.strike("B7\r")
        window.strike("\r")
        ours.append(fields_a_second(window, typed))
        window.close(f"{SENT['f10']}\x11")
        with stores.open(folder / "forms.db") as store:
            if Interview.of(f"NO-{number}", store.events(f"NO-{number}")).answers != answers:
                raise SystemExit("what was stored is not what was keyed")
        plain = Terminal([sys.executable, str(PROTOTYPE), "300"])
        plain.wait_for("thing 0")
        bare.append(fields_a_second(plain, [f"{''.join(filter(str.isprintable, words))}\r" for words in typed]))
        plain.close()
    rates = {}
    for name, runs in (("our app", ours), ("ScrollView prototype", bare)):
        fields, seconds = (sum(each) for each in zip(*runs, strict=True))
        rates[name] = fields / seconds
        print(f"{name:34} {fields:6} fields {fields / seconds:9.0f} fields a second of CPU")
    ratio = rates["our app"] / rates["ScrollView prototype"]
    print(f"the app keys {ratio:.2f} x the fields of the prototype in a second of CPU")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        starts(Path(folder))
        print(f"{'one key':34} {'wall median':>12} {'wall p99':>12} {'CPU median':>12} {'CPU p99':>12} {'keys':>6}")
        for questions in (300, 3000):
            struck(Path(folder), questions)
        keyed_minute(Path(folder))


if __name__ == "__main__":
    main()
