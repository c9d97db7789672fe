"""Saved queries: taken from CloudFormation templates, and listed as CloudWatch Logs lists them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

from localaws.overlay.hooks import part

__all__ = ["DEFINITION", "install"]

DEFINITION: Final = "AWS::Logs::QueryDefinition"

Properties = dict[str, Any]


def install() -> None:
    """Take definitions from templates, and answer ``DescribeQueryDefinitions`` in one page."""
    kept: Any = part("core.responses").AccountRegionScopedDict()

    def update(identity: str, _: Properties, properties: Properties, *_rest: Any) -> tuple[str, Mapping[str, str]]:
        kept[identity] = properties
        return identity, {"QueryDefinitionId": identity}

    def create(_: str, properties: Properties, _stack: str) -> tuple[str, Mapping[str, str]]:
        return update(str(uuid.uuid4()), {}, properties)

    def delete(identity: str, _: Properties) -> None:
        kept.pop(identity, None)

    handlers = part("services.cloudformation.provisioners")._RESOURCE_HANDLERS
    handlers[DEFINITION] = {"create": create, "update": update, "delete": delete}
    logs = part("services.cloudwatch_logs")
    stock = logs.handle_request

    async def handle(method: str, path: str, headers: Mapping[str, str], body: bytes, query: Any) -> Any:
        if not headers.get("x-amz-target", "").endswith(".DescribeQueryDefinitions"):
            return await stock(method, path, headers, body, query)
        prefix = json.loads(body or b"{}").get("queryDefinitionNamePrefix", "")
        found = [_described(identity, each) for identity, each in kept.items() if each["Name"].startswith(prefix)]
        return part("core.responses").json_response({"queryDefinitions": found})

    logs.handle_request = handle


def _described(identity: str, properties: Properties) -> dict[str, Any]:
    return {
        "queryDefinitionId": identity,
        "name": properties["Name"],
        "queryString": properties["QueryString"],
        "logGroupNames": properties.get("LogGroupNames", []),
    }
