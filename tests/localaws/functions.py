"""``Function``: a Lambda function of one file in the local target."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import boto3


def aws_client(target: Mapping[str, Any], service: str) -> Any:
    """Return a client of a service of the target, which is as ``up`` prints it."""
    keys = {"aws_access_key_id": target["access_key"], "aws_secret_access_key": "test", "region_name": "us-east-1"}
    return cast("Any", boto3).client(service, endpoint_url=target["endpoint"], **keys)


@dataclass(frozen=True)
class Function:
    """A function in the target, under a name of its own."""

    lambda_client: Any
    name: str

    def __call__(self, **event: Any) -> Any:
        """Call it and return its reply."""
        return json.load(self.lambda_client.invoke(FunctionName=self.name, Payload=json.dumps(event))["Payload"])

    def begin(self, **event: Any) -> None:
        """Call it without waiting for its reply."""
        self.lambda_client.invoke(FunctionName=self.name, InvocationType="Event", Payload=json.dumps(event))


def put_function(target: Mapping[str, Any], source: str) -> Function:
    """Create a function whose module defines ``handler``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("probe.py", source)
    function = Function(aws_client(target, "lambda"), f"probe-{uuid.uuid4().hex[:8]}")
    function.lambda_client.create_function(
        FunctionName=function.name,
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/probe",
        Handler="probe.handler",
        Code={"ZipFile": packed.getvalue()},
        Timeout=300,
    )
    return function
