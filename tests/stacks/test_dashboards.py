"""The dashboards: of the form that CloudWatch documents, of metrics that exist, with the alarms' own thresholds."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names

from compiler.alarms.deployed import deployed_alarms
from compiler.compile import experiment_names
from compiler.evidence.statement import statement
from compiler.telemetry.log_metrics import LOG_METRICS
from compiler.telemetry.saved_queries import saved_queries
from stacks.overview_stack import COMPARED
from tests.compiler.alarms.test_alarm_set import PLATFORM
from tests.shipped import shipped
from tests.stacks.dashboards import Body, body_of, lines, widgets
from tests.stacks.synthesis import Synthesised, read_assembly

STACKS = [*(f"NovaReward-{name}" for name in experiment_names()), "NovaReward-judged", "NovaReward-opt-ins"]
OVERVIEW = "NovaRewards-overview-us-east-1"
SIGNED = {metric.name for metric in names.METRICS.values() if metric.signed}
BEDROCK = {"AWS/Bedrock": {"InvocationThrottles"}}
"""Amazon Bedrock User Guide, Monitoring Amazon Bedrock, by the metric dimension ModelId."""
QUESTIONS = [
    "Is the reward still spread out?",
    "Which dimension moves?",
    "Is the model gaming length?",
    "Is the judge healthy?",
    "Are we near timeout, throttling or quota?",
    "What does it cost?",
    "With which evidence was it deployed?",
]


@cache
def schema() -> Any:
    """A validator of dashboards. Importing it takes two seconds, and every worker imports every test module."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(Path(__file__).with_name("dashboard_body.schema.json").read_text()))


@pytest.fixture
def body(assembly: Path, request: pytest.FixtureRequest) -> Body:
    return body_of(read_assembly(assembly, request.param))


def questions(body: Body) -> list[str]:
    return [each["markdown"].partition("\n")[0].removeprefix("## ") for each in widgets(body, "text")]


@pytest.mark.parametrize("body", [*STACKS, OVERVIEW], indirect=True)
def test_a_body_has_the_form_that_cloudwatch_documents(body: Body) -> None:
    assert [error.message for error in schema().iter_errors(body)] == []


@pytest.mark.parametrize("body", [*STACKS, OVERVIEW], indirect=True)
def test_widgets_fill_whole_lines_and_never_overlap(body: Body) -> None:
    taken: set[tuple[int, int]] = set()
    for widget in body["widgets"]:
        assert widget["x"] + widget["width"] <= 24
        cells = {(widget["x"] + x, widget["y"] + y) for x in range(widget["width"]) for y in range(widget["height"])}
        assert not cells & taken, widget
        taken |= cells
    height = max(y for _, y in taken) + 1
    assert len(taken) == 24 * height, "a gap"


@pytest.mark.parametrize("body", [*STACKS, OVERVIEW], indirect=True)
def test_every_metric_is_one_that_somebody_publishes_by_that_metric_dimension(body: Body) -> None:
    """A name that nothing emits would be a graph that stays empty forever."""
    metric_dimensions = {"AWS/Lambda": "FunctionName", "AWS/Logs": "LogGroupName", "AWS/Bedrock": "ModelId"}
    found = list(lines(body))
    assert found
    for namespace, name, metric_dimension, _ in found:
        if namespace.startswith(f"{names.NAMESPACE}/"):
            assert name in {metric.name for metric in LOG_METRICS}
            assert not metric_dimension
        elif namespace == names.NAMESPACE:
            assert name in names.METRICS or name.startswith(names.DIMENSION_METRIC_PREFIX)
            assert metric_dimension == names.METRIC_DIMENSION
        else:
            assert name in {**PLATFORM, **BEDROCK}[namespace]
            assert metric_dimension == metric_dimensions[namespace]


@pytest.mark.parametrize("body", [*STACKS, OVERVIEW], indirect=True)
def test_no_percentile_is_asked_of_values_that_may_be_negative(body: Body) -> None:
    for widget in widgets(body, "metric"):
        for line in widget["metrics"]:
            if line[0] == names.NAMESPACE and line[1] in SIGNED:
                assert not line[4].get("stat", "Average").startswith("p")


@pytest.mark.parametrize("name", experiment_names())
def test_a_dashboard_shows_every_metric_that_its_experiment_emits(assembly: Path, name: str) -> None:
    compiled = shipped(name)
    has = {need for need, there in {"judge": compiled.judged, "fallback": False, "shadow": False}.items() if there}
    emitted = {each.name for each in names.emitted_by(compiled.dimensions, frozenset(has))}  # type: ignore[arg-type]
    body = body_of(read_assembly(assembly, compiled.stack_name))
    shown = {found for namespace, found, _, _ in lines(body) if namespace == names.NAMESPACE}
    assert emitted - shown == {"OperatorFault"}, "Lambda's own count of errors holds it"
    assert shown <= emitted


