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
        typer.Argument(metavar="JOB", help="Name or ARN of the job. Without it: rewards and alarms alone, for ever."),
    ] = None,
    every: Annotated[int, typer.Option("--every", help="Seconds between two looks.", min=1, max=3600)] = _EVERY,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Follow a job, the rewards that it gets, and the alarms. Ends with the job, by 1 if it did not go well."""
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
        CheckFailed: the job failed, was stopped, or is an evaluation that lost calls.
    """
    last: JobState | None = None
    console = Console(highlight=False, markup=False, emoji=False, stderr=True)
    with console.status("watching") as status:
        for look in seen:
            last = look.job
            print(json_line(look.as_dict) if as_json else printable(look.line), flush=True)
            status.update(f"watching since {look.at:%H:%M:%S}")
    if last is not None:
        _judge(last, place, as_json)


def _judge(job: JobState, place: Place, as_json: bool) -> None:
    if job.status != "Completed":
        raise CheckFailed(f"watch: {job.name} is {job.status}: {job.detail or 'no reason given'}; see its log")
    if not job.evaluates:
        return
    lost = lost_calls(place, job.output)
    if lost:
        raise CheckFailed(
            f"watch: {job.name} is Completed, but {COUNT} is {lost}: so many samples have no score; "
            "`rft logs EXPERIMENT recent-failures --aws` says why"
        )
    if not as_json:
        said = "0: every sample has its score" if lost == 0 else f"not in the results below {job.output}; look there"
        print(f"{COUNT} is {said}")
