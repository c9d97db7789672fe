"""Every way to change one thing in a policy, wider or narrower. No mutant is equivalent to the original."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["mutants"]

Statement = dict[str, Any]


def mutants(policies: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the name of a change, and all policies with that change."""
    policies = [{**policy, "Statement": [plain(each) for each in policy["Statement"]]} for policy in policies]
    for place, policy in enumerate(policies):
        for number, statement in enumerate(policy["Statement"]):
            for what, change in changes(statement):
                mutated = copy.deepcopy(policies)
                change(mutated[place]["Statement"][number])
                if mutated != policies:
                    yield f"policy {place} statement {number}: {what}", mutated


def changes(statement: Statement) -> Iterator[tuple[str, Callable[[Statement], None]]]:
    """Yield the name of each change, and the function that applies it to a copy of ``statement``."""
    yield "never", lambda s: s.update(Effect="Deny")
    for key in ("Action", "Resource"):
        for index, value in enumerate(statement[key]):
            yield f"{key} {value} left out", without(key, index)
            for wide in wider(key, value):
                yield f"{key} {wide}", replaced(key, index, wide)
    for operator, keys in statement.get("Condition", {}).items():
        yield "no condition", lambda s: s.pop("Condition")
        for key in keys:
            yield f"condition {key} left out", lambda s, o=operator, k=key: s["Condition"][o].pop(k)
            yield f"condition {key} is anything", anything(operator, key)
            # Every request has a requested region, so "if it exists" changes nothing there.
            if key != "aws:RequestedRegion":
                yield f"condition {key} if it exists", if_exists(operator, key)


def wider(key: str, value: str) -> Iterator[str]:
    """Yield wildcards around one action or ARN, and the same thing elsewhere."""
    yield "*"
    parts = value.split(":")
    if key == "Action":
        yield f"{parts[0]}:*"
        yield f"{value}*" if value in ("bedrock:InvokeModel", "sagemaker:InvokeEndpoint") else "*"
        return
    if value == "*":
        return
    for place in (1, 3, 4):
        yield ":".join([*parts[:place], "*", *parts[place + 1 :]])
    yield ":".join([*parts[:4], "999900001111", *parts[5:]])
    head, separator, _ = value.rpartition("/")
    yield f"{head}{separator}*"
    # A log group's ARN ends in a wildcard already.
    yield value if value.endswith("*") else f"{value}*"
    yield value if value.endswith("*") else f"{value[:-1]}?"


def replaced(key: str, index: int, value: str) -> Callable[[Statement], None]:
    def change(statement: Statement) -> None:
        statement[key][index] = value

    return change


def without(key: str, index: int) -> Callable[[Statement], None]:
    def change(statement: Statement) -> None:
        # Replaced by one that nothing has, because a statement must have an action and a resource.
        statement[key][index] = "nothing:Nothing" if key == "Action" else "arn:aws:nothing:::nothing"

    return change


def anything(operator: str, key: str) -> Callable[[Statement], None]:
    def change(statement: Statement) -> None:
        del statement["Condition"][operator][key]
        statement["Condition"].setdefault("StringLike", {})[key] = "*"

    return change


def if_exists(operator: str, key: str) -> Callable[[Statement], None]:
    def change(statement: Statement) -> None:
        value = statement["Condition"][operator].pop(key)
        statement["Condition"].setdefault(f"{operator}IfExists", {})[key] = value

    return change


def plain(statement: Statement) -> Statement:
    return {**statement, "Action": listed(statement["Action"]), "Resource": listed(statement["Resource"])}


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