def test_rows_ask_the_questions_of_a_job_and_the_judges_only_where_there_is_one(
    stack: Synthesised, judged: Synthesised
) -> None:
    assert questions(body_of(judged)) == QUESTIONS
    assert questions(body_of(stack)) == [each for each in QUESTIONS if "judge" not in each]


@pytest.mark.parametrize("name", ["similarity", "gsm8k"])
def test_the_last_row_says_the_evidence_as_the_output_does(assembly: Path, name: str) -> None:
    stack = read_assembly(assembly, f"NovaReward-{name}")
    told = widgets(body_of(stack), "text")[-1]["markdown"]
    assert told == "\n".join(
        ["## With which evidence was it deployed?", *(f"- {each}" for each in statement(shipped(name)))]
    )
    assert stack.template["Outputs"]["Evidence"]["Value"] == ". ".join(statement(shipped(name)))
    (_, revision, _) = stack.stacks.values()
    assert "judge card" not in json.dumps(revision), "evidence is not what the function does"


def test_alarm_states_come_first_and_none_is_left_out(judged: Synthesised) -> None:
    body = body_of(judged)
    assert body["widgets"][0]["type"] == "alarm"
    shown = [arn.rpartition(":")[2] for arn in widgets(body, "alarm")[0]["alarms"]]
    there = [
        each["Properties"]["AlarmName"]
        for kind in ("AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Alarm")
        for each in judged.resources(kind)
    ]
    assert shown[0] == "nova-reward/judged/training-signal-bad"
    assert sorted(shown) == sorted(there)


@pytest.mark.parametrize("name", experiment_names())
def test_every_mark_of_an_alarm_has_its_threshold(assembly: Path, name: str) -> None:
    compiled = shipped(name)
    alarms: dict[str, float] = {alarm.name: alarm.threshold for alarm in deployed_alarms(compiled).metric_alarms}
    marked: dict[str, float] = {}
    for widget in widgets(body_of(read_assembly(assembly, compiled.stack_name)), "metric"):
        for mark in widget.get("annotations", {}).get("horizontal", []):
            found = re.fullmatch(r"([a-z-]+) \((above|below|at_least|at_most)\)", mark["label"])
            if found:
                marked[found[1]] = mark["value"]
    assert marked == {alarm: alarms[alarm] for alarm in marked}
    assert {"reward-collapse", "groups-without-spread", "zero-share", "unscorable-rows", "near-timeout"} <= set(marked)


def test_a_log_widget_asks_a_saved_query_of_the_experiments_log_group(stack: Synthesised) -> None:
    known = {each.question: each for each in saved_queries().values()}
    found = widgets(body_of(stack), "log")
    assert len(found) == 5
    for widget in found:
        assert widget["query"] == f"SOURCE '/nova-reward/sentiment' | {known[widget['title']].filled({}).strip()}"


def titled(body: Body, title: str) -> dict[str, Any]:
    (widget,) = [each for each in widgets(body, "metric") if each["title"] == title]
    return widget


def test_the_bill_counts_the_judges_tokens_if_their_price_is_given(judged: Synthesised, variants: Path) -> None:
    priced = read_assembly(variants, "NovaReward-judged")
    summed = [titled(body_of(each), "US dollars an hour")["metrics"] for each in (judged, priced)]
    without, with_judge = ({line[1] for line in lines if isinstance(line[0], str)} for lines in summed)
    assert with_judge - without == {"JudgeInputTokens", "JudgeOutputTokens"}
    assert summed[1][0][0]["expression"].endswith(" + read * 0.0000003 + written * 0.0000025")
    # And the function is told nothing of it.
    told, untold = ({**each.one("AWS::Lambda::Function"), "Code": None} for each in (priced, judged))
    assert told == untold


@pytest.mark.parametrize(("name", "limit"), [("NovaReward-sentiment", 1000.0), ("NovaReward-opt-ins", 20.0)])
def test_invocations_at_once_have_a_limit_reserved_or_not(assembly: Path, name: str, limit: float) -> None:
    """Lambda's default for an account and region is 1,000 (Lambda Developer Guide, Lambda quotas)."""
    widget = titled(body_of(read_assembly(assembly, name)), "Invocations at once, by function")
    assert limits_of(widget) == {"concurrency (above)": pytest.approx(0.8 * limit), "limit": limit}


def test_the_accounts_own_limit_takes_the_place_of_the_default(variants: Path) -> None:
    widget = titled(body_of(read_assembly(variants, "NovaReward-singly")), "Invocations at once, by function")
    assert limits_of(widget) == {"concurrency (above)": 4000.0, "limit": 5000.0}


def limits_of(widget: dict[str, Any]) -> dict[str, float]:
    return {mark["label"]: mark["value"] for mark in widget["annotations"]["horizontal"]}


