"""The role may call its one judge, write its log and its traces, and do nothing else: decided by two evaluators."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack

from compiler.compiled import CompiledExperiment
from compiler.judge.block import Judge
from stacks.function.reward_function import RewardFunction
from tests.stacks.iam.evaluators import Request, by_iam_simulate, by_ministack, every_action
from tests.stacks.iam.forms import FORMS, Form
from tests.stacks.iam.mutants import mutants
from tests.stacks.iam.role import policies_of
from tests.stacks.iam.table import allowed_rows, denied_rows
from tests.stacks.synthesis import FLAGS, judged, read_assembly, sentiment

Roles = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Roles:
    """The policies of the role of each form, as CloudFormation would write them."""
    outdir = tmp_path_factory.mktemp("forms")
    app = App(context=FLAGS, outdir=str(outdir))
    for name, form in FORMS.items():
        region = Environment(region=form.region)
        RewardFunction(Stack(app, name, env=region), "Reward", compiled=compiled(name, form))
    app.synth()
    return {name: policies_of(read_assembly(outdir, name), form.region) for name, form in FORMS.items()}


def compiled(name: str, form: Form) -> CompiledExperiment:
    if form.judge is None:
        return sentiment(name=name, region=form.region, tracing=True)
    return judged(name=name, judge=Judge(**form.judge, requests_per_minute=1200), region=form.region)


@pytest.mark.parametrize("name", FORMS)
def test_a_table_has_at_least_25_rows_and_says_each_thing_once(name: str) -> None:
    rows = [*allowed_rows(name), *denied_rows(name)]
    assert len(rows) >= 25
    assert not set(map(str, allowed_rows(name))) & set(map(str, denied_rows(name)))


def test_both_evaluators_allow_what_the_table_allows_and_nothing_beside_it(roles: Roles) -> None:
    cases = [(roles[name], [*allowed_rows(name), *denied_rows(name)]) for name in FORMS]
    for decided in (by_ministack(cases), by_iam_simulate(cases)):
        for name, (_, rows), words in zip(FORMS, cases, decided, strict=True):
            allowed = [row for row, word in zip(rows, words, strict=True) if word == "Allowed"]
            assert allowed == allowed_rows(name), name
            assert set(words) == {"Allowed", "ImplicitlyDenied"}, name


SWEPT = ("none", "model", "geographic", "global", "endpoint")
"""The other forms have the statements of one of these, with other names in them."""


def test_of_every_action_of_aws_only_the_expected_ones_are_allowed(roles: Roles, tmp_path: Path) -> None:
    actions = tmp_path / "actions.json"
    actions.write_text(json.dumps(every_action()))
    assert len(every_action()) > 20_000
    cases = [(roles[name], [row._replace(action="*") for row in targets(name)]) for name in SWEPT]
    for name, (_, rows), words in zip(SWEPT, cases, by_ministack(cases, actions), strict=True):
        found = {(action, row.resource) for row, allowed in zip(rows, words, strict=True) for action in allowed}
        expected = {(row.action, row.resource) for row in allowed_rows(name) if row.resource != "*"}
        traces = {(row.action, place.resource) for row in allowed_rows(name) if row.resource == "*" for place in rows}
        assert found == {pair for pair in expected if pair[1] in {row.resource for row in rows}} | traces, name


def targets(name: str) -> list[Request]:
    """Return one thing of each kind that is allowed at all, and a thing of somebody else's."""
    different = {re.sub("[a-z]+-[a-z]+-[0-9]", "region", row.resource): row for row in allowed_rows(name)}
    return [*different.values(), Request("*", "arn:aws:s3:::training-data/rows.jsonl", {})]


def test_no_policy_survives_a_change_of_one_thing(roles: Roles) -> None:
    changed = [(name, what, policies) for name in FORMS for what, policies in mutants(roles[name])]
    rows = {name: [*allowed_rows(name), *denied_rows(name)] for name in FORMS}
    decided = by_ministack([(policies, rows[name]) for name, _, policies in changed])
    survivors: list[str] = []
    for (name, what, _), words in zip(changed, decided, strict=True):
        allowed = [row for row, word in zip(rows[name], words, strict=True) if word == "Allowed"]
        if allowed == allowed_rows(name):
            survivors.append(f"{name}: {what}")
    assert survivors == []
    assert min(Counter(name for name, _, _ in changed).values()) >= 20


@pytest.mark.parametrize("name", FORMS)
def test_no_word_of_the_judges_policy_is_a_wildcard(roles: Roles, name: str) -> None:
    ours = [policy for policy in roles[name] if "bedrock" in str(policy) or "sagemaker:" in str(policy)]
    assert len(ours) == (FORMS[name].judge is not None)
    assert not any(character in json.dumps(policy["Statement"]) for policy in ours for character in "*?")


def test_without_a_judge_the_role_says_not_a_word_of_bedrock(roles: Roles) -> None:
    assert "bedrock" not in str(roles["none"]).lower()
