"""Layout: plain data as a YAML file of ours, readable, with what is to be said of it in comments."""

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from types import MappingProxyType
from typing import Any

_WIDTH = 100  # a mapping as long as this stands on one line
_AWKWARD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\t]| \n|\A\s")

Comments = Mapping[tuple[Any, ...], Sequence[str]]
"""What is said above a key, by the path of the key."""


def yaml_of(data: Mapping[str, Any], heading: Sequence[str] = (), comments: Comments = MappingProxyType({})) -> str:
    """Plain data as YAML: each expression and code on one line, long texts as blocks.

    Texts that look like numbers stand in quotes, numbers do not: so a code keeps its type.

    Args:
        data: what to write.
        heading: comments at the top.
        comments: comments above keys.

    Example:
        >>> print(yaml_of({"lists": {"c": {1: "One", "01": {"en": "Two"}}}}, ["From a form."]), end="")
        # From a form.
        lists:
          c:
            1: One
            '01': {en: Two}
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(_laid_out(data, (), comments), stream)
    above = "".join(f"# {line}".rstrip() + "\n" for line in heading)
    return above + stream.getvalue()


def _laid_out(value: Any, path: tuple[Any, ...], comments: Comments) -> Any:
    """The data with the marks that tell ruamel what stands on one line, and under which comment."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

    if isinstance(value, Mapping):
        mapping = CommentedMap((key, _laid_out(item, (*path, key), comments)) for key, item in value.items())
        said = {key: comments[*path, key] for key in value if (*path, key) in comments}
        if not said and _short(list(value.values()), sum(len(str(key)) for key in value)):
            mapping.fa.set_flow_style()
        for key, lines in said.items():
            mapping.yaml_set_comment_before_after_key(key, before="\n".join(lines), indent=2 * len(path))
        return mapping
    if isinstance(value, list | tuple):
        sequence = CommentedSeq(_laid_out(item, (*path, at), comments) for at, item in enumerate(value))
        if _short(value, 0):
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, str) and _AWKWARD.search(value):
        return DoubleQuotedScalarString(value)
    return LiteralScalarString(value) if isinstance(value, str) and "\n" in value else value


def _short(values: Sequence[Any], length: int) -> bool:
    """Whether values are few and plain enough to stand on one line."""
    if not all(isinstance(value, str | int | float) and "\n" not in str(value) for value in values):
        return False
    return length + sum(len(str(value)) + 4 for value in values) <= _WIDTH and not (len(values) > 3 and length)
