"""The local AWS target refuses real credentials, by name and without showing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.localaws.command import Local

SECRET = "wJalr-never-to-be-seen"


@pytest.mark.parametrize(
    "name",
    [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_PROFILE",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_BEARER_TOKEN_BEDROCK",
    ],
)
def test_a_real_credential_is_refused_by_name_and_never_shown(local: Local, name: str) -> None:
    ran = local("up", **{name: SECRET})

    assert ran.code == 2
    assert f"got real AWS credentials in {name}," in ran.err
    assert f"`unset {name}`" in ran.err
    assert SECRET not in ran.text + ran.err
    assert ran.out["running"] is False
    assert not local.home.exists()


def test_every_real_credential_is_named_at_once(local: Local) -> None:
    ran = local("up", AWS_PROFILE=SECRET, AWS_ACCESS_KEY_ID="test", AWS_SESSION_TOKEN=SECRET)

    assert "in AWS_PROFILE, AWS_SESSION_TOKEN, expected" in ran.err
