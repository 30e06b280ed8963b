"""Keymaps: which key stands for which action, as surveykit has it and as keyers know it from CSPro."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.tui.lines import Context

Keys = Mapping[str, tuple[str, ...]]
"""An action to its keys; the first one is shown in the foot. A sign of its own stands for the key that types it."""

TYPING: tuple[Context, ...] = ("text", "words")  # contexts where signs are typed and mean nothing else

HELD: tuple[Context, ...] = ("text", "table")  # contexts that have the keys of an interview

NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True, slots=True)
class Keymap:
    """A keymap: what is a key's meaning on every page, and what is it in a context, which goes before."""

    name: str
    everywhere: Keys
    contexts: Mapping[Context, Keys]

    def read(self, context: Context, key: str, sign: str | None = None) -> str:
        """The action a key stands for in a context, or the key itself where it stands for none.

        Example:
            >>> SURVEYKIT.read("interview", "f9"), SURVEYKIT.read("interview", "a", "a")
            ('next_open', 'a')
            >>> SURVEYKIT.read("interview", "question_mark", "?"), SURVEYKIT.read("text", "question_mark", "?")
            ('help', 'question_mark')
        """
        typed = sign if sign is not None and sign.isprintable() and sign != " " else ""
        if typed and context in TYPING:
            return key
        names = {key, typed.casefold()} if typed else {key}
        for keys in (self._own(context), self.everywhere):
            for action, bound in keys.items():
                if not names.isdisjoint(bound):
                    return action
        return key

    def keys(self, context: Context, action: str) -> tuple[str, ...]:
        """The keys of an action in a context; none where the keymap has none for it."""
        own = self._own(context)
        bound = own.get(action) or self.everywhere.get(action, ())
        signs = context in TYPING
        taken = {key for other, keys in own.items() if other != action for key in keys}
        return tuple(key for key in bound if key not in taken and not (signs and len(key) == 1))

    def _own(self, context: Context) -> Keys:
        return self.contexts.get("interview" if context in HELD else context, {})


def label(key: str) -> str:
    """A key as one reads it.

    Example:
        >>> label("f9"), label("ctrl+q"), label("ctrl+home"), label("n"), label("shift+tab")
        ('F9', 'Ctrl+Q', 'Ctrl+Home', 'N', 'Shift+Tab')
    """
    *before, last = key.split("+") if key != "+" else ["+"]
    return "+".join([*(part.capitalize() for part in before), NAMES.get(last) or last.capitalize()])


def brief(key: str) -> str:
    """A key as it stands in the foot.

    Example:
        >>> brief("ctrl+q"), brief("f10")
        ('^Q', 'F10')
    """
    return f"^{label(key)[5:]}" if key.startswith("ctrl+") else label(key)


EVERYWHERE: Keys = {
    "enter": ("enter",),
    "escape": ("escape", "ctrl+c"),
    "ctrl+j": ("alt+enter",),
    "help": ("f1", "?"),
    "palette": ("ctrl+p",),
    "settings": ("ctrl+o",),
    "leave": ("ctrl+q",),
    "save": ("ctrl+s",),
}

JUDGING: Keys = {
    "approve": ("a",),
    "reject": ("r",),
    "reopen": ("o",),
    "differences": ("d",),
    "next_open": ("f9",),
}
DECIDING: Keys = {
    "first_holds": ("1",),
    "second_holds": ("2",),
    "third_holds": ("3",),
    "note": ("n", "f4"),
}

CODING: Keys = {
    "find_code": ("/",),
    "about_code": ("f3",),
    "none_applies": ("-",),
    "uncodable": ("!", "ctrl+x"),
    "repeat": (".",),
    "note": ("f4",),
    "context": ("tab",),
    "answers": ("f10", "ctrl+f"),
    "undo": ("ctrl+z",),
    "redo": ("ctrl+y",),
    "part": ("ctrl+d",),
    "next_due": ("ctrl+n",),
    "language": ("f2",),
    **{f"advice_{n}": (f"f{n + 4}",) for n in range(1, 6)},
}
"""Letters and digits are left to the codes."""

