"""Fuzz one target, with ``lambda_src`` on PYTHONPATH: ``fuzz.py TARGET [-runs=N] [libFuzzer options]``.

An input that takes over 2 s is a finding, unless ``-timeout`` says otherwise. ``--list`` prints the targets.
"""

import sys

import atheris

with atheris.instrument_imports(include=["reward_runtime"]):
    from targets import TARGETS


def main() -> None:
    """Run libFuzzer on the target that the command line names."""
    if sys.argv[1:] == ["--list"]:
        print(*TARGETS, sep="\n")
        return
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"fuzz: got {' '.join(sys.argv[1:2]) or 'no target'}, expected one of {', '.join(TARGETS)}")
    target = TARGETS[sys.argv[1]]

    def one_input(data: bytes) -> None:
        target(data.decode("utf-8", "surrogateescape"))

    atheris.Setup([sys.argv[0], "-timeout=2", "-max_len=4096", *sys.argv[2:]], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
