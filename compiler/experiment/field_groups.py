"""The fields of an experiment as its page shows them: groups of fields that belong together, in reading order."""

from dataclasses import dataclass

__all__ = ["GROUPS", "Group"]


@dataclass(frozen=True)
class Group:
    """One section of the page."""

    title: str
    intro: str
    """A sentence. Empty for a block, which has a sentence of its own."""
    fields: tuple[str, ...]
    """Names of top-level fields, or the one block whose fields the section lists."""
    example: tuple[str, ...]
    """Fields of the section that its YAML example sets."""


GROUPS = (
    Group(
        "The reward",
        "Which reward scores, with which packages and weights, and the form of its reply.",
        ("reward", "description", "layers", "weights", "reply", "forked_from", "require_evidence"),
        ("reward", "description", "weights"),
    ),
    Group(
        "Failures",
        "Effects of a row that cannot be scored, and of a verdict that is missing.",
        ("on_bad_row", "on_failure", "neutral_value", "max_fallback_share"),
        ("on_failure", "neutral_value", "max_fallback_share"),
    ),
    Group(
        "The function",
        "The Lambda function that runs the reward.",
        (
            *("region", "runtime", "architecture", "memory_mb", "timeout_seconds"),
            *("reserved_concurrency", "lambda_insights"),
        ),
        ("region", "memory_mb", "timeout_seconds"),
    ),
    Group(
        "Logs and tags",
        "How much is logged and traced, how long logs are kept and with which key, and the tags on every resource.",
        ("log_share", "log_retention_days", "log_kms_key_arn", "tracing", "tags"),
        ("log_share", "log_retention_days", "tags"),
    ),
    Group("judge", "", ("judge",), ("model", "requests_per_minute", "tokens_per_minute")),
    Group("shadow", "", ("shadow",), ("reward", "share")),
    Group("sandbox", "", ("sandbox",), ("reserved_concurrency",)),
    Group("job", "", ("job",), ("batch_size", "concurrency")),
    Group("alarms", "", ("alarms",), ("email", "warm_up_minutes", "zero_share")),
    Group("vpc", "", ("vpc",), ("subnet_ids", "security_group_ids")),
)
