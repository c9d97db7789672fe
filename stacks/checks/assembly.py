"""Faults that only the whole cloud assembly shows: names that two resources want, and CloudFormation's limits."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

__all__ = ["MOST_RESOURCES", "MOST_STACKS", "MOST_TEMPLATE_BYTES", "complaints"]

MOST_RESOURCES: Final = 500
MOST_TEMPLATE_BYTES: Final = 1_000_000
MOST_STACKS: Final = 2_000
"""Resources and bytes of a template, stacks of an account in a region (CloudFormation User Guide, quotas)."""
_NAMES: Final = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::Logs::QueryDefinition": "Name",
    "AWS::SNS::Topic": "TopicName",
}
"""Type -> the property with its name. Layers are left out: versions of one layer share its name."""
_KINDS: Final = {"AWS::CloudWatch::CompositeAlarm": "AWS::CloudWatch::Alarm"}
"""Types that share the names of another type."""
_GLOBAL: Final = ("AWS::CloudWatch::Dashboard", "AWS::IAM::ManagedPolicy", "AWS::IAM::Role")
"""Types whose names must be unique in an account, over all regions."""


class _Stack(NamedTuple):
    name: str
    place: str
    """``aws://ACCOUNT/REGION``."""
    template: Mapping[str, Any]
    size: int
    """Bytes."""


def complaints(assembly: Path) -> list[str]:
    """Return why AWS would refuse stacks of the assembly in ``assembly``; empty if it would not."""
    stacks = list(_read(assembly))
    return [*_twice(stacks), *_too_large(stacks), *_too_many(stacks)]


def _read(assembly: Path) -> Iterator[_Stack]:
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    for name, artifact in manifest["artifacts"].items():
        if artifact["type"] == "aws:cloudformation:stack":
            text = (assembly / artifact["properties"]["templateFile"]).read_bytes()
            yield _Stack(name, artifact["environment"], json.loads(text), len(text))


def _twice(stacks: list[_Stack]) -> Iterator[str]:
    owners: dict[tuple[str, str, str], str] = {}
    for stack in stacks:
        for resource in stack.template["Resources"].values():
            kind = resource["Type"]
            name = resource.get("Properties", {}).get(_NAMES.get(kind, ""))
            if isinstance(name, str):
                place = "" if kind in _GLOBAL else stack.place
                owner = owners.setdefault((_KINDS.get(kind, kind), name, place), stack.name)
                if owner != stack.name:
                    yield (
                        f"{stack.name}: got a {kind} named {name!r}, which {owner} has too, expected a name of its "
                        "own; rename one of the two experiments"
                    )


def _too_large(stacks: list[_Stack]) -> Iterator[str]:
    for stack in stacks:
        count = len(stack.template["Resources"])
        if count > MOST_RESOURCES:
            yield f"{stack.name}: got {count} resources, expected at most {MOST_RESOURCES}; take some out of the stack"
        if stack.size > MOST_TEMPLATE_BYTES:
            yield f"{stack.name}: got a template of {stack.size} bytes, expected at most {MOST_TEMPLATE_BYTES}"


def _too_many(stacks: list[_Stack]) -> Iterator[str]:
    for place in sorted({stack.place for stack in stacks}):
        count = sum(stack.place == place for stack in stacks)
        if count > MOST_STACKS:
            yield f"{place}: got {count} stacks, expected at most {MOST_STACKS} a region; use another account or region"
