"""Prepared replies of AWS, which real clients check and parse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.stub import Stubber

from rft.doctor.account.account import Account


@dataclass
class Aws:
    """Answers with prepared replies, checked against AWS's own model, and raises for any other call."""

    stubs: dict[tuple[str, str], Stubber] = field(default_factory=dict[tuple[str, str], Stubber])

    def client(self, service: str, region: str) -> Any:
        return self._stub(service, region).client

    def _stub(self, service: str, region: str) -> Stubber:
        if (service, region) not in self.stubs:
            keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
            stub = Stubber(boto3.client(service, region_name=region, **keys))  # type: ignore[call-overload]
            stub.activate()
            self.stubs[service, region] = stub
        return self.stubs[service, region]

    def says(self, service: str, operation: str, reply: Mapping[str, Any], region: str = "us-east-1") -> "Aws":
        self._stub(service, region).add_response(operation, dict(reply))
        return self

    def refuses(self, service: str, operation: str, code: str, region: str = "us-east-1") -> "Aws":
        self._stub(service, region).add_client_error(operation, code)
        return self

    @property
    def account(self) -> Account:
        return Account(self.client)
