"""The registry of log fields: every field of every JSON line, with its meaning. None holds text of a row.

One table for each kind of line, with the fields in the order in which they stand there.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = [
    "BATCH_FIELDS",
    "DIMENSION_FIELD_PREFIX",
    "EXTRA_FIELDS",
    "FAILURE_FIELDS",
    "HEAD_FIELDS",
    "JUDGE_FIELDS",
    "PREFLIGHT_FIELDS",
    "REASON_FIELD_PREFIX",
    "SAMPLE_FIELDS",
    "SECOND_FIELDS",
    "SECOND_FIELD_PREFIX",
    "BatchFields",
    "Event",
    "ExtraFields",
    "FailureFields",
    "Field",
    "HeadFields",
    "JudgeFields",
    "PreflightFields",
    "SampleFields",
    "SecondFields",
]

DIMENSION_FIELD_PREFIX: Final = "dim_"
"""A reward's dimension ``correct`` is the log field ``dim_correct``."""

REASON_FIELD_PREFIX: Final = "why_"
"""The log field ``why_correct`` is a short code: why ``correct`` has its value. Absent if its scorer gives none."""

SECOND_FIELD_PREFIX: Final = "second_dim_"
"""The log field ``second_dim_correct`` is the second judge's value of ``correct``, if it judged the sample."""


class Event(StrEnum):
    """The kind of a JSON line: the value of its field ``event``."""

    SAMPLE = "sample"
    BATCH = "batch"
    JUDGE = "judge"
    FAILURE = "failure"
    PREFLIGHT = "preflight"


class Field(NamedTuple):
    """One log field."""

    name: str
    meaning: str


STANDS_FOR: Final = Field(
    "stands_for", "Such lines that this one stands for: 1 / log_share; 0 if it is not drawn and only tells of a fault"
)
"""On the lines that are drawn. Their sum is the number of such lines if all were logged, as nearly as a draw tells."""


class HeadFields:
    """The beginning of every JSON line."""

    LEVEL: Final = Field("level", "INFO, or ERROR for a failure")
    TIMESTAMP: Final = Field("timestamp", "RFC 3339, UTC, to the millisecond")
    EVENT: Final = Field("event", "The kind of line: sample, batch, judge, failure or preflight")
    EXPERIMENT: Final = Field("experiment", "The experiment's name, after its stage if it has one")
    REVISION: Final = Field("revision", "First 8 hex digits of the RewardHash")
    REQUEST_ID: Final = Field("request_id", "Lambda's id of the invocation")
    JUDGE: Final = Field("judge", "Model and digests of the rubrics; empty without a judge")


class SampleFields:
    """The line of each sample, after its head and before ``dim_*`` and ``why_*``."""

    ID: Final = Field("id", "The sample's id, cut after 128 characters; the hash of an id that is an array or object")
    OUTCOME: Final = Field("outcome", "scored, no_answer, unscorable or fallback")
    NO_ANSWER: Final = Field("no_answer", "1 if the outcome is no_answer, else 0")
    UNSCORABLE: Final = Field("unscorable", "1 if the outcome is unscorable, else 0")
    FALLBACK: Final = Field("fallback", "1 if the outcome is fallback, else 0")
    RULE: Final = Field("rule", "The rule that found the answer")
    OTHERS: Final = Field("others", "Number of other matches of that rule")
    REASON: Final = Field("reason", "Code of the reason for the outcome")
    REFERENCE_PLACE: Final = Field("reference_place", "Place of the reference in the row")
    PROMPT_HASH: Final = Field("prompt_hash", "12 hex digits of the prompt's BLAKE2b")
    STANDS_FOR: Final = STANDS_FOR
    PROMPT_CHARS: Final = Field("prompt_chars", "Characters of the prompt")
    RESPONSE_CHARS: Final = Field("response_chars", "Characters of the response")
    REWARD: Final = Field("aggregate_reward_score", "The reward, in its own range")


class ExtraFields:
    """The end of a sample's line; each stands there only if it has a value."""

    RESPONSE_HASH: Final = Field(
        "response_hash", "12 hex digits of the response's BLAKE2b, if another of its batch is equal"
    )
    SHADOW_SCORE: Final = Field("shadow_score", "The shadow reward, in its own range, if it scored the sample")
    SHADOW_GAP: Final = Field(
        "shadow_gap", "The reward's share of its range minus the shadow's, if the shadow scored the sample"
    )
    SECOND_SCORE: Final = Field(
        "second_score", "The reward by the second judge's verdicts, in its own range, if it judged the sample"
    )
    SECOND_GAP: Final = Field(
        "second_gap", "The reward's share of its range minus that of second_score: above 0 if the judge pays more"
    )


