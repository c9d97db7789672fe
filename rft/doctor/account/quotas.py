"""Reads the account's quotas of one service in one region."""

from collections.abc import Mapping

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding

Quotas = Mapping[str, float]
"""Name of the quota, as in the console -> its value in this account."""


def quotas_of(account: Account, what: str, service: str, region: str) -> Quotas | Finding:
    """Return every quota: the account's own value, or AWS's default if the account has none of its own."""
    read: dict[str, float] = {}
    for operation in ("list_aws_default_service_quotas", "list_service_quotas"):
        found = account.items(what, ("service-quotas", region), operation, "Quotas", ServiceCode=service)
        if isinstance(found, Finding):
            return found
        read.update({str(each["QuotaName"]): float(each["Value"]) for each in found})
    return read
