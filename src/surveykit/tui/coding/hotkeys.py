"""Hot keys: the letter or digit that gives a code, as the frame has it or as its name suggests."""

from collections.abc import Mapping
from string import ascii_lowercase

from surveykit.codebook.frames.frame import CodingFrame

DIGITS = "1234567890"


def hotkeys(frame: CodingFrame) -> Mapping[str, str]:
    """Key to code. Codes without a key in the frame have one of their own name, or else one that is left over.

    Example:
        >>> codes = {"EXP": {"label": "Exports", "hotkey": "X"}, "ELSE": {"label": "Other"}, "E": {"label": "Early"}}
        >>> facts = {"frame": "x", "title": "", "languages": ["en"], "codes": codes}
        >>> hotkeys(CodingFrame.model_validate(facts))
        {'x': 'EXP', 'e': 'ELSE', '1': 'E'}
    """
    given = {facts.hotkey.casefold(): code for code, facts in frame.codes.items() if facts.hotkey and facts.codable}
    for code, facts in frame.codes.items():
        if not facts.codable or code in given.values():
            continue
        name = code.rpartition("_")[2].casefold() or code.casefold()
        wanted = [sign for sign in name if sign in ascii_lowercase + DIGITS]
        key = next((sign for sign in (*wanted, *DIGITS, *ascii_lowercase) if sign not in given), "")
        if key:
            given[key] = code
    return given
