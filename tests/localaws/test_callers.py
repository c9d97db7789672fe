"""The target answers its own clients, and nobody else who finds its port."""

import http.client
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localaws.command import Local
from tests.localaws.functions import aws_client

MAKES_A_FUNCTION = json.dumps({"FunctionName": "x", "Role": "r", "Runtime": "python3.12", "Handler": "x.y", "Code": {}})
OTHER_KEY = "AWS4-HMAC-SHA256 Credential=test/20270101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0"


def status(target: dict[str, Any], method: str, path: str, **headers: str) -> int:
    """The status of one request; ``key`` signs it with the target's own key."""
    signed = f"AWS4-HMAC-SHA256 Credential={target['access_key']}/20270101/us-east-1/sts/aws4_request, Signature=0"
    if headers.pop("key", ""):
        headers["Authorization"] = signed
    connection = http.client.HTTPConnection("127.0.0.1", target["port"], timeout=30)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in {**headers, "Content-Length": str(len(MAKES_A_FUNCTION))}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(MAKES_A_FUNCTION.encode())
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content_Type": "text/plain"},
        {"Authorization": OTHER_KEY},
        {"Authorization": "Bearer test"},
        {"key": "own", "Origin": "https://page.example"},
        {"key": "own", "Origin": "null", "Content_Type": "text/plain"},
        {"key": "own", "Origin": "http://127.0.0.1"},
        {"key": "own", "Sec_Fetch_Site": "cross-site"},
        {"key": "own", "Host": "page.example"},
        {"key": "own", "Host": "127.0.0.1.page.example:80"},
        {"key": "own", "Host": ""},
    ],
)
def test_a_request_that_is_no_client_s_is_refused(shared: Local, headers: dict[str, str]) -> None:
    target = shared("up").out
    for path in ("/2015-03-31/functions", "/", "/_ministack/reset", "/_ministack/health", "/bucket/key"):
        assert status(target, "POST", path, **headers) == 403


def test_a_key_in_the_query_has_to_be_the_target_s_too(shared: Local) -> None:
    target = shared("up").out
    assert status(target, "GET", "/bucket/key?X-Amz-Credential=test%2F20270101%2Fus-east-1%2Fs3") == 403
    assert status(target, "GET", f"/bucket/key?X-Amz-Credential={target['access_key']}%2F20270101%2Fus") != 403


def test_another_target_s_key_is_refused_by_aws_s_own_client(shared: Local) -> None:
    target = shared("up").out
    with pytest.raises(ClientError, match="answers its own clients only"):
        aws_client({**target, "access_key": "test"}, "sts").get_caller_identity()


def test_the_keys_that_its_sts_gives_out_are_its_clients(shared: Local) -> None:
    """The CDK deploys by a role that it assumes."""
    target = shared("up").out
    assert aws_client(target, "sts").get_caller_identity()["Account"] == "000000000000"
    role = aws_client(target, "sts").assume_role(
        RoleArn="arn:aws:iam::000000000000:role/x", RoleSessionName="of-the-cdk"
    )
    given = {**target, "access_key": role["Credentials"]["AccessKeyId"]}
    assert aws_client(given, "s3").list_buckets()["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_no_handler_sees_the_key_and_its_state_is_its_owner_s_alone(shared: Local) -> None:
    target = shared("up").out
    assert shared("status").out["access_key"] == target["access_key"]
    assert len(target["access_key"]) > 30
    assert (shared.home / "state.json").stat().st_mode & 0o077 == 0
