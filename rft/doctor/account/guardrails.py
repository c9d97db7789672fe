"""Checks which guardrails the account forces on every call of a judge."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compiler.judge.enforced_guardrails import unnamed_guardrails
from compiler.judge.target import Target

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding


def guardrail_findings(account: Account, targets: Sequence[Target]) -> Iterator[Finding]:
    """Yield one finding for each region in which Bedrock is called. An organisation's own are not listed there."""
    for region in sorted({target.region for target in targets if target.form != "endpoint"}):
        what = f"enforced guardrails in {region}"
        found = account.items(what, ("bedrock", region), "list_enforced_guardrails_configuration", "guardrailsConfig")
        judges = [target for target in targets if target.region == region and target.model]
        yield found if isinstance(found, Finding) else _enforced(what, judges, found)


def _enforced(what: str, judges: Sequence[Target], found: Sequence[Mapping[str, Any]]) -> Finding:
    models = sorted({target.model for target in judges})
    hit = [each for each in found if any(_covers(each.get("modelEnforcement"), model) for model in models)]
    if not hit:
        return Finding(what, "good", "the account forces none on the judges; an organisation's are not listed")
    denied = {
        guardrail: target.text
        for target in judges
        for guardrail in unnamed_guardrails(
            [each for each in hit if _covers(each.get("modelEnforcement"), target.model)],
            target.guardrail,
            target.enforced,
        )
    }
    if denied:
        judge = next(iter(denied.values()))
        return Finding(
            what,
            "bad",
            f"the role may not apply {', '.join(denied)}, so that Bedrock denies every call of {judge}; add it to "
            "judge.enforced_guardrails and deploy again",
        )
    named = ", ".join(f"{each['guardrailId']} version {each['guardrailVersion']}" for each in hit)
    return Finding(
        what,
        "warning",
        f"{named} checks every call of {', '.join(models)}, also the judge's: a text that it blocks gets no verdict; "
        "send your rows through it first, or exclude the judge's model from it",
    )


def _covers(enforcement: Mapping[str, Any] | None, model: str) -> bool:
    """Return whether it covers the model. Without a list it covers all."""
    if enforcement is None:
        return True
    included, excluded = enforcement.get("includedModels", ["ALL"]), enforcement.get("excludedModels", [])
    return model not in excluded and (model in included or "ALL" in included)
