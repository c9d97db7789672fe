"""The plan as tables for a terminal, and as one JSON object."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from rich.console import RenderableType

from rft.money import money
from rft.plan.forecast import Forecast
from rft.plan.plan import Plan, Trial
from rft.plan.text import time_of
from rft.plan.workload import PATTERN_SOURCE
from rft.records import table_of

__all__ = ["FAULT", "parts", "result", "tables", "words"]

FAULT = "this cannot work"


Rows = Sequence[Sequence[str]]


def tables(made: Plan) -> list[tuple[Sequence[str], Rows]]:
    """Return the headings and rows of each table, in order."""
    return [
        (("the job", ""), list(_job(made.now))),
        (("will take", ""), list(_takes(made.now))),
        (("setting", "now", "by the simulation"), list(_settings(made))),
        (("at once", "a step", "the run", "dollars", ""), [_swept(each, made.now) for each in made.sweep]),
        (("one change", "the run", "dollars", ""), [_tried(each) for each in made.tried]),
    ]


def words(made: Plan) -> list[str]:
    """Return the sentences below the tables, the most important at the end."""
    return [_together(made), *_words(made)]


def parts(made: Plan) -> list[RenderableType]:
    """Return the parts for a terminal, in order, without "cannot work", which is the command's last line."""
    said = [each for each in words(made) if not each.startswith(FAULT)]
    return [*(table_of(heads, rows) for heads, rows in tables(made)), *said]


def _job(now: Forecast) -> Iterator[list[str]]:
    case, load = now.case, now.case.workload
    yield ["samples", f"{load.steps} steps x {load.prompts} prompts x {load.rollouts} rollouts"]
    yield ["tokens of a sample", f"prompt {load.prompt_tokens}, response {load.response_tokens}"]
    if load.singles is None:
        yield ["calls", f"batches of {case.batch_size}, {case.concurrency} at once"]
    else:
        rate = f"{load.singles.calls_a_second:.0f} a second, at most {case.concurrency} at once"
        yield [
            "calls",
            f"one sample each, {rate}; {load.singles.workers} workers, {load.singles.generators} generators",
        ]
    judge = case.experiment.judge
    if judge is not None:
        quota = case.admitted
        admits = f"{quota.requests_per_minute:.0f} calls a minute" if quota.requests_per_minute else "no limit"
        yield ["judge", f"{judge.model or judge.endpoint}, {admits}"]
        yield ["its latency", f"p50 {judge.latency_p50_seconds:g} s, p99 {judge.latency_p99_seconds:g} s"]
        yield ["its tokens a call", f"{case.costs.read} read, {case.costs.written} written"]


def _takes(now: Forecast) -> Iterator[list[str]]:
    cost, case = now.dollars, now.case
    yield ["a step", time_of(now.step_seconds)]
    yield ["the run", f"{time_of(now.run_seconds)}, beside generation and training"]
    yield ["an invocation", f"{time_of(now.invocation_seconds)} in the middle, {time_of(now.longest_seconds)} at most"]
    if case.experiment.judge is not None:
        yield ["calls to the judge", f"{now.calls:.0f} a step, {now.throttled:.0f} of them turned away"]
    if case.second_calls:
        yield ["calls to the second judge", f"{case.second_calls:.0f} a step, beside the others: no time is added"]
    yield ["payload", f"{case.payload / 1024 / 1024:.2f} MB of 6 MB"]
    yield [
        "dollars",
        money(cost.total) if cost.judge is not None else f"{money(cost.total)} without the judge's tokens",
    ]
    yield ["  function", money(cost.function)]
    if case.experiment.judge is not None:
        yield ["  judge", f"{money(cost.judge)}, at most {money(cost.most_judge)}"]
    if case.second_calls:
        yield ["  second judge", money(cost.second)]
    yield ["  logs", money(cost.logs)]
    yield ["  metrics, alarms, dashboard", f"{money(cost.watching)}, {money(cost.watching_an_hour)} an hour of the job"]
    if cost.traces:
        yield ["  traces", money(cost.traces)]


def _settings(made: Plan) -> Iterator[list[str]]:
    experiment, advised = made.now.case.experiment, made.advised
    reserved = experiment.reserved_concurrency
    yield ["job.batch_size", str(experiment.job.batch_size), str(advised.batch_size)]
    yield ["job.concurrency", str(experiment.job.concurrency), str(advised.concurrency)]
    yield ["reserved_concurrency", "none" if reserved is None else str(reserved), str(advised.reserved_concurrency)]
    yield ["timeout_seconds", str(experiment.timeout_seconds), str(advised.timeout_seconds)]
    yield ["memory_mb", str(experiment.memory_mb), str(advised.memory_mb)]
    if experiment.judge is not None:
        free = f"{advised.requests_per_minute} never waits"
        yield ["judge.requests_per_minute", str(experiment.judge.requests_per_minute), free]


