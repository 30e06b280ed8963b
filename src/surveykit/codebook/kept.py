"""The codebook as JSON for machines: `surveykit codebook -o x.json` writes it, and all that wants a codebook reads it.

    {"format": "surveykit.codebook/1", "codebook": {...}, "n": ..., "provenance": [...], "profiles": [...]}

`codebook` is the whole of it, what is left out being the default; it is what is read back. The rest tells of the
data: the number of cases, where they come from, and for each variable what was counted.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.problems import Place, Problem, Rule, SourceError

FORMAT = "surveykit.codebook/1"
NO_CODEBOOK = Rule(
    "SK697",
    "A JSON file holds no codebook",
    "Only the JSON that `surveykit codebook` writes has all of it; other JSON would be guessed at.",
    "surveykit validate sis.csv --codebook results.json",
    "Name the file that `surveykit codebook INPUT -o x.json` made, or a codebook in YAML.",
)


def written(codebook: Codebook, about: Mapping[str, Any]) -> bytes:
    """A codebook as JSON in UTF-8, with what is told of the data beside it."""
    content = {"format": FORMAT, "codebook": codebook.model_dump(mode="json", exclude_defaults=True), **about}
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def kept(path: Path) -> Codebook:
    """The codebook of a JSON file.

    Raises:
        SourceError: SK697, there is none in it, or it contradicts itself.
    """
    place = Place(str(path))
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as failure:
        what = failure.strerror or "the file cannot be read"
        raise SourceError(Problem(NO_CODEBOOK, what, place, NO_CODEBOOK.mend)) from None
    except (ValueError, RecursionError) as failure:
        raise SourceError(Problem(NO_CODEBOOK, f"this is no JSON: {failure}", place, NO_CODEBOOK.mend)) from None
    said = content.get("format") if isinstance(content, dict) else None
    if said != FORMAT:
        what = "this JSON is no codebook" if said is None else f"the format is '{said}', not '{FORMAT}'"
        raise SourceError(Problem(NO_CODEBOOK, what, place, NO_CODEBOOK.mend))
    try:
        return Codebook.model_validate(content.get("codebook"))
    except ValidationError as failure:
        raise SourceError(
            Problem(NO_CODEBOOK, f"{'.'.join(map(str, error['loc'])) or 'codebook'}: {error['msg']}", place)
            for error in failure.errors()
        ) from None
