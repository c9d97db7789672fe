"""The policies of a synthesised role as plain documents. An unresolved reference is an error."""

from typing import Any

from compiler.judge.partition import partition_of
from tests.stacks.iam.evaluators import ACCOUNT
from tests.stacks.synthesis import Synthesised

__all__ = ["policies_in", "policies_of"]


def policies_of(stack: Synthesised, region: str) -> list[dict[str, Any]]:
    """Return the documents of the stack's only role: see ``policies_in``."""
    return policies_in(stack.one("AWS::IAM::Role"), region)


def policies_in(role: dict[str, Any], region: str) -> list[dict[str, Any]]:
    """Return the documents in a role's properties, resolved for ``ACCOUNT``. An import stands for itself."""
    partition = partition_of(region)
    known = {"AWS::AccountId": ACCOUNT, "AWS::Partition": partition, "AWS::Region": region}

    def resolve(value: Any) -> Any:
        match value:
            case {"Ref": reference}:
                return known[reference]
            case {"Fn::Join": [separator, parts]}:
                return separator.join(resolve(part) for part in parts)
            case {"Fn::ImportValue": export}:
                return export
            case dict():
                assert not any(key.startswith("Fn::") for key in value), value
                return {key: resolve(each) for key, each in value.items()}
            case list():
                return [resolve(each) for each in value]
            case _:
                return value

    return [resolve(policy["PolicyDocument"]) for policy in role["Policies"]]
