"""The registry of log fields: every field of every JSON line, with its meaning. None holds text of a row."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = [
    "BATCH_FIELDS",
    "DIMENSION_FIELD_PREFIX",
    "EXTRA_FIELDS",
    "FAILURE_FIELDS",
    "HEAD_FIELDS",
    "JUDGE_FIELDS",
    "REASON_FIELD_PREFIX",
    "SAMPLE_FIELDS",
]

Fields = Mapping[str, str]
"""Name -> meaning, in the order in which they stand in a line."""

DIMENSION_FIELD_PREFIX: Final = "dim_"
"""A dimension ``correct`` of a reward is the log field ``dim_correct``."""

REASON_FIELD_PREFIX: Final = "why_"
"""Why a dimension ``correct`` has its value is the log field ``why_correct``, a short code, where its scorer says."""

HEAD_FIELDS: Final[Fields] = MappingProxyType(
    {
        "level": "INFO, or ERROR for a failure",
        "timestamp": "RFC 3339, UTC, to the millisecond",
        "event": "Which line it is: sample, batch, judge or failure",
        "experiment": "The experiment's name, with the stage in front where there is one",
        "revision": "First 8 hex digits of the RewardHash",
        "request_id": "Lambda's, of the invocation",
        "judge": "Model and digests of the rubrics; empty without a judge",
    }
)
"""What every JSON line begins with."""

SAMPLE_FIELDS: Final[Fields] = MappingProxyType(
    {
        "id": "The sample's; cut after 128 characters, and the hash of one that is an array or object",
        "outcome": "scored, no_answer, unscorable or fallback",
        "no_answer": "0 or 1",
        "unscorable": "0 or 1",
        "fallback": "0 or 1",
        "rule": "By which rule the answer was found",
        "others": "How many other finds that rule had",
        "reason": "Code of why the outcome is what it is",
        "reference_place": "Where in the row the reference stood",
        "prompt_hash": "12 hex digits of the prompt's BLAKE2b",
        "prompt_chars": "Characters of the prompt",
        "response_chars": "Characters of the response",
        "aggregate_reward_score": "The reward, in its own range",
    }
)
"""What the line of each sample has after its head, before ``dim_*`` and ``why_*``."""

EXTRA_FIELDS: Final[Fields] = MappingProxyType(
    {
        "response_hash": "12 hex digits of the response's BLAKE2b, where another of its batch is equal",
        "shadow_score": "The shadow reward, in its own range, where it was asked",
        "shadow_gap": "Share of the reward's range less share of the shadow's, where it was asked",
    }
)
"""What the line of a sample ends with, where there is something to say."""

BATCH_FIELDS: Final[Fields] = MappingProxyType(
    {
        "millis": "Milliseconds from the event to this line",
        "deadline_millis": "Milliseconds left until the kit's own deadline, 1.5 s before Lambda's timeout",
        "samples": "Samples of the batch",
        "groups": "Prompts with two or more samples in the batch",
        "flat_groups": "Of them, those with one reward for all",
        "right_groups": "Of these, those that are right",
        "group_spread": "Mean of the groups' largest less smallest share",
        "length_correlation": "Pearson's r of length and share, of 8 samples or more",
        "duplicates": "Responses that an earlier one of the batch equals",
        "loop_share": "Of every eighth response, the share that repeats its own end",
        "shadowed": "Samples that the shadow reward scored",
        "shadow_errors": "Samples on which the shadow reward failed",
        "shadow_error": "Class and message of the first of these errors",
    }
)
"""What the one line of a batch has after its head; one that has no value is left out."""

JUDGE_FIELDS: Final[Fields] = MappingProxyType(
    {
        "asked": "Distinct verdicts asked for",
        "lost": "Of them, those never won",
        "calls": "Requests sent, of whatever fate",
        "retries": "Requests sent again after a failure",
        "throttles": "Replies of 429",
        "unreadable": "Replies that were no verdict",
        "hedges": "Requests sent a second time because the first was slow",
        "cache_hits": "Verdicts kept from earlier",
        "deduplicated": "Verdicts shared with an equal question of the same batch",
        "input_tokens": "Tokens read by the judge",
        "output_tokens": "Tokens written by the judge",
        "probes": "Canaries that were judged",
        "false_positives": "Worthless canaries that were praised",
        "false_negatives": "Right canaries that were refused",
        "decoyed": "Responses that were judged beside another question too",
        "talked_round": "Of them, those that the judge praised there as well",
    }
)
"""What the one line on an invocation's judge has after its head."""

FAILURE_FIELDS: Final[Fields] = MappingProxyType(
    {
        "error": "The error's class",
        "fault": "Whose: operator or infrastructure",
        "message": "What failed, and what to do",
    }
)
"""What the one line of a failed invocation has after its head."""
