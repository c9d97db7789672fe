"""Keeps a reward from ending the process, running forever, and opening a connection."""

import inspect
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final, NoReturn

from compiler.attack.limits import NeverEnds, within
from compiler.rehearsal.inside.author import Author
from compiler.rehearsal.inside.finding import Finding

__all__ = ["Connects", "Exited", "NeverEnds", "forbid_connections", "forbid_exits", "forbid_strangers", "within"]

_CONNECTS: Final = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
"""Audit events of Python that belong to a connection."""


class Exited(BaseException):
    """Code of a reward tried to end the process."""


class Connects(RuntimeError):
    """Code of a reward tried to open a connection."""


def forbid_exits() -> None:
    """Let ``os._exit``, which no ``except`` can see, raise ``Exited`` from now on, but not in a forked process."""
    here, end = os.getpid(), os._exit

    def refused(status: int) -> NoReturn:
        if os.getpid() != here:
            end(status)
        raise Exited(f"os._exit({status})")

    os._exit = refused


def forbid_connections(author: Author, findings: list[Finding]) -> None:
    """Refuse every connection but those to a local file, and note the line that opened it."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        # A local socket's address is a path, any other's is a tuple or a host's name.
        if event not in _CONNECTS or (event == "socket.connect" and isinstance(arguments[1], (str, bytes))):
            return
        said = (
            "opened a network connection, expected a reward that needs only its sample: another machine can be slow"
            " or away, and may answer otherwise tomorrow; put what it looks up into the row or beside the reward"
        )
        findings.append(Finding(author.running(inspect.currentframe()), said))
        raise Connects("no network in a reward")

    sys.addaudithook(hook)


def forbid_strangers(lambda_src: Path, files: Collection[str]) -> None:
    """Hide the files that do not go to Lambda here too: the kit's, other rewards', and the files beside them.

    Args:
        lambda_src: the folder, resolved.
        files: those that go to Lambda, relative to the folder.
    """
    kit, rewards = str(Path(__file__).parents[3]), f"{lambda_src / 'rewards'}/"

    class Missing:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            first, _, rest = name.partition(".")
            if first == "compiler" or (first == "rewards" and rest and f"rewards/{rest}.py" not in files):
                raise ModuleNotFoundError(f"No module named {name!r} goes to Lambda", name=name)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        file = arguments[0] if event == "open" else None
        if isinstance(file, str) and file.startswith(rewards) and file[len(str(lambda_src)) + 1 :] not in files:
            raise FileNotFoundError(f"no file {Path(file).name!r} goes to Lambda, only those named after the reward")

    sys.path[:] = [folder for folder in sys.path if folder != kit]
    sys.meta_path.insert(0, Missing())
    sys.addaudithook(hook)
