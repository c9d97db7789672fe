"""Checks each judge in AWS: its profile's regions, its life cycle, and whether this account may call it."""

from collections.abc import Iterator, Mapping
from typing import Any

from compiler.judge.known_models import SHOWN_AS
from compiler.judge.target import Target

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding


def live_judge_findings(account: Account, target: Target) -> Iterator[Finding]:
    """Yield findings about one judge: AWS's data compared with the permission to call it."""
    name = f"{target.text} in {target.region}"
    if target.form == "endpoint":
        yield _endpoint(account, target, f"endpoint {name}")
        if target.component:
            yield _component(account, target, f"inference component {target.component} of {name}")
    elif target.form == "own":
        yield Finding(f"judge {name}", "unseen", "an ARN of your own; check its status in the Bedrock console")
    else:
        if target.form != "model":
            yield _profile(account, target, f"profile {name}")
        yield _model(account, target, f"model {target.model} in {target.region}")
        yield _access(account, target, f"access to {target.model} in {target.region}")


def _endpoint(account: Account, target: Target, what: str) -> Finding:
    absent = "there is no endpoint of that name; deploy it, or correct judge.endpoint"
    asked = {"EndpointName": target.text}
    reply = account.look(what, ("sagemaker", target.region), "describe_endpoint", absent, **asked)
    if isinstance(reply, Finding):
        return reply
    status = str(reply["EndpointStatus"])
    is_up = status == "InService"
    return Finding(
        what, "good" if is_up else "bad", status if is_up else f"{status}, expected InService; check it first"
    )


def _component(account: Account, target: Target, what: str) -> Finding:
    absent = "there is no inference component of that name; deploy it, or correct judge.inference_component"
    asked = {"InferenceComponentName": target.component}
    reply = account.look(what, ("sagemaker", target.region), "describe_inference_component", absent, **asked)
    if isinstance(reply, Finding):
        return reply
    runs_on, status = str(reply["EndpointName"]), str(reply.get("InferenceComponentStatus", "unknown"))
    if runs_on != target.text:
        return Finding(what, "bad", f"it runs on the endpoint {runs_on}; correct judge.endpoint")
    is_up = status == "InService"
    return Finding(
        what, "good" if is_up else "bad", status if is_up else f"{status}, expected InService; check it first"
    )


def _profile(account: Account, target: Target, what: str) -> Finding:
    absent = (
        "there is no such profile; see `aws bedrock list-inference-profiles`, and correct judge.model or judge.region"
    )
    asked = {"inferenceProfileIdentifier": target.text}
    reply = account.look(what, ("bedrock", target.region), "get_inference_profile", absent, **asked)
    return reply if isinstance(reply, Finding) else compared(target, reply, what)


def compared(target: Target, reply: Mapping[str, Any], what: str) -> Finding:
    """Compare a profile's live list of regions with the permission, which names ``target.regions``."""
    arns = [str(model["modelArn"]).split(":", 5) for model in reply["models"]]
    models = sorted({resource.partition("/")[2] for *_, resource in arns})
    if models != [target.model]:
        return Finding(
            what, "bad", f"it holds {', '.join(models)}, but the policy names {target.model}; correct judge.made_from"
        )
    live = {region for _, _, _, region, _, _ in arns if region}
    known = set(target.regions)
    if not target.anywhere and live - known:
        return Finding(
            what,
            "bad",
            f"it may also run in {_listed(live - known)}, where the role may not call the model; set "
            f"judge.destination_regions to {_listed(live)}, and renew {SHOWN_AS}",
        )
    unused = known - live - {target.region}
    if not target.anywhere and unused:
        return Finding(
            what,
            "warning",
            f"it no longer runs in {_listed(unused)}, which the policy still names; set judge.destination_regions to "
            f"{_listed(live)}, and renew {SHOWN_AS}",
        )
    return Finding(what, "good", f"runs in {'any region' if target.anywhere else _listed(live)}, as the policy says")


def _model(account: Account, target: Target, what: str) -> Finding:
    absent = "there is no such model; see `aws bedrock list-foundation-models`, and correct judge.model or judge.region"
    asked = {"modelIdentifier": target.model}
    reply = account.look(what, ("bedrock", target.region), "get_foundation_model", absent, **asked)
    if isinstance(reply, Finding):
        return reply
    details = reply["modelDetails"]
    if target.form == "model" and "ON_DEMAND" not in details.get("inferenceTypesSupported", []):
        return Finding(what, "bad", "it cannot be called by its own id; name an inference profile that holds it")
    if details.get("modelLifecycle", {}).get("status") == "LEGACY":
        return Finding(what, "warning", "legacy; name its successor before you start a long job")
    return Finding(what, "good", "active")


def _access(account: Account, target: Target, what: str) -> Finding:
    asked = {"modelId": target.model}
    reply = account.look(what, ("bedrock", target.region), "get_foundation_model_availability", **asked)
    if isinstance(reply, Finding):
        return reply
    states = {
        "agreement": reply["agreementAvailability"]["status"],
        "authorization": reply["authorizationStatus"],
        "entitlement": reply["entitlementAvailability"],
        "region": reply["regionAvailability"],
    }
    lacking = [f"{name} {state}" for name, state in states.items() if state not in ("AVAILABLE", "AUTHORIZED")]
    if lacking:
        return Finding(what, "bad", f"{', '.join(lacking)}; ask for access (Bedrock console, model access)")
    return Finding(what, "good", "granted")


def _listed(regions: set[str]) -> str:
    return ", ".join(sorted(regions))
