"""Runs of the stand-in: configuration, effects on calls, and the record. Nothing is kept for the next run."""

from __future__ import annotations

import http.client
import socket
import statistics
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localaws.asking import NONCE, ask, client, converse, fenced
from tests.standin import StandIn


def outcomes_of(judge: StandIn, *texts: str) -> list[str]:
    """Ask about each text in turn, and return the outcomes of the calls."""
    asker = client(judge)
    for text in texts:
        with suppress(ClientError):
            ask(asker, text)
    return [call["outcome"] for call in judge.calls()["calls"]]


def test_a_new_configuration_keeps_nothing_of_the_last(judge: StandIn) -> None:
    judge.configure(judge="highest", limit={"requests_per_minute": 1, "burst": 1}, latency={"p50": 0.001, "p99": 0.002})
    assert outcomes_of(judge, "a", "a") == ["answered", "throttled"]

    judge.configure()

    assert outcomes_of(judge, "a", "a") == ["answered", "answered"]
    assert [(call["latency"], call["attempt"]) for call in judge.calls()["calls"]] == [(0.0, 0), (0.0, 1)]
    assert ask(client(judge), "zebra") == {"score": 1}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"latencyy": {}}, "got 'latencyy', expected one of seed, judge, judges, latency"),
        ({"latency": {"p50": -1}}, "latency: p50: got -1"),
        ({"latency": {"p50": float("nan")}}, "latency: p50: got nan"),
        ({"latency": 3}, "latency: got int, expected a JSON object"),
        ({"seed": 1.5}, "seed: got 1.5"),
        ({"seed": True}, "seed: got True"),
        ({"judge": "kind"}, "judge: got 'kind', expected one of lexical, obedient"),
        ({"faults": {}}, "faults: got dict, expected a list"),
        ({"faults": [{}]}, "got no fault"),
        ({"faults": [{"fault": "earthquake"}]}, "got 'earthquake', expected one of a_list"),
        ({"faults": [{"fault": "hang", "first": "1"}]}, "first: got '1'"),
        ({"faults": [{"fault": "hang", "holds": 1}]}, "holds: got 1, expected a text"),
    ],
)
def test_a_configuration_that_means_nothing_is_refused_by_field_and_changes_nothing(
    judge: StandIn, given: dict[str, Any], named: str
) -> None:
    judge.configure(judge="highest")

    with pytest.raises(ValueError, match=named.replace("[", r"\[")):
        judge.configure(**given)
    assert ask(client(judge), "zebra") == {"score": 5}


def test_beyond_the_burst_a_call_is_throttled(judge: StandIn) -> None:
    judge.configure(limit={"requests_per_minute": 0.001, "burst": 3})

    assert outcomes_of(judge, *"abcde") == ["answered"] * 3 + ["throttled"] * 2
    assert judge.calls()["throttled"] == 2


def test_tokens_have_a_limit_of_their_own(judge: StandIn) -> None:
    judge.configure(limit={"tokens_per_minute": 200})

    assert outcomes_of(judge, "a", "b", "c", "d")[-1] == "throttled"


def test_what_a_call_did_not_use_of_its_tokens_is_given_back(judge: StandIn) -> None:
    judge.configure(limit={"tokens_per_minute": 500})

    # Each takes 100 for its answer besides some 60 for its prompt, and says less than ten.
    assert outcomes_of(judge, *"abcde") == ["answered"] * 5


def test_a_throttled_call_costs_no_quota_and_is_no_attempt(judge: StandIn) -> None:
    judge.configure(limit={"requests_per_minute": 0.001, "burst": 1})
    outcomes_of(judge, "a", "a", "a")

    assert [call["attempt"] for call in judge.calls()["calls"]] == [0, 1, 1]


@pytest.mark.parametrize(
    ("rule", "met"),
    [
        ({}, [1, 1, 1, 1]),
        ({"first": 2}, [1, 1, 0, 0]),
        ({"first_of_prompt": 1}, [1, 0, 1, 0]),
        ({"holds": "two"}, [0, 0, 1, 1]),
        ({"holds": "two", "first_of_prompt": 1}, [0, 0, 1, 0]),
        ({"share": 0}, [0, 0, 0, 0]),
    ],
)
def test_a_rule_says_which_calls_meet_its_fault(judge: StandIn, rule: dict[str, Any], met: list[int]) -> None:
    judge.configure(faults=[{"fault": "unavailable", **rule}])

    assert outcomes_of(judge, "one", "one", "two", "two") == [("answered", "unavailable")[each] for each in met]


