"""The judge's settings, as the compiler writes them into the environment."""

import json
from dataclasses import asdict, replace

import pytest
from reward_runtime.errors import SettingsError
from reward_runtime.judge.settings import JudgeSettings


def test_what_was_written_is_read() -> None:
    settings = JudgeSettings("m", "endpoint", "eu-west-1", 3.5, 1000.0, 8, 200, True, False, 0.5)
    assert JudgeSettings.from_json(json.dumps(asdict(settings))) == settings
    more = replace(settings, component="c", omit=("temperature", "strict"), guardrail="g", guardrail_version="2")
    assert JudgeSettings.from_json(json.dumps(asdict(more))) == more
    assert (settings.name, more.name) == ("m", "m/c")


def test_a_whole_number_is_a_share_too() -> None:
    assert JudgeSettings.from_json('{"model": "m", "requests_per_minute": 60}').requests_per_minute == 60


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("", "expected a JSON object"),
        ("[]", "expected a JSON object"),
        ("{}", "model: got none"),
        ('{"model": ""}', "model: got none"),
        ('{"model": " "}', "model: got none"),
        ('{"model": 1}', "model: got 1, expected a str"),
        ('{"model": "m", "modle": 1}', "modle: unknown, expected one of model, transport"),
        ('{"model": "m", "transport": "http"}', "transport: got 'http', expected bedrock or endpoint"),
        ('{"model": "m", "requests_per_minute": 0}', r"requests_per_minute: got 0, expected a float, 0\.01 or more"),
        ('{"model": "m", "requests_per_minute": NaN}', "requests_per_minute: got nan"),
        ('{"model": "m", "requests_per_minute": Infinity}', "requests_per_minute: got inf"),
        ('{"model": "m", "tokens_per_minute": -1}', "tokens_per_minute: got -1, expected a float, 0 or more"),
        ('{"model": "m", "concurrency": 0}', r"concurrency: got 0, expected an int 1\.\.64"),
        ('{"model": "m", "concurrency": 65}', r"concurrency: got 65, expected an int 1\.\.64"),
        ('{"model": "m", "concurrency": 2.0}', r"concurrency: got 2\.0, expected an int"),
        ('{"model": "m", "concurrency": true}', "concurrency: got True, expected an int"),
        ('{"model": "m", "canary_share": 2}', r"canary_share: got 2, expected a float 0\.\.1"),
        (
            '{"model": "m", "omit": "temperature"}',
            "omit: got 'temperature', expected a list of temperature, tool_name, ",
        ),
        ('{"model": "m", "omit": ["top_p"]}', r"omit: got \['top_p'\], expected a list of temperature"),
        ('{"model": "m", "omit": [[]]}', r"omit: got \[\[\]\], expected a list of temperature"),
        ('{"model": "m", "component": ["a"]}', r"component: got \['a'\], expected a str"),
        ('{"model": "m", "hedge": 1}', "hedge: got 1, expected a bool$"),
    ],
)
def test_what_could_not_work_is_an_error_that_names_its_field(given: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        JudgeSettings.from_json(given)
