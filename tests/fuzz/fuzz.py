"""Fuzz the parsers, with ``lambda_src`` on PYTHONPATH: ``fuzz.py [TARGET] [-runs=N] [libFuzzer options]``.

Without a target, each has a turn in a process of its own, which shares the instrumented modules: to instrument them
takes three seconds. An input that takes over 2 s is a finding, unless ``-timeout`` says otherwise. Logs and inputs that
were found are in ``.local/fuzz``.
"""

import io
import os
import sys
from contextlib import redirect_stderr
from pathlib import Path

import atheris

# It names each module that it instruments, a hundred lines.
with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["reward_runtime"]):
    from targets import TARGETS

KEPT = Path(".local/fuzz")


def main() -> None:
    """Run libFuzzer on the target that the command line names, or on each. Exit with 1 at the first finding."""
    named, options = sys.argv[1:2], sys.argv[2:]
    if not named or named[0].startswith("-"):
        named, options = list(TARGETS), sys.argv[1:]
    if unknown := set(named) - set(TARGETS):
        sys.exit(f"fuzz: got {', '.join(unknown)}, expected one of {', '.join(TARGETS)}")
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in named:
        log = KEPT / f"{name}.log"
        if in_child(name, log, options):
            print(*log.read_text(encoding="utf-8", errors="replace").splitlines()[-40:], sep="\n")
            sys.exit(f"fuzz: {name}: ended badly; its log, and the input if one was found, are in {KEPT}")
        print(f"fuzz: {name}: nothing found", flush=True)


def in_child(name: str, log: Path, options: list[str]) -> bool:
    """Fuzz one target in a child and return True if it ended badly; its output goes to the log."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    with log.open("wb") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    fuzz(name, options)
    os._exit(0)


def fuzz(name: str, options: list[str]) -> None:
    """Run libFuzzer on one target. It ends the process."""
    target = TARGETS[name]

    def one_input(data: bytes) -> None:
        target(data.decode("utf-8", "surrogateescape"))

    atheris.Setup([sys.argv[0], "-timeout=2", "-max_len=4096", f"-artifact_prefix={KEPT}/", *options], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
