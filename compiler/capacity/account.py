"""Compares the experiments' shares of each model, added up, with the account's quota for it."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field, RootModel, ValidationError

from compiler.capacity.finding import Finding
from compiler.errors import CompileError
from compiler.experiment.block import Block
from compiler.experiment.experiment import Experiment
from compiler.judge.both import of_both_judges

__all__ = ["CONTEXT", "Quota", "Quotas", "account_findings", "left_for", "read_quotas"]

CONTEXT = "judgeQuotas"
"""Key in the context of ``cdk.json``."""
Place = tuple[str, str]
"""Region, and the model or endpoint that is called there."""


class Quota(Block):
    """An account's quota for one model in one region (Service Quotas, Amazon Bedrock)."""

    requests_per_minute: int | None = Field(default=None, ge=1)
    """Requests a minute. Without it, the experiments' requests are not compared."""
    tokens_per_minute: int | None = Field(default=None, ge=1)
    """Tokens a minute. Without it, the experiments' tokens are not compared."""


class Quotas(RootModel[Mapping[str, Mapping[str, Quota]]]):
    """Region -> model id, profile id, ARN or endpoint, spelled as in the experiments -> quota."""


def read_quotas(context: object) -> Quotas:
    """Return the account's quotas. Return empty ones if the context has none.

    Raises:
        CompileError: the context has another shape.
    """
    try:
        return Quotas.model_validate({} if context is None else context)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise CompileError(
            f"context {CONTEXT}: {'.'.join(map(str, first['loc']))}: {first['msg']}, expected region -> model -> "
            "requests_per_minute or tokens_per_minute, each a whole number; correct cdk.json"
        ) from error


def account_findings(experiments: Sequence[Experiment], quotas: Quotas) -> Iterator[tuple[list[str], Finding]]:
    """Yield the names of experiments whose shares together exceed a quota, and the finding.

    The first name is the experiment with the greatest share.
    """
    for place, sharing in _places(experiments).items():
        quota = quotas.root.get(place[0], {}).get(place[1], Quota())
        for unit in ("requests", "tokens"):
            shares = _shares(sharing, unit)
            finding = _finding(place, shares, unit, getattr(quota, f"{unit}_per_minute"))
            if finding is not None:
                yield list(shares), finding


def left_for(experiment: Experiment, everyone: Sequence[Experiment], quotas: Quotas) -> Quota:
    """Return the account's quota for the experiment's judge without the shares of all others, each at least 1."""
    others = [each for each in everyone if each.name != experiment.name]
    for place, sharing in _places([experiment, *others]).items():
        if sharing[0] is experiment:
            quota = quotas.root.get(place[0], {}).get(place[1], Quota())
            return Quota(
                requests_per_minute=_left(quota.requests_per_minute, _shares(sharing[1:], "requests")),
                tokens_per_minute=_left(quota.tokens_per_minute, _shares(sharing[1:], "tokens")),
            )
    return Quota()


def _left(limit: int | None, shares: Mapping[str, int]) -> int | None:
    return None if limit is None else max(1, limit - sum(shares.values()))


def _places(experiments: Sequence[Experiment]) -> dict[Place, list[Experiment]]:
    places: dict[Place, list[Experiment]] = {}
    for experiment in of_both_judges(experiments):
        if experiment.judge is not None:
            judge = experiment.judge
            # An application profile uses the quota of the model or profile that it was made from.
            called = judge.made_from or judge.model or judge.endpoint or ""
            places.setdefault((judge.region or experiment.region, called), []).append(experiment)
    return places


def _shares(sharing: Sequence[Experiment], unit: str) -> dict[str, int]:
    """Return experiment -> share, the greatest share first."""
    shares: dict[str, int] = {each.name: getattr(each.judge, f"{unit}_per_minute") or 0 for each in sharing}
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _finding(place: Place, shares: Mapping[str, int], unit: str, limit: int | None) -> Finding | None:
    if limit is None or sum(shares.values()) <= limit:
        return None
    listed = " + ".join(f"{name} {share}" for name, share in shares.items())
    return Finding(
        f"account-{unit}",
        f"judge.{unit}_per_minute: got {listed} = {sum(shares.values())} {unit} a minute of {place[1]} in {place[0]}, "
        f"expected at most the account's {limit} (cdk.json, {CONTEXT}); lower a share, or train one at a time",
        impossible=max(shares.values()) > limit,
    )
