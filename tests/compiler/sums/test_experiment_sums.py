"""Payload, time, concurrency and quota are worked out before anything is deployed, with their figures."""

from typing import Any

import pytest

from compiler.capacity.concurrency import concurrency_findings
from compiler.capacity.finding import Finding
from compiler.capacity.judging import judging_findings
from compiler.capacity.payload import payload_findings
from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.job import Job
from tests.compiler.made_kit import Kit

HEAD = "reward: first\ndescription: d\nlayers: [judge]\n"


def experiment(**fields: Any) -> Experiment:
    return Experiment.model_validate({"name": "one", "reward": "r", "description": "d", **fields})


def judging(questions: int = 1, timeout: int = 60, job: dict[str, int] | None = None, **judge: Any) -> list[Finding]:
    fields = {"model": "amazon.nova-lite-v1:0", "requests_per_minute": 12_000, **judge}
    given = experiment(judge=fields, timeout_seconds=timeout, job=job or {})
    return list(judging_findings(given, questions))


def test_the_defaults_of_a_job_pass_every_sum() -> None:
    assert list(payload_findings(Job())) == []
    assert list(concurrency_findings(experiment())) == []
    assert judging(requests_per_minute=1200) == []


@pytest.mark.parametrize(
    ("batch", "tokens", "impossible"),
    [(64, 24_576, None), (64, 24_577, False), (256, 24_576, False), (256, 24_577, True), (128, 32_768, False)],
)
def test_full_responses_that_exceed_6_mb_warn_and_four_times_as_much_is_an_error(
    batch: int, tokens: int, impossible: bool | None
) -> None:
    found = list(payload_findings(Job(batch_size=batch, max_new_tokens=tokens)))
    assert [finding.impossible for finding in found] == ([] if impossible is None else [impossible])


def test_a_payload_is_told_with_the_batch_that_would_fit() -> None:
    (found,) = payload_findings(Job(batch_size=64, max_new_tokens=32_768))
    assert found.text == (
        "job: got 64 responses of up to 32768 tokens, 8.0 MB at 4 bytes a token without their prompts, expected at "
        "most 6 MB an invocation; set the job's batch size to 48, or fewer tokens"
    )
    assert list(payload_findings(Job(batch_size=48, max_new_tokens=32_768))) == []


@pytest.mark.parametrize(
    ("reserved", "wanted", "start"),
    [
        (12, 12, None),
        (11, 12, "reserved_concurrency: got 11 for a job of 12 invocations at once"),
        (None, 1000, None),
        (None, 1001, "job.concurrency: got 1001 invocations at once, expected at most 1000, the account's limit"),
        (2000, 1001, None),
    ],
)
def test_invocations_that_lambda_would_turn_away_warn(reserved: int | None, wanted: int, start: str | None) -> None:
    found = list(concurrency_findings(experiment(reserved_concurrency=reserved, job={"concurrency": wanted})))
    assert [finding.text[: len(start or "")] for finding in found] == ([] if start is None else [start])
    assert not any(finding.impossible for finding in found)


@pytest.mark.parametrize(
    ("questions", "timeout", "impossible"),
    [
        (1, 4, None),  # one round: 2.5 s at p99
        (1, 3, False),  # 1.5 s are left of 3: 0.6 s fit, 2.5 s do not
        (1, 2, True),  # 0.5 s are left
        (2, 7, None),  # two rounds of 64: 5 s at p99
        (2, 6, False),
    ],
)
def test_calls_that_outlast_the_timeout_warn_and_are_an_error_even_at_the_median(
    questions: int, timeout: int, impossible: bool | None
) -> None:
    found = judging(questions, timeout, requests_per_minute=10_000_000)
    assert [finding.impossible for finding in found] == ([] if impossible is None else [impossible])


def test_the_median_of_many_rounds_can_be_impossible() -> None:
    (found,) = judging(4, 3, requests_per_minute=10_000_000)
    assert found.impossible
    assert found.text.startswith(
        "timeout_seconds: got 1.5 s for 256 calls, 64 at once, which take 2.4 s at the judge's"
    )
    assert found.text.endswith("set timeout_seconds to 12 or a smaller batch")


@pytest.mark.parametrize(("rate", "impossible"), [(784, None), (783, False), (400, False), (380, True)])
def test_a_share_too_small_for_a_batch_warns_and_is_an_error_where_repeats_could_not_save_it(
    rate: int, impossible: bool | None
) -> None:
    found = judging(requests_per_minute=rate)
    assert [(finding.code, finding.impossible) for finding in found] == (
        [] if impossible is None else [("judge-quota", impossible)]
    )


def test_a_share_is_told_with_the_timeout_and_the_rate_that_would_do() -> None:
    (found,) = judging(requests_per_minute=600)
    assert found.text == (
        "judge.requests_per_minute: got 600 over 12 environments, 50 each, so that 64 calls take 76.2 s of the 58.5 s "
        "an invocation has, expected them to fit; set timeout_seconds to 78 or a smaller batch, or have 784"
    )
    assert judging(requests_per_minute=784) == []
    assert judging(requests_per_minute=600, timeout=78) == []


def test_single_samples_in_many_environments_pass() -> None:
    job = {"batch_size": 1, "concurrency": 400}
    assert judging(job=job, requests_per_minute=1200) == []


def test_what_no_run_could_escape_does_not_compile(judged_kit: Kit) -> None:
    judge = "judge: {model: 'amazon.nova-lite-v1:0', requests_per_minute: 12}\n"
    judged_kit.experiment("one", f"{HEAD}{judge}job: {{max_new_tokens: 262144}}\n")
    with pytest.raises(CompileError) as error:
        compile_experiment("one", root=judged_kit.root)
    first, second = str(error.value).splitlines()
    assert first.startswith("experiments/one.yaml: job: got 64 responses of up to 262144 tokens, 64.0 MB")
    # Two rubrics are two calls a sample.
    assert second.startswith("experiments/one.yaml: judge.requests_per_minute: got 12 over 12 environments, 1 each, so")
    assert "that 128 calls take" in second
