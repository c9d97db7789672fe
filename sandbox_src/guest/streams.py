"""Standard input and output, which are all the files that there are: as streams, and by their numbers 0, 1 and 2."""

import io
import os
import sys

MOST_OUTPUT = 64 * 1024
"""Bytes that a program may write."""


class TooMuchOutput(BaseException):
    """The program wrote more than it may."""


class Written(io.BytesIO):
    """A standard output or error of limited length."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def fileno(self):
        return self.number

    def write(self, data):
        if self.tell() + len(data) <= MOST_OUTPUT:
            return super().write(data)
        if self.number == 1:
            raise TooMuchOutput
        # Nobody reads standard error.
        return len(data)


class Given(io.BytesIO):
    """A standard input."""

    def fileno(self):
        return 0


def connect(given):
    """Put new standard streams in place, and return the one that will hold the output."""
    written = Written(1)
    sys.stdin = io.TextIOWrapper(Given(given), "utf-8", "replace")
    sys.stdout = io.TextIOWrapper(written, "utf-8", "backslashreplace", write_through=True)
    sys.stderr = io.TextIOWrapper(Written(2), "utf-8", "backslashreplace", write_through=True)
    sys.stdin.mode, sys.stdout.mode, sys.stderr.mode = "r", "w", "w"
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    return written


def absent(*_, **__):
    raise PermissionError("the sandbox has neither files, network, processes nor sleep")


def opened(file, mode="r", *_, **__):
    """Let a program read its standard input as file 0, and nothing else."""
    if file not in (0, "/dev/stdin"):
        absent()
    return sys.stdin.buffer if "b" in mode else sys.stdin


def read(file, most):
    """Let a program read its standard input as file 0, and nothing else."""
    return sys.__stdin__.buffer.read(most) if file == 0 else absent()


def written_to(file, data):
    """Let a program write to its standard output and error as files 1 and 2, and nowhere else."""
    stream = {1: sys.__stdout__, 2: sys.__stderr__}.get(file) or absent()
    stream.flush()
    return stream.buffer.write(data)


def asked(prompt="", /):
    """Stand for ``input``, which would ask the host whether file 0 is a terminal."""
    sys.stdout.write(str(prompt))
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


def described(file, *_, **__):
    """Tell the length of standard input, which programs read at once by it."""
    sizes = {0: len(sys.__stdin__.buffer.getbuffer()), 1: 0, 2: 0}
    return os.stat_result([0o100600, 0, 0, 1, 0, 0, sizes[file], 0, 0, 0]) if file in sizes else absent()
