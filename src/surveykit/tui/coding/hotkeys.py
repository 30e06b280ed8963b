"""Hot keys: the letter or digit that gives a code, as the frame has it or as its name suggests."""

from collections.abc import Mapping
from string import ascii_lowercase

from surveykit.codebook.frames.frame import CodingFrame

DIGITS = "1234567890"
_CYRILLIC, _LATIN = "йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"  # the same keys of a keyboard


def hotkeys(frame: CodingFrame) -> Mapping[str, str]:
    """Key to code. Codes without a key in the frame have one of their own name, or else one that is left over.

    Example:
        >>> codes = {"EXP": {"label": "Exports", "hotkey": "X"}, "ELSE": {"label": "Other"}, "E": {"label": "Early"}}
        >>> facts = {"frame": "x", "title": "", "languages": ["en"], "codes": codes}
        >>> hotkeys(CodingFrame.model_validate(facts))
        {'x': 'EXP', 'e': 'ELSE', '1': 'E'}
    """
    given = {facts.hotkey.casefold(): code for code, facts in frame.codes.items() if facts.hotkey and facts.codable}
    without = [code for code, facts in frame.codes.items() if facts.codable and not facts.hotkey]
    for code in without:  # the first letter of each before the second of any
        given.setdefault(next(iter(_letters(code)), ""), code)
    for code in without:
        if code not in given.values():
            wanted = (*_letters(code), *DIGITS, *ascii_lowercase)
            given.setdefault(next((sign for sign in wanted if sign not in given), ""), code)
    given.pop("", None)  # those that no key is left for
    return given


def _letters(code: str) -> list[str]:
    """The letters and digits of a code that keyboards have, from its own part of the name."""
    own = code.rpartition("_")[2] or code
    return [sign for sign in own.casefold() if sign in ascii_lowercase + DIGITS]


def code_of(keys: Mapping[str, str], sign: str) -> str:
    """The code of a key, whatever its case; on a Cyrillic keyboard the key in its place has it too. "" where none has.

    Example:
        >>> code_of({"e": "EXP"}, "E"), code_of({"e": "EXP"}, "у"), code_of({"e": "EXP"}, "x")
        ('EXP', 'EXP', '')
    """
    typed = sign.casefold()
    return keys.get(typed) or keys.get(typed.translate(str.maketrans(_CYRILLIC, _LATIN)), "")