SHARED = (
    "find_code",
    "about_code",
    "none_applies",
    "uncodable",
    "context",
    "answers",
    "undo",
    "redo",
    "next_due",
    "language",
)
"""Actions of adjudication that have the keys they have in coding."""
SETTLING: Keys = {
    **{action: CODING[action] for action in SHARED},
    **{f"side_{n}": (f"f{n + 4}",) for n in range(1, 6)},
    "union": ("+",),
    "common": ("=",),
    "majority": ("*",),
    "reason": ("f4",),
    "method": ("ctrl+t",),
    "withdraw": ("delete",),
    "agreeing": ("ctrl+g",),
    "figures": ("ctrl+r",),
}
"""Letters and digits are left to the codes."""

SURVEYKIT = Keymap(
    "surveykit",
    EVERYWHERE,
    {
        "interview": {
            "previous": ("shift+tab",),
            "following": ("tab",),
            "first": ("ctrl+home",),
            "last": ("ctrl+end",),
            "language": ("f2",),
            "add_row": ("f3",),
            "remark": ("f4",),
            "refused": ("f5",),
            "dont_know": ("f6",),
            "no_answer": ("f7",),
            "not_asked": ("f8",),
            "next_open": ("f9",),
            "finish": ("f10", "ctrl+d"),
            "undo": ("ctrl+z",),
            "redo": ("ctrl+y",),
            "remark_case": ("ctrl+k",),
            "jump": ("ctrl+g",),
            "search": ("ctrl+f",),
            "history": ("ctrl+t",),
            "review": ("ctrl+r",),
            "parked": ("ctrl+b",),
            "table": ("ctrl+l",),
            "delete_row": ("ctrl+x",),
            "past_rows": ("ctrl+down",),
        },
        "list": {
            "new": ("n", "f3"),
            "attempt": ("o",),
            "search": ("/", "ctrl+f"),
            "sort": ("s",),
            "status": ("t",),
            "language": ("f2",),
        },
        "judging": JUDGING,
        "deciding": {**DECIDING, "next_open": ("f9",), "settle": ("f10", "ctrl+d")},
        "coding": CODING,
        "codes": {"find_code": ("/",), "language": ("f2",)},
        "settling": SETTLING,
    },
)
"""The keymap of surveykit."""

CSPRO = Keymap(
    "cspro",
    EVERYWHERE,
    {
        "interview": {
            "previous": ("f7", "shift+tab"),
            "following": ("tab",),
            "first": ("ctrl+home",),
            "last": ("ctrl+end",),
            "language": ("ctrl+l", "f2"),
            "add_row": ("f3",),
            "delete_row": ("f4",),
            "past_rows": ("/", "ctrl+down"),
            "remark": ("ctrl+n",),
            "refused": ("f5",),
            "dont_know": ("f8",),
            "no_answer": ("f9",),
            "not_asked": ("f12",),
            "next_open": ("f10",),
            "finish": ("ctrl+d",),
            "undo": ("ctrl+z",),
            "redo": ("ctrl+y",),
            "remark_case": ("ctrl+k",),
            "jump": ("f6", "ctrl+g"),
            "search": ("ctrl+f",),
            "history": ("ctrl+e",),
            "review": ("ctrl+r",),
            "parked": ("ctrl+b",),
            "table": ("ctrl+t",),
        },
        "list": {
            "new": ("ctrl+a", "n", "f3"),
            "attempt": ("o",),
            "search": ("ctrl+f", "/"),
            "sort": ("s", "f5"),
            "status": ("ctrl+b", "t"),
            "language": ("ctrl+l", "f2"),
        },
        "judging": {**JUDGING, "next_open": ("f10",)},
        "deciding": {**DECIDING, "next_open": ("f10",), "settle": ("ctrl+d",)},
        "coding": {
            **CODING,
            "language": ("ctrl+l", "f2"),
            "note": ("ctrl+n", "f4"),
            "next_due": ("f10",),
            "answers": ("ctrl+f",),
        },
        "codes": {"find_code": ("/",), "language": ("ctrl+l", "f2")},
        "settling": {
            **SETTLING,
            "language": ("ctrl+l", "f2"),
            "next_due": ("f10",),
            "answers": ("ctrl+f",),
            "reason": ("ctrl+n", "f4"),
        },
    },
)
"""The keys keyers know from CSPro's CSEntry; what it does not have keeps the key of surveykit, or has one left free."""

KEYMAPS: Mapping[str, Keymap] = {keymap.name: keymap for keymap in (SURVEYKIT, CSPRO)}
