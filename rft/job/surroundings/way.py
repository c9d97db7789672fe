"""The way from a HyperPod cluster to the function: Lambda's endpoint in the cluster's VPC, as networks/ says."""

from collections.abc import Iterator, Sequence

from compiler.network.network import Network

from rft.doctor.finding import Finding
from rft.road import Road

__all__ = ["way_findings"]


def way_findings(road: Road, region: str, networks: Sequence[Network]) -> Iterator[Finding]:
    """Yield whether a cluster is known to reach Lambda. On other roads AWS calls the function from its own network."""
    if road is not Road.HYPERPOD:
        return
    what = "way from the cluster"
    there = [each for each in networks if each.region == region]
    with_cluster = [each.name for each in there if each.cluster_security_group_ids]
    if with_cluster:
        files = ", ".join(f"networks/{name}.yaml" for name in with_cluster)
        yield Finding(what, "good", f"{files} brings Lambda's endpoint into the cluster's VPC")
        return
    yield Finding(
        what,
        "warning",
        f"no networks/*.yaml in {region} names a cluster's security groups: without an endpoint of Lambda or a NAT "
        "gateway in the cluster's VPC every call fails; docs/networks.md says how",
    )
