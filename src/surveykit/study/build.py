"""Building: what is out of date is made, in parallel where nothing waits for it; the rest is left alone."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from shutil import rmtree
from typing import Any, Literal

from surveykit.problems import FormatError, Place, Problem, plain_address
from surveykit.study import record as records
from surveykit.study.alone import alone
from surveykit.study.contents import Contents, relative
from surveykit.study.file import Study
from surveykit.study.program import fingerprint
from surveykit.study.provenance import provenance
from surveykit.study.record import Entry, Record
from surveykit.study.steps import BUILD, PARTS, REPORT, Step, after, steps_of
from surveykit.study.words import say
from surveykit.study.work import LEFT_BEHIND, REFUSED
from surveykit.study.workers import Answer, Worker
from surveykit.whole import CANNOT_WRITE

State = Literal["up to date", "made", "failed", "skipped", "out of date"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it stands with a step: its study and name, the state, the exit code, what it said, why it was not fresh."""

    study: str
    step: str
    state: State
    code: int = 0
    said: str = ""
    why: str = ""
    seconds: float = 0.0


Told = Callable[[Outcome], None]


@dataclass(slots=True)
class Site:
    """A study while it is built: its steps, what is known of its files, and how each step ended so far."""

    study: Study
    steps: tuple[Step, ...]
    program: str
    contents: Contents
    entries: dict[str, Entry]
    written: Record
    problems: tuple[Problem, ...] = ()
    ended: dict[str, Outcome] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder of what is made."""
        return self.study.folder / BUILD

    def before(self, step: Step) -> tuple[Step, ...]:
        """The steps that make what a step reads."""
        return after(step, self.steps)

    def request(self, step: Step) -> dict[str, Any]:
        """What a worker is asked, but for the folder."""
        file = self.study.file
        banner = say("synthetic", file.language) if file.synthetic else ""
        return {
            "study": Path(self.study.source.file).name,
            "commands": step.commands,
            "kept": step.kept,
            "pages": step.pages,
            "marked": step.marked,
            "banner": banner,
            "report": self.provenance() if step.name == REPORT else None,
        }

    def provenance(self) -> Mapping[str, Any]:
        """What the report says of how everything was made."""
        own = self.contents.of(Path(self.study.source.file).name)
        return provenance(self.study, self.steps, self.entries, own)

    def why(self, step: Step) -> str:
        """Why a step has to be done, in words; nothing where what it made is current."""
        entry = self.entries.get(step.name)
        if entry is None:
            return "not made yet"
        if entry.program != self.program:
            return "made by another version of the program"
        if entry.asked != _hash(self.request(step)):
            return "other commands"
        for path in dict.fromkeys((*entry.read, *step.reads)):
            if "://" in path:
                return f"{plain_address(path)} may hold something else"
            now = self.contents.of(path)
            if entry.read.get(path) != now:
                return f"{path} is gone" if now is None else f"{path} is another"
        for path, was in entry.wrote.items():
            if (now := self.contents.of(path)) != was:
                return f"{path} is gone" if now is None else f"{path} was changed by hand"
        return ""

    def fresh(self, step: Step) -> Outcome:
        """The outcome of a step that is up to date."""
        entry = self.entries[step.name]
        return Outcome(self.study.name, step.name, "up to date", entry.code, entry.said)

    def skipped(self, step: Step) -> Outcome | None:
        """The outcome of a step that waits for one that failed."""
        lacking = dict.fromkeys(self._failed_before(step))
        return Outcome(self.study.name, step.name, "skipped", REFUSED, why=", ".join(lacking)) if lacking else None

    def _failed_before(self, step: Step) -> Iterator[str]:
        """The steps that failed and that a step goes back to."""
        for other in self.before(step):
            if self.ended[other.name].state == "failed":
                yield other.name
            elif self.ended[other.name].state == "skipped":
                yield from self._failed_before(other)

    def enter(self, step: Step, answer: Answer, began: int, seconds: float, why: str) -> Outcome:
        """Write down how a step went."""
        self.entries.pop(step.name, None)
        wrote = dict.fromkeys((*step.made, *(relative(path, self.study.folder.resolve()) for path in answer.wrote)))
        failed = answer.code >= REFUSED
        if not failed:
            found = {path: now for path in wrote if (now := self.contents.of(path)) is not None}
            read = (*step.reads, *(relative(path, self.study.folder.resolve()) for path in answer.read))
            held = {
                path: self._as_read(path, began)
                for path in dict.fromkeys(read)
                if path not in wrote and "://" not in path
            }
            asked = _hash(self.request(step))
            self.entries[step.name] = Entry(asked, self.program, held, found, answer.code, answer.said, seconds)
        self.save()
        state: State = "failed" if failed else "made"
        return Outcome(self.study.name, step.name, state, answer.code, answer.said, why, seconds)

    def _as_read(self, path: str, began: int) -> str | None:
        """What a file held when a step read it; nothing known where it was written meanwhile."""
        return None if self.contents.since(path, began) else self.contents.of(path)

    def cleared(self, before: Mapping[str, Entry]) -> None:
        """Remove what was made before and nothing makes any more, where nobody changed it."""
        made = {path for step in self.steps for path in step.made}
        made |= {path for entry in self.entries.values() for path in entry.wrote}
        for path, was in ((path, was) for entry in before.values() for path, was in entry.wrote.items()):
            if path not in made and path.startswith(f"{BUILD}/") and self.contents.of(path) == was:
                with suppress(OSError):  # a page that is open elsewhere goes next time
                    (self.study.folder / path).unlink()

    def save(self) -> None:
        """Write the record, where it would be another one."""
        names = {step.name for step in self.steps}
        entries = {name: entry for name, entry in self.entries.items() if name in names}
        record = Record(entries, self.contents.known(), self.study.name)
        if record != self.written:
            records.write(record, self.folder)
            self.written = record


def opened(study: Study, program: str) -> Site:
    """A study with what is recorded of it; nothing is written."""
    held, problems = records.read(study.folder / BUILD)
    contents = Contents(study.folder, held.files)
    return Site(study, steps_of(study.file), program, contents, dict(held.steps), held, problems)


def looked(studies: Sequence[Study]) -> Iterator[tuple[Site, Outcome]]:
    """How it stands with every step, nothing being made: up to date, or out of date and why."""
    program = fingerprint()
    for study in studies:
        site = opened(study, program)
        for step in site.steps:
            waits = [s.name for s in site.before(step) if site.ended[s.name].state == "out of date"]
            why = site.why(step) or (f"after {', '.join(waits)}" if waits else "")
            outcome = Outcome(study.name, step.name, "out of date", why=why) if why else site.fresh(step)
            site.ended[step.name] = outcome
            yield site, outcome


def build(studies: Sequence[Study], serve: Sequence[str], told: Told, jobs: int) -> tuple[Outcome, ...]:
    """Make what is out of date of some studies, and tell of each step how it ended.

    Args:
        studies: the studies.
        serve: the words after the name of Python that begin a worker.
        told: hears how each step ended, in the order they end.
        jobs: how many steps at once.

    Raises:
        DataError: SK992, another run builds one of them.
        FormatError: SK509, there is nowhere to write.
    """
    with ExitStack() as held:
        program = fingerprint()
        locks = [_begun(study, held) for study in studies]
        sites = [opened(study, program) for study in studies]
        before = [dict(site.entries) if site.written.study == site.study.name else {} for site in sites]
        for site in sites:
            _tidied(site.folder)
        run = _Run(sites, told, [Worker(serve, locks) for _ in range(jobs)])
        try:
            run.all()
        finally:
            run.end()
        for site, entries in zip(sites, before, strict=True):
            site.cleared(entries)
            site.save()
    return tuple(outcome for site in sites for outcome in site.ended.values())


def _begun(study: Study, held: ExitStack) -> int:
    """Make the folders, and take the lock."""
    try:
        (study.folder / PARTS).mkdir(parents=True, exist_ok=True)
        return held.enter_context(alone(study.folder / BUILD))
    except OSError as failure:
        place = Place(str(study.folder / BUILD))
        raise FormatError(Problem(CANNOT_WRITE, f"cannot be written: {failure.strerror or failure}", place)) from None


def _tidied(folder: Path) -> None:
    """Remove what a run that was killed was about to write."""
    for path in (*folder.iterdir(), *(folder.parent / PARTS).iterdir()):
        if LEFT_BEHIND.fullmatch(path.name):
            with suppress(OSError):  # what cannot be removed is read by nobody
                rmtree(path) if path.is_dir() else path.unlink()


class _Run:
    """The steps of several studies, in the hands of some workers."""

    def __init__(self, sites: Sequence[Site], told: Told, workers: Sequence[Worker]) -> None:
        self.waiting = [(site, step) for site in sites for step in site.steps]
        self.told, self.workers = told, workers
        self.idle: SimpleQueue[Worker] = SimpleQueue()
        self.threads: ThreadPoolExecutor | None = None
        self.busy: dict[Future[tuple[Answer, int, float]], tuple[Site, Step, str]] = {}
        for worker in workers:
            self.idle.put(worker)

    def all(self) -> None:
        """Until nothing waits and nobody works."""
        while self.waiting or self.busy:
            while self._begin():
                pass
            if self.busy:
                ended, _ = wait(self.busy, return_when=FIRST_COMPLETED)
                for each in ended:
                    site, step, why = self.busy.pop(each)
                    self._end(site, step, site.enter(step, *each.result(), why))

    def _begin(self) -> bool:
        """Look at one step that waits for nothing; false where there is none, or no one to do it."""
        for place, (site, step) in enumerate(self.waiting):
            if any(other.name not in site.ended for other in site.before(step)):
                continue
            if (skipped := site.skipped(step)) is not None:
                self._end(site, step, skipped)
            elif not (why := site.why(step)):
                self._end(site, step, site.fresh(step))
            elif len(self.busy) == len(self.workers):
                continue
            else:
                self.threads = self.threads or ThreadPoolExecutor(len(self.workers))
                self.busy[self.threads.submit(self._done, site, step)] = site, step, why
            del self.waiting[place]
            return True
        return False

    def _end(self, site: Site, step: Step, outcome: Outcome) -> None:
        site.ended[step.name] = outcome
        self.told(outcome)

    def _done(self, site: Site, step: Step) -> tuple[Answer, int, float]:
        """A step done by a worker, with when it began (nanoseconds) and how long it took (seconds)."""
        worker = self.idle.get()
        began, start = time.time_ns(), time.monotonic()
        try:
            answer = worker.do({"folder": str(site.study.folder.resolve()), **site.request(step)})
        finally:
            self.idle.put(worker)
        return answer, began, time.monotonic() - start

    def end(self) -> None:
        """End the workers, in the middle of a step where the run was interrupted."""
        for worker in self.workers:
            worker.end()
        if self.threads is not None:
            self.threads.shutdown()


def _hash(request: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def worst(outcomes: Sequence[Outcome]) -> int:
    """The exit code of a run: that of a bug, else refused where a step failed, else findings, else clean."""
    return max((outcome.code for outcome in outcomes), default=0)
