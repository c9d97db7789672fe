"""Counts the saved queries of each region against CloudWatch's quota, which cannot be raised."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from compiler import naming
from compiler.telemetry.saved_queries import OF_EXPERIMENT

from rft.doctor.account.account import Account
from rft.doctor.account.room import room
from rft.doctor.finding import Finding

_MOST: Final = 1_000
"""Saved queries of one account in one region (CloudWatch Logs User Guide, CloudWatch Logs quotas)."""
_ADVICE: Final = "delete some (CloudWatch console, Logs Insights, Queries), or `rft retire` an experiment"


def query_findings(account: Account, labels: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield one finding for each region of ``labels``: region -> labels of the experiments there."""
    for region, here in labels.items():
        what = f"saved queries in {region}"
        found = account.items(
            what, ("logs", region), "describe_query_definitions", "queryDefinitions", maxResults=_MOST
        )
        if isinstance(found, Finding):
            yield found
            continue
        names = {str(each["name"]) for each in found}
        wanted = {naming.query_name(label, query) for label in here for query in OF_EXPERIMENT}
        yield room(what, len(found), _MOST, len(wanted - names), _ADVICE)
