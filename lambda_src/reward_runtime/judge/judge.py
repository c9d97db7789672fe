"""``Judge``: cases -> a verdict on each, asked as few times as will do.

cases -> distinct ones -> groups of one rubric -> calls -> verdicts; a group that is too long, or whose reply cannot be
read, is split in two
"""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.tally import Tally
from reward_runtime.judge.call import Ask, Lost
from reward_runtime.judge.rubric.canary import Findings, Probe, findings, probes_of
from reward_runtime.judge.rubric.prompt import Case
from reward_runtime.judge.rubric.verdict import Blocked, Verdict, ask_of
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.codes import CONTEXT_WINDOW
from reward_runtime.judge.transport.connect import connect

__all__ = ["Inquiry", "Judge", "Ruling"]

Ruling = Verdict | Blocked | Lost
"""What became of one case."""

_Answer = tuple[Verdict | Blocked, ...]


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
        probes = self._probes(distinct)
        rulings: dict[bytes, Ruling] = {}
        groups = self._groups(distinct)
        while groups:
            answers = self._ask(groups, probes, ends, inquiry)
            halves: list[list[Case]] = []
            for group, answer in zip(groups, answers, strict=True):
                if _splits(answer, len(group)):
                    halves += [group[: len(group) // 2], group[len(group) // 2 :]]
                else:
                    each = _each(answer, len(group))
                    rulings |= {case.key: ruling for case, ruling in zip(group, each, strict=True)}
            groups, probes = halves, ()
        inquiry.lost = sum(isinstance(ruling, Lost) for ruling in rulings.values())
        return [rulings[case.key] for case in cases]

    def _ask(
        self, groups: Sequence[Sequence[Case]], probes: Sequence[Probe], ends: float, inquiry: Inquiry
    ) -> list[_Answer | Lost]:
        """Ask for the groups, and for the probes beside them, whose losses are nobody's."""
        most = self._settings.max_tokens
        asks = [ask_of(group, most) for group in groups]
        asks += [_unkept(ask_of([probe.case], most)) for probe in probes]
        answers = self._dispatcher.dispatch(asks, ends, inquiry.tally)
        if probes:
            shown = [None if isinstance(answer, Lost) else answer[0] for answer in answers[len(groups) :]]
            inquiry.found = findings(probes, shown)
        return answers[: len(groups)]

    def _groups(self, cases: Sequence[Case]) -> list[list[Case]]:
        """Cases of one rubric, at most ``samples_per_call`` together."""
        size = self._settings.samples_per_call
        groups: list[list[Case]] = []
        for rubric in dict.fromkeys(case.rubric for case in cases):
            alike = [case for case in cases if case.rubric == rubric]
            groups += [alike[at : at + size] for at in range(0, len(alike), size)]
        return groups

    def _probes(self, cases: Sequence[Case]) -> Sequence[Probe]:
        if not cases or self._chance() >= self._settings.canary_share:
            return ()
        return probes_of(cases[int(self._chance() * len(cases)) % len(cases)], next(self._turns))


def _splits(answer: _Answer | Lost, cases: int) -> bool:
    """Say whether the fault of a call may be that of one of its cases, or of their number."""
    return cases > 1 and isinstance(answer, Lost) and (answer.kind == "unreadable" or answer.code == CONTEXT_WINDOW)


def _each(answer: _Answer | Lost, cases: int) -> Sequence[Ruling]:
    if not isinstance(answer, Lost):
        return answer
    # What is too long by itself is the candidate's doing, as where it is the judge's reply that says so.
    return [Blocked(answer.code) if answer.code == CONTEXT_WINDOW else answer] * cases


def _unkept(ask: Ask[_Answer]) -> Ask[_Answer]:
    """The ask under a key of its own: a probe that is answered from memory tries nothing."""
    return Ask(os.urandom(16), ask.prompt, ask.read)
