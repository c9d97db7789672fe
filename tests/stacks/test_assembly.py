"""Faults of all stacks together: a name that two of them want, and CloudFormation's limits."""

import json
from pathlib import Path
from typing import Any

import pytest

from stacks.checks.assembly import MOST_RESOURCES, MOST_STACKS, MOST_TEMPLATE_BYTES, complaints

Resource = tuple[str, dict[str, Any]]
HERE, THERE = "aws://111122223333/us-east-1", "aws://111122223333/eu-west-1"


def written(folder: Path, *stacks: tuple[str, list[Resource]]) -> Path:
    """Write an assembly with a stack for each place and its resources."""
    artifacts: dict[str, Any] = {}
    for number, (place, resources) in enumerate(stacks):
        name = f"S{number}"
        made = {f"R{at}": {"Type": kind, "Properties": rest} for at, (kind, rest) in enumerate(resources)}
        (folder / f"{name}.template.json").write_text(json.dumps({"Resources": made}))
        properties = {"templateFile": f"{name}.template.json"}
        artifacts[name] = {"type": "aws:cloudformation:stack", "environment": place, "properties": properties}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return folder


def alarm(name: str) -> Resource:
    return "AWS::CloudWatch::Alarm", {"AlarmName": name}


def dashboard(name: str) -> Resource:
    return "AWS::CloudWatch::Dashboard", {"DashboardName": name}


def test_a_name_that_two_stacks_want_is_refused_by_both_their_names(tmp_path: Path) -> None:
    composite = ("AWS::CloudWatch::CompositeAlarm", {"AlarmName": "similarity-judge-failures"})
    found = complaints(written(tmp_path, (HERE, [alarm("similarity-judge-failures")]), (HERE, [composite])))
    assert len(found) == 1
    assert found[0].startswith("S1: got a AWS::CloudWatch::CompositeAlarm named 'similarity-judge-failures', which S0")


@pytest.mark.parametrize(("resource", "refused"), [(alarm("a"), 0), (dashboard("a"), 1)])
def test_only_a_global_name_is_wanted_twice_in_two_regions(tmp_path: Path, resource: Resource, refused: int) -> None:
    assert len(complaints(written(tmp_path, (HERE, [resource]), (THERE, [resource])))) == refused


def test_names_of_other_kinds_and_names_that_cloudformation_gives_do_not_clash(tmp_path: Path) -> None:
    unnamed: Resource = ("AWS::IAM::Role", {})
    assert complaints(written(tmp_path, (HERE, [alarm("a"), unnamed]), (HERE, [dashboard("a"), unnamed]))) == []


def test_the_limits_of_cloudformation_are_counted(tmp_path: Path) -> None:
    many = [alarm(f"a{number}") for number in range(MOST_RESOURCES + 1)]
    large: Resource = ("AWS::SNS::Topic", {"DisplayName": "x" * MOST_TEMPLATE_BYTES})
    resources, size = complaints(written(tmp_path, (HERE, many), (HERE, [large])))
    assert f"got {MOST_RESOURCES + 1} resources, expected at most {MOST_RESOURCES}" in resources
    assert "expected at most 1000000" in size


def test_the_stacks_of_a_region_are_counted(tmp_path: Path) -> None:
    (found,) = complaints(written(tmp_path, *[(HERE, [])] * (MOST_STACKS + 1), (THERE, [])))
    assert found.startswith(f"{HERE}: got {MOST_STACKS + 1} stacks, expected at most {MOST_STACKS} a region")


def test_the_shipped_experiments_are_within_all(assembly: Path) -> None:
    assert complaints(assembly) == []
