"""A wrong field is reported by name, with the value it got and the values it takes; all wrong fields at once."""

import json
from typing import Any

import pytest

from compiler.errors import CompileError
from compiler.experiment import schema
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT, experiment_names, read_experiment
from tests.compiler.made_kit import Kit


def lines(kit: Kit, text: str) -> list[str]:
    kit.experiment("x", text)
    with pytest.raises(CompileError) as error:
        read_experiment("x", kit.root)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("timeout_seconds: 1000", "timeout_seconds: got 1000 (int), expected an integer from 1 to 900"),
        ("timeout_seconds: 0", "timeout_seconds: got 0 (int), expected an integer from 1 to 900"),
        ("memory_mb: '512'", "memory_mb: got '512' (str), expected an integer from 128 to 10240"),
        ("memory_mb: 512.0", "memory_mb: got 512.0 (float), expected an integer from 128 to 10240"),
        ("memory_mb: true", "memory_mb: got True (bool), expected an integer from 128 to 10240"),
        ("reply: dict", "reply: got 'dict' (str), expected one of 'list', 'envelope'"),
        (
            "runtime: 3.13",
            "runtime: got 3.13 (float), expected one of 'python3.12', 'python3.13', 'python3.14'",
        ),
        ("lambda_insights: 1", "lambda_insights: got 1 (int), expected true or false"),
        ("weights: {correct: 0}", "weights.correct: got 0 (int), expected a number from 0.000001 to 1000000"),
        ("weights: {correct: .inf}", "weights.correct: got inf (float), expected a number from 0.000001 to 1000000"),
        ("weights: {correct: .nan}", "weights.correct: got nan (float), expected a number from 0.000001 to 1000000"),
        ("weights: {correct: 1.0e+308}", "weights.correct: got 1e+308 (float), expected a number from 0.000001 to"),
        ("weights: {correct: 1.0e-308}", "weights.correct: got 1e-308 (float), expected a number from 0.000001 to"),
        ("weights: 1", "weights: got 1 (int), expected a mapping of names to values, each a number from"),
        ("tags: {cost: 12}", "tags.cost: got 12 (int), expected text of at most 256 characters"),
        (
            "tags: {'AWS:cost': x}",
            "tags.AWS:cost.[key]: got 'AWS:cost' (str), expected text that does not start with 'aws:', which AWS",
        ),
        ("tags: {cost: 'aws:x'}", "tags.cost: got 'aws:x' (str), expected text that does not start with 'aws:'"),
        ("tags: {project: x}", "tags.project.[key]: got 'project' (str), expected a key other than project and exp"),
        ("tags: {Experiment: x}", "tags.Experiment.[key]: got 'Experiment' (str), expected a key other than project"),
        (
            "tags: {" + ", ".join(f"tag{number}: x" for number in range(49)) + "}",
            "tags: got {'tag0': 'x', 'tag1': 'x', 'tag10': 'x', 'tag11': 'x', ...} (dict), expected a mapping of at m",
        ),
        ("region: Tokyo", "region: got 'Tokyo' (str), expected text of at most 25 characters, like 'us-east-1'"),
        ("reserved_concurrency: 0", "reserved_concurrency: got 0 (int), expected an integer of at least 1"),
        ("vpc: x", "vpc: got 'x' (str), expected the fields subnet_ids, security_group_ids"),
        (
            "vpc: {subnet_ids: [], security_group_ids: [sg-1]}",
            "vpc.subnet_ids: got [] (list), expected a list of 1 to 16 items, each text, like 'subnet-",
        ),
        (
            "vpc: {subnet_ids: [net], security_group_ids: [sg-1]}",
            "vpc.subnet_ids.0: got 'net' (str), expected text, like 'subnet-0123456789abcdef0'",
        ),
        (
            "vpc: {subnet_ids: [subnet-1], security_group_ids: [sg-1], subnets: []}",
            "vpc.subnets: unknown field; did you mean 'subnet_ids'? known: security_group_ids, subnet_ids",
        ),
        (
            "log_kms_key_arn: alias/x",
            "log_kms_key_arn: got 'alias/x' (str), expected text, like 'arn:aws:kms:",
        ),
        (
            "log_kms_key_arn: 'arn:aws:kms:us-east-1:111122223333:key/*'",
            "log_kms_key_arn: got 'arn:aws:kms:us-east-1:111122223333:key/*' (str), expected text, like 'arn:aws:kms:",
        ),
        ("judge: {model: m}", "judge.requests_per_minute: missing, expected an integer from 1 to 10000000; add the"),
        ("judge: {model: '', requests_per_minute: 9}", "judge.model: got '' (str), expected text of at most 2048 cha"),
        ("judge: {requests_per_minute: 9}", "judge: got {'requests_per_minute': 9} (dict), expected exactly one of mo"),
        (
            "judge: {model: m, endpoint: e, requests_per_minute: 9}",
            "judge: got {'endpoint': 'e', 'model': 'm', 'requests_per_minute': 9} (dict), expected exactly one of mod",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, latency_p50_seconds: 3}",
            "judge: got {'latency_p50_seconds': 3, 'model': 'm', 'requests_per_minute': 9} (dict), expected latency_p9",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, max_tokens: 9}",
            "judge.max_tokens: got 9 (int), expected an integer from 16 to 8192",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, destination_regions: [us-east-1, us-east-1]}",
            "judge.destination_regions: got ['us-east-1', 'us-east-1'] (list), expected each region once; remove the",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, input_usd_per_million_tokens: 1}",
            "judge: got {'input_usd_per_million_tokens': 1, 'model': 'm', 'requests_per_minute': 9} (dict), expected "
            "both prices of tokens or none",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, input_usd_per_million_tokens: -1, "
            "output_usd_per_million_tokens: 1}",
            "judge.input_usd_per_million_tokens: got -1 (int), expected a number from 0 to 1000000",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, input_usd_per_million_tokens: 1, "
            "output_usd_per_million_tokens: .inf}",
            "judge.output_usd_per_million_tokens: got inf (float), expected a number from 0 to 1000000",
        ),
        (
            "judge: {model: m, requests_per_minute: 9, input_usd_per_million_tokens: .nan, "
            "output_usd_per_million_tokens: 1}",
            "judge.input_usd_per_million_tokens: got nan (float), expected a number from 0 to 1000000",
        ),
        (
            "judge: {model: m, request_per_minute: 9, requests_per_minute: 9}",
            "judge.request_per_minute: unknown field; did you mean 'requests_per_minute'? known: canary_share, ",
        ),
        ("shadow: {share: 0.1}", "shadow.reward: missing, expected text of at most 64 characters, like 'gsm8k'; add"),
        ("shadow: {reward: a, share: 0}", "shadow.share: got 0 (int), expected a number above 0 and at most 1"),
        ("shadow: {reward: a, share: 1.5}", "shadow.share: got 1.5 (float), expected a number above 0 and at most 1"),
        (
            "shadow: {reward: ../x}",
            "shadow.reward: got '../x' (str), expected text of at most 64 characters, like 'gsm8k'",
        ),
        ("job: {concurrency: 0}", "job.concurrency: got 0 (int), expected an integer from 1 to 10000"),
        (
            "alarms: {warm_up_minutes: 12}",
            "alarms.warm_up_minutes: got 12 (int), expected an integer from 10 to 360, in st",
        ),
        ("alarms: {zero_share: 1}", "alarms.zero_share: got 1 (int), expected a number above 0 and below 1"),
        ("on_failure: zero", "on_failure: got 'zero' (str), expected one of 'raise', 'neutral'"),
        ("max_fallback_share: 2", "max_fallback_share: got 2 (int), expected a number from 0 to 1"),
        ("neutral_value: .nan", "neutral_value: got nan (float), expected a number from -1000000 to 1000000"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_expected(kit: Kit, field: str, message: str) -> None:
    (line,) = lines(kit, f"reward: first\ndescription: d\n{field}\n")
    assert line.startswith(f"experiments/x.yaml: {message}")


def test_48_tags_and_a_key_of_many_regions_are_right(kit: Kit) -> None:
    tags = ", ".join(f"tag{number}: x" for number in range(48))
    key = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    kit.experiment("x", f"reward: first\ndescription: d\ntags: {{{tags}}}\nlog_kms_key_arn: {key}\n")
    assert len(read_experiment("x", kit.root).tags) == 48


def test_an_unknown_field_names_the_nearest_and_all(kit: Kit) -> None:
    (line,) = lines(kit, "reward: first\ndescription: d\ntimeout: 5\nmemory: 1\n".replace("memory: 1\n", ""))
    assert line.startswith("experiments/x.yaml: timeout: unknown field; ")
    assert all(field in line for field in Experiment.model_fields if field != "name")


def test_a_misspelt_field_is_recognised(kit: Kit) -> None:
    (line,) = lines(kit, "reward: first\ndescription: d\ntimeout_second: 5\n")
    assert "did you mean 'timeout_seconds'?" in line


def test_all_mistakes_are_told_at_once(kit: Kit) -> None:
    found = lines(kit, "rewards: first\nmemory_mb: 1\nreply: x\n")
    assert [line.split(": ")[1] for line in found] == [
        "reward",
        "description",
        "memory_mb",
        "reply",
        "rewards",
    ]


def test_a_long_value_is_cut(kit: Kit) -> None:
    (line,) = lines(kit, f"reward: first\ndescription: {'x' * 5000}\n")
    assert len(line) < 400


def test_the_committed_schema_is_current() -> None:
    assert (ROOT / schema.SCHEMA_FILE).read_text(encoding="utf-8") == schema.schema_text()


def test_the_schema_describes_every_field_but_the_name() -> None:
    properties: dict[str, dict[str, Any]] = json.loads(schema.schema_text())["properties"]
    assert properties.keys() == Experiment.model_fields.keys() - {"name"}
    blocks: dict[str, dict[str, Any]] = json.loads(schema.schema_text())["$defs"]
    fields = [field for block in blocks.values() for field in block["properties"].values()]
    assert all(field.get("description") for field in [*properties.values(), *fields])


@pytest.mark.parametrize("name", experiment_names())
def test_every_experiment_names_its_schema_for_editors(name: str) -> None:
    first = (ROOT / "experiments" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=experiment.schema.json"


def test_the_schema_is_written_where_editors_look(kit: Kit) -> None:
    assert schema.write_schema(kit.root).read_text(encoding="utf-8") == schema.schema_text()
