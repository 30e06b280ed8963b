"""What a project of ours says by signs of its own: outcomes, kinds of coders, and codes the frame has not."""

from collections.abc import Mapping
from typing import Final

from surveykit.exchange.refi.books import made_guid
from surveykit.exchange.refi.parts import Project, User

ORIGIN: Final = "surveykit"
SETTLED: Final = "settled"
BEFORE: Final = "before settling"
KINDS: Final = (SETTLED, BEFORE)
NONE: Final = made_guid("outcome", "none")
UNCODABLE: Final = made_guid("outcome", "uncodable")
STRANGE: Final = made_guid("not in the frame")
OUTCOMES: Final = {NONE: "(none applies)", UNCODABLE: "(uncodable)"}
"""Codes that stand for judgements without codes."""
STRANGERS: Final = "(not in the frame)"
NO_WORDS: Final = "(no words)"
QUESTION: Final = made_guid("variable", "question")
WAVE: Final = made_guid("variable", "wave")
REASON: Final = "reason"
NOTE: Final = "note"


def signs(project: Project) -> Mapping[str, str]:
    """GUID of a code or variable to the sign it is, known by the GUID or, where a program gave new ones, by the name.

    A variable `question` is ours where the texts are called after what it says.
    """
    names = {name: guid for guid, name in (*OUTCOMES.items(), (STRANGE, STRANGERS)) if guid not in project.codes}
    found = {guid: names[tag.name] for guid, tag in project.codes.items() if tag.name in names and not tag.within}
    found |= {guid: guid for guid in (*OUTCOMES, STRANGE, QUESTION, WAVE)}
    called = {name: guid for guid, name in project.variables.items()}
    question, wave = called.get("question", ""), called.get("wave", "")
    asked = [
        (text.name, text.values[question], text.values.get(wave, ""))
        for text in project.texts
        if question in text.values
    ]
    if asked and all(name == f"{of} {at}".strip() for name, of, at in asked):
        found |= {question: QUESTION, wave: WAVE}
    return found


def kind_of(user: User | None, *, ours: bool) -> str:
    """Whether a user stands for what was settled, or for what was held before; in a project of others by the name."""
    if user is None or ours:
        return user.kind if user is not None and user.kind in KINDS else ""
    return next((kind for kind in KINDS if user.name.endswith(f" ({kind})")), "")
