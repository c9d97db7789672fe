"""The account behind the operator's credentials, if there are any and it may be looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from rft.doctor.finding import Finding

AwsReply = Mapping[str, Any]
LOOKS: Final = "profiles' regions, model access, Lambda concurrency and invocation logging were not looked at"
_ABSENT: Final = frozenset({"ResourceNotFoundException", "ValidationException"})


@dataclass(frozen=True)
class Account:
    """What can be asked of AWS. Reads only."""

    client: Callable[[str, str], Any]
    """Service and region -> boto3 client."""

    def look(
        self, what: str, where: tuple[str, str], operation: str, absent: str = "", **asked: Any
    ) -> AwsReply | Finding:
        """The reply of an operation, or a finding in its place.

        Args:
            what: the finding's.
            where: service and region.
            operation: boto3's name of it.
            absent: what it means that there is no such thing; without it that is as unseen as any other error.
            asked: the operation's parameters.
        """
        service, region = where
        try:
            return getattr(self.client(service, region), operation)(**asked)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", "unknown"))
        except BotoCoreError as error:
            code = type(error).__name__
        if absent and code in _ABSENT:
            return Finding(what, "bad", absent)
        action = f"{service}:{''.join(word.capitalize() for word in operation.split('_'))}"
        return Finding(what, "unseen", f"{action} in {region}: got {code}; allow it to these credentials to see")


def reach(region: str) -> Account | Finding:
    """The account, or why it is not looked at; a missing or refused credential is no fault of the kit's."""
    try:
        session: Any = boto3.Session()
        credentials = session.get_credentials()
    except BotoCoreError as error:
        return Finding("account", "unseen", f"credentials: got {type(error).__name__}; {LOOKS}")
    if credentials is None:
        return Finding("account", "unseen", f"no credentials found; {LOOKS}")
    config = Config(connect_timeout=5, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 2})
    account = Account(lambda service, where: session.client(service, region_name=where, config=config))
    identity = account.look("account", ("sts", region), "get_caller_identity")
    return Finding("account", "unseen", f"{identity.says}; {LOOKS}") if isinstance(identity, Finding) else account
