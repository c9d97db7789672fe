"""The process that answers checks: forked once by the worker, it forks again for every check.

A check starts from the same warm state whatever ran before it, and its kernel timer ends it even within C code.
The process holds no environment, no socket and no standard stream of its parent.

A request is two lengths and two texts, a reply the one byte of its ``Verdict``; both fit a pipe's atomic write.
"""

import gc
import os
import resource
import signal
import struct
from contextlib import suppress
from typing import Final, NoReturn

from reward_runtime.answers.expressions.check import Verdict, limit, verdict

__all__ = ["request", "serve"]

_HEADER: Final = struct.Struct("!II")


def request(gold: str, answer: str) -> bytes:
    """Return the bytes of one request to ``serve``."""
    texts = gold.encode(), answer.encode()
    return _HEADER.pack(*map(len, texts)) + b"".join(texts)


def serve(requests: int, replies: int) -> NoReturn:
    """Answer requests until their pipe is closed, then end this process."""
    try:
        requests, replies = _isolate(requests, replies)
        while header := os.read(requests, _HEADER.size):
            gold, answer = _HEADER.unpack(header)
            texts = os.read(requests, gold + answer)
            os.write(replies, bytes([_in_child(texts[:gold].decode(), texts[gold:].decode())]))
    finally:
        os._exit(0)


def _isolate(requests: int, replies: int) -> tuple[int, int]:
    """Keep the two pipes only; return their new descriptors."""
    os.setpgid(0, 0)
    # A collection in a check would touch, and so copy, every page of the library.
    gc.disable()
    gc.freeze()
    os.environ.clear()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, replies = os.dup(requests), os.dup(replies)
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
        signal.signal(signum, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    keep = {requests, replies}
    for descriptor in range(3, max(256, *keep) + 1):
        if descriptor not in keep:
            with suppress(OSError):
                os.close(descriptor)
    os.closerange(max(256, *keep) + 1, 65_536)
    return requests, replies


def _in_child(gold: str, answer: str) -> Verdict:
    process = os.fork()
    if not process:
        _run(gold, answer)
    _, status = os.waitpid(process, 0)
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        return Verdict(code) if code in set(Verdict) else Verdict.BROKEN
    # SIGPROF is the check's timer. A crash, or SIGKILL from outside, says nothing about the answer.
    return Verdict.OUT_OF_TIME if os.WTERMSIG(status) == signal.SIGPROF else Verdict.BROKEN


def _run(gold: str, answer: str) -> NoReturn:
    found = Verdict.BROKEN
    try:
        limit()
        found = verdict(gold, answer)
    finally:
        os._exit(found)
