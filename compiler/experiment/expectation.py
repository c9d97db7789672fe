"""The values that a field of an experiment takes, in words, from its JSON Schema."""

from typing import Any

Schema = dict[str, Any]


def expectation(root: Schema, location: tuple[int | str, ...]) -> str:
    """Return words such as ``an integer from 1 to 900`` for the field at ``location``.

    Args:
        root: the schema of the whole experiment.
        location: path of keys and list positions, as pydantic reports it; ``[key]`` stands for a mapping's key.
    """
    return in_words(root, _at(root, location))


def fields_of(root: Schema, location: tuple[int | str, ...]) -> list[str]:
    """Return the names of the fields that a file may set in the mapping at ``location``."""
    properties = _resolve(root, _at(root, location)).get("properties", {})
    return [field for field in properties if (*location, field) != ("name",)]


def _at(root: Schema, location: tuple[int | str, ...]) -> Schema:
    schema = root
    for step in location:
        schema = _step(_resolve(root, schema), step)
    return schema


def _resolve(root: Schema, schema: Schema) -> Schema:
    """Follow a reference. If the field may be null, return the schema of its other values."""
    options = [option for option in schema.get("anyOf", []) if option.get("type") != "null"]
    if options:
        return _resolve(root, {**schema, **options[0], "anyOf": []})
    if "$ref" in schema:
        return root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _step(schema: Schema, step: int | str) -> Schema:
    if step == "[key]":
        return {"type": "string", **schema.get("propertyNames", {})}
    if isinstance(step, int):
        return schema.get("items", {})
    if "propertyNames" in schema or "properties" not in schema:
        return schema.get("additionalProperties") or schema
    return schema["properties"].get(step, {})


def in_words(root: Schema, schema: Schema) -> str:
    """Return the values that ``schema`` allows in words; ``root`` is the schema that its references lead into."""
    schema = _resolve(root, schema)
    if "enum" in schema:
        return "one of " + ", ".join(repr(option) for option in schema["enum"])
    match schema.get("type"):
        case "integer":
            return "an integer" + _bounds(schema)
        case "number":
            return "a number" + _bounds(schema)
        case "boolean":
            return "true or false"
        case "string":
            return _text(schema)
        case "array":
            return f"a list of {_count(schema, 'Items')} items, each {in_words(root, schema['items'])}"
        case _:
            return _mapping(root, schema)


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    steps = f", in steps of {schema['multipleOf']}" if "multipleOf" in schema else ""
    if low is not None and high is not None:
        return f" from {plain(low)} to {plain(high)}{steps}"
    words = {"of at least": low, "above": above, "at most": high, "below": below}
    bounds = " and ".join(f"{word} {plain(bound)}" for word, bound in words.items() if bound is not None)
    return f" {bounds}{steps}" if bounds else steps


def plain(number: float) -> str:
    """Return ``number`` without an exponent, to six places."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _text(schema: Schema) -> str:
    length = f" of {_count(schema, 'Length')} characters" if "maxLength" in schema else ""
    like = f", like {schema['examples'][0]!r}" if "examples" in schema else ""
    return f"text{length}{like}"


def _count(schema: Schema, of: str) -> str:
    """Return ``1 to 16`` or ``at most 5``; ``of`` is the keywords' ending: Items, Length or Properties."""
    low, high = schema.get(f"min{of}"), schema[f"max{of}"]
    return f"{low} to {high}" if low else f"at most {high}"


def _mapping(root: Schema, schema: Schema) -> str:
    if "properties" in schema:
        return "the fields " + ", ".join(schema["properties"])
    most = f"{_count(schema, 'Properties')} " if "maxProperties" in schema else ""
    return f"a mapping of {most}names to values, each {in_words(root, schema['additionalProperties'])}"
