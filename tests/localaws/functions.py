"""``Function``: a Lambda function of one file in the local target."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from dataclasses import dataclass
from typing import Any, cast

import boto3

KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}


def aws_client(endpoint: str, service: str) -> Any:
    """Return a client of a service of the target."""
    return cast("Any", boto3).client(service, endpoint_url=endpoint, **KEYS)


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


def put_function(endpoint: str, source: str) -> Function:
    """Create a function whose module defines ``handler``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("probe.py", source)
    function = Function(aws_client(endpoint, "lambda"), f"probe-{uuid.uuid4().hex[:8]}")
    function.lambda_client.create_function(
        FunctionName=function.name,
        Runtime="python3.13",
        Role="arn:aws:iam::000000000000:role/probe",
        Handler="probe.handler",
        Code={"ZipFile": packed.getvalue()},
        Timeout=300,
    )
    return function
