"""Reduces a template to its permissions: template -> the same template without everything else."""

import json
from typing import Any

__all__ = ["trimmed", "without_revision"]

Template = dict[str, Any]
DOCUMENTS = ("AssumeRolePolicyDocument", "PolicyDocument", "KeyPolicy", "ResourcePolicy")
"""Properties that grant something, in a resource of any type."""
GRANTING = (
    "AWS::EC2::SecurityGroup",
    "AWS::IAM::",
    "AWS::Lambda::LayerVersionPermission",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
)
"""Types of resources that grant something by other properties."""
NAMES = ("RoleName", "Description", "Tags")
"""Properties that grant nothing."""
REVISION = "revision"
"""Replaces the revision in names. It grants nothing, so every revision has the same baseline."""


def trimmed(template: Template) -> Template:
    """Return the resources that grant something, with the properties that grant it."""
    resources = {name: each for name, each in template["Resources"].items() if _grants(each)}
    kept = {name: {"Type": each["Type"], "Properties": _granting(each)} for name, each in resources.items()}
    return json.loads(without_revision(template, json.dumps({"Resources": kept}, sort_keys=True)))


def without_revision(template: Template, text: str) -> str:
    """Return a text about the template with ``REVISION`` in place of the revision that its outputs name."""
    reward_hash = template.get("Outputs", {}).get("RewardHash", {}).get("Value")
    return text if reward_hash is None else text.replace(f"-{reward_hash[:8]}", f"-{REVISION}")


def _grants(resource: Template) -> bool:
    return resource["Type"].startswith(GRANTING) or not resource.get("Properties", {}).keys().isdisjoint(DOCUMENTS)


def _granting(resource: Template) -> Template:
    return {key: value for key, value in resource.get("Properties", {}).items() if key not in NAMES}
