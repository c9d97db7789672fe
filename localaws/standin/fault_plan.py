"""``FaultPlan``: which fault and which latency a call gets. The draws repeat: equal calls get equal plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from localaws.standin.configuration import Configuration, Rule
from localaws.standin.faults.kinds import Fault, ServiceError
from localaws.standin.faults.table import FAULTS
from localaws.standin.latency import seconds, share
from localaws.standin.messages.judge_request import JudgeRequest


@dataclass(frozen=True)
class CallPlan:
    """The plan for one call."""

    attempt: int
    """Number of earlier calls with this prompt."""
    fault_name: str
    """Name of the fault; empty if there is none."""
    latency: float
    """Drawn latency in seconds, scaled."""

    @property
    def fault(self) -> Fault | None:
        """The fault, or None."""
        return FAULTS.get(self.fault_name)

    @property
    def wait(self) -> float:
        """Seconds until the reply; 0 if the service reports an error before the model works."""
        return 0.0 if isinstance(self.fault, ServiceError) and self.fault.at_once else self.latency


class FaultPlan:
    """Plans the calls of one run."""

    def __init__(self, configuration: Configuration) -> None:
        """Start without any earlier call."""
        self._configuration = configuration
        self._attempts: Counter[tuple[str, str]] = Counter()
        self._calls = 0

    def attempts(self, request: JudgeRequest, model: str = "") -> int:
        """Return the number of calls so far with this prompt to this model."""
        return self._attempts[model, request.prompt_hash]

    def next(self, request: JudgeRequest, guardrail: str = "", model: str = "") -> CallPlan:
        """Count the call, which the rate limit has let through, and return its plan."""
        attempt, prompt = self.attempts(request, model), request.prompt_hash
        self._attempts[model, prompt] += 1
        self._calls += 1
        rules = self._configuration.faults
        met = (
            rule.fault
            for at, rule in enumerate(rules)
            if rule.model in ("", model) and self._applies(rule, at, request, attempt, guardrail)
        )
        latency = seconds(self._configuration.latency, self._configuration.seed, prompt, attempt)
        return CallPlan(attempt, next(met, ""), latency)

    def _applies(self, rule: Rule, number: int, request: JudgeRequest, attempt: int, guardrail: str) -> bool:
        if rule.first is not None and self._calls > rule.first:
            return False
        if rule.first_of_prompt is not None and attempt >= rule.first_of_prompt:
            return False
        if rule.holds and rule.holds not in f"{request.system}\n{request.user}":
            return False
        if rule.guardrail and rule.guardrail != guardrail:
            return False
        seed = self._configuration.seed
        return rule.share >= 1.0 or share(seed, number, request.prompt_hash, attempt) < rule.share
