"""Code lists: the choices a question offers, each with its label, written once and shared."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from surveykit.missing import Value
from surveykit.text import Text


def _as_written(value: Any) -> Value:
    """A code stays what it is: 1 a number, "NO" and "1" texts; 1.0 is the number 1."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        msg = "a code is a number or a text"
        raise ValueError(msg)  # noqa: TRY004 - pydantic turns a ValueError into a complaint with its place
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


CodeValue = Annotated[Value, BeforeValidator(_as_written), PlainSerializer(lambda value: value)]


class Frozen(BaseModel):
    """What is read from files: frozen, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Code(Frozen):
    """One value with its label; `missing` names the reason where the value means that there is none."""

    value: CodeValue
    label: Text = Text()
    missing: str | None = None


class CodeList(Frozen):
    """A named list of codes, in the order they are offered."""

    name: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:  # type: ignore[override]
        """The codes in order."""
        return iter(self.codes)

    def get(self, value: Value) -> Code | None:
        """The code with this value."""
        return next((code for code in self.codes if code.value == value), None)

    @property
    def values(self) -> tuple[Value, ...]:
        """The values in order."""
        return tuple(code.value for code in self.codes)


class SharedLists:
    """The code lists of a file as they are found; identical ones are one, named after the first variable with it."""

    def __init__(self) -> None:
        self.by_name: dict[str, CodeList] = {}
        self._names: dict[tuple[Code, ...], str] = {}

    def name_of(self, codes: tuple[Code, ...], variable: str) -> str:
        """The name of the list of these codes, made where it is new."""
        name = self._names.setdefault(codes, variable)
        self.by_name.setdefault(name, CodeList(name=name, codes=codes))
        return name
