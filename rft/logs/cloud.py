"""Runs the same queries in AWS: CloudWatch runs them over the deployed function's log group."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from botocore.exceptions import BotoCoreError, ClientError

from rft.failures import CallError, CheckFailed
from rft.insights.engine import QueryResult
from rft.insights.language.query_error import Position, QueryError

_WAITING: Final = ("Scheduled", "Running", "Unknown")
_PAUSE_SECONDS: Final = 1.0
_HIDDEN: Final = "@ptr"
"""A field of CloudWatch's own in every event."""
_PERMISSIONS: Final = "logs:StartQuery, logs:GetQueryResults and logs:StopQuery"


@dataclass(frozen=True)
class TimeRange:
    """A range of time that includes both ends."""

    start: int
    """Seconds since 1970."""
    end: int
    """Seconds since 1970."""


def run_in_aws(
    logs_client: Any, log_group: str, query: str, within: TimeRange, pause: Callable[[float], None] = time.sleep
) -> QueryResult:
    """Run a query over a log group in AWS and wait for its result. If the wait is interrupted, stop the query.

    Raises:
        QueryError: CloudWatch does not understand the query.
        CallError: the log group, the permission or the credentials are missing.
        CheckFailed: the query failed or timed out.
    """
    try:
        return _run(logs_client, log_group, query, within, pause)
    except ClientError as error:
        raise _understood(error, log_group, query) from None
    except BotoCoreError as error:
        raise CallError(f"aws: {error}; expected credentials and a region that reach the account") from None


def _run(client: Any, log_group: str, query: str, within: TimeRange, pause: Callable[[float], None]) -> QueryResult:
    started = client.start_query(logGroupName=log_group, startTime=within.start, endTime=within.end, queryString=query)
    query_id, ended = str(started["queryId"]), False
    try:
        answer = client.get_query_results(queryId=query_id)
        while answer["status"] in _WAITING:
            pause(_PAUSE_SECONDS)
            answer = client.get_query_results(queryId=query_id)
        ended = True
    finally:
        if not ended:
            client.stop_query(queryId=query_id)
    if answer["status"] != "Complete":
        raise CheckFailed(f"aws: the query ended as {answer['status']}; ask for a shorter time with --since")
    found: list[list[Mapping[str, str]]] = list(answer["results"])
    scanned = int(answer.get("statistics", {}).get("recordsScanned", 0))
    while answer.get("nextToken"):
        answer = client.get_query_results(queryId=query_id, nextToken=answer["nextToken"])
        found += answer["results"]
    rows = tuple({each["field"]: each["value"] for each in row if each["field"] != _HIDDEN} for row in found)
    return QueryResult(tuple(dict.fromkeys(name for row in rows for name in row)), rows, scanned)


def _understood(error: ClientError, log_group: str, query: str) -> CallError | CheckFailed:
    response = cast("Mapping[str, Any]", error.response)
    detail = cast("Mapping[str, str]", response.get("Error", {}))
    match detail.get("Code"):
        case "MalformedQueryException":
            said: Mapping[str, Any] = response.get("queryCompileError", {})
            offset = int(said.get("location", {}).get("startCharOffset", 0))
            return QueryError(_place(query, offset), f"CloudWatch says: {said.get('message') or detail.get('Message')}")
        case "ResourceNotFoundException":
            return CallError(f"aws: there is no log group {log_group!r} in this account and region; deploy it first")
        case "AccessDeniedException" | "UnrecognizedClientException" | "ExpiredTokenException":
            return CallError(f"aws: {detail.get('Message')}; expected credentials that may do {_PERMISSIONS}")
        case _:
            return CheckFailed(f"aws: the query failed: {error}")


def _place(query: str, offset: int) -> Position:
    before = query[:offset]
    return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