class BatchFields:
    """The one line of a batch, after its head; a field without a value is left out."""

    STANDS_FOR: Final = STANDS_FOR
    MILLIS: Final = Field("millis", "Milliseconds from the event to this line")
    DEADLINE_MILLIS: Final = Field(
        "deadline_millis", "Milliseconds left until the kit's own deadline, 1.5 s before Lambda's timeout"
    )
    SAMPLES: Final = Field("samples", "Samples of the batch")
    GROUPS: Final = Field("groups", "Prompts with two or more samples in the batch")
    FLAT_GROUPS: Final = Field("flat_groups", "Groups with one reward for all their samples")
    RIGHT_GROUPS: Final = Field("right_groups", "Flat groups whose samples are all right")
    GROUP_SPREAD: Final = Field("group_spread", "Mean of the groups' highest minus lowest share")
    LENGTH_CORRELATION: Final = Field("length_correlation", "Pearson's r of length and share, of 8 samples or more")
    DUPLICATES: Final = Field("duplicates", "Responses that repeat an earlier one of the batch")
    LOOP_SHARE: Final = Field("loop_share", "Of every eighth response, the share that repeats its own end")
    TOO_COMPLEX: Final = Field("too_complex", "Answers that would take more counted work than one may: wrong")
    OUT_OF_TIME: Final = Field("out_of_time", "Answers that were not compared because the invocation's time was over")
    SHADOWED: Final = Field("shadowed", "Samples that the shadow reward scored")
    SHADOW_ERRORS: Final = Field("shadow_errors", "Samples on which the shadow reward failed")
    SHADOW_ERROR: Final = Field("shadow_error", "Class and message of the first of these errors")


class JudgeFields:
    """The one line on an invocation's judge, after its head."""

    STANDS_FOR: Final = STANDS_FOR
    ASKED: Final = Field("asked", "Distinct verdicts asked for")
    LOST: Final = Field("lost", "Verdicts asked for and never obtained")
    CALLS: Final = Field("calls", "Requests sent, whether or not they succeeded")
    RETRIES: Final = Field("retries", "Requests sent again after a failure")
    THROTTLES: Final = Field("throttles", "Replies of 429")
    UNREADABLE: Final = Field("unreadable", "Replies that were no verdict")
    HEDGES: Final = Field("hedges", "Requests sent a second time because the first was slow")
    CACHE_HITS: Final = Field("cache_hits", "Verdicts kept from earlier")
    DEDUPLICATED: Final = Field("deduplicated", "Verdicts shared with an equal question of the same batch")
    INPUT_TOKENS: Final = Field("input_tokens", "Tokens read by the judge")
    OUTPUT_TOKENS: Final = Field("output_tokens", "Tokens written by the judge")
    PROBES: Final = Field("probes", "Canaries that were judged")
    FALSE_POSITIVES: Final = Field("false_positives", "Bad canaries that the judge praised")
    FALSE_NEGATIVES: Final = Field("false_negatives", "Good canaries that the judge refused")
    DECOYED: Final = Field("decoyed", "Responses that were also judged beside another question (counterfactuals)")
    TALKED_ROUND: Final = Field("talked_round", "Counterfactuals that the judge praised: the response manipulates it")


class SecondFields:
    """The end of that line; only with a second judge."""

    JUDGE: Final = Field("second_judge", "Model of the second judge")
    JUDGED: Final = Field("second_judged", "Samples drawn for the second judge that both judges judged")
    UNASKED: Final = Field("second_unasked", "Samples drawn for it that no time or pace was left to ask about")
    FAILED: Final = Field("second_failed", "Samples drawn for it that it was asked about and did not judge")
    CALLS: Final = Field("second_calls", "Requests sent to it, whether or not they succeeded")
    THROTTLES: Final = Field("second_throttles", "Its replies of 429")
    INPUT_TOKENS: Final = Field("second_input_tokens", "Tokens read by it for replies in time: a lower bound")
    OUTPUT_TOKENS: Final = Field("second_output_tokens", "Tokens written by it in replies in time: a lower bound")
    ERROR: Final = Field("second_error", "Class and message of the error that ended its calls, if one did")


class FailureFields:
    """The one line of a failed invocation, after its head."""

    ERROR: Final = Field("error", "The error's class")
    FAULT: Final = Field("fault", "Whose fault it is: operator or infrastructure")
    MESSAGE: Final = Field("message", "The failure, and its remedy")


class PreflightFields:
    """The one line of AWS's dry run, after its head."""

    ROWS: Final = Field("rows", "Rows of the dry run, which AWS's SDK sends before it starts a job; no training scores")


def _by_name(table: type) -> Mapping[str, Field]:
    return MappingProxyType({each.name: each for each in vars(table).values() if isinstance(each, Field)})


HEAD_FIELDS: Final = _by_name(HeadFields)
SAMPLE_FIELDS: Final = _by_name(SampleFields)
EXTRA_FIELDS: Final = _by_name(ExtraFields)
BATCH_FIELDS: Final = _by_name(BatchFields)
JUDGE_FIELDS: Final = _by_name(JudgeFields)
SECOND_FIELDS: Final = _by_name(SecondFields)
FAILURE_FIELDS: Final = _by_name(FailureFields)
PREFLIGHT_FIELDS: Final = _by_name(PreflightFields)
"""The same fields by name, in order."""
