"""The cost and time of a job in a few lines: ``rft job`` prints them before anything is sent."""

from dataclasses import replace
from typing import Final

from compiler.capacity.bill import watching_usd
from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment

from rft.money import money
from rft.plan.case import Case
from rft.plan.forecast import Forecast, forecast
from rft.plan.measuring.measured import measured
from rft.plan.text import time_of
from rft.plan.workload import Singles, Workload
from rft.road import ROADS, Road

__all__ = ["brief", "case_of", "lines"]


HYPERPOD_CONCURRENCY: Final = 100
"""``lambda_concurrency_limit`` of HyperPod's recipe (aws/sagemaker-hyperpod-recipes 2631995)."""


def brief(experiment: str, road: str, *, steps: int, prompts: int, rollouts: int) -> list[str]:
    """Return the forecast of a job, a fact a line.

    Args:
        experiment: name of a file in ``experiments/``.
        road: a value of ``rft.road.Road``.
        steps: of the job.
        prompts: of one step.
        rollouts: responses to each prompt.

    Raises:
        compiler.errors.CompileError: the experiment does not compile.
    """
    compiled = compile_experiment(experiment)
    workload = Workload(prompts, rollouts, steps, singles=Singles() if ROADS[Road(road)].one_by_one else None)
    return lines(forecast(case_of(compiled, workload), watching_usd(compiled)))


def lines(made: Forecast) -> list[str]:
    """Return the lines of a forecast."""
    workload, cost = made.case.workload, made.dollars
    samples = workload.steps * workload.samples
    judge = "" if cost.judge == 0 else f", judge {money(cost.judge)}"
    most = "" if not cost.most_judge else f" (at most {money(cost.most_judge)})"
    most += f", second judge {money(cost.second)}" if made.case.second_calls else ""
    said = [
        f"scoring {samples} samples takes about {time_of(made.run_seconds)}, {time_of(made.step_seconds)} a step, "
        "beside generation and training",
        f"and costs {_about(cost.total)}: function {money(cost.function)}{judge}{most}, logs {money(cost.logs)}, "
        f"metrics and alarms {money(cost.watching)}",
    ]
    if not made.works:
        said.insert(0, "this cannot work as it is: see `rft plan`")
    elif not made.keeps_up:
        said.append(f"it scores {made.samples_a_second:.0f} samples a second, fewer than the job makes: see `rft plan`")
    return said


def _about(usd: float) -> str:
    text = money(usd)
    return text if text.startswith("under") else f"about {text}"


def case_of(compiled: CompiledExperiment, workload: Workload) -> Case:
    """Return the case of an experiment, with the lengths and costs of its own data, in the pattern of the workload."""
    found = measured(compiled)
    load = replace(workload, prompt_tokens=found.prompt_tokens, response_tokens=found.response_tokens)
    case = Case(compiled.experiment, compiled.questions, load, found.costs_of(load))
    return case if load.singles is None else single_calls(case)


def single_calls(case: Case) -> Case:
    """Return the case as HyperPod's pattern needs it: one sample a call, and its own default for calls at once."""
    job = case.experiment.job
    told = "concurrency" in job.model_fields_set and job.batch_size == 1
    return case.changed(job={"batch_size": 1} | ({} if told else {"concurrency": HYPERPOD_CONCURRENCY}))
