"""One run of the stand-in: a configuration and all that has happened under it. A new configuration is a new run."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from localaws.standin import converse, endpoint
from localaws.standin.answer import Answer
from localaws.standin.asked import Asked, Unasked
from localaws.standin.bucket import Bucket
from localaws.standin.configuration import Configuration, Rule
from localaws.standin.faults.kinds import Damaged, Document, Fault, Misjudged, Misshaped, Refusal
from localaws.standin.faults.refusals import THROTTLED, THROTTLED_TOKENS
from localaws.standin.faults.table import FAULTS
from localaws.standin.judge import judged
from localaws.standin.latency import seconds, share
from localaws.standin.record import Call, Record
from localaws.standin.refusing import refused
from localaws.standin.reply import Reply, to_json


@dataclass(frozen=True)
class Api:
    """One way to ask."""

    name: str
    read: Callable[[str, Mapping[str, Any]], Asked]
    write: Callable[[Answer, Asked, float], Document]
    codes: Mapping[str, tuple[int, str]]


CONVERSE: Final = Api("converse", converse.read, converse.write, converse.CODES)
ENDPOINT: Final = Api("endpoint", endpoint.read, endpoint.write, endpoint.CODES)


class Run:
    """Answers calls; nothing of one run outlives it."""

    def __init__(self, configuration: Configuration) -> None:
        """Start with full buckets, no attempt and an empty record."""
        self.configuration = configuration
        self.record = Record()
        limit = configuration.limit
        self._requests = Bucket(limit.requests_per_minute, limit.burst)
        self._tokens = Bucket(limit.tokens_per_minute, limit.tokens_per_minute)
        self._attempts: Counter[str] = Counter()
        self._admitted = 0

    async def answer(self, api: Api, model: str, body: bytes) -> Reply:
        """The reply to one call, after the time it takes."""
        start = time.monotonic()
        self.record.begin()
        call = None
        try:
            reply, fill = await self._answer(api, model, body)
            call = Call(start, time.monotonic(), api.name, model, status=reply.status, **fill)
            return reply
        finally:
            self.record.end(call)

    async def _answer(self, api: Api, model: str, body: bytes) -> tuple[Reply, dict[str, Any]]:
        nothing = {"prompt": "", "attempt": 0, "latency": 0.0, "input_tokens": 0, "output_tokens": 0}
        try:
            asked = api.read(model, json.loads(body))
        except (Unasked, ValueError) as error:
            refusal = Refusal(400, "ValidationException", str(error))
            return refused(refusal, model, api.codes), {**nothing, "outcome": "invalid"}
        attempt = self._attempts[asked.prompt_hash]
        known = {**nothing, "prompt": asked.prompt_hash, "attempt": attempt}
        if refusal := self._over_quota(asked):
            return refused(refusal, model, api.codes), {**known, "outcome": "throttled"}
        self._attempts[asked.prompt_hash] += 1
        self._admitted += 1
        name = self._fault(asked, attempt)
        fault = FAULTS.get(name)
        latency = seconds(self.configuration.latency, self.configuration.seed, asked.prompt_hash, attempt)
        known |= {"latency": latency, "outcome": name or "answered", "input_tokens": asked.input_tokens}
        if latency and not (isinstance(fault, Refusal) and fault.at_once):
            await asyncio.sleep(latency)
        if isinstance(fault, Refusal):
            self._tokens.take(-asked.input_tokens - asked.max_tokens)
            return refused(fault, model, api.codes), known
        answer = judged(asked, self.configuration.judge)
        self._tokens.take(answer.output_tokens - asked.max_tokens)
        return _reply(api, asked, answer, fault, latency), {**known, "output_tokens": answer.output_tokens}

    def _over_quota(self, asked: Asked) -> Refusal | None:
        """The refusal where the quota is used up; otherwise the call's share of it is taken."""
        tokens = asked.input_tokens + asked.max_tokens
        if not self._requests.holds(1):
            return THROTTLED
        if not self._tokens.holds(tokens):
            return THROTTLED_TOKENS
        self._requests.take(1)
        self._tokens.take(tokens)
        return None

    def _fault(self, asked: Asked, attempt: int) -> str:
        """Name of the first rule's fault that the call meets; empty for none."""
        for number, rule in enumerate(self.configuration.faults):
            if self._meets(rule, number, asked, attempt):
                return rule.fault
        return ""

    def _meets(self, rule: Rule, number: int, asked: Asked, attempt: int) -> bool:
        return (
            (rule.first is None or self._admitted <= rule.first)
            and (rule.first_of_prompt is None or attempt < rule.first_of_prompt)
            and rule.holds in f"{asked.system}\n{asked.user}"
            and (
                rule.share >= 1.0
                or share(self.configuration.seed, "fault", number, asked.prompt_hash, attempt) < rule.share
            )
        )


def _reply(api: Api, asked: Asked, answer: Answer, fault: Fault | None, latency: float) -> Reply:
    """The answer on its way out, spoilt where the fault's kind says."""
    if isinstance(fault, Misjudged):
        answer = fault.change(answer)
    document = api.write(answer, asked, latency)
    if isinstance(fault, Misshaped):
        document = fault.change(document)
    reply = to_json(document)
    return fault.change(reply) if isinstance(fault, Damaged) else reply
