"""``Trials``: scores one sample after another, and turns each failure into a finding."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from reprlib import Repr
from typing import Any, Final, TypeVar, cast

from reward_runtime.errors import RewardError, ScorerError, revealed
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample
from reward_runtime.score import PendingScore, Score
from reward_runtime.settings import FailurePolicy

from compiler.rehearsal.inside.author import Author
from compiler.rehearsal.inside.finding import Finding
from compiler.rehearsal.inside.guards import Connects, Exited, NeverEnds, within
from compiler.rehearsal.inside.verdicts import ObedientJudge

__all__ = ["LONGEST_SECONDS", "Stopped", "Trials", "shown"]

T = TypeVar("T")

LONGEST_SECONDS: Final = 5.0
"""Most processor time for one sample. At 0.29 of a core, a function's share, it is 17 s of its 60."""
_WAIT_SECONDS: Final = 30.0
_SHORT: Final = Repr()
_SHORT.maxstring = 80
_TEXT: Final = 200
"""Most characters of an exception's message."""


class Stopped(Exception):
    """Nothing more can be tried of this reward."""


@dataclass
class Trials:
    """One reward, and the findings about it."""

    reward: AnyReward
    author: Author
    opened: list[Finding]
    """Connections that the reward opened, as the audit hook notes them."""
    findings: list[Finding] = field(default_factory=list[Finding])
    count: int = 0
    """Responses scored."""
    variants: int = 1000
    """Most variants of one answer that a check tries."""
    _kinds: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    def score(self, sample: Sample[Any], response: str, verdict: Mapping[str, float] | None = None) -> Score | None:
        """Return the score of a response to a sample; ``None`` after a fault. The judge obeys ``verdict``."""
        asked = sample._replace(response=response)
        self.count += 1
        return self.attempt(self._scored, asked, verdict or {}, sample=sample, response=response)

    def attempt(self, call: Callable[..., T], *arguments: object, sample: Sample[Any], response: str = "") -> T | None:
        """Return ``call(*arguments)``; ``None`` if it fails, which becomes a finding.

        Raises:
            Stopped: it did not end, and neither may the next.
        """
        fault: BaseException | None = None
        try:
            with revealed(), within(LONGEST_SECONDS, _WAIT_SECONDS):
                return call(*arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - nothing that a reward's code does may end the rehearsal
            fault = error.__cause__ or error
            if not isinstance(fault, Connects):
                self._blame(error, fault, sample, response)
        finally:
            while self.opened:
                place, says, _ = self.opened.pop()
                self.add("connects", place, says, sample)
        if isinstance(fault, NeverEnds):
            raise Stopped
        return None

    def add(self, kind: str, place: str, says: str, sample: Sample[Any] | None = None) -> None:
        """Note a fault, unless one of its kind is known of that line."""
        if (kind, place) not in self._kinds:
            self._kinds.add((kind, place))
            self.findings.append(Finding(place, says, "" if sample is None else repr(sample.id)))

    def line_of(self, part: str) -> str:
        """Return the author's line of a part of the reward."""
        return self.author.line_of(part, self.reward)

    def _scored(self, sample: Sample[object], verdict: Mapping[str, float]) -> Score:
        started = self.reward.attempt(sample)
        if not isinstance(started, PendingScore):
            return started
        # A reward without a judge loads none of the judge's modules.
        from reward_runtime.judge.judging import Judging

        judge = cast("Any", ObedientJudge(verdict))
        return Judging(self.reward, judge, FailurePolicy()).scores([started], JudgeStats())[0]

    def _blame(self, error: BaseException, cause: BaseException, sample: Sample[Any], response: str) -> None:
        part = error.part if isinstance(error, ScorerError) else ""
        place = self.author.raised(cause.__traceback__) or self.line_of(part)
        beside = f" (response {shown(response)})" if response else ""
        self.add(type(cause).__name__, place, f"{_fault(part or 'the reward', cause)}{beside}", sample)


def _fault(name: str, cause: BaseException) -> str:
    if isinstance(cause, NeverEnds):
        return f"{name} ran over {LONGEST_SECONDS:g} s on one sample, expected some milliseconds; correct it"
    if isinstance(cause, (Exited, SystemExit)):
        return f"{name} ended the process, expected a result; return one, or raise an error"
    if isinstance(cause, RewardError):
        return re.sub("; correct it and deploy( again)?$", "; correct it", str(cause))
    says = f"{name} raised {type(cause).__name__}: {_text(cause)}"
    return f"{says}; expected a result for every response, or None from the function that parses it; correct that line"


def _text(cause: BaseException) -> str:
    """Return the beginning of an exception's message in one line."""
    try:
        text = " ".join(str(cause)[:_TEXT].split())
    except Exception:  # noqa: BLE001 - the author's ``__str__``
        return "its message cannot be read"
    # No terminal can print a lone surrogate, which a message may quote from a hostile response.
    return text.encode(errors="backslashreplace").decode()


def shown(text: str) -> str:
    """Return a short form of a text for a message."""
    return _SHORT.repr(text)
