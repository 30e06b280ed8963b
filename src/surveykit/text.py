"""Texts: one sentence in several languages, with one rule for a missing translation."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Text:
    """One string in several languages.

    Written as a plain string it holds for every language (kept under the language "").
    A missing translation falls back to the language-free text, then to the first language written.

    Example:
        >>> t = Text({"nb": "Ja", "en": "Yes"})
        >>> t.into("en"), t.into("it")
        ('Yes', 'Ja')
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: "str | Mapping[str, str] | Text" = "") -> None:
        """Take a plain string or a mapping from language to string."""
        if isinstance(texts, Text):
            texts = texts.languages
        self._texts: Mapping[str, str] = MappingProxyType({"": str(texts)} if isinstance(texts, str) else dict(texts))

    @property
    def languages(self) -> Mapping[str, str]:
        """Language code to string, in the order written; "" is the text for every language."""
        return self._texts

    def into(self, language: str) -> str:
        """The text in one language, by the fallback rule."""
        said = self._texts.get(language) or self._texts.get("")
        return said or next(filter(None, self._texts.values()), "")

    def lacks(self, language: str) -> bool:
        """Whether the fallback rule would be needed for this language."""
        return not (self._texts.get(language) or self._texts.get(""))

    def without(self, text: str) -> "Text":
        """The same text with the languages that say exactly `text` left out."""
        return Text({language: said for language, said in self._texts.items() if said != text})

    def merged(self, other: "Text") -> "Text":
        """This text with the languages only the other one has added; nothing is cleared."""
        return Text({**other.languages, **self.languages}) if self else other

    def joined(self, other: "Text") -> "Text":
        """This text and another one after a blank, in every language either is written in.

        Example:
            >>> Text({"en": "How important is"}).joined(Text({"en": "price?"}))
            Text({'en': 'How important is price?'})
        """
        if not self:
            return other
        languages = dict.fromkeys([*self._texts, *other])
        return Text({language: f"{self.into(language)} {other.into(language)}".strip() for language in languages})

    def __str__(self) -> str:
        """The first language written."""
        return next(iter(self._texts.values()), "")

    def __bool__(self) -> bool:
        """Whether there is any text at all."""
        return any(self._texts.values())

    def __iter__(self) -> Iterator[str]:
        """The languages written."""
        return iter(self._texts)

    def __eq__(self, other: object) -> bool:
        """Equal when every language says the same."""
        return isinstance(other, Text) and dict(self._texts) == dict(other._texts)

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        """The texts as they would be written in Python."""
        return f"Text({self.plain!r})"

    @property
    def plain(self) -> str | dict[str, str]:
        """The form written to files: a string where there is one text for all languages, else a mapping."""
        return self._texts[""] if set(self._texts) == {""} else dict(self._texts)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Pydantic reads a string or a mapping of strings, and writes the same back."""
        read = core_schema.union_schema(
            [
                core_schema.is_instance_schema(cls),
                core_schema.str_schema(),
                core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema()),
            ],
            custom_error_type="text",
            custom_error_message="a text or a mapping from language to text was expected",
        )
        return core_schema.no_info_after_validator_function(
            cls,
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda text: text.plain),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """For editors: a string, or an object from language code to string."""
        return {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
