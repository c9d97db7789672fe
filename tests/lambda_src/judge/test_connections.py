"""Connections over TLS, as to AWS: opened ahead, used by the first calls, certificates read once."""

import http.server
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from reward_runtime.judge.call import CallFailure, Prompt, Tool
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport import connections
from reward_runtime.judge.transport.connect import connect

PROMPT = Prompt("s", "u", Tool("give_verdict", "d", {"type": "object"}), 50)
USE = {"toolUse": {"toolUseId": "t", "name": "give_verdict", "input": {"score": 1}}}
REPLY = json.dumps({"output": {"message": {"role": "assistant", "content": [USE]}}, "stopReason": "tool_use"}).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", str(len(REPLY)))
        self.end_headers()
        self.wfile.write(REPLY)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """Serves TLS with a certificate; counts connections."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.context, self.accepted = context, 0

    def get_request(self) -> tuple[Any, Any]:
        plain, address = super().get_request()
        self.accepted += 1
        return self.context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that refuses the certificate is one of the tests."""


@dataclass
class Secure:
    server: Server
    loads: list[object] = field(default_factory=list[object])
    """The certificates read, one entry each time."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine's own with its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("makes a certificate with openssl, which this machine lacks")
    folder = tmp_path_factory.mktemp("tls")
    key, both = folder / "key.pem", folder / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(both)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(both.read_text() + key.read_text())
    return both


@pytest.fixture(params=[ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
def secure(request: pytest.FixtureRequest, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Secure]:
    # A busy machine may send a ticket late.
    for name in ("TICKET_SECONDS", "CONNECT_SECONDS", "OPEN_SECONDS"):
        monkeypatch.setattr(connections, name, 20.0)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.maximum_version = context.minimum_version = request.param
    # On a busy machine, a second ticket may arrive after the first was read; that costs a connection and no more.
    context.num_tickets = 1
    with Server(context) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        secure = Secure(server)
        load = ssl.SSLContext.load_verify_locations

        def counted(self: ssl.SSLContext, *what: Any) -> None:
            secure.loads.append(what[0])
            load(self, *what)

        monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", f"https://localhost:{server.server_port}")
        monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        yield secure
        server.shutdown()


def test_connections_opened_ahead_are_the_ones_that_calls_use(secure: Secure) -> None:
    """TLS 1.3 leaves a ticket unread after its handshake, for which urllib3 took each of them for dead."""
    judge = connect(JudgeSettings("m", region="us-east-1", concurrency=8))
    judge.open(8)
    assert secure.server.accepted == 8
    for _ in range(3):
        assert judge.ask(PROMPT, 20).verdict == {"score": 1}
    assert secure.server.accepted == 8


def test_certificates_are_read_once_for_all_connections(secure: Secure) -> None:
    """Reading botocore's 140 took 30 ms of CPU a connection: 2 s for 64, seven in a handler at 0.29 of a core."""
    judge = connect(JudgeSettings("m", region="us-east-1", concurrency=8))
    judge.open(8)
    assert judge.ask(PROMPT, 20).verdict == {"score": 1}
    assert len(secure.loads) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE")
    judge = connect(JudgeSettings("m", region="us-east-1", concurrency=2))
    judge.open(2)
    with pytest.raises(CallFailure) as caught:
        judge.ask(PROMPT, 20)
    assert (caught.value.kind, caught.value.code) == ("unavailable", "no_connection")
