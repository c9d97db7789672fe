"""`rft plan`: what a job on an experiment will take, simulated before it begins."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
from compiler.compile import experiment_names

from rft.arguments import ExperimentArgument, JsonOption
from rft.failures import CallError, CheckFailed
from rft.output import show, warn
from rft.repository import ROOT, chosen
from rft.road import ROADS, Road
from rft.steps import Steps
from rft.written_file import check_writable

__all__ = ["plan"]

_LONGEST_LATENCY: Final = 900.0


def plan(
    experiment: ExperimentArgument = None,
    prompts: Annotated[int, typer.Option(help="Prompts of a step.", min=1)] = 64,
    rollouts: Annotated[int, typer.Option(help="Responses to each prompt.", min=1)] = 8,
    steps: Annotated[int, typer.Option(help="Steps of the job.", min=1)] = 100,
    prompt_tokens: Annotated[
        int | None, typer.Option(help="Of a prompt. Default: as in the reward's data.", min=1)
    ] = None,
    response_tokens: Annotated[
        int | None, typer.Option(help="Of a usual response. Default: as in the reward's data.", min=1)
    ] = None,
    road: Annotated[
        Road, typer.Option("--road", help="The job's road. HyperPod and evaluations call once a sample.")
    ] = Road.TRAINING,
    workers: Annotated[int, typer.Option(help="rollout_worker_replicas of HyperPod's recipe.", min=1)] = 1,
    generators: Annotated[int, typer.Option(help="generation_replicas of HyperPod's recipe.", min=1)] = 2,
    latency: Annotated[
        tuple[float, float] | None,
        typer.Option(metavar="P50 P99", help="Seconds of the judge. Default: the experiment's."),
    ] = None,
    quota: Annotated[
        int | None, typer.Option(help="Calls a minute that the account admits. Default: the experiment's share.", min=1)
    ] = None,
    equal: Annotated[
        float, typer.Option(help="Share of a batch's questions that repeat another one.", min=0, max=0.99)
    ] = 0.0,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 0,
    out: Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Also draw it as one HTML page.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Simulate a job: its time, its dollars, what binds, and the one change that helps most."""
    from compiler.capacity.account import CONTEXT, left_for, read_quotas
    from compiler.capacity.bill import watching_usd
    from compiler.experiment.file import read_experiment

    from rft.plan.brief import single_calls
    from rft.plan.case import Case, quota_of
    from rft.plan.measured import measured
    from rft.plan.page import page
    from rft.plan.plan import plan as planned
    from rft.plan.report import parts, result
    from rft.plan.workload import Singles, Workload

    if out is not None:
        check_writable("--report", out)
    compiled = chosen(experiment)
    found = measured(compiled)
    if not found.samples:
        warn(f"data/{compiled.experiment.reward}.jsonl: no samples, so lengths and costs are guessed; add rows")
    load = Workload(
        prompts=prompts,
        rollouts=rollouts,
        steps=steps,
        prompt_tokens=prompt_tokens or found.prompt_tokens,
        response_tokens=response_tokens or found.response_tokens,
        equal_share=equal,
        singles=Singles(workers, generators) if ROADS[road].one_by_one else None,
    )
    everyone = [read_experiment(name) for name in experiment_names()]
    quotas = read_quotas(json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"].get(CONTEXT))
    left = left_for(compiled.experiment, everyone, quotas)
    case = Case(compiled.experiment, compiled.questions, load, found.costs_of(load), seed=seed)
    admits = quota or left.requests_per_minute
    if admits is not None and compiled.experiment.judge is not None:
        case = replace(case, quota=quota_of(admits, left.tokens_per_minute))
    if latency is not None:
        case = case.changed(judge=_latency(latency))
    if load.singles is not None:
        case = single_calls(case)
    with Steps().step("simulate the job, as it is and with one thing changed at a time"):
        made = planned(case, everyone, quotas, watching_usd(compiled))
    if out is not None:
        out.write_text(page(made), encoding="utf-8")
    show(result(made), as_json, *parts(made))
    if made.faults:
        raise CheckFailed(f"plan: {compiled.experiment.name}: this cannot work: {made.faults[0]}")


def _latency(given: tuple[float, float]) -> dict[str, float]:
    p50, p99 = given
    if not 0 < p50 <= p99 <= _LONGEST_LATENCY:
        raise CallError(f"--latency: got {p50:g} {p99:g}, expected P50 and P99 in seconds, 0 < P50 <= P99 <= 900")
    return {"latency_p50_seconds": p50, "latency_p99_seconds": p99}
