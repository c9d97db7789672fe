"""The CDK command line above this process. It tells an app none of its options, so the system is asked for them."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from stacks.checks.toolchain import ToolchainError

__all__ = ["refuse_deploying_in_place"]

IN_PLACE: Final = ("hotswap", "hotswap-fallback", "watch")
"""Options of ``cdk deploy`` that write past CloudFormation; ``cdk watch`` is a command of the last one's name."""
PROGRAMS: Final = ("cdk", "aws-cdk")
REASON: Final = (
    "a deployed reward never changes, and alarms written past CloudFormation would differ from their stack; "
    "deploy without it: a changed reward becomes a new function beside the old one"
)


def refuse_deploying_in_place(environment: Mapping[str, str] = os.environ) -> None:
    """Refuse ``cdk deploy --hotswap``, ``--hotswap-fallback``, ``--watch`` and ``cdk watch``.

    Args:
        environment: the variables of this process. The command line takes an option from ``CDK_<OPTION>`` too.

    Raises:
        ToolchainError: the command line that started the app was given one of them.
    """
    for arguments in _above():
        asked = asked_in_place(arguments)
        if asked is not None:
            raise ToolchainError(f"cdk: got {asked}, expected `cdk deploy`: {REASON}")
    for option in IN_PLACE:
        name = f"CDK_{option.upper().replace('-', '_')}"
        if _is_on(environment.get(name, "false")):
            raise ToolchainError(f"environment: got {name}={environment[name]}, expected it unset: {REASON}")


def asked_in_place(command: Sequence[str]) -> str | None:
    """Return the first word of a command line of the CDK that asks for a deployment in place. None if there is none."""
    program = next((at for at, word in enumerate(command[:3]) if Path(word).name in PROGRAMS), None)
    if program is None:
        return None
    words = command[program + 1 :]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        option, given, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and option in IN_PLACE and _is_on(value if given else following):
            return word
    # The command is the first word that is neither an option nor, for all that is known here, an option's value.
    commands = [word for before, word in zip(["", *words], words, strict=False) if not _is_option(before)]
    return "watch" if next((word for word in commands if not word.startswith("-")), None) == "watch" else None


def _is_on(value: str) -> bool:
    """Return whether the command line takes a switch with ``value`` behind it for set."""
    return value != "false"


def _is_option(word: str) -> bool:
    return word.startswith("-") and "=" not in word


def _above() -> Iterator[list[str]]:
    """Yield the command of each process above this one, the nearest first."""
    process = os.getppid()
    while process > 1:
        parent, command = _process(process)
        yield command
        process = parent


def _process(process: int) -> tuple[int, list[str]]:
    """Return the parent of a process, and its command in words; (0, []) if it is gone."""
    folder = Path("/proc") / str(process)
    try:
        command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace").split("\0")[:-1]
        # The second field is the program's name in parentheses, which may hold blanks and parentheses itself.
        parent = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
    except OSError:
        return _asked_of_ps(process) if not Path("/proc/self").exists() else (0, [])
    return int(parent), command


def _asked_of_ps(process: int) -> tuple[int, list[str]]:
    """Return the same on a system without ``/proc``, such as macOS. A blank in a word cuts the word there."""
    asked = ["ps", "-ww", "-o", "ppid=", "-o", "args=", "-p", str(process)]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
    return (int(said[0]), said[1:]) if said else (0, [])
