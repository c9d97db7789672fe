"""Lambda's settings of the function, and whether the job's role may call it."""

from collections.abc import Iterator
from typing import Final

from botocore.exceptions import ClientError

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.lifecycle.stacks import find_stacks

__all__ = ["configuration_findings", "role_finding"]

_SHORTEST_SECONDS: Final = 15
"""Shorter timeouts leave a judge no time for a second try."""


def configuration_findings(subject: Subject) -> Iterator[Finding]:
    """Yield the function's state, its settings beside the experiment's, and whether it is the current revision.

    Raises:
        CheckFailed: there is no such function.
    """
    try:
        found = subject.place.client("lambda").get_function_configuration(FunctionName=subject.arn)
    except ClientError as error:
        code = _code(error)
        if code == "ResourceNotFoundException":
            raise CheckFailed(f"function: there is no {subject.arn}; `rft list` shows what is deployed") from None
        yield Finding("function", "unseen", f"{code}; the caller needs lambda:GetFunctionConfiguration to see it")
        return
    state, experiment = found.get("State", "Active"), subject.compiled.experiment
    if state != "Active":
        yield Finding("function", "bad", f"{subject.name} is {state}: {found.get('StateReason', 'no reason given')}")
        return
    differ = [
        f"{name} is {got}, {wanted} in the experiment"
        for name, got, wanted in (
            ("its memory", found["MemorySize"], experiment.memory_mb),
            ("its timeout", found["Timeout"], experiment.timeout_seconds),
        )
        if got != wanted
    ]
    if differ:
        yield Finding("function", "warning", f"{'; '.join(differ)}; deploy again")
    else:
        yield Finding("function", "good", f"active, {found['MemorySize']} MB, {found['Timeout']} s")
    if found["Timeout"] < _SHORTEST_SECONDS and subject.compiled.judged:
        yield Finding("timeout", "warning", f"{found['Timeout']} s leave a judge no second try; give it more")
    yield _revision(subject)


def _revision(subject: Subject) -> Finding:
    here, current = subject.compiled.revision, find_stacks(subject.place, subject.compiled.label).current
    called = subject.name.rpartition("-")[2]
    if current is not None and called != current:
        return Finding("revision", "warning", f"{called} is checked, and {current} is the current one")
    if called != here:
        return Finding("revision", "warning", f"{called} is deployed, these files make {here}; deploy if you mean it")
    return Finding("revision", "good", f"{called}, as these files make it")


def role_finding(subject: Subject, role: str) -> Finding:
    """Say whether a role may call the function, by IAM's own simulation."""
    what = "role of the job"
    try:
        found = subject.place.client("iam").simulate_principal_policy(
            PolicySourceArn=role, ActionNames=["lambda:InvokeFunction"], ResourceArns=[subject.arn]
        )
    except ClientError as error:
        code = _code(error)
        if code in ("NoSuchEntity", "InvalidInput", "ValidationError"):
            return Finding(what, "bad", f"{role}: {code}; expected the ARN of a role that is there")
        return Finding(what, "unseen", f"{code}; the caller needs iam:SimulatePrincipalPolicy to see it")
    decision = found["EvaluationResults"][0]["EvalDecision"]
    if decision == "allowed":
        return Finding(what, "good", f"{role} may call the function")
    return Finding(what, "bad", f"{role}: {decision}; attach the invoke policy, whose ARN is an output of the stack")


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "unknown"))