def test_bedrocks_own_throttles_stand_beside_ours(judged: Synthesised) -> None:
    (widget,) = [each for each in widgets(body_of(judged), "metric") if each["title"].startswith("Throttled calls")]
    assert [line[:4] for line in widget["metrics"]] == [
        ["NovaReward", "JudgeThrottles", "Experiment", "judged"],
        ["AWS/Bedrock", "InvocationThrottles", "ModelId", "global.amazon.nova-2-lite-v1:0"],
    ]


def test_the_overview_finds_experiments_by_search_alone(assembly: Path) -> None:
    body = body_of(read_assembly(assembly, OVERVIEW))
    found = list(lines(body))
    assert [value for *_, value in found] == ["*"] * len(COMPARED)
    labels = {line[0]["label"] for widget in widgets(body, "metric") for line in widget["metrics"]}
    assert labels == {"${PROP('Dim.Experiment')}"}
    text = widgets(body, "text")[0]["markdown"]
    assert all(f"[{name}](#dashboards:name=nova-reward-{name}-us-east-1)" in text for name in experiment_names())


BROKEN: list[tuple[str, Any]] = [
    ("x", 24),
    ("width", 25),
    ("type", "graph"),
    ("properties", {"metrics": [], "region": "us-east-1", "view": "timeSeries"}),
    ("properties", {"metrics": [["NovaReward", "RewardShare"]], "region": "us-east-1", "view": "timeSeries"}),
    ("properties", {"metrics": [[{"expression": "a", "id": "A"}]], "region": "us-east-1", "view": "timeSeries"}),
    ("properties", {"metrics": [[{"expression": "a"}]], "region": "here", "view": "timeSeries"}),
]


@pytest.mark.parametrize(("field", "value"), BROKEN)
def test_the_schema_refuses_what_cloudwatch_would(field: str, value: Any) -> None:
    good = {"metrics": [[{"expression": "a"}]], "region": "us-east-1", "view": "timeSeries"}
    widget = {"type": "metric", "x": 0, "y": 0, "width": 24, "height": 6, "properties": good}
    assert schema().is_valid({"widgets": [widget]})
    assert not schema().is_valid({"widgets": [{**widget, field: value}]})


def test_a_shadow_has_a_row_an_alarm_and_the_query_that_its_alarm_names(variants: Path) -> None:
    made = read_assembly(variants, "NovaReward-shadowed")
    body = body_of(made)
    assert "Does the shadow reward agree?" in questions(body)
    assert [error.message for error in schema().iter_errors(body)] == []
    tables = [each["title"] for each in widgets(body, "log")]
    assert {saved_queries()[name].question for name in ("shadow-disagreement", "shadow-health")} <= set(tables)
    described = {
        each["Properties"]["AlarmName"]: each["Properties"]["AlarmDescription"]
        for each in made.resources("AWS::CloudWatch::Alarm")
    }
    assert described["nova-reward/shadowed/shadow-gap"].endswith(" shadow-disagreement")


def test_a_second_judge_has_a_row_an_alarm_and_a_graph_of_each_of_its_metrics(variants: Path) -> None:
    made = read_assembly(variants, "NovaReward-audited")
    body = body_of(made)
    assert "Does the second judge agree?" in questions(body)
    assert [error.message for error in schema().iter_errors(body)] == []
    shown = {found for namespace, found, _, _ in lines(body) if namespace == names.NAMESPACE}
    assert shown >= {each.name for each in names.METRICS.values() if each.needs == "second"}
    tables = [each["title"] for each in widgets(body, "log")]
    assert {saved_queries()[name].question for name in ("second-judge-gaps", "second-judge-health")} <= set(tables)
    told = str(made.resources("AWS::CloudWatch::Alarm"))
    assert "nova-reward/audited/judge-too-kind" in told
    assert "but not the second judge, because its price is not given" in told


@pytest.mark.parametrize("name", ["NovaReward-judged", "NovaReward-opt-ins"])
def test_every_query_that_an_alarm_names_is_a_saved_one(assembly: Path, name: str) -> None:
    alarms = read_assembly(assembly, name).resources("AWS::CloudWatch::Alarm")
    named = {each["Properties"]["AlarmDescription"].rpartition(" ")[2] for each in alarms}
    assert named <= set(saved_queries())


def test_calls_of_one_sample_show_the_groups_that_the_log_finds(variants: Path, assembly: Path) -> None:
    def titles(body: Body) -> set[str]:
        return {each["title"] for each in widgets(body, "log")}

    groups = saved_queries()["group-spread"].question
    assert groups in titles(body_of(read_assembly(variants, "NovaReward-singly")))
    assert groups not in titles(body_of(read_assembly(assembly, "NovaReward-sentiment")))
