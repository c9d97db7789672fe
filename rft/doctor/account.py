"""``Account``: the operator's AWS account, if there are credentials for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from rft.doctor.finding import Finding

AwsReply = Mapping[str, Any]
LOOKS: Final = "profiles' regions, model access, Lambda concurrency and invocation logging were not checked"
_ABSENT: Final = frozenset({"ResourceNotFoundException", "ValidationException"})


@dataclass(frozen=True)
class Account:
    """The account, which is only read."""

    client: Callable[[str, str], Any]
    """Service and region -> boto3 client."""

    def look(
        self, what: str, where: tuple[str, str], operation: str, absent: str = "", **asked: Any
    ) -> AwsReply | Finding:
        """Return the reply of an operation, or a finding if it failed.

        Args:
            what: ``what`` of the finding.
            where: service and region.
            operation: boto3's name of the operation.
            absent: text of the finding if AWS says that there is no such thing. Without it, that counts as unseen.
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
    """Return the account, or a finding that says why it was not checked."""
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
