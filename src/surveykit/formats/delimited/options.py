"""Options of .csv and .tsv."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from surveykit.formats.table.columns import TabularOptions

_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "\\t": "\t"}


def _sign(value: Any) -> Any:
    """A separator by its name or as it is: one sign that is no quote and no end of line."""
    sign = _NAMES.get(value, value)
    if isinstance(sign, str) and (len(sign) > 1 or sign in "\"'\r\n") and sign:
        msg = "a separator is one sign, or comma, semicolon, tab or bar"
        raise ValueError(msg)
    return sign


class DelimitedOptions(TabularOptions):
    """Options of .csv and .tsv; what is not named is found from the text."""

    encoding: str = ""
    separator: Annotated[str, BeforeValidator(_sign)] = ""
    decimal: Literal["", ".", ","] = ""