def _together(made: Plan) -> str:
    both = made.advised.together
    if not both.works:
        return "With all of these at once it cannot work; change one thing at a time."
    return (
        f"With all of these at once and the quota as it is: {time_of(both.step_seconds)} a step, "
        f"{time_of(both.run_seconds)} the run, {money(both.dollars.total)} without metrics and alarms."
    )


def _swept(each: Forecast, now: Forecast) -> list[str]:
    at_once = each.case.experiment.job.concurrency
    note = "now" if at_once == now.case.experiment.job.concurrency else ""
    return [
        str(at_once),
        time_of(each.step_seconds),
        time_of(each.run_seconds),
        money(each.dollars.total),
        note if each.works else "cannot work",
    ]


def _tried(trial: Trial) -> list[str]:
    made = trial.forecast
    note = "" if made.works else "cannot work"
    return [str(trial.change), time_of(made.run_seconds), money(made.dollars.total), note]


def _words(made: Plan) -> Iterator[str]:
    if made.now.case.workload.singles is not None:
        yield PATTERN_SOURCE
        if not made.now.keeps_up:
            yield (
                f"It scores {made.now.samples_a_second:.0f} samples a second, and the job generates "
                f"{made.now.case.workload.singles.calls_a_second:.0f}: the job waits for its rewards."
            )
    yield f"bottleneck: {made.binds or 'nothing that one change would remove'}"
    if made.now.works and made.now.faults:
        yield (
            f"{made.now.faults.total()} invocations fail at first and work when the job sends them again, because won "
            "verdicts are kept. By AWS's blog, SageMaker training jobs do so three times; of others nothing is known."
        )
    helps = made.helps
    yield "helps most: " + ("no single change" if helps is None else f"{helps.change}: {_effect(made.now, helps)}")
    yield from (f"synth warns: {text}" for text in made.findings)
    yield from (f"{FAULT}: {text}" for text in made.faults)


def _effect(now: Forecast, helps: Trial) -> str:
    made = helps.forecast
    if made.works and not now.works:
        return "then it works"
    return f"{time_of(made.run_seconds)} in place of {time_of(now.run_seconds)}, {money(made.dollars.total)}"


def result(made: Plan) -> dict[str, Any]:
    """Return the plan as one object."""
    now, helps = made.now, made.helps
    return {
        "experiment": now.case.experiment.name,
        "works": now.works,
        "cannot_work": list(made.faults),
        "workload": asdict(now.case.workload),
        "judge": _judge(now),
        **_figures(now),
        "keeps_up": now.keeps_up,
        "payload_bytes": now.case.payload,
        "advised": _advised(made),
        "binds": made.binds or None,
        "helps_most": None if helps is None else {"change": str(helps.change), **_figures(helps.forecast)},
        "by_concurrency": [
            {"concurrency": each.case.experiment.job.concurrency, **_figures(each)} for each in made.sweep
        ],
        "changes": [{"change": str(each.change), **_figures(each.forecast)} for each in made.tried],
        "synth_warns": list(made.findings),
    }


def _judge(now: Forecast) -> dict[str, Any] | None:
    judge = now.case.experiment.judge
    return judge and {
        "latency_p50_seconds": judge.latency_p50_seconds,
        "latency_p99_seconds": judge.latency_p99_seconds,
        "requests_per_minute": now.case.admitted.requests_per_minute,
        "tokens_read_a_call": now.case.costs.read,
        "tokens_written_a_call": now.case.costs.written,
    }


def _advised(made: Plan) -> dict[str, Any]:
    advised = made.advised
    names = [each.name for each in fields(advised) if each.name != "together"]
    return {**{name: getattr(advised, name) for name in names}, "together": _figures(advised.together)}


def _figures(made: Forecast) -> dict[str, Any]:
    return {
        "step_seconds": round(made.step_seconds, 3),
        "run_seconds": round(made.run_seconds, 1),
        "invocation_seconds": round(made.invocation_seconds, 3),
        "longest_seconds": round(made.longest_seconds, 3),
        "judge_calls_a_step": round(made.calls),
        "throttled_a_step": round(made.throttled),
        "second_calls_a_step": round(made.case.second_calls),
        "failed_invocations": made.faults.total(),
        "lost_share": made.lost_share,
        "usd": {**asdict(made.dollars), "total": made.dollars.total},
    }
