"""Checks the network of each experiment with ``vpc:``: subnets, security groups, way to the judge, interfaces."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from compiler.experiment.experiment import Experiment, VpcPlacement
from compiler.judge.both import of_both_judges

from rft.doctor.account.account import Account
from rft.doctor.account.quotas import quotas_of
from rft.doctor.account.room import room
from rft.doctor.finding import Finding

_QUOTA: Final = "Elastic network interfaces per VPC"
"""Name of Lambda's quota (Lambda Developer Guide, Lambda quotas)."""


def network_findings(account: Account, experiments: Sequence[Experiment]) -> Iterator[Finding]:
    """Yield findings about each experiment in a VPC."""
    for each in experiments:
        if each.vpc is None:
            continue
        what = f"vpc of {each.name}"
        network = _network(account, what, each.region, each.vpc)
        if isinstance(network, Finding):
            yield network
            continue
        yield Finding(what, "good", f"{network}: subnets have free addresses, security groups are of it")
        if each.judge is not None and (each.judge.region or each.region) == each.region:
            judged = [both.judge for both in of_both_judges([each]) if both.judge is not None]
            for service in dict.fromkeys("bedrock-runtime" if one.model else "sagemaker.runtime" for one in judged):
                yield _way_to_judge(account, each.name, each.region, network, service)
        yield _interfaces(account, each.region, network)


def _network(account: Account, what: str, region: str, placed: VpcPlacement) -> str | Finding:
    """Return the id of the one VPC that the experiment names, or a finding about its subnets or security groups."""
    where, mend = ("ec2", region), f"correct it; `aws ec2 describe-subnets --region {region}` lists what there is"
    absent = f"a subnet of {', '.join(placed.subnet_ids)} is not there; {mend}"
    subnets = account.items(what, where, "describe_subnets", "Subnets", absent, SubnetIds=placed.subnet_ids)
    if isinstance(subnets, Finding):
        return subnets
    ids = placed.security_group_ids
    absent = f"a security group of {', '.join(ids)} is not there; correct vpc.security_group_ids"
    groups = account.items(what, where, "describe_security_groups", "SecurityGroups", absent, GroupIds=ids)
    if isinstance(groups, Finding):
        return groups
    return _one_vpc(what, [*subnets, *groups]) or _full(what, subnets) or str(subnets[0]["VpcId"])


def _one_vpc(what: str, found: Sequence[Mapping[str, Any]]) -> Finding | None:
    networks = sorted({str(each["VpcId"]) for each in found})
    if len(networks) == 1:
        return None
    return Finding(what, "bad", f"its subnets and security groups are of {', '.join(networks)}, expected one VPC")


def _full(what: str, subnets: Sequence[Mapping[str, Any]]) -> Finding | None:
    full = [str(each["SubnetId"]) for each in subnets if each["AvailableIpAddressCount"] == 0]
    return Finding(what, "bad", f"{', '.join(full)}: no free address; name another subnet") if full else None


def _way_to_judge(account: Account, name: str, region: str, network: str, service: str) -> Finding:
    what, full = f"way to the judge of {name}", f"com.amazonaws.{region}.{service}"
    filters = [{"Name": "vpc-id", "Values": [network]}, {"Name": "service-name", "Values": [full]}]
    found = account.items(what, ("ec2", region), "describe_vpc_endpoints", "VpcEndpoints", Filters=filters)
    if isinstance(found, Finding):
        return found
    if any(each.get("State", "").lower() == "available" for each in found):
        return Finding(what, "good", f"{network} has an interface endpoint for {service}")
    return Finding(
        what,
        "warning",
        f"{network} has no interface endpoint for {full}: unless the subnets reach a NAT gateway, each call to the "
        "judge fails; add one of the two",
    )


def _interfaces(account: Account, region: str, network: str) -> Finding:
    what = f"Lambda's network interfaces in {network}"
    quotas = quotas_of(account, what, "lambda", region)
    filters = [{"Name": "vpc-id", "Values": [network]}, {"Name": "interface-type", "Values": ["lambda"]}]
    found = account.items(what, ("ec2", region), "describe_network_interfaces", "NetworkInterfaces", Filters=filters)
    if isinstance(quotas, Finding) or isinstance(found, Finding):
        return quotas if isinstance(quotas, Finding) else found  # pyright: ignore[reportReturnType]
    if _QUOTA not in quotas:
        return Finding(what, "unseen", f"{len(found)} in use; no quota is named {_QUOTA!r}, look in Service Quotas")
    return room(what, len(found), int(quotas[_QUOTA]), 1, "share subnets and security groups among experiments")
