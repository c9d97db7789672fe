"""Runs all checks of one road over one deployed reward: for `rft check`, and before a job is sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from reward_runtime.reward import load_reward

from rft.check.configuration import configuration_findings, role_finding
from rft.check.contract import contract_findings
from rft.check.forms import SAMPLES
from rft.check.judge import canary_count, judge_findings
from rft.check.limits import limit_findings
from rft.check.load import at_once, load_findings
from rft.check.reply_rules import ReplyRules
from rft.check.sandbox import sandbox_findings
from rft.check.subject import Subject
from rft.check.traces import trace_findings
from rft.doctor.finding import Finding
from rft.failures import CallError
from rft.invoke.callee import Callee, agree
from rft.invoke.roads import batch_size
from rft.invoke.rows import read_rows
from rft.road import ROADS, Road
from rft.steps import Steps

__all__ = ["Asked", "failed", "run"]


@dataclass(frozen=True)
class Asked:
    """The function to check, and the extent of the checks."""

    callee: Callee
    road: Road
    role: str | None = None
    """ARN of the job's role."""
    load: bool | None = None
    """Whether the job's calls are made at its concurrency. None: unless a judge would be asked each time."""
    faults: bool = False
    """Whether wrong events are sent, which count for an account's alarms. The local target always gets them."""
    agreed: bool = False
    """Whether the caller agrees to the judge's calls without being asked."""

    @property
    def at_concurrency(self) -> bool:
        """Whether the job's calls are made at its concurrency."""
        return not self.callee.compiled.judged if self.load is None else self.load


def run(asked: Asked) -> list[Finding]:
    """Make every check and return the findings; progress is shown on stderr.

    Raises:
        CallError: the experiment replies in a form that the road does not read, or the caller does not agree.
        CheckFailed: Lambda does not run the function.
    """
    compiled = asked.callee.compiled
    _check_reply(compiled.experiment.name, compiled.experiment.reply, asked.road)
    subject = _subject(asked.callee)
    agree(asked.callee, _samples(subject, asked), asked.agreed)
    return list(_findings(subject, asked))


def failed(asked: Asked) -> list[str]:
    """Make every check and return a line for each that is bad: none, and the function is ready for the job."""
    return [f"{each.what}: {each.says}" for each in run(asked) if each.state == "bad"]


def _subject(callee: Callee) -> Subject:
    experiment = callee.compiled.experiment
    reward = load_reward(experiment.reward)
    rules = ReplyRules(experiment.reply, reward.floor, reward.ceiling)
    return Subject(callee.compiled, callee.place, callee.arn, read_rows(experiment.reward), callee.client(), rules)


def _findings(subject: Subject, asked: Asked) -> Iterator[Finding]:
    steps, road = Steps(), asked.road
    with steps.step("look at the function"):
        yield from configuration_findings(subject)
        yield from limit_findings(subject, road)
        if asked.role is not None:
            yield role_finding(subject, asked.role)
    with steps.step("send what the road sends"):
        yield from contract_findings(subject, road, asked.faults or subject.place.name == "local")
    if subject.compiled.judged:
        with steps.step("ask the judge about its canaries"):
            yield from judge_findings(subject)
    if subject.compiled.experiment.sandbox is not None:
        with steps.step("try what a program can reach"):
            yield from sandbox_findings(subject)
    with steps.step("send a job's batch"):
        yield from load_findings(subject, road, asked.at_concurrency)
    with steps.step("wait for logs and metrics"):
        yield from trace_findings(subject, road)


def _check_reply(experiment: str, reply: str, road: Road) -> None:
    wanted = ROADS[road].replies
    if reply not in wanted:
        raise CallError(
            f"experiments/{experiment}.yaml: reply: got {reply!r}, expected {' or '.join(map(repr, wanted))} for "
            f"{road.value}, which reads no other form"
        )


def _samples(subject: Subject, asked: Asked) -> int:
    """Return the number of samples that are sent and differ; the verdicts on equal ones are kept."""
    batches = at_once(subject, asked.road, asked.at_concurrency) * batch_size(subject.compiled, asked.road)
    return len(subject.samples) + SAMPLES + canary_count(subject) + batches
