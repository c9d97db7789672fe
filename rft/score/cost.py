"""The possible cost of a run, before it begins: samples -> calls, tokens and, if prices are known, dollars."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import typer
from compiler.judge.block import Judge
from compiler.prices import token_price
from reward_runtime.judge.rubric.counterfactual import counterfactual_of, may_be_tried
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.reward import AnyReward
from reward_runtime.samples import MISSING, Sample

from rft.failures import CallError
from rft.money import money

_BYTES_A_TOKEN: Final = 4
"""Bytes of UTF-8 to a token, roughly, in English and in Japanese. The models' tokenisers are not public."""


@dataclass(frozen=True)
class Cost:
    """An estimate: at most this many calls, about this many tokens."""

    samples: int = 0
    calls: int = 0
    """At most one for each question, if none fails."""
    input_tokens: int = 0
    output_tokens: int = 0
    """If every verdict is as long as it may be."""

    def dollars(self, judge: Judge) -> float | None:
        """Return US dollars by the experiment's prices, or else by listed ones; ``None`` if neither are known."""
        price = token_price(judge)
        if price is None:
            return None
        return (self.input_tokens * price.read + self.output_tokens * price.written) / 1e6


def estimate(reward: AnyReward, samples: Iterable[Sample[object]], max_tokens: int) -> Cost:
    """Return the possible cost of judging the samples, as if each had an answer that must be judged by every rubric."""
    rubrics = {each.score.rubric for each in reward.judged if isinstance(each.score, Judged)}
    count = calls = read = 0
    for sample in samples:
        count += 1
        for rubric in rubrics:
            item = JudgeItem(rubric, sample.prompt, _reference(sample), sample.response or "")
            other = counterfactual_of(item) if may_be_tried(item) else None
            for asked in [item] if other is None else [item, other]:
                prompt = prompt_of(asked, max_tokens)
                calls += 1
                read += _tokens(prompt.system) + _tokens(prompt.user) + _tokens(json.dumps(dict(prompt.tool.schema)))
    return Cost(count, calls, read, calls * max_tokens)


def confirm(cost: Cost, judge: Judge, region: str, agreed: bool) -> None:
    """Say the cost on stderr and ask whether to go on, unless that was agreed.

    Raises:
        CallError: the answer is no, or nobody is there to ask.
    """
    dollars = cost.dollars(judge)
    most = "its prices are not known" if dollars is None else f"at most {money(dollars)}, roughly"
    said = (
        f"This asks {judge.model or judge.endpoint} in {region} with your credentials about {cost.samples} samples: "
        f"at most {cost.calls} calls, about {cost.input_tokens} tokens read and at most {cost.output_tokens} written; "
        f"{most}. Calls that fail are sent again."
    )
    print(said, file=sys.stderr)
    if agreed:
        return
    if not sys.stdin.isatty():
        raise CallError("judge: nobody is there to ask, so nothing was called; add --yes to agree to this cost")
    if not typer.confirm("Go on?", err=True):
        raise CallError("judge: nothing was called")


def _reference(sample: Sample[object]) -> str:
    return "" if sample.reference is MISSING else str(sample.reference)


def _tokens(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass")) // _BYTES_A_TOKEN + 1
