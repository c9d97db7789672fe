"""Whether Bedrock writes the judge's prompts to a log of the account, which the kit itself never does."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compiler.judge.target import Target

from rft.doctor.account import Account
from rft.doctor.finding import Finding


def logging_findings(account: Account, targets: Sequence[Target]) -> Iterator[Finding]:
    """Yield one finding for each region whose Bedrock is called; the setting is the account's, for all callers."""
    for region in sorted({target.region for target in targets if target.form != "endpoint"}):
        what = f"Bedrock invocation logging in {region}"
        reply = account.look(what, ("bedrock", region), "get_model_invocation_logging_configuration")
        yield reply if isinstance(reply, Finding) else _logged(what, reply.get("loggingConfig", {}))


def _logged(what: str, config: Mapping[str, Any]) -> Finding:
    if not config.get("textDataDeliveryEnabled"):
        return Finding(what, "good", "no texts are logged")
    group, bucket = config.get("cloudWatchConfig", {}), config.get("s3Config", {})
    places = [place for place in (group.get("logGroupName"), bucket.get("bucketName")) if place]
    return Finding(
        what,
        "warning",
        f"every prompt and reply of the account's calls is written to {' and '.join(places)}, the judge's with the "
        "training data in them; turn text off (Bedrock console, Settings), or guard that log as you guard the data",
    )
