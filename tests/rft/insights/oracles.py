"""The expected result of each saved query over the golden logs, computed in plain Python from the parsed lines."""

import json
import math
import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tests.rft.insights.golden import MEMORY_MB, MINUTE, Golden, Line, Report, request_id

Rows = list[dict[str, Any]]
Told = dict[str, str]
Oracle = Callable[..., Rows]
SCORE = "aggregate_reward_score"
FIVE_MINUTES, HOUR = 5 * MINUTE, 60 * MINUTE


class Time(int):
    """Milliseconds; a result shows them as a date."""


def grouped(lines: Iterable[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.items())


def count(lines: Sequence[Line]) -> float:
    """Return the number of lines, had all been logged."""
    return sum(line["stands_for"] for line in lines)


def alike(lines: Sequence[Line]) -> float:
    """Return the number of prompts that the prompt of these lines stands for."""
    return max(line["stands_for"] for line in lines)


def mean(lines: Sequence[Line], name: str = SCORE) -> float:
    return statistics.fmean(line[name] for line in lines)


def spread(lines: Sequence[Line], name: str = SCORE) -> float:
    return statistics.pstdev([line[name] for line in lines])


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the percentile, by linear interpolation between the two nearest values."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def by_time(lines: Iterable[Line], width: int) -> list[tuple[Time, list[Line]]]:
    return sorted(grouped(lines, lambda line: Time(line["at"] // width * width)))


def reports_by_time(golden: Golden, width: int) -> list[tuple[Time, list[Report]]]:
    return sorted(grouped(golden.reports, lambda report: Time(report.at // width * width)))


def sort_key(value: str) -> tuple[bool, float, str]:
    """Return a sort key: texts before numbers; in a text, runs of digits by length and then by value."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return (True, number, value)
    runs = re.findall("[0-9]+|[^0-9]+", value)
    return (False, 0.0, "".join(f"0{len(run):09}{run}" if run[0].isdigit() else run for run in runs))


def most(rows: Rows, *names: str) -> Rows:
    """Return the rows with the most samples first, then in the order of their groups."""
    return sorted(rows, key=lambda row: (-row["samples"], *(sort_key(row[name]) for name in names)))


def reward_distribution(golden: Golden) -> Rows:
    return [
        {
            "from_time": at,
            "samples": count(lines),
            "mean": mean(lines),
            "spread": spread(lines),
            **{f"p{percent}": percentile((line[SCORE] for line in lines), percent) for percent in (10, 50, 90)},
        }
        for at, lines in by_time(golden.drawn, FIVE_MINUTES)
    ]


def reward_histogram(golden: Golden) -> Rows:
    bars = grouped(golden.drawn, lambda line: math.floor(line[SCORE] * 10) / 10)
    return [{"from_reward": bar, "samples": count(lines)} for bar, lines in sorted(bars)]


def zero_reward_samples(golden: Golden) -> Rows:
    names = (SCORE, "id", "outcome", "reason", "rule", "response_chars", "prompt_hash", "request_id")
    least = sorted(golden.drawn, key=lambda line: (line[SCORE], -line["at"]))[:100]
    return [{"@timestamp": Time(line["at"]), **{name: line[name] for name in names}} for line in least]


def dimension_over_time(golden: Golden) -> Rows:
    return [
        {
            "from_time": at,
            "samples": count(lines),
            "mean": mean(lines, "dim_correct"),
            "spread": spread(lines, "dim_correct"),
            "mean_reward": mean(lines),
        }
        for at, lines in by_time(golden.drawn, FIVE_MINUTES)
    ]


def dimension_reasons(golden: Golden) -> Rows:
    told = [line for line in golden.drawn if "why_correct" in line]
    groups = grouped(told, lambda line: line["why_correct"])
    return most([{"why": why, "samples": count(lines), "mean_reward": mean(lines)} for why, lines in groups], "why")


def outcomes(golden: Golden) -> Rows:
    groups = grouped(golden.drawn, lambda line: (line["outcome"], line["reason"]))
    rows = [
        {"outcome": outcome, "reason": reason, "samples": count(lines), "mean_reward": mean(lines)}
        for (outcome, reason), lines in groups
    ]
    return most(rows, "outcome", "reason")


def no_answer_over_time(golden: Golden) -> Rows:
    return [
        {
            "from_time": at,
            "samples": count(lines),
            "percent_no_answer": 100 * mean(lines, "no_answer"),
            "percent_unscorable": 100 * mean(lines, "unscorable"),
        }
        for at, lines in by_time(golden.drawn, FIVE_MINUTES)
    ]


def extraction_rules(golden: Golden) -> Rows:
    groups = grouped((line for line in golden.drawn if line["rule"]), lambda line: line["rule"])
    rows = [
        {"rule": rule, "samples": count(lines), "mean_reward": mean(lines), "mean_other_finds": mean(lines, "others")}
        for rule, lines in groups
    ]
    return most(rows, "rule")


def unscorable_rows(golden: Golden) -> Rows:
    groups = grouped((x for x in golden.samples if x["unscorable"]), lambda line: (line["prompt_hash"], line["reason"]))
    rows = [
        {
            "prompt_hash": prompt,
            "reason": reason,
            "samples": len(lines),
            "last_id": lines[-1]["id"],
            "last_reference_place": lines[-1]["reference_place"],
        }
        for (prompt, reason), lines in groups
    ]
    return most(rows, "prompt_hash", "reason")


def worst_prompts(golden: Golden) -> Rows:
    rows = [
        {
            "prompt_hash": prompt,
            "rollouts": len(lines),
            "mean": mean(lines),
            "best": max(line[SCORE] for line in lines),
            "share_no_answer": mean(lines, "no_answer"),
        }
        for prompt, lines in grouped(golden.drawn, lambda line: line["prompt_hash"])
        if len(lines) >= 2
    ]
    return sorted(rows, key=lambda row: (row["mean"], -row["rollouts"], sort_key(str(row["prompt_hash"]))))[:50]


def flat_prompts(golden: Golden) -> Rows:
    prompts = [lines for _, lines in grouped(golden.drawn, lambda line: line["prompt_hash"])]
    flat = [lines for lines in prompts if len(lines) > 1 and len({line[SCORE] for line in lines}) == 1]
    rows = [
        {
            "reward": reward,
            "prompts": sum(map(alike, groups)),
            "samples": sum(alike(group) * len(group) for group in groups),
        }
        for reward, groups in grouped(flat, lambda lines: lines[0][SCORE])
    ]
    return sorted(rows, key=lambda row: (-row["prompts"], row["reward"]))


def group_spread(golden: Golden) -> Rows:
    groups: list[Line] = []
    for (_, at), lines in grouped(golden.drawn, lambda line: (line["prompt_hash"], line["at"] // HOUR * HOUR)):
        if len(lines) > 1:
            apart = max(line[SCORE] for line in lines) - min(line[SCORE] for line in lines)
            groups.append({"at": at, "alike": alike(lines), "rollouts": len(lines), "spread": apart})
    return [
        {
            "from_time": at,
            "groups": sum(group["alike"] for group in there),
            "mean_rollouts": mean(there, "rollouts"),
            "mean_spread": mean(there, "spread"),
            "p95_spread": percentile((group["spread"] for group in there), 95),
            "percent_flat": 100 * sum(group["spread"] < 1e-6 for group in there) / len(there),
        }
        for at, there in by_time(groups, HOUR)
    ]


def reward_by_length(golden: Golden) -> Rows:
    groups = grouped(golden.drawn, lambda line: line["response_chars"] // 250 * 250)
    return [
        {
            "from_chars": chars,
            "samples": count(lines),
            "mean_reward": mean(lines),
            "share_no_answer": mean(lines, "no_answer"),
        }
        for chars, lines in sorted(groups)
    ]


def repeated_samples(golden: Golden) -> Rows:
    rows = [
        {
            "id": sample,
            "prompt_hash": prompt,
            "times": len(lines),
            "invocations": len({line["request_id"] for line in lines}),
            "lowest": min(line[SCORE] for line in lines),
            "highest": max(line[SCORE] for line in lines),
        }
        for (sample, prompt), lines in grouped(golden.drawn, lambda line: (str(line["id"]), line["prompt_hash"]))
        if len(lines) > 1
    ]
    return sorted(rows, key=lambda row: (-row["times"], sort_key(str(row["id"]))))[:100]


def duplicates(golden: Golden) -> Rows:
    equal = [line for line in golden.samples if "response_hash" in line]
    rows = [
        {
            "response_hash": response,
            "prompt_hash": prompt,
            "responses": len(lines),
            "batches": len({line["request_id"] for line in lines}),
            "mean_reward": mean(lines),
            "last_id": lines[-1]["id"],
        }
        for (response, prompt), lines in grouped(equal, lambda line: (line["response_hash"], line["prompt_hash"]))
    ]
    names = ("response_hash", "prompt_hash")
    return sorted(rows, key=lambda row: (-row["responses"], *(sort_key(str(row[name])) for name in names)))[:100]


def sample_story(golden: Golden, told: Told) -> Rows:
    names = ("revision", "request_id", "outcome", "reason", "rule", "others", SCORE, "response_chars")
    return [
        {"@timestamp": Time(line["at"]), **{name: line[name] for name in names}, "@message": line["line"]}
        for line in golden.samples
        if line["id"] == told["id"]
    ]


def invocation_story(golden: Golden, told: Told) -> Rows:
    """Return every line with the request's id, and the fields of the lines that are JSON."""
    names = ("event", "type", "id", "outcome", "reason", SCORE, "error", "fault")
    rows: Rows = []
    for event in golden.events:
        if told["request_id"] in event.message:
            fields = json.loads(event.message) if event.message.startswith("{") else {}
            row = {name: fields[name] for name in names if name in fields}
            status = {"record.status": fields["record"]["status"]} if "record" in fields else {}
            rows.append({"@timestamp": Time(event.timestamp), **row, **status, "@message": event.message})
    return rows


def revisions(golden: Golden) -> Rows:
    rows = [
        {
            "revision": revision,
            "samples": count(lines),
            "mean": mean(lines),
            "spread": spread(lines),
            "share_no_answer": mean(lines, "no_answer"),
            "first_seen": Time(min(line["at"] for line in lines)),
            "last_seen": Time(max(line["at"] for line in lines)),
        }
        for revision, lines in grouped(golden.drawn, lambda line: line["revision"])
    ]
    return sorted(rows, key=lambda row: -row["last_seen"])


def errors_by_code(golden: Golden) -> Rows:
    rows = [
        {
            "fault": fault,
            "error": error,
            "failures": len(lines),
            "last_message": lines[-1]["message"],
            "last_request": lines[-1]["request_id"],
        }
        for (fault, error), lines in grouped(golden.failures, lambda line: (line["fault"], line["error"]))
    ]
    return sorted(rows, key=lambda row: (-row["failures"], row["fault"], row["error"]))


def recent_failures(golden: Golden) -> Rows:
    names = ("fault", "error", "message", "revision", "request_id")
    newest = sorted(golden.failures, key=lambda line: -line["at"])[:50]
    return [{"@timestamp": Time(line["at"]), **{name: line[name] for name in names}} for line in newest]


def timeouts(golden: Golden) -> Rows:
    ours = [
        {"@timestamp": Time(line["at"]), "request": line["request_id"], "error": line["error"]}
        for line in golden.failures
        if line["error"] == "DeadlineError"
    ]
    status = {"record.status": "timeout"} if golden.shape == "json" else {}
    lambdas = [
        {"@timestamp": Time(each.at), "request": each.request, **status} for each in golden.reports if each.timed_out
    ]
    return sorted([*ours, *lambdas], key=lambda row: -row["@timestamp"])


def slowest_invocations(golden: Golden) -> Rows:
    """Return one row a request: of its batch's line and Lambda's report, the longer time and the later moment."""
    rows: dict[str, dict[str, Any]] = {
        line["request_id"]: {"request": line["request_id"], "duration_ms": line["millis"], "last_seen": line["at"]}
        for line in golden.batches
    }
    for report in golden.reports:
        row = rows.setdefault(report.request, {"request": report.request, "duration_ms": 0.0, "last_seen": 0})
        row["duration_ms"] = max(row["duration_ms"], report.duration_ms)
        row["last_seen"] = max(row["last_seen"], report.at)
        if report.init_ms is not None:
            row["init_ms"] = report.init_ms
    slowest = sorted(rows.values(), key=lambda row: (-row["duration_ms"], sort_key(row["request"])))[:50]
    return [{**row, "last_seen": Time(row["last_seen"])} for row in slowest]


def cold_starts(golden: Golden) -> Rows:
    rows: Rows = []
    for at, reports in reports_by_time(golden, FIVE_MINUTES):
        inits = [report.init_ms for report in reports if report.init_ms is not None]
        took = {"mean_init_ms": statistics.fmean(inits), "longest_init_ms": max(inits)} if inits else {}
        percent = 100 * len(inits) / len(reports)
        rows.append({"from_time": at, "invocations": len(reports), "cold": len(inits), "percent_cold": percent, **took})
    return rows


def memory_headroom(golden: Golden) -> Rows:
    rows: Rows = []
    for at, reports in reports_by_time(golden, HOUR):
        percents = [100 * report.used_mb / MEMORY_MB for report in reports]
        numbers = {"mean_percent": statistics.fmean(percents), "p99_percent": percentile(percents, 99)}
        rows.append({"from_time": at, "invocations": len(reports), **numbers, "most_percent": max(percents)})
    return rows


def cost(golden: Golden) -> Rows:
    rows: Rows = []
    for at, lines in by_time(golden.batches, HOUR):
        billed = sum(line["stands_for"] * math.ceil(line["millis"]) for line in lines)
        gb_seconds = billed * MEMORY_MB / 1024 / 1000
        usd = gb_seconds * 0.0000133334 + count(lines) * 0.20 / 1e6
        rows.append({"from_time": at, "invocations": count(lines), "gb_seconds": gb_seconds, "usd": usd})
    return rows


def concurrency(golden: Golden) -> Rows:
    return [
        {
            "from_time": at,
            "invocations": count(lines),
            "mean_at_once": sum(line["stands_for"] * line["millis"] for line in lines) / 60_000,
            "longest_ms": max(line["millis"] for line in lines),
        }
        for at, lines in by_time(golden.batches, MINUTE)
    ]


def metric_lines(golden: Golden) -> Rows:
    emf = [{"at": event.timestamp, "chars": len(event.message)} for event in golden.events if "_aws" in event.message]
    rows: Rows = []
    for at, lines in by_time(emf, FIVE_MINUTES):
        longest = max(line["chars"] for line in lines)
        numbers = {"mean_chars": mean(lines, "chars"), "longest_chars": longest}
        rows.append({"from_time": at, "lines": len(lines), **numbers})
    return rows


def total(lines: Sequence[Line], name: str) -> int:
    """Return the sum of a field over the lines that are logged."""
    return sum(line[name] for line in lines)


def likely(lines: Sequence[Line], name: str) -> float:
    """Return the sum of a field, had all lines been logged."""
    return sum(line["stands_for"] * line[name] for line in lines)


def batch_health(golden: Golden) -> Rows:
    rows: Rows = []
    for at, lines in by_time(golden.batches, FIVE_MINUTES):
        looked = [line for line in lines if "loop_share" in line]
        rows.append(
            {
                "from_time": at,
                "batches": count(lines),
                "scored": likely(lines, "samples"),
                "least_millis_left": min(line["deadline_millis"] for line in lines),
                **({"mean_loop_share": likely(looked, "loop_share") / count(looked)} if count(looked) else {}),
                "repeated": likely(lines, "duplicates"),
                "prompt_groups": likely(lines, "groups"),
                "without_spread": likely(lines, "flat_groups"),
            }
        )
    return rows


def judge_health(golden: Golden) -> Rows:
    return [
        {
            "from_time": at,
            "invocations": count(lines),
            "verdicts_asked": likely(lines, "asked"),
            "percent_lost": 100 * total(lines, "lost") / likely(lines, "asked"),
            "calls": likely(lines, "calls"),
            "retried": likely(lines, "retries"),
            "throttled": total(lines, "throttles"),
            "unread": total(lines, "unreadable"),
            "hedged": likely(lines, "hedges"),
            "spared": likely(lines, "cache_hits") + likely(lines, "deduplicated"),
            "tokens_in": likely(lines, "input_tokens"),
            "tokens_out": likely(lines, "output_tokens"),
        }
        for at, lines in by_time(golden.judgings, FIVE_MINUTES)
    ]


def judge_canaries(golden: Golden) -> Rows:
    probed = [line for line in golden.judgings if line["probes"] > 0]
    return [
        {
            "from_time": at,
            "judge": judge,
            "tried": likely(lines, "probes"),
            "fooled": total(lines, "false_positives"),
            "missed": total(lines, "false_negatives"),
            "pleading": likely(lines, "decoyed"),
            "talked_round": total(lines, "talked_round"),
            "last_request": lines[-1]["request_id"],
        }
        for at, hour in by_time(probed, HOUR)
        for judge, lines in grouped(hour, lambda line: line["judge"])
    ]


def shadow_health(golden: Golden) -> Rows:
    rows: Rows = []
    for at, lines in by_time(golden.batches, FIVE_MINUTES):
        errors = [line["shadow_error"] for line in lines if "shadow_error" in line]
        rows.append(
            {
                "from_time": at,
                "batches": count(lines),
                "scored": likely(lines, "samples"),
                "audited": likely(lines, "shadowed"),
                "failed": total(lines, "shadow_errors"),
                **({"last_error": errors[-1]} if errors else {}),
            }
        )
    return rows


def shadow_disagreement(golden: Golden) -> Rows:
    audited = [line for line in golden.samples if "shadow_gap" in line]
    furthest = sorted(audited, key=lambda line: (-abs(line["shadow_gap"]), line["at"]))[:50]
    names = ("id", SCORE, "shadow_score", "shadow_gap", "prompt_hash", "request_id")
    return [
        {
            "@timestamp": Time(line["at"]),
            **{name: line[name] for name in names},
            "distance": abs(line["shadow_gap"]),
        }
        for line in furthest
    ]


def second_judge_health(golden: Golden) -> Rows:
    told = {"judged_twice": "judged", "unasked": "unasked", "failed": "failed", "calls": "calls"}
    told |= {"throttled": "throttles", "tokens_in": "input_tokens", "tokens_out": "output_tokens"}
    rows: Rows = []
    for at, hour in by_time([line for line in golden.judgings if "second_judge" in line], HOUR):
        for judge, lines in grouped(hour, lambda line: line["second_judge"]):
            errors = [line["second_error"] for line in lines if "second_error" in line]
            rows.append(
                {
                    "from_time": at,
                    "second_judge": judge,
                    "invocations": count(lines),
                    **{name: likely(lines, f"second_{field}") for name, field in told.items()},
                    **({"last_error": errors[-1]} if errors else {}),
                }
            )
    return rows


def second_judge_gaps(golden: Golden) -> Rows:
    judged = [line for line in golden.samples if "second_gap" in line]
    furthest = sorted(judged, key=lambda line: (-abs(line["second_gap"]), line["at"]))[:50]
    names = ("id", SCORE, "second_score", "second_gap", "prompt_hash", "request_id")
    return [
        {"@timestamp": Time(line["at"]), **{name: line[name] for name in names}, "distance": abs(line["second_gap"])}
        for line in furthest
    ]


TOLD: dict[str, list[Told]] = {
    "sample-story": [{"id": "gsm8k-76-175b_verification"}],
    "invocation-story": [{"request_id": request_id(3)}, {"request_id": request_id(11)}],
}
"""The required parameters, by query: one invocation that scored, and one that failed."""

ORACLES: dict[str, Oracle] = {
    oracle.__name__.replace("_", "-"): oracle
    for oracle in (
        batch_health,
        cold_starts,
        concurrency,
        cost,
        dimension_over_time,
        dimension_reasons,
        duplicates,
        errors_by_code,
        extraction_rules,
        flat_prompts,
        group_spread,
        invocation_story,
        judge_canaries,
        judge_health,
        reward_by_length,
        memory_headroom,
        metric_lines,
        no_answer_over_time,
        outcomes,
        recent_failures,
        repeated_samples,
        revisions,
        reward_histogram,
        reward_distribution,
        sample_story,
        second_judge_gaps,
        second_judge_health,
        shadow_disagreement,
        shadow_health,
        slowest_invocations,
        timeouts,
        unscorable_rows,
        worst_prompts,
        zero_reward_samples,
    )
}
