"""``Candidate``: a judge to calibrate, and how it is asked."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from compiler.evidence.judge_key import STAND_IN as NOBODY
from compiler.evidence.judge_key import judge_named
from compiler.experiment.experiment import Experiment
from compiler.judge.judged import calls_per_sample
from compiler.judge.settings import judge_settings
from compiler.judge.target import judge_target
from compiler.prices import token_price
from pydantic import ValidationError
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.reward import AnyReward

from rft.calibrate.judges.trivial import TRIVIAL
from rft.failures import CallError

if TYPE_CHECKING:
    from rft.deployed.function import Function

__all__ = ["DEPLOYED", "STAND_IN", "Candidate", "candidates"]

STAND_IN: Final = "stand-in"
DEPLOYED: Final = "deployed"
"""The judge of the deployed function."""
_UNLIMITED: Final = 1_000_000.0


@dataclass(frozen=True)
class Candidate:
    """One judge."""

    name: str
    """``length``, ``overlap``, ``stand-in``, ``deployed``, or the model's id."""
    experiment: Experiment
    """With this judge in it."""
    settings: JudgeSettings
    prices: tuple[float, float] | None
    """US dollars for a million tokens read, and written; ``None`` if they are not known."""
    function: "Function | None" = None
    """The deployed function whose judge it is; ``None`` if the judge is asked from here."""

    @property
    def judge(self) -> str:
        """Who gives its verdicts, as judge cards name it."""
        return NOBODY if self.name == STAND_IN else judge_named(self.settings, self.experiment.region)

    @property
    def trivial(self) -> bool:
        """Whether it judges nothing."""
        return self.name in TRIVIAL

    @property
    def paid(self) -> bool:
        """Whether its answers cost money."""
        return not self.trivial and self.name != STAND_IN and self.function is None

    def told(self) -> str:
        """Return everything that decides on its answers beside the question."""
        own = self.settings
        # The settings' name, because an endpoint's components are different models.
        return f"{own.name}|{own.region}|{own.structured}|{own.omit}|{own.guardrail}|{own.guardrail_version}"


def candidates(
    asked: list[str], experiment: Experiment, reward: AnyReward, in_aws: bool, function: "Function | None" = None
) -> list[Candidate]:
    """Return the judges that are asked for, and the trivial ones, which every judge is compared with.

    Raises:
        CallError: a model without --aws, or a name that is not a judge's.
        compiler.errors.CompileError: the model cannot be called from the experiment's region.
    """
    own = experiment.judge.model or experiment.judge.endpoint if experiment.judge is not None else None
    if in_aws and own is None and not asked:
        raise CallError(f"--aws: experiments/{experiment.name}.yaml: got no judge, expected one, or --judge MODEL")
    there = [] if function is None else [DEPLOYED]
    names = [*there, *asked] or [own if in_aws and own else STAND_IN]
    made = [_candidate(name, experiment, reward, in_aws, function) for name in dict.fromkeys([*names, *TRIVIAL])]
    return sorted(made, key=lambda each: each.trivial)


def _candidate(
    given: str, experiment: Experiment, reward: AnyReward, in_aws: bool, function: "Function | None"
) -> Candidate:
    name, _, price = given.partition("@")
    there = function if name == DEPLOYED else None
    if name in TRIVIAL or name == STAND_IN or there is not None:
        # Never the experiment's own model in its place: a judge card would then speak of a model that was not asked.
        free = JudgeSettings(
            name,
            region=experiment.region,
            requests_per_minute=_UNLIMITED,
            concurrency=8,
            canary_share=0.0,
            hedge=False,
        )
        return Candidate(name, experiment, free, (0.0, 0.0) if there is None else None, there)
    if not in_aws:
        raise CallError(
            f"--judge {given}: a model is asked in your account, so add --aws; without it there are "
            f"{', '.join([STAND_IN, *TRIVIAL])}"
        )
    changed = _with_model(name, experiment, given)
    judge = changed.judge
    if judge is None:
        raise CallError(
            f"--judge {given}: experiments/{experiment.name}.yaml: got no judge, expected one; add 'judge:'"
        )
    judge_target(changed)
    settings = judge_settings(judge, changed.job, calls_per_sample(reward))
    region = judge.region or changed.region
    listed = token_price(judge)
    prices = _prices(price, given) if price else None if listed is None else (listed.read, listed.written)
    return Candidate(name, changed, replace(settings, region=region, canary_share=0.0, hedge=False), prices)


def _with_model(name: str, experiment: Experiment, given: str) -> Experiment:
    judge = experiment.judge
    if judge is None or name in (judge.model, judge.endpoint):
        return experiment
    kept = judge.model_dump(include={"region", "max_tokens", "requests_per_minute", "tokens_per_minute", "guardrail"})
    try:
        return experiment.model_copy(update={"judge": type(judge)(**kept, model=name)})
    except ValidationError as error:
        raise CallError(
            f"--judge {given}: {error.errors()[0]['msg']}, expected a model's id, such as us.amazon.nova-2-lite-v1:0"
        ) from None


def _prices(text: str, given: str) -> tuple[float, float]:
    try:
        read, written = (float(each) for each in text.split("/"))
    except ValueError:
        raise CallError(
            f"--judge {given}: got the prices {text!r}, expected US dollars for a million tokens read and "
            "written, such as @0.04/0.14"
        ) from None
    return read, written
