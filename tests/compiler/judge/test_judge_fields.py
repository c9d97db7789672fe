"""Wrong values of the judge's fields, and the remedy in each message."""

import pytest

from compiler.errors import CompileError
from compiler.experiment.file import read_experiment
from tests.compiler.made_kit import Kit

LONG = "e" * 64


@pytest.mark.parametrize(
    ("judge", "message"),
    [
        (
            "endpoint: a_b",
            "judge.endpoint: got 'a_b' (str), expected a name as SageMaker shows it, in its own capitals",
        ),
        (
            "endpoint: 'arn:aws:sagemaker:us-east-1:111122223333:endpoint/e'",
            "in its own capitals; write the name alone, the part after the last '/'",
        ),
        (f"endpoint: {LONG}", "in its own capitals; write at most 63 letters, digits and inner hyphens"),
        ("endpoint: e, inference_component: c-", "judge.inference_component: got 'c-' (str), expected a name as Sage"),
        ("model: m, inference_component: c", "inference_component only with endpoint; name the endpoint that it runs"),
        (
            "endpoint: e, guardrail: {id: g, version: 1}",
            "guardrails only with model, because Bedrock applies them; remove them, or name",
        ),
        ("endpoint: e, enforced_guardrails: [g]", "guardrails only with model, because Bedrock applies them; remove"),
        (
            "model: m, enforced_guardrails: [G]",
            "judge.enforced_guardrails.0: got 'G' (str), expected a guardrail's id,",
        ),
        ("model: m, guardrail: {id: g}", "judge.guardrail.version: missing, expected an integer from 1 to 99999999"),
        (
            "model: m, guardrail: {id: G-1, version: 1}",
            "judge.guardrail.id: got 'G-1' (str), expected a guardrail's id (small lett",
        ),
        (
            "model: m, guardrail: {id: 'arn:aws:bedrock:us-east-1:1:guardrail/g', version: 1}",
            "or its ARN (arn:aws:bedrock:REGION:A",
        ),
        (
            "model: m, guardrail: {id: g, version: DRAFT}",
            "a version's number, because a draft changes under a deployed",
        ),
        (
            "model: m, guardrail: {id: g, version: 0}",
            "judge.guardrail.version: got 0 (int), expected an integer from 1",
        ),
        ("model: m, guardrail: {version: 1}", "judge.guardrail.id: missing, expected text of at most 2048 characters"),
        ("model: m, guardrail: {id: g, version: 1, profile: us}", "judge.guardrail.profile: got 'us' (str), expected"),
        ("model: m, guardrail: g", "judge.guardrail: got 'g' (str), expected"),
        ("model: m, omit: [top_p]", "got 'top_p' (str), expected one of 'temperature', 'tool_name', 'tool_choice', 's"),
        (
            "model: m, omit: temperature",
            "judge.omit: got 'temperature' (str), expected a list of at most 6 items, each",
        ),
        ("model: m, omit: [strict]", "strict in omit only with endpoint; remove it from omit"),
        ("model: m, omit: [system, system]", "judge.omit: got ['system', 'system'] (list), expected each field once"),
        ("model: m, omit: [tool_name, tool_choice]", "tool_choice or tool_name, because the name is a part of the cho"),
    ],
)
def test_a_wrong_value_is_told_with_its_file_and_what_to_write(kit: Kit, judge: str, message: str) -> None:
    kit.experiment("x", f"reward: first\ndescription: d\njudge: {{{judge}, requests_per_minute: 9}}\n")
    with pytest.raises(CompileError) as error:
        read_experiment("x", kit.root)
    assert message in str(error.value)
    assert "experiments/x.yaml" in str(error.value)