def test_the_first_rule_that_is_met_decides(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "internal", "holds": "one"}, {"fault": "unavailable"}])

    assert outcomes_of(judge, "one", "two") == ["internal", "unavailable"]


def test_a_share_of_the_calls_is_about_that_many_and_the_same_ones_again(judge: StandIn) -> None:
    def met(seed: int) -> list[str]:
        judge.configure(seed=seed, faults=[{"fault": "throttled", "share": 0.3}])
        return outcomes_of(judge, *(f"text {n}" for n in range(100)))

    first = met(1)

    assert 15 <= first.count("throttled") <= 45
    assert met(1) == first
    assert met(2) != first


def drawn(judge: StandIn, *texts: str, **configuration: Any) -> list[float]:
    judge.configure(**configuration)
    outcomes_of(judge, *texts)
    return [call["latency"] for call in judge.calls()["calls"]]


def test_a_latency_is_drawn_from_the_seed_the_prompt_and_the_attempt(judge: StandIn) -> None:
    latency = {"p50": 0.6, "p99": 2.5, "scale": 0.001}
    once = drawn(judge, "a", "b", "a", latency=latency)

    assert drawn(judge, "a", "b", "a", latency=latency) == once
    assert len(set(once)) == 3
    assert drawn(judge, "b", "a", latency=latency) == once[1::-1]
    assert drawn(judge, "a", latency=latency, seed=1) != once[:1]
    assert drawn(judge, "a", latency={**latency, "scale": 0.002}) == [pytest.approx(2 * once[0])]


def test_the_draws_are_lognormal_about_the_given_median(judge: StandIn) -> None:
    latency = {"p50": 0.6, "p99": 2.5, "scale": 0.0001}
    draws = sorted(d / 0.0001 for d in drawn(judge, *(f"text {n}" for n in range(300)), latency=latency))

    assert statistics.median(draws) == pytest.approx(0.6, rel=0.15)
    assert 1.5 < draws[297] < 4.0


def test_prompts_that_differ_in_their_nonce_alone_are_the_same_prompt(judge: StandIn) -> None:
    asker = client(judge)
    for nonce in (NONCE, "f" * 32):
        converse(asker, f"MARK is {nonce}\n\n{fenced(nonce, candidate='x')}")

    assert len({call["prompt"] for call in judge.calls()["calls"]}) == 1


def test_the_record_holds_times_and_numbers_and_no_text(judge: StandIn) -> None:
    judge.configure(latency={"p50": 0.01, "p99": 0.01})
    ask(client(judge), "a private response")
    record = judge.calls()

    (call,) = record["calls"]
    assert record["slowest"] == call["end"] - call["start"]
    assert call["latency"] == pytest.approx(0.01)
    assert (call["outcome"], call["status"], len(call["prompt"])) == ("answered", 200, 16)
    assert "private" not in str(record)


def test_the_peak_is_how_many_calls_were_under_way_at_once(judge: StandIn) -> None:
    judge.configure(latency={"p50": 1.0, "p99": 1.0})
    body = b'{"messages": []}'
    request = b"POST /model/m/converse HTTP/1.1\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body)
    with ExitStack() as connections:
        plugs = [
            connections.enter_context(socket.create_connection(("127.0.0.1", judge.port), timeout=60)) for _ in range(8)
        ]
        for plug in plugs:
            plug.sendall(request)
        assert [plug.recv(12) for plug in plugs] == [b"HTTP/1.1 200"] * 8

    assert judge.calls()["peak"] == 8


def test_the_record_can_be_dropped_without_a_new_run(judge: StandIn) -> None:
    judge.configure(faults=[{"fault": "throttled", "first_of_prompt": 1}])
    outcomes_of(judge, "a")
    judge.forget()

    assert outcomes_of(judge, "a") == ["answered"]


def test_an_order_that_is_none_is_answered_with_those_that_are(judge: StandIn) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", judge.port, timeout=20)
    connection.request("POST", "/_standin/calls")
    answer = connection.getresponse()

    assert (answer.status, b"GET or DELETE calls" in answer.read()) == (404, True)
    connection.close()
