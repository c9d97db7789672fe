"""Renews the ranges of settings: specifications, published -> specifications, unpublished."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import botocore
from botocore.session import get_session

from rft.job.published.recipes import TECHNIQUES
from rft.road import Road

__all__ = ["renewed", "unrenewed", "written"]

_COMMIT: Final = re.compile(r"(sagemaker-hyperpod-recipes )[0-9a-f]{7}")
_BOTOCORE: Final = re.compile(r"(botocore )\d+\.\d+\.\d+(, bedrock)")
_KINDS: Final = {"float": "number", "integer": "integer"}
_POWERS: Final = tuple(2**power for power in range(3, 11))
"""Batches are powers of two (process_special_override_parameters.py); the specification says lowest and highest."""


def renewed(before: Mapping[str, Any], published: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the specifications with every range and default that is published, and the day if one differs."""
    after: dict[str, Any] = copy.deepcopy(dict(before))
    for kind, (_, technique) in TECHNIQUES.items():
        found = after["roads"][kind]
        found["source"] = _COMMIT.sub(rf"\g<1>{published['commit']}", found["source"])
        parameters = published["techniques"][technique]["recipe_override_parameters"]
        for name in found["settings"].keys() & parameters.keys():
            if _says_what_is_allowed(parameters[name]):
                found["settings"][name] = _setting(name, parameters[name])
    bedrock = after["roads"][Road.BEDROCK.value]
    bedrock["source"] = _BOTOCORE.sub(rf"\g<1>{botocore.__version__}\g<2>", bedrock["source"])
    for name, shape in _bedrock_shapes().items():
        if name in bedrock["settings"]:
            bedrock["settings"][name] |= shape
    return after if after == before else after | {"read": today.isoformat()}


def unrenewed(specifications: Mapping[str, Any], published: Mapping[str, Any]) -> Iterator[str]:
    """Yield the settings that are not published: a person reads them in the source beside each."""
    for kind, found in specifications["roads"].items():
        known = _known(kind, published)
        left = [name for name in found["settings"] if name not in known]
        if left:
            yield f"{kind}: {', '.join(left)} ({found['source']})"


def written(specifications: Mapping[str, Any]) -> str:
    """Return the file's text: a setting a line."""
    roads: list[str] = []
    for road, found in specifications["roads"].items():
        lines = ",\n".join(
            f"        {json.dumps(name)}: {json.dumps(each)}" for name, each in found["settings"].items()
        )
        head = f'    {json.dumps(road)}: {{\n      "source": {json.dumps(found["source"])},\n      "settings": {{\n'
        roads.append(f"{head}{lines}\n      }}\n    }}")
    return f'{{\n  "read": {json.dumps(specifications["read"])},\n  "roads": {{\n' + ",\n".join(roads) + "\n  }\n}\n"


def _known(kind: str, published: Mapping[str, Any]) -> set[str]:
    if kind == Road.BEDROCK:
        return set(_bedrock_shapes())
    if kind not in TECHNIQUES:
        return set()
    parameters = published["techniques"][TECHNIQUES[kind][1]]["recipe_override_parameters"]
    return {name for name, parameter in parameters.items() if _says_what_is_allowed(parameter)}


def _says_what_is_allowed(parameter: Mapping[str, Any]) -> bool:
    # An evaluation's aggregation has the default "", which no enumeration of it holds.
    if "enum" in parameter:
        return parameter["default"] in parameter["enum"]
    return {"min", "max"} <= parameter.keys()


def _setting(name: str, parameter: Mapping[str, Any]) -> dict[str, Any]:
    low, high, default = parameter.get("min"), parameter.get("max"), parameter["default"]
    choices = parameter.get("enum")
    if name == "global_batch_size" and choices is None:
        choices = [each for each in _POWERS if low <= each <= high]
    if choices is not None:
        return {"type": "choice", "choices": choices, "default": default}
    return {"type": _KINDS[parameter["type"]], "min": low, "max": high, "default": default}


def _bedrock_shapes() -> dict[str, dict[str, Any]]:
    """Return the ranges of Bedrock's hyperparameters that the installed botocore holds; it holds no defaults."""
    shapes: Any = get_session().get_service_model("bedrock").shape_for("RFTHyperParameters")
    found: dict[str, dict[str, Any]] = {}
    for name, shape in shapes.members.items():
        if getattr(shape, "enum", None):
            found[name] = {"choices": list(shape.enum)}
        elif {"min", "max"} <= shape.metadata.keys():
            found[name] = {bound: shape.metadata[bound] for bound in ("min", "max")}
    return found
