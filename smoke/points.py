"""The points that AWS's documents leave open, and how one run in an account sheds light on each.

A point that needs a training job, a cluster or another account is listed with that, so that nobody takes it for known.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from compiler.alarms.charges import GB_SECOND_USD
from compiler.compile import experiment_names
from compiler.experiment.file import read_experiment
from rft.doctor.account.account import Account
from rft.doctor.account.judge_quotas import quota_findings
from rft.doctor.account.live_judge import live_judge_findings
from rft.doctor.account.quotas import quotas_of
from rft.doctor.experiments import judges
from rft.doctor.finding import Finding

_JOB: Final = "not looked at: it needs a training job"
_CLUSTER: Final = "not looked at: it needs a HyperPod cluster"
Look = Callable[[Account, str], str]
"""Account and region -> observation."""


@dataclass(frozen=True)
class Point:
    """One open point."""

    question: str
    look: Look | str
    """How to see it, or why it cannot be seen here."""


def judge_quotas(account: Account, region: str) -> str:
    """Return the quotas of the shipped judges and the regions of their profiles."""
    experiments = [each for name in experiment_names() if (each := read_experiment(name)).judge is not None]
    found = [*quota_findings(account, experiments)]
    found += [finding for target in judges(experiments) for finding in live_judge_findings(account, target)]
    return "; ".join(f"{each.what}: {each.says}" for each in found)


def lambda_price(account: Account, region: str) -> str:
    """Return AWS's own price of a GB-second on arm64 beside the kit's."""
    what, kit = "price", GB_SECOND_USD["arm64"]
    filters = [
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": region},
        {"Type": "TERM_MATCH", "Field": "group", "Value": "AWS-Lambda-Duration-ARM"},
    ]
    asked: dict[str, Any] = {"ServiceCode": "AWSLambda", "Filters": filters}
    found = account.items(what, ("pricing", "us-east-1"), "get_products", "PriceList", **asked)
    if isinstance(found, Finding):
        return f"not seen: {found.says}"
    prices = sorted({price for product in found for price in _prices(json.loads(product))}, reverse=True)
    return f"AWS: {', '.join(prices) or 'none listed'} USD a GB-second, by tier; the kit counts with {kit:.10f}"


def _prices(product: Any) -> Iterator[str]:
    for term in product["terms"].get("OnDemand", {}).values():
        yield from (str(each["pricePerUnit"].get("USD", "?")) for each in term["priceDimensions"].values())


def customizable(account: Account, region: str) -> str:
    """Return the kinds of training that Bedrock lists for its models."""
    found = account.items("models", ("bedrock", region), "list_foundation_models", "modelSummaries")
    if isinstance(found, Finding):
        return f"not seen: {found.says}"
    kinds: dict[str, list[str]] = {}
    for model in found:
        for kind in model.get("customizationsSupported", []):
            kinds.setdefault(str(kind), []).append(str(model["modelId"]))
    return "; ".join(f"{kind}: {', '.join(sorted(models))}" for kind, models in sorted(kinds.items())) or "none listed"


def agent_quotas(account: Account, region: str) -> str:
    """Return the quotas of AgentCore."""
    found = quotas_of(account, "quotas", "bedrock-agentcore", region)
    if isinstance(found, Finding):
        return f"not seen: {found.says}"
    return "; ".join(f"{name}: {value:g}" for name, value in sorted(found.items())) or "none listed"


POINTS: Final = (
    Point("Default requests and tokens a minute of each judge; regions of its profile", judge_quotas),
    Point("Price of a GB-second of Lambda, which the kit has from secondary sources", lambda_price),
    Point("Models of a region that can be trained, and how", customizable),
    Point("Quotas of AgentCore", agent_quotas),
    Point("A reply of another length, with duplicate ids, NaN or scores out of range: what a platform does", _JOB),
    Point("How often Bedrock and HyperPod send a batch again, and how many samples they send at once", _JOB),
    Point("Whether `reward_lambda_arn` of a recipe takes an alias", _JOB),
    Point("Whether a job calls a function of another region or account", f"{_JOB} and a second account"),
    Point("Whether evaluation with a remote reward is for customers of Nova Forge only", _JOB),
    Point("SnapStart of Python on arm64", "not looked at: the kit does not use it, because jobs take no qualified ARN"),
    Point("Metric filters on the Infrequent Access class", "not looked at: the kit's groups are Standard"),
    Point("Requests a second of HyperPod, and its retries", _CLUSTER),
    Point("Whether a global_batch_size below the recipe's is refused", _JOB),
    Point("Hyperparameters that Bedrock's managed training takes", _JOB),
    Point("Text of a job's schema of multi-turn RL; the event of AgentCore's evaluator", _JOB),
    Point("Regions and prices of training sessions; figures of MicroVMs", "not looked at: no API lists them"),
    Point("Attestations of the packages on PyPI", "not looked at: no matter of an account"),
)


def looked_at(account: Account, region: str) -> Iterator[tuple[str, str]]:
    """Yield each question with its observation."""
    for point in POINTS:
        yield point.question, point.look if isinstance(point.look, str) else point.look(account, region)
