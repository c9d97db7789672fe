"""`rft watch`: follow a job, its rewards and its alarms until the job ends."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Annotated, Final

import typer
from compiler.experiment.file import read_experiment
from compiler.naming import label
from rich.console import Console

from rft.arguments import AwsOption, JsonOption, StageOption
from rft.failures import CheckFailed
from rft.lifecycle.place import Place, local_place, remote_place
from rft.output import json_line, printable
from rft.watch.job_state import JobState, job_state
from rft.watch.look import Look
from rft.watch.lost_calls import COUNT, lost_calls
from rft.watch.red_alarms import alarms_of
from rft.watch.rewards import rewards_of

__all__ = ["follow", "looks", "watch"]

_EVERY: Final = 60
"""Seconds: CloudWatch's metrics are of whole minutes."""


def watch(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    job: Annotated[
        str | None,
        typer.Argument(metavar="JOB", help="Name or ARN of the job. Without it: rewards and alarms, without end."),
    ] = None,
    every: Annotated[int, typer.Option("--every", help="Seconds between two looks.", min=1, max=3600)] = _EVERY,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Follow a job, its rewards and the alarms, until it ends. Exits 1 if the job failed or lost calls."""
    region = read_experiment(experiment).region
    place = remote_place(region) if in_aws else local_place(region)
    follow(looks(place, label(experiment, stage), job, every), place, as_json)


def looks(
    place: Place,
    label: str,
    job: str | None,
    every: float = _EVERY,
    pause: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
) -> Iterator[Look]:
    """Yield a look every few seconds, until one after the job's end."""
    while True:
        at = now()
        state = job_state(place, job) if job is not None else None
        yield Look(at, state, rewards_of(place, label, at), alarms_of(place, label))
        if state is not None and state.ended:
            return
        pause(every)


def follow(seen: Iterator[Look], place: Place, as_json: bool) -> None:
    """Show each look, and then how the job ended.

    Raises:
        CheckFailed: the job failed, was stopped, or is an evaluation that lost calls, or does not say whether it did.
    """
    last: JobState | None = None
    lost: int | None = None
    console = Console(highlight=False, markup=False, emoji=False, stderr=True)
    with console.status("watching") as status:
        for look in seen:
            last, lost = look.job, _lost(look.job, place)
            said = look.as_dict | {"lost_calls": lost}
            print(json_line(said) if as_json else printable(look.line), flush=True)
            status.update(f"watching since {look.at:%H:%M:%S}")
    if last is not None:
        _judge(last, lost, as_json)


def _lost(job: JobState | None, place: Place) -> int | None:
    """Return the calls that an evaluation lost; None if it still runs, does not say, or is another job."""
    if job is None or not job.evaluates or job.status != "Completed":
        return None
    return lost_calls(place, job.output)


def _judge(job: JobState, lost: int | None, as_json: bool) -> None:
    if job.status != "Completed":
        raise CheckFailed(f"watch: {job.name} is {job.status}: {job.detail or 'no reason given'}; see its log")
    if not job.evaluates:
        return
    if lost is None:
        raise CheckFailed(
            f"watch: {job.name} is Completed, but {COUNT} is not in the results below {job.output}: whether calls were "
            "lost is not known; look into results*.json there, or into output.tar.gz"
        )
    if lost:
        raise CheckFailed(
            f"watch: {job.name} is Completed, but {COUNT} is {lost}: so many samples have no score; "
            "`rft logs EXPERIMENT recent-failures --aws` says why"
        )
    if not as_json:
        print(f"{COUNT} is 0: every sample has its score")
