"""``Judge``: cases -> a verdict on each, asked as few times as will do.

cases -> distinct ones -> a call for each -> verdicts
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.stats import Tally
from reward_runtime.judge.call import CONTEXT_WINDOW, Ask, Lost
from reward_runtime.judge.rubric.canary import Findings, Probe, findings, probes_of
from reward_runtime.judge.rubric.prompt import Case
from reward_runtime.judge.rubric.verdict import Blocked, Verdict, ask_of
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect

__all__ = ["Inquiry", "Judge", "Ruling"]

Ruling = Verdict | Blocked | Lost
"""What became of one case."""


@dataclass
class Inquiry:
    """What one invocation asked of its judge, for its telemetry; kept up also where the invocation then fails."""

    tally: Tally = field(default_factory=Tally)
    asked: int = 0
    """Distinct cases."""
    lost: int = 0
    """Of them, those without a verdict; all, until the rulings are in."""
    found: Findings | None = None
    """What the canaries showed; ``None`` where none was sent."""
    decoyed: int = 0
    """Responses that were judged beside a decoy too: see ``decoy``."""
    talked_round: int = 0
    """Of them, those that the judge praised there as well."""


class Judge:
    """Made once an environment, at init; keeps what it learns of the judge and the verdicts it won."""

    def __init__(
        self, dispatcher: Dispatcher, settings: JudgeSettings, chance: Callable[[], float] = random.random
    ) -> None:
        """Take how to reach the judge, and ``chance`` for the canaries' draws."""
        self._dispatcher, self._settings, self._chance = dispatcher, settings, chance
        self._turns: Final = count()

    @classmethod
    def from_settings(cls, settings: JudgeSettings) -> "Judge":
        """Make the client and open its connections; ``SettingsError`` where there is no region."""
        return cls(Dispatcher.over(connect(settings), settings, digest=settings.model.encode()), settings)

    def rule(self, cases: Sequence[Case], ends: float, inquiry: Inquiry) -> list[Ruling]:
        """Return a ruling on each case, in order, by ``ends`` (seconds of ``time.monotonic``).

        Raises:
            JudgeRefusedError: the service refuses every call alike.
            JudgeError: the quota cannot let all of them through in time; none was asked.
        """
        distinct = list({case.key: case for case in cases}.values())
        inquiry.asked = inquiry.lost = len(distinct)
        inquiry.tally.deduplicated += len(cases) - len(distinct)
        answers = self._ask(distinct, self._probes(distinct), ends, inquiry)
        rulings = {case.key: _blamed(answer) for case, answer in zip(distinct, answers, strict=True)}
        inquiry.lost = sum(isinstance(ruling, Lost) for ruling in rulings.values())
        return [rulings[case.key] for case in cases]

    def _ask(self, cases: Sequence[Case], probes: Sequence[Probe], ends: float, inquiry: Inquiry) -> list[Ruling]:
        """Ask about the cases, and about the probes beside them, whose losses are nobody's."""
        most = self._settings.max_tokens
        asks = [ask_of(case, most) for case in cases]
        asks += [_unkept(ask_of(probe.case, most)) for probe in probes]
        answers = self._dispatcher.dispatch(asks, ends, inquiry.tally)
        if probes:
            shown = [None if isinstance(answer, Lost) else answer for answer in answers[len(cases) :]]
            inquiry.found = findings(probes, shown)
        return answers[: len(cases)]

    def _probes(self, cases: Sequence[Case]) -> Sequence[Probe]:
        if not cases or self._chance() >= self._settings.canary_share:
            return ()
        return probes_of(cases[int(self._chance() * len(cases)) % len(cases)], next(self._turns))


def _blamed(answer: Ruling) -> Ruling:
    """Blame the candidate if its sample exceeds the context window, as we do when Converse itself reports it."""
    return Blocked(answer.code) if isinstance(answer, Lost) and answer.code == CONTEXT_WINDOW else answer


def _unkept(ask: Ask[Verdict | Blocked]) -> Ask[Verdict | Blocked]:
    """The ask under a key of its own: a probe that is answered from memory tries nothing."""
    return Ask(os.urandom(16), ask.prompt, ask.read)
