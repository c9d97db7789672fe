"""Who may call the target: its own clients, and nobody else who finds its port.

A web page can send a POST to any port of the machine, and another user can connect to it. Every caller with an answer
can make a function and run it, so MiniStack alone would run anybody's code. A request is answered if

- its ``Host`` is the loopback address, so a name that a page has bound to it is refused;
- it has no ``Origin`` and no ``Sec-Fetch-Site``, which browsers add and SDKs do not;
- it is signed with the access key that was drawn for this target, or with one that its STS gave out;
- or it is a reward function's call of the function that runs its programs: see ``sandbox_calls``.

The signature itself is not checked: the key is the secret. Everyone who knows it may do everything.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import unquote_plus

from localaws.overlay.hooks import part
from localaws.overlay.sandbox_calls import SandboxCalls

__all__ = ["Callers", "install"]

Message = MutableMapping[str, Any]
App = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

HEALTH: Final = "/_ministack/health"
"""The one page that needs no key. It says nothing about the target's content."""
_HOSTS: Final = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?")
_SIGNED: Final = re.compile(r"AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)/")
_PRESIGNED: Final = re.compile(r"(?:^|&)X-Amz-Credential=([^/&%]+)(?:/|%2F)", re.IGNORECASE)
_GIVEN_OUT: Final = re.compile(rb'<AccessKeyId>([^<]+)</AccessKeyId>|"AccessKeyId": ?"([^"]+)"')
_FOREIGN: Final = (b"origin", b"sec-fetch-site")


class Callers:
    """An ASGI application before MiniStack's."""

    def __init__(self, app: App, key: str, sandbox_calls: SandboxCalls) -> None:
        """Take the application, the access key of the target's clients, and the keys of functions in it."""
        self._app = app
        self._sandbox_calls = sandbox_calls
        self._keys = [key]

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        """Pass a request of an own client on, and answer every other with 403."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = dict(scope.get("headers", []))
        why = self._why_not(scope, headers)
        if why is None:
            await self._app(scope, receive, self._learning(headers, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _refuse(send, why, headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded"))

    def _why_not(self, scope: Message, headers: dict[bytes, bytes]) -> str | None:
        if not _HOSTS.fullmatch(headers.get(b"host", b"").decode("latin-1")):
            return "its Host is not the loopback address"
        if any(name in headers for name in _FOREIGN):
            return "a web page sent it"
        if scope.get("method") == "GET" and scope.get("path") == HEALTH:
            return None
        query = scope.get("query_string", b"").decode("latin-1")
        found = _SIGNED.match(headers.get(b"authorization", b"").decode("latin-1")) or _PRESIGNED.search(query)
        key = unquote_plus(found[1]).encode() if found else b""
        if self._sandbox_calls.allows(key.decode(), str(scope.get("method")), str(scope.get("path"))):
            return None
        if not any(hmac.compare_digest(key, known.encode()) for known in self._keys):
            return "it is not signed with the access key of this target, which `rft local status --json` shows"
        return None

    def _learning(
        self, headers: dict[bytes, bytes], send: Callable[[Message], Awaitable[None]]
    ) -> Callable[[Message], Awaitable[None]]:
        """Return ``send`` that remembers the keys that STS gives out: the CDK assumes roles."""
        if b"/sts/" not in headers.get(b"authorization", b""):
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.body":
                given = [one or other for one, other in _GIVEN_OUT.findall(message.get("body", b""))]
                self._keys += [key.decode() for key in given if key.decode() not in self._keys]
            await send(message)

        return sending


async def _refuse(send: Callable[[Message], Awaitable[None]], why: str, as_xml: bool) -> None:
    """Answer in the form of the protocol that a client speaks: XML for queries in a form, else JSON."""
    said = f"the local AWS target answers its own clients only: {why}"
    code = "AccessDeniedException"
    error = f"<ErrorResponse><Error><Code>{code}</Code><Message>{said}</Message></Error></ErrorResponse>"
    body = (error if as_xml else json.dumps({"__type": code, "message": said})).encode()
    kind = b"text/xml" if as_xml else b"application/json"
    headers = [(b"content-type", kind), (b"x-amzn-errortype", code.encode())]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def install(key: str, sandbox_calls: SandboxCalls) -> None:
    """Put the check before MiniStack's application."""
    ministack = part("app")
    ministack.app = Callers(ministack.app, key, sandbox_calls)
