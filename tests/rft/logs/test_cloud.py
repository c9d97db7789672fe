"""Queries in AWS, against botocore's stub: no account is reached."""

from collections.abc import Generator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from rft.failures import CallError, CheckFailed
from rft.insights.engine import QueryResult
from rft.insights.language.query_error import QueryError
from rft.logs.cloud import TimeRange, run_in_aws

QUERY = "fields a\n| bogus b"
STARTED = {"logGroupName": "g", "startTime": 100, "endTime": 200, "queryString": QUERY}
ASKED = {"queryId": "q"}


@pytest.fixture
def client() -> Any:
    return boto3.client("logs", region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def stub(client: Any) -> Generator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def ask(client: Any, pauses: list[float] | None = None) -> QueryResult:
    return run_in_aws(client, "g", QUERY, TimeRange(100, 200), (pauses if pauses is not None else []).append)


def answered(status: str, *rows: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"status": status, "results": [[{"field": k, "value": v} for k, v in row.items()] for row in rows], **more}


def test_a_query_is_waited_for_and_its_pages_are_joined(client: Any, stub: Stubber) -> None:
    pauses: list[float] = []
    stub.add_response("start_query", {"queryId": "q"}, STARTED)
    stub.add_response("get_query_results", answered("Scheduled"), ASKED)
    stub.add_response("get_query_results", answered("Running"), ASKED)
    first = answered("Complete", {"a": "1", "@ptr": "x"}, nextToken="t", statistics={"recordsScanned": 7.0})
    stub.add_response("get_query_results", first, ASKED)
    stub.add_response("get_query_results", answered("Complete", {"b": "2"}), {**ASKED, "nextToken": "t"})

    found = ask(client, pauses)

    assert found == QueryResult(("a", "b"), ({"a": "1"}, {"b": "2"}), 7)
    assert len(pauses) == 2


@pytest.mark.parametrize("status", ["Failed", "Timeout", "Cancelled"])
def test_a_query_that_ends_badly_is_a_failed_check(client: Any, stub: Stubber, status: str) -> None:
    stub.add_response("start_query", {"queryId": "q"}, STARTED)
    stub.add_response("get_query_results", answered(status), ASKED)

    with pytest.raises(CheckFailed, match=status):
        ask(client)


def test_a_query_that_nobody_waits_for_is_stopped(client: Any, stub: Stubber) -> None:
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    stub.add_response("start_query", {"queryId": "q"}, STARTED)
    stub.add_response("get_query_results", answered("Running"), ASKED)
    stub.add_response("stop_query", {"success": True}, ASKED)

    with pytest.raises(KeyboardInterrupt):
        run_in_aws(client, "g", QUERY, TimeRange(100, 200), interrupted)


def test_what_cloudwatch_does_not_understand_is_shown_with_its_place(client: Any, stub: Stubber) -> None:
    said = {"queryCompileError": {"location": {"startCharOffset": 11, "endCharOffset": 16}, "message": "unexpected"}}
    stub.add_client_error("start_query", "MalformedQueryException", modeled_fields=said)

    with pytest.raises(QueryError, match="line 2, column 3: CloudWatch says: unexpected"):
        ask(client)


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("ResourceNotFoundException", CallError, "no log group 'g'"),
        ("AccessDeniedException", CallError, "logs:StartQuery"),
        ("ExpiredTokenException", CallError, "credentials"),
        ("LimitExceededException", CheckFailed, "LimitExceeded"),
    ],
)
def test_what_aws_refuses_says_what_to_do(
    client: Any, stub: Stubber, code: str, kind: type[Exception], said: str
) -> None:
    stub.add_client_error("start_query", code, "not you")

    with pytest.raises(kind, match=said):
        ask(client)


def test_without_credentials_the_call_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    client: Any = boto3.Session().client("logs", region_name="us-east-1")
    with pytest.raises(CallError, match="expected credentials"):
        ask(client)
