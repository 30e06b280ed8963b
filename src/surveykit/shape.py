"""Shape: whether what a file says fits its model; a misfit becomes a complaint in the file's own words."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from surveykit.problems import Place, Problem, Rule, SourceError, SurveykitError, listed, nearest
from surveykit.source import Source

M = TypeVar("M", bound=BaseModel)

UNKNOWN_KEY = Rule(
    "SK010",
    "A key is not known",
    "A misspelt key would be left out without a word.",
    "instrument: x\nlanguages: [en]\ntitel: A\ntitle: A\nsections: []",
    "Correct it; the reference lists the keys.",
)
LACKING_KEY = Rule(
    "SK011",
    "A key is lacking",
    "Without it the model cannot be made.",
    "instrument: x\nlanguages: [en]\ntitle: A",
    "Add it.",
)
WRONG_VALUE = Rule(
    "SK012",
    "A value is not what the key asks for",
    "A value of the wrong type would be read wrongly.",
    "instrument: x\nlanguages: en\ntitle: A\nsections: []",
    "Write the value the message asks for.",
)
NOT_A_WORD = Rule(
    "SK013",
    "A word is not among those the key knows",
    "Only the words listed mean something here.",
    "instrument: x\nlanguages: [en]\ntitle: A\n"
    "sections: [{id: A, title: B, questions: [{id: q, type: singel, text: t}]}]",
    "Use one of the words listed.",
)

_FILES = {
    "instrument": "an instrument",
    "codebook": "a codebook file",
    "frame": "a coding frame",
    "typology": "a typology",
    "rules": "a rules file",
    "mapping": "a mapping",
    "corrections": "a file of corrections",
    "baseline": "a baseline",
    "design": "a sampling design",
    "weighting": "a weighting file",
    "book": "a table book",
    "published": "a file of published numbers",
    "study": "a study",
}
"""The key by which each kind of file is told from the others."""

STRANGE = 2  # so many keys that are not known say that it is another kind of file, and not one with a slip in it

_KINDS = {
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "text": "a text, or a mapping from language to text",
}


def fitted(source: Source, model: type[M]) -> M:
    """The model a file describes.

    Raises:
        SourceError: SK010 to SK013, every misfit with its place.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise SourceError(list(_complaints(error, source, model))) from error
    except SurveykitError as error:
        raise SourceError([problem.at(Place(source.file)) for problem in error.problems]) from error


def _complaints(error: ValidationError, source: Source, model: type[BaseModel]) -> Iterator[Problem]:
    if mistaken := _of_another_kind(source, model):
        yield mistaken
        return
    errors = error.errors(include_url=False)
    deeper = {details["loc"][:n] for details in errors for n in range(len(details["loc"]))}
    told = [e for e in errors if not (e["type"] == "too_short" and e["loc"] in deeper)]  # its items are told already
    found = [_complaint(details, source, model) for details in told]
    yield from sorted(found, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))


def _of_another_kind(source: Source, model: type[BaseModel]) -> Problem | None:
    """The one complaint about a file that is sound perhaps, but of a kind that is not asked for here."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    asked = next((key for key in keys if key in _FILES), None)
    said = source.data if isinstance(source.data, dict) else {}
    held = next((key for key in said if key in _FILES), None)
    if asked is None or held is None or asked in said:
        return None
    if held in keys and len(said) > 1 and len({*said}.difference(keys)) < STRANGE:
        return None
    what = f"this is {_FILES[held]}; {_FILES[asked]} is asked for here"
    return Problem(LACKING_KEY, what, source.place((held,), key=True), hint="look whether two files were exchanged")


def _complaint(details: ErrorDetails, source: Source, model: type[BaseModel]) -> Problem:
    path = tuple(details["loc"])
    kind, context = details["type"], details.get("ctx", {})
    path = path if kind in ("missing", "extra_forbidden") or kind.startswith("union_tag") else _written(path, source)
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    value = details["input"]
    if kind == "extra_forbidden":
        return _unknown_key(source, model, path)
    if kind == "missing" and isinstance(path[-1], int):
        what = f"'{name}': more items were expected than the {path[-1]} that stand here"
        return Problem(WRONG_VALUE, what, source.place(path))
    if kind in ("missing", "union_tag_not_found"):
        key = name if kind == "missing" else str(context.get("discriminator", "")).strip("'")
        what = f"the key '{key}' is lacking in {_owner(path if kind != 'missing' else path[:-1])}"
        return Problem(LACKING_KEY, what, source.place(path), hint=f"add `{key}:`")
    if kind in ("literal_error", "union_tag_invalid"):
        return _not_a_word(source, path, kind, context, value)
    if kind == "too_short" and context["actual_length"]:
        what = f"'{name}': {context['min_length']} or more are needed, {context['actual_length']} stand here"
        return Problem(WRONG_VALUE, what, source.place(path))
    if kind == "too_short":
        return Problem(LACKING_KEY, f"'{name}' is empty", source.place(path), hint="write at least one")
    asked = _KINDS.get(kind)
    of = f"'{name}'" if path else "the file"
    what = f"{of}: {asked} was expected, {_said(value)} stands here" if asked else f"{of}: {_plain(details)}"
    hint = "put a dash before each item, or brackets around them" if asked == "a list" else ""
    return Problem(WRONG_VALUE, what, source.place(path), hint=hint)


def _written(path: tuple[int | str, ...], source: Source) -> tuple[int | str, ...]:
    """The path as far as the file has it: which of several types was tried is no key of anybody's."""
    held: Any = source.data
    for number, step in enumerate(path):
        inside = step in held if isinstance(held, dict) else isinstance(held, list) and isinstance(step, int)
        if not inside:
            return path[:number] if "[" in str(step) else path
        held = held[step]
    return path


