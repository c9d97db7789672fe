"""`rft plan`: a forecast of a job on an experiment, simulated before it begins."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rft.arguments import ExperimentArgument, JsonOption
from rft.deployed.named import AgreeOption
from rft.failures import CallError, CheckFailed
from rft.output import show
from rft.repository import chosen
from rft.road import Road
from rft.written_file import check_writable, write_file

if TYPE_CHECKING:
    # The simulation takes a third of a second to load, which other verbs need not wait for.
    from rft.plan.plan import Plan

__all__ = ["plan"]


def plan(
    experiment: ExperimentArgument = None,
    prompts: Annotated[int, typer.Option(help="Prompts of a step.", min=1, max=1_000_000)] = 64,
    rollouts: Annotated[int, typer.Option(help="Responses to each prompt.", min=1, max=1024)] = 8,
    steps: Annotated[int, typer.Option(help="Steps of the job.", min=1, max=10_000_000)] = 100,
    prompt_tokens: Annotated[
        int | None, typer.Option(help="Tokens of a prompt. Default: as in the reward's data.", min=1, max=262_144)
    ] = None,
    response_tokens: Annotated[
        int | None,
        typer.Option(help="Tokens of a usual response. Default: as in the reward's data.", min=1, max=262_144),
    ] = None,
    road: Annotated[
        Road, typer.Option("--road", help="The job's road. HyperPod and evaluations call once a sample.")
    ] = Road.TRAINING,
    workers: Annotated[int, typer.Option(help="rollout_worker_replicas of HyperPod's recipe.", min=1, max=64)] = 1,
    generators: Annotated[int, typer.Option(help="generation_replicas of HyperPod's recipe.", min=1, max=64)] = 2,
    latency: Annotated[
        tuple[float, float] | None,
        typer.Option(metavar="P50 P99", help="The judge's latency in seconds. Default: the experiment's."),
    ] = None,
    quota: Annotated[
        int | None,
        typer.Option(
            help="Calls a minute that the account admits. Default: the experiment's share.", min=1, max=10_000_000
        ),
    ] = None,
    equal: Annotated[
        float, typer.Option(help="Share of a batch's questions that repeat another one.", min=0, max=0.99)
    ] = 0.0,
    probe: Annotated[
        int | None,
        typer.Option("--probe", help="Measure the judge with so many of the reward's samples.", min=5, max=64),
    ] = None,
    in_aws: Annotated[
        bool,
        typer.Option("--aws", help="Probe the experiment's own model, with your credentials. Says the cost first."),
    ] = False,
    yes: AgreeOption = False,
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 0,
    out: Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Also draw it as one HTML page.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Simulate a job: its time, its dollars, its bottleneck, and the one change that helps most."""
    if out is not None:
        check_writable("--report", out)
    if probe is None and (in_aws or yes):
        raise CallError("--aws, --yes: got no --probe, expected one, because nothing else calls a model; add --probe N")
    compiled = chosen(experiment)
    from rft.plan.order import Order, Probing
    from rft.plan.report import parts, result
    from rft.plan.workload import Singles

    made = Order(
        prompts=prompts,
        rollouts=rollouts,
        steps=steps,
        prompt_tokens=prompt_tokens,
        response_tokens=response_tokens,
        road=road,
        singles=Singles(workers, generators),
        latency=latency,
        quota=quota,
        equal_share=equal,
        probing=None if probe is None else Probing(probe, in_aws, yes),
        seed=seed,
    ).plan(compiled)
    if out is not None:
        _write(made, out)
    show(result(made), as_json, *parts(made))
    if made.faults:
        why = "; ".join(made.faults)
        raise CheckFailed(f"plan: {compiled.experiment.name}: this cannot work: {why}")


def _write(made: "Plan", out: Path) -> None:
    from rft.plan.page import page

    write_file("--report", out, page(made))
