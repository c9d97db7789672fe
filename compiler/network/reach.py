"""Whether a function in a VPC reaches the services that it calls: experiment and networks -> warnings."""

from collections.abc import Iterable, Iterator, Sequence

from compiler.capacity.finding import Finding
from compiler.compiled import CompiledExperiment
from compiler.network.network import SERVICES, Network, Service

__all__ = ["reach_findings"]

CODE = "network"
READ_ON = "docs/networks.md says how"


def reach_findings(compiled: CompiledExperiment, networks: Sequence[Network]) -> tuple[Finding, ...]:
    """Return a warning for each service that the function calls and nothing is known to lead to."""
    if compiled.experiment.vpc is None:
        return ()
    network = _network_of(compiled, networks)
    missing = (_missing(network, service, region, compiled) for service, region in _called(compiled))
    return tuple(Finding(CODE, f"vpc: {text}") for text in missing if text is not None)


def _called(compiled: CompiledExperiment) -> Iterator[tuple[Service, str]]:
    """Yield the services that the function calls over its own network, each with the region of the calls.

    Lambda itself sends the function's log lines and traces, over a network of its own.
    """
    target = compiled.judge_target
    if target is not None:
        yield ("sagemaker" if target.form == "endpoint" else "bedrock"), target.region
        if compiled.second_target is not None and target.form == "endpoint":
            yield "bedrock", target.region
    if compiled.experiment.lambda_insights:
        yield "logs", compiled.experiment.region


def _network_of(compiled: CompiledExperiment, networks: Iterable[Network]) -> Network | None:
    """Return the network that lets the function's security groups in."""
    vpc, region = compiled.experiment.vpc, compiled.experiment.region
    groups = frozenset[str]() if vpc is None else frozenset(vpc.security_group_ids)
    return next(
        (each for each in networks if each.region == region and groups.intersection(each.security_group_ids)), None
    )


def _missing(network: Network | None, service: Service, region: str, compiled: CompiledExperiment) -> str | None:
    address = f"{SERVICES[service]} in {region}"
    if network is None:
        return (
            f"got a function that calls {address}, and no networks/*.yaml that names its security groups, expected a "
            f"way there; without a NAT gateway or an endpoint every call fails; {READ_ON}"
        )
    shown_as = f"networks/{network.name}.yaml"
    if service in network.already_reached:
        return None
    if region != compiled.experiment.region:
        return (
            f"got a function in {compiled.experiment.region} that calls {address}, which no endpoint of its VPC leads "
            f"to, expected {service} under already_reached in {shown_as}, because a NAT gateway leads there; {READ_ON}"
        )
    if service in network.endpoints:
        return None
    return (
        f"got a function that calls {address}, expected {service} under endpoints in {shown_as}, or under "
        f"already_reached if there is another way; {READ_ON}"
    )
