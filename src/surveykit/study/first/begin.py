"""A new study: small commented files that can be built at once."""

import re
from collections.abc import Mapping
from importlib.resources import files

FILES = ("surveykit.yaml", "tables.yaml", "rules.yaml")


def first(name: str) -> Mapping[str, str]:
    """The texts of the files of a new study, by their names.

    Example:
        >>> sorted(first("My farms"))
        ['rules.yaml', 'surveykit.yaml', 'tables.yaml']
        >>> "study: My_farms" in first("My farms")["surveykit.yaml"]
        True
    """
    word = re.sub(r"\W", "_", name)[:32]
    word = word if word[:1].isalpha() else f"s_{word}"[:32]
    folder = files("surveykit.study.first")
    return {file: folder.joinpath(file).read_text(encoding="utf-8").replace("NAME", word) for file in FILES}
