"""What rows and columns of a table are called."""

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption, choice_label, reason_words, title_of, value_label
from surveykit.stats.tables.axis import CROSSED, Category, Side, parts_of


def side_title(codebook: Codebook, name: str, language: str) -> str:
    """The title of what makes a side: a label, or several joined; that of everybody is the total."""
    if not name:
        return caption("total", language)
    if name in codebook or any(s.name == name for s in codebook.sets):
        return title_of(codebook, name, language)
    return " × ".join(title_of(codebook, part, language) for part in parts_of(codebook, name))


def category_label(codebook: Codebook, side: Side, category: Category, language: str) -> str:
    """The label of a row or a column."""
    if side.kind == "everybody":
        return caption("total", language)
    if category.net:
        return category.label
    if side.kind == "crossed":
        pairs = zip(parts_of(codebook, side.name), (*category.within, category.value), strict=True)
        return ", ".join(value_label(codebook, name, value, None, language) for name, value in pairs)
    if side.kind == "variable":
        return value_label(codebook, side.name, category.value, category.reason, language)
    held = next(s for s in codebook.sets if s.name == side.name)
    if category.reason is None and category.value is not None:
        return choice_label(codebook, held, category.value, language)
    return value_label(codebook, held.variables[0], category.value, category.reason, language)


def label_above(codebook: Codebook, side: Side, category: Category, language: str) -> str:
    """What stands over a category of variables that are crossed: the labels of all but the last."""
    pairs = zip(parts_of(codebook, side.name), category.within, strict=False)
    return ", ".join(value_label(codebook, name, value, None, language) for name, value in pairs)


def code_of(category: Category) -> str:
    """The code of a row or a column for scripts: that of a missing value without one is its reason."""
    if category.net:
        return f"net {category.label}"
    if category.within:
        return CROSSED.join(map(str, (*category.within, category.value)))
    return reason_words(category.reason or "", "en") if category.value is None else str(category.value)


def code_shown(category: Category) -> str:
    """The code of a row as it is printed; nothing where there is none."""
    return "" if category.value is None else code_of(category)
