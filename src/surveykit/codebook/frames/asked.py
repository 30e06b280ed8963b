"""Whether the instrument of a coding frame asks the questions that are coded; looked for where files lie together."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.problems import Problem, Rule, SurveykitError, listed, nearest
from surveykit.source import Source, read

NOT_ASKED = Rule(
    "SK355",
    "The instrument of a coding frame does not ask a question that is coded",
    "No answer will ever be found for it.",
    "",
    "Correct the name of the question, or that of the instrument.",
)


def not_asked(frame: CodingFrame, source: Source) -> Iterator[Problem]:
    """Questions the instrument does not have: beside the frame, or in `instruments` beside its folder.

    An instrument that is not there, or cannot be read, says nothing.
    """
    found = _instrument(frame.instrument, Path(source.file).parent) if frame.instrument and source.file else None
    if found is None:
        return
    try:
        data = read(found).data
    except SurveykitError:
        return
    known = {question["id"] for question in _questions(data)}
    for n, question in enumerate(frame.questions):
        # the words of "other, specify" are named after their question
        if question not in known and not any(question.startswith(f"{name}_") for name in known):
            what = f"'{frame.instrument}' has no question '{question}'"
            hint = nearest(question, known) or f"its open questions are {listed([*_open(data)])}"
            yield Problem(NOT_ASKED, what, source.place(("questions", n)), hint, "warning")


def _instrument(name: str, folder: Path) -> Path | None:
    places = (folder / f"{name}.yaml", folder.parent / "instruments" / f"{name}.yaml")
    return next((path for path in places if path.is_file()), None)


def _questions(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _questions(each)


def _open(data: Any) -> Iterator[str]:
    yield from (question["id"] for question in _questions(data) if question.get("type") == "open")
