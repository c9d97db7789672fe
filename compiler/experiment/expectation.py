"""Says in words what a field of an experiment expects, as its JSON Schema has it."""

from typing import Any

Schema = dict[str, Any]


def expectation(root: Schema, location: tuple[int | str, ...]) -> str:
    """Return words such as ``an integer from 1 to 900`` for the field at ``location``.

    Args:
        root: the schema of the whole experiment.
        location: path of keys and list positions, as pydantic reports it; ``[key]`` is a mapping's key.
    """
    return _describe(root, _at(root, location))


def fields_of(root: Schema, location: tuple[int | str, ...]) -> list[str]:
    """Return the fields that a file may set of the mapping at ``location``."""
    properties = _resolve(root, _at(root, location)).get("properties", {})
    return [field for field in properties if (*location, field) != ("name",)]


def _at(root: Schema, location: tuple[int | str, ...]) -> Schema:
    schema = root
    for step in location:
        schema = _step(_resolve(root, schema), step)
    return schema


def _resolve(root: Schema, schema: Schema) -> Schema:
    """Follow a reference, and of a field that may be null take what it is otherwise."""
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


def _describe(root: Schema, schema: Schema) -> str:
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
            return f"a list of {schema.get('minItems', 0)} to {schema.get('maxItems')} items"
        case _:
            return _mapping(schema)


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f" from {plain(low)} to {plain(high)}"
    return f" of at least {low}" if low is not None else ""


def plain(number: float) -> str:
    """Return ``number`` without an exponent, to six places."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _text(schema: Schema) -> str:
    low, high = schema.get("minLength", 0), schema.get("maxLength")
    length = f" of {low} to {high} characters" if high else ""
    like = f" like {schema['examples'][0]!r}" if "examples" in schema else ""
    return f"text{length}{like}"


def _mapping(schema: Schema) -> str:
    if "properties" in schema:
        return "the fields " + ", ".join(schema["properties"])
    most = f"at most {schema['maxProperties']} " if "maxProperties" in schema else ""
    return f"a mapping of {most}names to values"
