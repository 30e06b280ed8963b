"""What a project of ours says by signs of its own: outcomes, kinds of coders, and codes the frame has not."""

from typing import Final

from surveykit.exchange.refi.books import made_guid

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
EXTRA: Final = frozenset([NONE, UNCODABLE, STRANGE])
"""Codes that are no part of a frame."""
