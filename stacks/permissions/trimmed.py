"""What of a template says who may do what: template -> the same template without everything else."""

import json
from typing import Any

__all__ = ["trimmed"]

Template = dict[str, Any]
KEPT = (
    "AssumeRolePolicyDocument",
    "Policies",
    "ManagedPolicyArns",
    "PermissionsBoundary",
    "PolicyDocument",
    "KeyPolicy",
    "ResourcePolicy",
    "Action",
    "Principal",
    "PrincipalOrgID",
    "SourceArn",
    "SourceAccount",
    "FunctionUrlAuthType",
)
"""Properties that grant something, whatever the resource."""
GRANTING = ("AWS::IAM::", "AWS::Lambda::Permission", "AWS::KMS::Key", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")
REVISION = "revision"
"""Stands for the revision, which is in the names of function and role and grants nothing."""


def trimmed(template: Template) -> Template:
    """Return the resources that grant something, with the properties that do."""
    resources = {
        name: {"Type": resource["Type"], "Properties": _granting(resource.get("Properties", {}))}
        for name, resource in template["Resources"].items()
        if resource["Type"].startswith(GRANTING)
    }
    reward_hash = template.get("Outputs", {}).get("RewardHash", {}).get("Value")
    text = json.dumps({"Resources": resources}, sort_keys=True)
    return json.loads(text if reward_hash is None else text.replace(f"-{reward_hash[:8]}", f"-{REVISION}"))


def _granting(properties: Template) -> Template:
    return {key: value for key, value in properties.items() if key in KEPT}
