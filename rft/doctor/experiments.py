"""Checks region, layers and judge of the experiments, without an account."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import botocore.session
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from compiler.judge.both import as_second, of_both_judges, second_target
from compiler.judge.known_models import SHOWN_AS, known_models
from compiler.judge.partition import partition_of
from compiler.judge.target import Target, judge_target
from compiler.layers.lock import read_locks

from rft.doctor.finding import Finding
from rft.repository import ROOT

OLD_DAYS: Final = 90
"""Largest good age of the list of models, because AWS adds regions to profiles every few months."""


def readable(names: Sequence[str], root: Path = ROOT) -> tuple[list[Experiment], list[Finding]]:
    """Return the experiments that can be read, and a finding for each of the others."""
    experiments: list[Experiment] = []
    findings: list[Finding] = []
    for name in names:
        try:
            experiments.append(read_experiment(name, root))
        except CompileError as error:
            findings.append(Finding(f"experiments/{name}.yaml", "bad", str(error)))
    return experiments, findings


def experiment_findings(experiments: Sequence[Experiment], today: date, root: Path = ROOT) -> Iterator[Finding]:
    """Yield findings about regions, layers and judges."""
    for region in sorted({each.region for each in experiments}):
        yield _region(region, [each.name for each in experiments if each.region == region])
    for layer in sorted({layer for each in experiments for layer in each.layers}):
        yield _layer(layer, [each.name for each in experiments if layer in each.layers], root)
    judged = [each for each in experiments if each.judge is not None]
    yield from map(_judge, judged)
    yield from map(_second, [each for each in judged if as_second(each) is not None])
    if judged:
        yield _list_of_models(today)


def judges(experiments: Sequence[Experiment]) -> list[Target]:
    """Return the judges of the experiments, each once."""
    targets: list[Target] = []
    for experiment in of_both_judges(experiments):
        try:
            target = judge_target(experiment)
        except CompileError:
            continue
        if target is not None and target not in targets:
            targets.append(target)
    return targets


def _region(region: str, users: Sequence[str]) -> Finding:
    session = cast("Any", botocore.session.get_session())
    known: list[str] = session.get_available_regions("lambda", partition_name=partition_of(region))
    what = f"region {region}"
    if region in known:
        return Finding(what, "good", f"of {', '.join(users)}")
    return Finding(what, "warning", f"of {', '.join(users)}: this botocore knows no Lambda there; check its spelling")


def _layer(name: str, users: Sequence[str], root: Path) -> Finding:
    what = f"layer {name}"
    try:
        (lock,) = read_locks([name], root, ", ".join(users))
    except CompileError as error:
        return Finding(what, "bad", str(error))
    if "--hash=sha256:" not in lock.file.read_text(encoding="utf-8"):
        return Finding(what, "bad", f"{lock.shown_as}: got no hashes, expected a lock; run `make lock`")
    return Finding(what, "good", f"locked by hash; of {', '.join(users)}")


def _judge(experiment: Experiment) -> Finding:
    return _of(f"judge of {experiment.name}", experiment, judge_target)


def _second(experiment: Experiment) -> Finding:
    return _of(f"second judge of {experiment.name}", experiment, second_target)


def _of(what: str, experiment: Experiment, target_of: Callable[[Experiment], Target | None]) -> Finding:
    try:
        target = target_of(experiment)
    except CompileError as error:
        return Finding(what, "bad", str(error))
    if target is None:
        return Finding(what, "good", "none")
    if target.model in known_models().legacy:
        return Finding(what, "warning", f"{target.text}: legacy, closed to new customers; choose its successor")
    return Finding(what, "good", f"{target.text}, {target.form}, from {target.region}{_runs_in(target)}")


def _runs_in(target: Target) -> str:
    if target.anywhere:
        return ", runs in any commercial region"
    return f", runs in {', '.join(target.regions)}" if target.regions else ""


def _list_of_models(today: date) -> Finding:
    age = (today - date.fromisoformat(known_models().date)).days
    shown = f"of {known_models().date}, {age} days old"
    if age <= OLD_DAYS:
        return Finding(SHOWN_AS, "good", shown)
    return Finding(SHOWN_AS, "warning", f"{shown}; compare it with the live list by `rft doctor --aws`")
