"""Trying encodings: the one the file declares, then others, where its letters cannot be read in it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surveykit.formats.files import DAMAGED, OTHER_ENCODING
from surveykit.problems import FormatError, Place, Problem


@dataclass(slots=True)
class Encodings:
    """The encodings a file may be in, tried in turn; one that is asked for is the only one."""

    path: Path
    asked: str
    others: tuple[str, ...]
    tried: int = 0
    failure: str = field(default="", init=False)  # the first

    @property
    def used(self) -> str:
        """The encoding in turn; "" is the one the file declares."""
        return self.asked or ("", *self.others)[self.tried]

    @property
    def how(self) -> dict[str, Any]:
        """What the library is asked: plain values, missing ones as they stand, in this encoding."""
        how: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True, "user_missing": True}
        return how | ({"encoding": self.used} if self.used else {})

    def turn(self, failure: Exception) -> None:
        """Turn to the next encoding, where that may help.

        Raises:
            FormatError: SK506 it does not help; SK521 there is no such encoding.
        """
        said = str(failure).lower()
        self.failure = self.failure or said
        letters = isinstance(failure, UnicodeDecodeError) or re.search("encoding|convert|character set", said)
        if letters and not self.asked and self.tried < len(self.others):
            self.tried += 1
            return
        place = Place(file=str(self.path))
        if self.asked and "unsupported character set" in self.failure:
            what = f"there is no encoding '{self.asked}'"
            raise FormatError(Problem(OTHER_ENCODING, what, place, "such as utf-8, cp1252 or cp1251")) from None
        what = f"the file cannot be read: {self.failure}"
        raise FormatError(Problem(DAMAGED, what, place, "ask for it again")) from None
