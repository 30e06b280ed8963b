"""Attributes of LimeSurvey questions: which say how an answer is limited, which only how it looks, and the rest."""

import re
from collections.abc import Iterator
from typing import Final

from surveykit.exchange.draft.form import Data, Form
from surveykit.exchange.draft.rules import BAD_LIMIT
from surveykit.exchange.limesurvey.structure import Question

HELD: Final = frozenset(
    ["array_filter", "array_filter_exclude", "date_max", "date_min", "equation", "equals_num_value", "hidden"]
) | {
    "dualscale_headerA",
    "dualscale_headerB",
    "em_validation_q",
    "em_validation_q_tip",
    "exclude_all_others",
    "max_answers",
    "max_num_value_n",
    "max_subquestions",
    "maximum_chars",
    "min_answers",
    "min_num_value_n",
    "multiflexible_checkbox",
    "multiflexible_max",
    "multiflexible_min",
    "num_value_int_only",
    "numbers_only",
    "other_replace_text",
    "random_group",
    "random_order",
    "answer_order",
    "subquestion_order",
    "slider_layout",
    "slider_max",
    "slider_min",
    "suffix",
    "date_format",
}
LOOKS: Final = re.compile(
    r"statistics_.*|.*_width|display_.*|hide_tip|cssclass|page_break|printable_help|public_statistics|scale_export"
    r"|dropdown_.*|slider_(?:rating|reset|showminmax|handle|custom_handle|orientation|separator|middlestart|accuracy)"
    r"|slider_default(?:_set)?|input_boxes|input_size|repeat_headings|reverse|same(?:choice|list)height|show_.*|showpopups"
    r"|use_dropdown|text_input_columns|label_input_columns|choice_title|rank_title|rank_header|category_separator"
    r"|allowed_filetypes|max_filesize|.*num_of_files|location_.*|time_limit_(?!$)(?:action|.*style|.*message.*|.*warning.*)"
    r"|time_limit_disable_.*|time_limit_timer_style|placeholder|image|form_title|question_template|save_as_default"
    r"|clear_default|crypted|keep_aspect|horizontal_scroll|tooltip|assessment_value|commented_checkbox.*|parent_order"
    r"|alphasort|numbers_only|other_position(?:_code)?|value_range_allows_missing|other_numbers_only|.*_separator"
)
_NOUGHT: Final = frozenset(["", "0", "N", "no", "normal", "default", "-1"])
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def unheld(question: Question) -> Iterator[tuple[str, str]]:
    """The attributes that say something about answers, and that our language does not hold."""
    for name, values in question.attributes.items():
        value = next(iter(values.values()), "")
        if name not in HELD and not LOOKS.fullmatch(name) and value not in _NOUGHT:
            yield name, value


def number_of(form: Form, question: Question, name: str, notes: list[str]) -> str:
    """The number an attribute gives; "" where it gives none, or a formula, which is kept as a note."""
    value = question.attribute(name).strip()
    if not value:
        return ""
    plain = value.strip("{} ").replace(",", ".")
    if _NUMBER.fullmatch(plain):
        return plain
    form.keep(notes, question.origin(name, value), "a limit that is computed is no range; write a check")
    return ""


def range_of(form: Form, question: Question, low: str, high: str, notes: list[str]) -> Data:
    """The range that two attributes give."""
    ends = [number_of(form, question, name, notes) for name in (low, high)]
    if all(ends) and float(ends[0]) > float(ends[1]):
        what = f"{low} {ends[0]} is above {high} {ends[1]}; both are left out"
        form.complain(BAD_LIMIT, what, question.origin(low, "").place)
        return {}
    return {"range": f"{ends[0]}..{ends[1]}"} if any(ends) else {}


def count_of(form: Form, question: Question, name: str, notes: list[str]) -> int | None:
    """The whole number above 0 that an attribute gives."""
    found = number_of(form, question, name, notes)
    return int(float(found)) if found and float(found) >= 1 else None


def shuffled(question: Question) -> bool:
    """Whether the answers or lines stand in an order drawn at random."""
    orders = [question.attribute(name) for name in ("random_order", "answer_order", "subquestion_order")]
    return any(order in ("1", "random") for order in orders)
