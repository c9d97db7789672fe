"""Compares the experiments' calls to each judge in a minute with Bedrock's quotas of the account."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.both import of_both_judges
from compiler.judge.target import Target, judge_target

from rft.doctor.account.account import Account
from rft.doctor.account.quotas import Quotas, quotas_of
from rft.doctor.finding import Finding

_NAME: Final = re.compile(
    r"(?P<road>global cross-region|cross-region|on-demand) (?:model inference|invokemodel) "
    r"(?P<unit>requests|tokens) per minute for (?P<model>.+)",
    re.IGNORECASE,
)
"""The names of Bedrock's quotas (Amazon Bedrock User Guide, quotas of the bedrock-runtime endpoint)."""
_ENDING: Final = re.compile(r"(?:-v?1)?(?::\d+)+$")
"""The first version at the end of a model id; names of quotas leave it out, or say "V1"."""
_DATE: Final = re.compile(r"-20\d{6}(?=-|:|$)")
_WORD: Final = re.compile(r"v\d+|[a-z]+|\d+")
_UNSAID: Final = frozenset({"amazon", "anthropic", "meta", "mistral", "ai", "openai", "deepseek", "qwen", "v1"})
"""Words that only one of a model's two names may hold: its maker, and the first version."""
_ADVICE: Final = "ask for more (Service Quotas, Amazon Bedrock)"


@dataclass(frozen=True)
class _Share:
    experiment: str
    requests: int
    tokens: int


def quota_findings(account: Account, experiments: Sequence[Experiment]) -> Iterator[Finding]:
    """Yield one finding for each judge in Bedrock."""
    shares: dict[Target, list[_Share]] = {}
    for each in of_both_judges(experiments):
        target = _target(each)
        if target is not None and each.judge is not None:
            share = _Share(each.name, each.judge.requests_per_minute, each.judge.tokens_per_minute or 0)
            shares.setdefault(target, []).append(share)
    read: dict[str, Quotas | Finding] = {}
    for target, sharing in shares.items():
        what, region = f"quota of {target.text} in {target.region}", target.region
        if region not in read:
            read[region] = quotas_of(account, what, "bedrock", region)
        found = read[region]
        yield found if isinstance(found, Finding) else _compared(what, target, sharing, found)


def words(model: str) -> tuple[str, ...]:
    """Return the words that a model's id and its name in a quota share, sorted.

    ``us.anthropic.claude-haiku-4-5-20251001-v1:0`` and ``Anthropic Claude Haiku 4.5`` have the same ones.
    """
    found = _WORD.findall(_DATE.sub("", _ENDING.sub("", model)).lower())
    return tuple(sorted(word for word in found if word not in _UNSAID))


def _target(experiment: Experiment) -> Target | None:
    try:
        target = judge_target(experiment)
    except CompileError:
        return None
    return target if target is not None and target.model and target.form != "endpoint" else None


def _compared(what: str, target: Target, sharing: Sequence[_Share], quotas: Quotas) -> Finding:
    limits = _limits(target, quotas)
    if not limits:
        return Finding(what, "unseen", f"no quota is named like {target.model}; look for it in Service Quotas, Bedrock")
    said: list[str] = []
    for unit, limit in limits.items():
        shares = {each.experiment: getattr(each, unit) for each in sharing}
        most, together = max(shares.values()), sum(shares.values())
        asked = " + ".join(f"{name} {share}" for name, share in shares.items() if share)
        if together > limit:
            state = "bad" if most > limit else "warning"
            mend = f"lower judge.{unit}_per_minute" if most > limit else "train one at a time"
            return Finding(what, state, f"{limit:g} {unit} a minute, but asked for: {asked}; {mend}, or {_ADVICE}")
        said.append(f"{limit:g} {unit} a minute, asked for: {together or 'no number'}")
    return Finding(what, "good", "; ".join(said))


def _limits(target: Target, quotas: Quotas) -> dict[str, float]:
    """Return ``requests`` and ``tokens`` -> quota, as far as the account has one for this model on this road."""
    road = "global cross-region" if target.anywhere else "cross-region" if len(target.regions) > 1 else "on-demand"
    limits: dict[str, float] = {}
    for name, value in quotas.items():
        found = _NAME.fullmatch(name)
        if found and found["road"].lower() == road and words(found["model"]) == words(target.model):
            limits[found["unit"].lower()] = value
    return dict(sorted(limits.items()))
