"""A reward function's key opens the invocation of its own sandbox, and nothing else of the target."""

import pytest

from localaws.overlay.sandbox_calls import SandboxCalls  # noqa: TID251 - its own tests

OWN = "/2015-03-31/functions/nova-reward-code-0123abcd-sandbox/invocations"


def test_the_key_opens_the_one_invocation() -> None:
    calls = SandboxCalls()
    key = calls.key_for("nova-reward-code-0123abcd-sandbox")
    assert key == calls.key_for("nova-reward-code-0123abcd-sandbox")
    assert calls.allows(key, "POST", OWN)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", OWN),
        ("DELETE", OWN),
        ("POST", f"{OWN}/"),
        ("POST", "/2015-03-31/functions"),
        ("POST", "/2015-03-31/functions/nova-reward-code-89abcdef-sandbox/invocations"),
        ("POST", "/2015-03-31/functions/SageMaker-reward-code-0123abcd/invocations"),
        ("PUT", OWN.replace("invocations", "code")),
        ("POST", "/"),
    ],
)
def test_the_key_opens_nothing_else(method: str, path: str) -> None:
    calls = SandboxCalls()
    assert not calls.allows(calls.key_for("nova-reward-code-0123abcd-sandbox"), method, path)


def test_a_key_that_was_not_drawn_opens_nothing() -> None:
    calls = SandboxCalls()
    other = calls.key_for("nova-reward-other-0123abcd-sandbox")
    calls.key_for("nova-reward-code-0123abcd-sandbox")
    assert not any(calls.allows(key, "POST", OWN) for key in ("", "test", "000000000000", other))
