"""Files of networks: a fault in one is named, and a function that reaches nothing is warned of."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.experiment.experiment import VpcPlacement
from compiler.experiment.schema import schema_text
from compiler.judge.block import Judge
from compiler.network.file import read_networks
from compiler.network.network import Network
from compiler.network.reach import reach_findings
from compiler.network.schema import SCHEMA_FILE
from tests.shipped import shipped

ROOT = Path(__file__).parents[2]
PLACE = VpcPlacement(subnet_ids=["subnet-1a"], security_group_ids=["sg-1a", "sg-1b"])
FILE = "vpc_id: vpc-0123456f\nsubnet_ids: [subnet-1a]\n"


def placed(**changes: Any) -> CompiledExperiment:
    """``sentiment`` in a VPC, with a judge if ``judge`` is given."""
    compiled = shipped("sentiment")
    experiment = compiled.experiment.model_copy(update={"vpc": PLACE, **changes})
    return dataclasses.replace(compiled, experiment=experiment)


def bedrock(**changes: Any) -> Judge:
    return Judge.model_validate({"model": "us.amazon.nova-2-lite-v1:0", "requests_per_minute": 60, **changes})


def network(**changes: Any) -> Network:
    fields = {"name": "n", "vpc_id": "vpc-0123456f", "subnet_ids": ["subnet-1a"], "security_group_ids": ["sg-1b"]}
    return Network.model_validate(fields | changes)


def warned(compiled: CompiledExperiment, *networks: Network) -> list[str]:
    return [found.text for found in reach_findings(compiled, networks)]


def test_a_function_outside_a_vpc_or_without_calls_needs_nothing() -> None:
    assert warned(placed(vpc=None, judge=bedrock(), lambda_insights=True)) == []
    assert warned(placed()) == []


def test_a_function_whose_network_nobody_describes_is_warned_of() -> None:
    (text,) = warned(placed(judge=bedrock()))
    assert "vpc: got a function that calls bedrock-runtime in us-east-1, and no networks/*.yaml that names" in text
    assert "docs/networks.md" in text
    both = warned(placed(judge=Judge(endpoint="judge", requests_per_minute=60), lambda_insights=True))
    assert ["sagemaker.runtime" in both[0], "logs" in both[1], len(both)] == [True, True, 2]


@pytest.mark.parametrize(
    "other", [{"region": "us-west-2"}, {"security_group_ids": ["sg-2"]}, {"security_group_ids": []}]
)
def test_a_network_that_lets_other_groups_in_is_another_network(other: dict[str, Any]) -> None:
    (text,) = warned(placed(judge=bedrock()), network(already_reached=["bedrock"], **other))
    assert "no networks/*.yaml that names its security groups" in text


def test_what_the_network_brings_or_has_is_reached() -> None:
    judged = placed(judge=bedrock(), lambda_insights=True)
    assert warned(judged, network(endpoints=["bedrock", "logs"])) == []
    assert warned(judged, network(endpoints=["logs"], already_reached=["bedrock"])) == []
    (text,) = warned(judged, network(endpoints=["bedrock"]))
    assert "calls logs in us-east-1, expected logs under endpoints in networks/n.yaml" in text


def test_an_endpoint_does_not_lead_to_another_region() -> None:
    abroad = placed(judge=bedrock(region="us-west-2"))
    (text,) = warned(abroad, network(endpoints=["bedrock"]))
    assert "a function in us-east-1 that calls bedrock-runtime in us-west-2, which no endpoint of its VPC" in text
    assert warned(abroad, network(already_reached=["bedrock"])) == []


def test_a_file_that_only_tells_what_is_reached_has_no_stack() -> None:
    assert not network(already_reached=["bedrock"]).has_stack
    assert network(endpoints=["bedrock"]).has_stack
    assert network(security_group_ids=[], cluster_security_group_ids=["sg-1a"]).has_stack


def write(folder: Path, text: str) -> Path:
    (folder / "networks").mkdir(exist_ok=True)
    (folder / "networks" / "n.yaml").write_text(text)
    return folder


def test_files_are_read_by_name_and_there_need_be_none(tmp_path: Path) -> None:
    assert read_networks(tmp_path) == []
    (only,) = read_networks(write(tmp_path, FILE))
    assert (only.name, only.region, only.endpoints) == ("n", "us-east-1", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "networks/n.yaml: got an empty file, expected fields such as"),
        ("name: n\n" + FILE, "networks/n.yaml: name: the file's name is the network's name; remove the field"),
        (FILE + "endpoint: [bedrock]\n", "networks/n.yaml: endpoint: unknown field; did you mean 'endpoints'?"),
        (FILE + "endpoints: [s3]\n", "networks/n.yaml: endpoints.0: got 's3' (str), expected one of 'bedrock', 'sage"),
        (FILE + "region: us-est-1\n", "networks/n.yaml: region: got 'us-est-1' (str), expected a region that has"),
        (FILE + "already_reached: [logs, logs]\n", "networks/n.yaml: already_reached: got ['logs', 'logs'] (list), ex"),
        (FILE.replace("-1a]", "-1a, subnet-1a]"), "networks/n.yaml: subnet_ids: got ['subnet-1a', 'subnet-1a'] (list"),
        (FILE + "endpoints: [logs]\n", "networks/n.yaml: endpoints: got ['logs'] (list), expected the functions' sec"),
        ("vpc_id: vpc-0123456f\n", "networks/n.yaml: subnet_ids: missing, expected a list of 1 to 16 items, each text"),
        ("vpc_id: vpc-x\nsubnet_ids: [subnet-1]\n", "networks/n.yaml: vpc_id: got 'vpc-x' (str), expected text, like"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CompileError) as error:
        read_networks(write(tmp_path, text))
    assert str(error.value).startswith(message)


def test_a_vpc_has_one_file(tmp_path: Path) -> None:
    write(tmp_path, FILE)
    (tmp_path / "networks/other.yaml").write_text(FILE)
    with pytest.raises(CompileError, match=r"^networks/other\.yaml: vpc_id: got vpc-\w+, which networks/n\.yaml"):
        read_networks(tmp_path)


def test_the_schema_for_editors_is_current() -> None:
    assert (ROOT / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(Network)


def test_the_example_of_the_page_is_a_network(tmp_path: Path) -> None:
    page = (ROOT / "docs/networks.md").read_text(encoding="utf-8")
    _, example = page.split("```yaml\n")
    (made,) = read_networks(write(tmp_path, example.partition("```")[0]))
    assert {"name", *made.model_fields_set} == set(Network.model_fields)
