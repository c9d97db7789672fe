"""``Account``: the operator's AWS account, if there are credentials for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from rft.doctor.finding import Finding
from rft.lifecycle.place import Place
from rft.local.environment import ACCOUNT

AwsReply = Mapping[str, Any]
Seen = TypeVar("Seen")
_ABSENT: Final = ("NotFound", "NoSuchEntity", "ValidationException", "ValidationError", "InvalidParameterValue")
"""Parts of the codes by which AWS says that there is no such thing."""
_DENIED: Final = ("Denied", "Unauthorized", "NotAuthorized", "Forbidden", "403")
"""Parts of the codes by which AWS says that the credentials may not ask."""
_PREFIXES: Final = {"service-quotas": "servicequotas"}
"""boto3's name of a service -> its prefix in IAM, if that is another."""


@dataclass(frozen=True)
class Account:
    """The account, which is only read."""

    client: Callable[[str, str], Any]
    """Service and region -> boto3 client."""
    number: str = ACCOUNT
    """12 digits."""

    def look(
        self, what: str, where: tuple[str, str], operation: str, absent: str = "", **asked: Any
    ) -> AwsReply | Finding:
        """Return the reply of an operation, or a finding if it failed.

        Args:
            what: subject of the finding, such as a quota.
            where: service and region.
            operation: boto3's name of the operation.
            absent: text of the finding if AWS says that there is no such thing. Without it, that counts as unseen.
            asked: the operation's parameters.
        """
        return self.seen(what, where, lambda service: getattr(service, operation)(**asked), absent)

    def items(
        self, what: str, where: tuple[str, str], operation: str, key: str, absent: str = "", **asked: Any
    ) -> list[Any] | Finding:
        """Return the values under ``key`` on all pages of an operation, or a finding if it failed; see ``look``."""
        return self.seen(what, where, lambda service: list(_items(service, operation, key, asked)), absent)

    def seen(self, what: str, where: tuple[str, str], call: Callable[[Any], Seen], absent: str = "") -> Seen | Finding:
        """Return the result of ``call`` for the client of a service, or a finding if a request failed; see ``look``."""
        service, region = where
        action = _PREFIXES.get(service, service)
        try:
            return call(self.client(service, region))
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "unknown"))
            action += f":{error.operation_name}"
        except BotoCoreError as error:
            code = type(error).__name__
        if absent and any(part in code for part in _ABSENT):
            return Finding(what, "bad", absent)
        mend = "allow it to these credentials to see" if any(part in code for part in _DENIED) else "try again later"
        return Finding(what, "unseen", f"{action} in {region}: got {code}; {mend}")

    def place(self, region: str) -> Place:
        """Return a region of it, as the verbs that change stacks know it."""
        return Place("aws", self.number, region, lambda service: self.client(service, region))


def _items(service: Any, operation: str, key: str, asked: Mapping[str, Any]) -> Iterator[Any]:
    if service.can_paginate(operation):
        for page in service.get_paginator(operation).paginate(**asked):
            yield from page.get(key, [])
        return
    token: dict[str, str] = {}
    while True:
        page = getattr(service, operation)(**asked, **token)
        yield from page.get(key, [])
        if not page.get("nextToken"):
            return
        token = {"nextToken": page["nextToken"]}


def reach(region: str) -> Account | Finding:
    """Return the account, or a finding that says why it cannot be checked."""
    try:
        session: Any = boto3.Session()
        credentials = session.get_credentials()
    except BotoCoreError as error:
        return Finding(
            "account", "bad", f"credentials: got {type(error).__name__}; correct AWS_PROFILE or `aws configure`"
        )
    if credentials is None:
        return Finding("account", "bad", "no credentials found; sign in, or set AWS_PROFILE")
    config = Config(connect_timeout=5, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 3})
    account = Account(lambda service, where: session.client(service, region_name=where, config=config))
    identity = account.look("account", ("sts", region), "get_caller_identity")
    if isinstance(identity, Finding):
        return Finding("account", "bad", f"{identity.says}, or sign in again")
    return Account(account.client, str(identity["Account"]))
