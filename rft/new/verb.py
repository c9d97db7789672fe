"""`rft new`: make an experiment, whole, or a fork of one."""

import re
from collections.abc import Iterable, Sequence
from keyword import iskeyword
from typing import Annotated

import typer
from compiler import naming
from compiler.compile import compile_experiment, revision_of
from compiler.experiment.experiment import EXPERIMENT_NAME, MAX_NAME_CHARS
from compiler.experiment.file import experiment_names, read_experiment
from compiler.rewards import reward_names

from rft.arguments import JsonOption
from rft.failures import CallError
from rft.new.fork import forked
from rft.new.kind import Kind, files_of
from rft.output import show
from rft.repository import ROOT


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the new experiment, such as tone-strict.")],
    origin: Annotated[
        str | None, typer.Option("--from", metavar="EXPERIMENT", help="Fork this experiment, with the same reward.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Make a new reward of this kind.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make an experiment: a fork of another one, or a new one with a reward, data and a test to replace."""
    if (origin is None) == (kind is None):
        got = "neither" if kind is None else "both"
        raise CallError(f"new: got {got}, expected one of --from EXPERIMENT and --kind {'|'.join(Kind)}")
    _check_name(name)
    files = _fork(name, origin) if origin is not None else _whole(name, kind or Kind.LABELS)
    for place, text in files:
        path = ROOT / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    compiled = compile_experiment(name, root=ROOT)
    written = [place for place, _ in files]
    result = {"experiment": name, "revision": compiled.revision, "forked_from": origin, "files": written}
    tried = compiled.rehearsal.responses if compiled.rehearsal else 0
    rehearsed = f"rehearsed and proved: {tried} responses, revision {compiled.revision}"
    show(result, as_json, *(f"wrote {place}" for place in written), rehearsed, *_next(name, origin))


def _check_name(name: str) -> None:
    if not re.fullmatch(EXPERIMENT_NAME, name) or len(name) > MAX_NAME_CHARS or iskeyword(name):
        raise CallError(
            f"name: got {name!r}, expected 1 to {MAX_NAME_CHARS} lower-case letters, digits and hyphens, a letter "
            "first, and no keyword of Python; such as 'tone-strict'"
        )
    if name in experiment_names(ROOT):
        raise CallError(f"name: experiments/{name}.yaml is there already, expected a new name")
    naming.check_label(name, name)


def _fork(name: str, origin: str) -> list[tuple[str, str]]:
    read_experiment(origin, ROOT)
    text = (ROOT / "experiments" / f"{origin}.yaml").read_text(encoding="utf-8")
    return [(f"experiments/{name}.yaml", forked(text, origin, revision_of(origin, ROOT)))]


def _whole(name: str, kind: Kind) -> list[tuple[str, str]]:
    reward = name.replace("-", "_")
    files = list(files_of(kind, name, reward))
    if reward in reward_names(ROOT / "lambda_src"):
        raise CallError(f"name: lambda_src/rewards/{reward}.py is there already; fork its experiment with --from")
    _check_new(place for place, _ in files)
    return files


def _check_new(places: Iterable[str]) -> None:
    there = [place for place in places if (ROOT / place).exists()]
    if there:
        raise CallError(f"name: {there[0]} is there already; choose another name, or move that file away")


def _next(name: str, origin: str | None) -> Sequence[str]:
    edit = f"edit experiments/{name}.yaml" if origin else "replace reward, data and test by your own"
    return (
        f"next: {edit}; `rft score {name}` shows what it pays for",
        f"before a commit: make permissions-accept EXPERIMENT={name}",
    )
