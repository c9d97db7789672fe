"""Output of a handler before its reply is handed over with it, whether or not a thread has read it by then."""

import os
import threading

from localaws.overlay.handler_output import Output  # noqa: TID251 - the overlay is under test


def test_everything_that_was_written_is_taken_at_once_and_a_line_that_is_not_whole_waits() -> None:
    reads, writes = os.pipe()
    lines: list[str] = []
    output = Output(reads, lines.append)
    output.take()
    os.write(writes, "first\nsécond\nthi".encode() + b"x" * 70)
    output.take()
    assert lines == ["first", "sécond"]
    os.write(writes, b"\n")
    output.take()
    assert lines[2:] == ["thi" + "x" * 70]
    os.write(writes, b"last")
    os.close(writes)
    output.take()
    assert lines[3:] == ["last"]
    os.close(reads)
    output.take()


def test_a_thread_and_a_taker_share_the_lines_and_lose_none() -> None:
    reads, writes = os.pipe()
    lines: list[str] = []
    output = Output(reads, lines.append)
    pump = threading.Thread(target=output.pump)
    pump.start()
    for number in range(2_000):
        os.write(writes, f"{number}\n".encode())
        if number % 3 == 0:
            output.take()
            assert len(lines) == number + 1
    os.close(writes)
    pump.join(timeout=30)
    os.close(reads)
    assert lines == [str(number) for number in range(2_000)]
