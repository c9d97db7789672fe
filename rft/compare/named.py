"""The side that a name means: an experiment, one at a git revision, or a deployed function."""

import contextlib
import subprocess
import tarfile
from collections.abc import Generator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from compiler.experiment.file import experiment_names

from rft.compare.side import Side
from rft.failures import CallError
from rft.invoke.callee import read_arn
from rft.local.environment import ACCOUNT
from rft.repository import ROOT

__all__ = ["side_of"]

_PLACES: Final = ("local", "aws")
_FORMS: Final = "EXPERIMENT, EXPERIMENT@REVISION, local:EXPERIMENT, aws:EXPERIMENT or an ARN"


@contextlib.contextmanager
def side_of(name: str) -> Generator[Side]:
    """Yield the side; the files of a revision are there while the block runs.

    Raises:
        CallError: it has none of the forms, or there is no such experiment, revision or function.
    """
    if name.startswith("arn:"):
        read = read_arn(name)
        yield Side(name, read.experiment, ROOT, name, "--local" if read.account == ACCOUNT else "--aws")
        return
    experiment, at, revision = name.partition("@")
    place, colon, rest = experiment.partition(":")
    if colon:
        if place not in _PLACES:
            raise CallError(f"{name!r}: got the place {place!r}, expected local or aws; the forms are {_FORMS}")
        if at:
            raise CallError(f"{name!r}: got a git revision of a deployed function, expected {_FORMS}")
        _check(rest, name, ROOT)
        yield Side(name, rest, ROOT, rest, f"--{place}")
        return
    if not at:
        _check(name, name, ROOT)
        yield Side(name, name, ROOT, name)
        return
    with TemporaryDirectory(prefix="rft-compare-") as made:
        folder = Path(made)
        _extract(_commit(revision, name), name, folder)
        _check(experiment, name, folder)
        if (ROOT / ".build").exists():
            # Built layers, each under the digest of its contents.
            (folder / ".build").symlink_to(ROOT / ".build")
        yield Side(name, experiment, folder, experiment)


def _check(experiment: str, name: str, folder: Path) -> None:
    known = experiment_names(folder)
    if experiment not in known:
        where = "in experiments/" if folder == ROOT else "in experiments/ of that revision"
        raise CallError(
            f"{name!r}: got the experiment {experiment!r}, expected one {where}: {', '.join(known) or 'none'}; the "
            f"forms are {_FORMS}"
        )


def _commit(revision: str, name: str) -> str:
    """Return the commit of a revision. A part of its files, as by ``HEAD:rft``, is none."""
    # git would read a revision that begins with a hyphen as an option.
    found = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") if not revision.startswith("-") else None
    if not revision or found is None or found.returncode:
        said = "" if found is None else found.stderr.decode("utf-8", "replace").strip()
        why = f" ({said.splitlines()[-1]})" if said else ""
        raise CallError(
            f"{name!r}: got the revision {revision!r}{why}, expected a commit that git knows, such as HEAD~3 or main"
        )
    return found.stdout.decode().strip()


def _extract(commit: str, name: str, folder: Path) -> None:
    done = _git("archive", "--format=tar", commit)
    if done.returncode:
        raise CallError(f"{name!r}: git archive failed: {done.stderr.decode('utf-8', 'replace').strip()}")
    with tarfile.open(fileobj=BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")


def _git(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        raise CallError("git: got no such program, expected git, which holds the revisions; install it") from None
