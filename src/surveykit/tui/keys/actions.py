"""Actions: what a page can be told to do, each with its name, a word for the foot and a sentence for the help.

Pages know actions, never the keys that stand for them; a keymap gives each action its keys. A new action is a line in
`ACTIONS` under the context of its page, a line in every keymap, and its two words in `tui/spoken/`. The names of the
keys Enter and Esc are actions too; arrows, page keys, Home and End mean the same everywhere and reach a page by name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from surveykit.tui.lines import Context


class Action(NamedTuple):
    """Something a page can be told to do: its name, the word for it in the foot, and the one that explains it."""

    name: str
    short: str
    long: str


EVERYWHERE: tuple[Action, ...] = (
    Action("enter", "next", "key_choose"),
    Action("escape", "back", "back"),
    Action("help", "help", "key_help"),
    Action("palette", "palette", "key_palette"),
    Action("settings", "settings", "key_settings"),
    Action("language", "language", "key_language"),
    Action("leave", "leave", "leave"),
)
"""What every page may take; a context may have other words for it."""

ACTIONS: Mapping[Context, tuple[Action, ...]] = {
    "interview": (
        Action("enter", "next", "key_enter"),
        Action("escape", "back", "key_esc"),
        Action("previous", "previous", "key_previous"),
        Action("following", "following", "key_following"),
        Action("first", "first", "key_first"),
        Action("last", "last", "key_last"),
        Action("next_open", "unanswered", "key_next_open"),
        Action("finish", "finish", "key_finish"),
        Action("refused", "key_refused", "key_refused"),
        Action("dont_know", "key_dont_know", "key_dont_know"),
        Action("no_answer", "key_no_answer", "key_no_answer"),
        Action("not_asked", "key_not_asked", "key_not_asked"),
        Action("undo", "undo", "key_undo"),
        Action("redo", "redo", "key_redo"),
        Action("remark", "remark", "key_remark"),
        Action("remark_case", "remark_case", "key_remark_case"),
        Action("jump", "jump", "key_jump"),
        Action("search", "search", "key_search"),
        Action("history", "history", "key_history"),
        Action("review", "review", "key_review"),
        Action("parked", "parked", "key_parked"),
        Action("table", "table", "key_table"),
        Action("past_rows", "past_rows", "key_past_rows"),
        Action("add_row", "add_row", "key_add_row"),
        Action("delete_row", "delete_row", "key_delete_row"),
        Action("save", "saved", "key_save"),
        Action("leave", "leave", "key_leave"),
    ),
    "words": (),
    "list": (
        Action("enter", "open_one", "key_list"),
        Action("new", "new_case", "key_new"),
        Action("attempt", "attempt", "key_attempt"),
        Action("search", "search", "key_search_list"),
        Action("sort", "sort", "key_sort"),
        Action("status", "by_status", "key_status"),
    ),
    "reading": (),
    "table": (),
    "judging": (
        Action("approve", "approve", "key_approve"),
        Action("reject", "reject", "key_reject"),
        Action("reopen", "reopen", "key_reopen"),
        Action("differences", "differences", "key_differences"),
        Action("next_open", "unanswered", "key_next_open"),
    ),
    "deciding": (
        Action("first_holds", "first_holds", "key_first_holds"),
        Action("second_holds", "second_holds", "key_second_holds"),
        Action("third_holds", "third_holds", "key_third_holds"),
        Action("note", "decision_note", "key_note"),
        Action("next_open", "unanswered", "key_next_difference"),
        Action("settle", "settle", "key_settle"),
    ),
    "coding": (
        Action("enter", "next", "key_code_enter"),
        Action("escape", "back", "key_code_escape"),
        Action("find_code", "find_code", "key_find_code"),
        Action("about_code", "about_code", "key_about_code"),
        Action("none_applies", "none_applies", "key_none_applies"),
        Action("uncodable", "uncodable", "key_uncodable"),
        Action("repeat", "repeat", "key_repeat"),
        Action("note", "decision_note", "key_code_note"),
        Action("context", "context", "key_context"),
        Action("answers", "answers", "key_answers"),
        Action("undo", "undo", "key_code_undo"),
        Action("redo", "redo", "key_redo"),
        Action("part", "part", "key_part"),
        Action("next_due", "next_waiting", "key_next_due"),
        Action("advice_1", "advice", "key_advice"),
        Action("advice_2", "advice", "key_advice"),
        Action("advice_3", "advice", "key_advice"),
        Action("advice_4", "advice", "key_advice"),
        Action("advice_5", "advice", "key_advice"),
    ),
    "codes": (
        Action("enter", "give_code", "key_give_code"),
        Action("find_code", "find_code", "key_find_code"),
    ),
    "settling": (
        Action("enter", "settle_it", "key_settle_it"),
        *(Action(f"side_{n}", "take_side", "key_take_side") for n in range(1, 6)),
        Action("union", "take_union", "key_union"),
        Action("common", "take_common", "key_common"),
        Action("majority", "take_majority", "key_majority"),
        Action("none_applies", "none_applies", "key_none_applies"),
        Action("uncodable", "uncodable", "key_uncodable"),
        Action("reason", "say_why", "key_say_why"),
        Action("method", "method", "key_method"),
        Action("next_due", "next_due", "key_next_unsettled"),
        Action("withdraw", "withdraw", "key_withdraw"),
        Action("undo", "undo", "key_undo_settling"),
        Action("redo", "redo", "key_redo"),
        Action("find_code", "find_code", "key_find_code"),
        Action("about_code", "about_code", "key_about_code"),
        Action("context", "context", "key_context"),
        Action("answers", "answers", "key_differing_answers"),
        Action("agreeing", "agreeing", "key_agreeing"),
        Action("figures", "figures", "key_figures"),
    ),
}


def action_of(context: Context, name: str) -> Action:
    """An action as it is meant in a context.

    Example:
        >>> action_of("list", "enter").short, action_of("text", "enter").short, action_of("list", "help").short
        ('open_one', 'next', 'help')
    """
    own = ACTIONS["interview" if context in {"text", "table"} else context]
    return next(action for action in (*own, *EVERYWHERE) if action.name == name)