def _unknown_key(source: Source, model: type[BaseModel], path: tuple[int | str, ...]) -> Problem:
    known = _keys_at(model, path[:-1])
    hint = nearest(str(path[-1]), known) or (f"the keys are {listed(known, 20)}" if known else "")
    what = f"the key '{path[-1]}' is not known in {_owner(path[:-1])}"
    return Problem(UNKNOWN_KEY, what, source.place(path, key=True), hint=hint)


def _not_a_word(source: Source, path: tuple[int | str, ...], kind: str, context: Any, value: Any) -> Problem:
    if kind == "union_tag_invalid":
        word = context["tag"]
        known = [tag.strip("' ") for tag in context["expected_tags"].split(",")]
        path = (*path, str(context["discriminator"]).strip("'"))
    else:
        word = value
        known = [tag.strip("' ") for tag in context["expected"].replace(" or ", ", ").split(",")]
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    hint = nearest(str(word), known) or f"the words are {listed(known)}"
    return Problem(NOT_A_WORD, f"'{word}' is not a {name} that is known", source.place(path), hint=hint)


def _plain(details: ErrorDetails) -> str:
    return details["msg"].removeprefix("Value error, ").replace("Input should", "it should")


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"'{value}'"


def _owner(path: tuple[int | str, ...]) -> str:
    steps = [step for step in path if not isinstance(step, int)]
    words = {"sections": "a section", "questions": "a question", "checks": "a check", "computed": "a computed variable"}
    for step in reversed(steps):
        if step in words:
            return words[str(step)]
    return f"'{steps[-1]}'" if steps else "the file"


def _keys_at(annotation: Any, path: tuple[int | str, ...]) -> list[str]:
    """The keys a model knows at a path of an error, following lists, mappings and unions told apart by a tag."""
    for step in path:
        annotation = _member(annotation, step)
    members = [annotation, *get_args(_bare(annotation))]
    models = [member for member in map(_bare, members) if isinstance(member, type) and issubclass(member, BaseModel)]
    return [field.alias or name for model in models for name, field in model.model_fields.items()]


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _member(annotation: Any, step: int | str) -> Any:
    annotation = _bare(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        return fields[str(step)].annotation if step in fields else None
    if get_origin(annotation) in (Union, UnionType):
        options = [_bare(option) for option in get_args(annotation)]
        tagged = [option for option in options if _tag(option) == step]
        inner = tagged or [m for o in options if o is not type(None) and (m := _member(o, step)) is not None]
        return inner[0] if inner else None
    arguments = get_args(annotation)
    if not arguments:
        return None
    return arguments[0] if isinstance(step, int) else arguments[-1]


def _tag(model: Any) -> str | None:
    """The word by which a model is told from others of a union: its `type`, or its `kind`."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    field = model.model_fields.get("type") or model.model_fields.get("kind")
    annotation = None if field is None else field.annotation
    return get_args(annotation)[0] if get_origin(annotation) is Literal else None
