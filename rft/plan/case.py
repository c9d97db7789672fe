"""``Case``: an experiment and a workload, as the simulation takes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from compiler.capacity.judged_batch import JudgedBatch
from compiler.capacity.payload import BYTES_PER_TOKEN, MAX_PAYLOAD_BYTES, batch_bytes
from compiler.experiment.experiment import Experiment
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.call import NoVerdict, Prompt, Reply, Tool

from rft.plan.measuring.costs import COLD_JUDGED_SECONDS, COLD_SECONDS, CORE_MB, Costs
from rft.plan.simulation.lognormal import Lognormal, share
from rft.plan.simulation.setup import Invocation, Processor, Quota, Setup
from rft.plan.workload import Workload

__all__ = ["Case", "quota_of"]

FOLLOWED: Final = 0.025
"""Share of questions after which the judge is asked about the response beside another question: 5 % of those with the
best verdict (``counterfactual.TOP_SHARE``), and half of the responses are taken to get it."""
CANARIES: Final = 3
"""Questions of known worth beside the batches that are chosen for them (``canary.probes_of``)."""
FEW_SAMPLES, MOST_SAMPLES = 512, 4096
"""A step with more than the first is simulated in part, because it goes on in the same way: at least two batches for
each invocation at once, and never more than the second."""
BURST_SECONDS: Final = 2.0
"""Seconds of the account's quota that it is taken to admit at once. AWS publishes none."""
CHARACTERS_A_TOKEN: Final = 4
_TOOL: Final = Tool("give_verdict", "", {})


@dataclass(frozen=True)
class Case:
    """One thing to simulate."""

    experiment: Experiment
    questions: int
    """To the judge for each sample, at least 1 if there is a judge."""
    workload: Workload
    costs: Costs = field(default_factory=Costs)
    quota: Quota | None = None
    """The quota of the judge's service; ``None`` for the experiment's own share, ``Quota()`` for no limit."""
    seed: int = 0

    def changed(self, *, job: dict[str, Any] | None = None, judge: dict[str, Any] | None = None, **own: Any) -> "Case":
        """Return the case with other values in the experiment's file: of its blocks, or of its own fields."""
        before = self.experiment
        update: dict[str, Any] = {**own}
        if job:
            update["job"] = before.job.model_copy(update=job)
        if judge and before.judge is not None:
            update["judge"] = before.judge.model_copy(update=judge)
        return replace(self, experiment=before.model_copy(update=update))

    @property
    def batch_size(self) -> int:
        """Samples of an invocation."""
        return 1 if self.workload.singles else self.experiment.job.batch_size

    @property
    def concurrency(self) -> int:
        """Invocations at once that the job makes and Lambda carries."""
        limits = [self.experiment.job.concurrency]
        limits.append(self.experiment.reserved_concurrency or self.experiment.alarms.account_concurrency)
        if self.workload.singles:
            limits.append(self.workload.singles.at_once)
        return min(limits)

    @property
    def payload(self) -> int:
        """Bytes of a usual batch."""
        return batch_bytes(self.batch_size, self.workload.sample_tokens)

    @property
    def fits_payload(self) -> bool:
        """Whether Lambda takes a usual batch."""
        return self.payload <= MAX_PAYLOAD_BYTES

    @property
    def most_samples(self) -> int:
        """Usual samples that Lambda takes at once; 0 if it does not even take one."""
        return MAX_PAYLOAD_BYTES // batch_bytes(1, self.workload.sample_tokens)

    @property
    def judged(self) -> JudgedBatch | None:
        """The calls of a batch, by the sums that synth warns by."""
        return JudgedBatch.of(self.experiment, self.questions)

    @property
    def second_calls(self) -> float:
        """Calls of a step to the second judge, if each sample is judged; 0 without one."""
        second = None if self.experiment.judge is None else self.experiment.judge.second
        return 0.0 if second is None else second.share * self.workload.samples * self.questions

    @property
    def admitted(self) -> Quota:
        """The quota of the judge's service."""
        judge = self.experiment.judge
        if self.quota is not None or judge is None:
            return self.quota or Quota()
        return quota_of(judge.requests_per_minute, judge.tokens_per_minute)

    @property
    def simulated(self) -> int:
        """Samples of a step that are simulated."""
        enough = max(FEW_SAMPLES, 2 * self.batch_size * self.concurrency)
        return min(self.workload.samples, enough, MOST_SAMPLES)

    @property
    def scale(self) -> float:
        """Samples of a step / simulated samples."""
        return self.workload.samples / self.simulated

    def setup(self) -> Setup:
        """Return the figures of the simulation."""
        experiment, judged = self.experiment, self.judged
        cores = min(1.0, experiment.memory_mb / CORE_MB)
        sample = self.costs.sample(self.workload.sample_tokens * BYTES_PER_TOKEN)
        setup = Setup(
            concurrency=self.concurrency,
            seconds=experiment.timeout_seconds,
            processor=Processor(cores, self.costs.invocation, sample, self.costs.call),
            cold_seconds=COLD_SECONDS,
            most_lost=experiment.max_fallback_share if experiment.on_failure == "neutral" else 0.0,
        )
        if judged is None:
            return setup
        return replace(
            setup,
            judge=judged.settings,
            latency=Lognormal(judged.judge.latency_p50_seconds, judged.judge.latency_p99_seconds, self.seed),
            quota=self.admitted,
            tokens=(self.costs.read, self.costs.written),
            cold_seconds=COLD_JUDGED_SECONDS,
        )

    def step(self, number: int) -> Sequence[Invocation]:
        """Return the invocations of one step, each with questions of its own."""
        samples, size = self.simulated, self.batch_size
        singles = self.workload.singles
        return [
            Invocation(
                samples=min(size, samples - first),
                questions=self._questions(number, first, min(size, samples - first)),
                arrives=first / singles.calls_a_second if singles else 0.0,
            )
            for first in range(0, samples, size)
        ]

    def _questions(self, step: int, first: int, samples: int) -> list[Question[float]]:
        judge = self.experiment.judge
        if judge is None:
            return []
        prompt = Prompt("x" * (CHARACTERS_A_TOKEN * self.costs.read), "", _TOOL, judge.max_tokens)
        names: list[str] = []
        for at in range(samples * self.questions):
            name = f"{self.seed}-{step}-{first}-{at}"
            again = names and share("equal", name) < self.workload.equal_share
            names.append(names[int(share("which", name) * len(names))] if again else name)
        probed = share("canary", names[0]) < judge.canary_share
        return [_question(name, prompt, CANARIES if probed and name == names[0] else 0) for name in names]


def quota_of(requests_per_minute: int, tokens_per_minute: int | None) -> Quota:
    """Return the quota of a service that admits so much; ``None`` is no limit of tokens."""
    burst = max(1.0, BURST_SECONDS * requests_per_minute / 60)
    return Quota(float(requests_per_minute), float(tokens_per_minute or 0), burst)


def _question(name: str, prompt: Prompt, canaries: int) -> Question[float]:
    """Return a question, after whose verdict some others are asked. Nobody waits for these to score a batch."""

    def follow(result: float | NoVerdict) -> Sequence[Question[float]]:
        beside = not isinstance(result, NoVerdict) and share("follow", name) < FOLLOWED
        names = [*([f"{name}-beside"] if beside else []), *(f"{name}-canary-{at}" for at in range(canaries))]
        return [Question(each.encode(), replace(prompt, user=each), _read) for each in names]

    return Question(name.encode(), replace(prompt, user=name), _read, follow)


def _read(_: Reply) -> float:
    return 1.0
