"""Connections that died in silence, and a network that is not there: neither is slowness, and neither holds an init."""

import http.server
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from reward_runtime.judge.asking.calls import threaded
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport import connections
from reward_runtime.judge.transport.connect import connect

from tests.lambda_src.judge.cases import SIMILARITY, item
from tests.standin import StandIn

MODEL = "us.amazon.nova-2-lite-v1:0"
SETTINGS = JudgeSettings(MODEL, requests_per_minute=1e6, concurrency=4, canary_share=0, hedge=False)


class Sleepy(http.server.BaseHTTPRequestHandler):
    """Answers, until its connection belongs to an epoch that is over; then it reads and says nothing."""

    protocol_version = "HTTP/1.1"
    epoch = 0

    def setup(self) -> None:
        super().setup()
        self.born = Sleepy.epoch

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.born != Sleepy.epoch:
            self.connection.settimeout(20)
            self.rfile.read(1)
            self.close_connection = True
            return
        tool = asked["toolConfig"]["toolChoice"]["tool"]["name"]
        use = {"toolUse": {"toolUseId": "t", "name": tool, "input": {"reason": "r", "score": 0.4}}}
        body = json.dumps({"output": {"message": {"role": "assistant", "content": [use]}}, "stopReason": "tool_use"})
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def sleepy(judge: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sleepy) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", f"http://127.0.0.1:{server.server_port}")
        yield
        server.shutdown()


def test_dead_connections_are_left_and_not_learned_as_slowness(sleepy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reward_runtime.judge.asking.state.COLD_TIMEOUT_SECONDS", 1.5)
    dispatcher = Dispatcher(threaded(connect(SETTINGS), 8), SETTINGS)
    asking = Judge(dispatcher, SETTINGS)

    def ask(batch: int) -> JudgeStats:
        stats = JudgeStats()
        items = [item(SIMILARITY, f"answer {batch}-{n}") for n in range(4)]
        assert asking.ask(items, time.monotonic() + 30, stats) == [{"score": 0.4}] * 4
        return stats

    ask(0)
    for batch in (1, 2):
        Sleepy.epoch += 1
        stats = ask(batch)
        assert 4 < stats.calls <= 8
        assert stats.retries == 0
    # Nothing but the replies was learnt.
    assert len(dispatcher._state.latencies._last) == 12  # pyright: ignore[reportPrivateUsage] - it shows nowhere else


def test_a_connection_that_was_idle_for_long_is_not_used_again(sleepy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Judge.from_settings(SETTINGS)
    stats = JudgeStats()
    asking.ask([item(SIMILARITY, "first")], time.monotonic() + 30, stats)
    monkeypatch.setattr(connections, "MOST_IDLE_SECONDS", 0.0)
    Sleepy.epoch += 1
    asking.ask([item(SIMILARITY, "second")], time.monotonic() + 30, stats)
    assert stats.calls == 2


def test_an_init_without_a_resolver_ends_in_time_and_says_what_is_missing(
    judge: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended = threading.Event()

    def silent(*_: Any, **__: Any) -> Any:
        ended.wait(20)
        raise socket.gaierror("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    monkeypatch.setattr(connections, "CONNECT_SECONDS", 0.2)
    with caplog.at_level(logging.WARNING):
        connect(SETTINGS).open(64)
    (line,) = [record.getMessage() for record in caplog.records]
    assert "its name has not been resolved. A function in a VPC reaches it through a NAT gateway" in line
    ended.set()


def test_an_init_whose_packets_vanish_ends_in_time_and_says_what_is_missing(
    judge: StandIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A listener whose queue is full lets packets vanish."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", f"http://127.0.0.1:{full.getsockname()[1]}")
        transport = connect(SETTINGS)
        began = time.monotonic()
        with caplog.at_level(logging.WARNING):
            transport.open(64)
        took = time.monotonic() - began
        for filler in fillers:
            filler.close()
    (line,) = [record.getMessage() for record in caplog.records]
    assert "its name is known, and nothing answers there" in line
    # Two handshakes one after the other would take longer.
    assert took < 2 * connections.CONNECT_SECONDS
