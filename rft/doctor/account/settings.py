"""Compares the settings of the current function with its stack and with this checkout.

The stack has the settings of the deployment, the function those of now. If they differ, it was changed outside
CloudFormation.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from compiler.compiled import CompiledExperiment

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding
from rft.lifecycle.stacks import RevisionStack

_COMPARED: Final = ("MemorySize", "Timeout", "Runtime", "Handler", "Architectures")
_RESERVED: Final = "ReservedConcurrentExecutions"
_ENVIRONMENT: Final = "Environment "
Settings = Mapping[str, Any]
"""Name -> value; a variable of the environment is ``Environment NAME``."""


def setting_findings(
    account: Account, compiled: CompiledExperiment, current: RevisionStack, command: str
) -> Iterator[Finding]:
    """Yield findings about the function of the current revision; ``command`` deploys it."""
    what, region = f"function of {compiled.label}", compiled.experiment.region
    gone = f"{current.function} is gone, though its stack is there; run `{command} --revert-drift` to make it again"
    function = account.look(what, ("lambda", region), "get_function_configuration", gone, FunctionName=current.function)
    if isinstance(function, Finding):
        yield function
        return
    pool = account.look(what, ("lambda", region), "get_function_concurrency", FunctionName=current.function)
    if isinstance(pool, Finding):
        yield pool
        return
    template = account.look(what, ("cloudformation", region), "get_template", StackName=current.stack.name)
    if isinstance(template, Finding):
        yield template
        return
    declared = _declared(template["TemplateBody"])
    yield _outside(what, _now(function, pool), declared, command)
    if current.revision == compiled.revision:
        yield from _not_deployed(what, declared, _here(compiled), command)


def _outside(what: str, now: Settings, declared: Settings, command: str) -> Finding:
    changed = _changes(declared, now)
    if not changed:
        return Finding(what, "good", "its settings are those of its stack")
    says = f"changed outside CloudFormation: {changed}; put it back by `{command} --revert-drift`"
    return Finding(what, "warning", says)


def _not_deployed(what: str, declared: Settings, here: Settings, command: str) -> Iterator[Finding]:
    changed = _changes({name: declared.get(name) for name in here}, here)
    if changed:
        yield Finding(what, "warning", f"settings of this checkout are not deployed: {changed}; run `{command}`")


def _changes(before: Settings, after: Settings) -> str:
    """Return the differences from the settings ``before``, as text. Values of the environment are not shown."""
    names = [name for name, value in before.items() if after.get(name) != value]
    shown = (name if name.startswith(_ENVIRONMENT) else f"{name} {before[name]} -> {after.get(name)}" for name in names)
    return ", ".join(shown)


def _now(function: Mapping[str, Any], pool: Mapping[str, Any]) -> Settings:
    variables = function.get("Environment", {}).get("Variables", {})
    return {
        **{name: function.get(name) for name in _COMPARED},
        _RESERVED: pool.get(_RESERVED),
        **{f"{_ENVIRONMENT}{name}": value for name, value in variables.items()},
    }


def _declared(template: Mapping[str, Any]) -> Settings:
    """Return the settings in the stack, without those that a reference makes."""
    resources: Sequence[Mapping[str, Any]] = list(template["Resources"].values())
    found = [each.get("Properties", {}) for each in resources if each["Type"] == "AWS::Lambda::Function"]
    properties: Mapping[str, Any] = found[0] if found else {}
    variables: Mapping[str, Any] = properties.get("Environment", {}).get("Variables", {})
    declared: dict[str, Any] = {name: properties[name] for name in _COMPARED if name in properties}
    declared |= {f"{_ENVIRONMENT}{name}": value for name, value in variables.items()}
    literal = {name: value for name, value in declared.items() if not isinstance(value, Mapping)}
    return {**literal, _RESERVED: properties.get(_RESERVED)}


def _here(compiled: CompiledExperiment) -> Settings:
    experiment = compiled.experiment
    return {
        "MemorySize": experiment.memory_mb,
        "Timeout": experiment.timeout_seconds,
        _RESERVED: experiment.reserved_concurrency,
        **{f"{_ENVIRONMENT}{name}": value for name, value in compiled.environment.items()},
    }
