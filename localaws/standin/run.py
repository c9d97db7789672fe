"""One run of the stand-in: a configuration and all that has happened under it. A new configuration is a new run."""

from __future__ import annotations

import asyncio
import time

from localaws.standin.api import Api
from localaws.standin.configuration import Configuration
from localaws.standin.fate import Fates
from localaws.standin.faults.kinds import Refusal
from localaws.standin.judging.asked import Unasked
from localaws.standin.judging.judge import judged
from localaws.standin.quota import Quota
from localaws.standin.record import Call, Record
from localaws.standin.reply import Reply


class Run:
    """Answers calls; nothing of one run outlives it."""

    def __init__(self, configuration: Configuration) -> None:
        """Start with a full quota, no attempt and an empty record."""
        self.configuration = configuration
        self.record = Record()
        self._quota = Quota(configuration.limit)
        self._fates = Fates(configuration)

    async def answer(self, api: Api, model: str, body: bytes) -> Reply:
        """The reply to one call, after the time it takes."""
        call = Call(api.name, model, start=time.monotonic())
        self.record.begin()
        try:
            reply = await self._answer(api, body, call)
            call.status, call.end = reply.status, time.monotonic()
            return reply
        finally:
            self.record.end(call)

    async def _answer(self, api: Api, body: bytes, call: Call) -> Reply:
        """Also writes into ``call`` what became of it."""
        try:
            asked = api.asked(call.model, body)
        except Unasked as error:
            call.outcome = "invalid"
            return api.refused(Refusal(400, "ValidationException", str(error)), call.model)
        call.prompt, call.attempt = asked.prompt_hash, self._fates.attempts(asked)
        if refusal := self._quota.admit(asked):
            call.outcome = "throttled"
            return api.refused(refusal, call.model)
        fate = self._fates.next(asked)
        call.outcome, call.latency, call.input_tokens = fate.name or "answered", fate.latency, asked.input_tokens
        if fate.wait:
            await asyncio.sleep(fate.wait)
        if isinstance(fate.fault, Refusal):
            self._quota.settle(asked, 0)
            return api.refused(fate.fault, call.model)
        answer = judged(asked, self.configuration.judge)
        call.output_tokens = answer.output_tokens
        self._quota.settle(asked, asked.input_tokens + answer.output_tokens)
        return api.answered(asked, answer, fate.fault, fate.latency)
