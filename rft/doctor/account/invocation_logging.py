"""Checks whether Bedrock logs the judge's prompts in the account. The kit itself never logs them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compiler.judge.target import Target

from rft.doctor.account.account import Account
from rft.doctor.finding import Finding


def logging_findings(account: Account, targets: Sequence[Target]) -> Iterator[Finding]:
    """Yield one finding per region in which Bedrock is called. The setting holds for all callers of the account."""
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
        f"every prompt and reply of the account is written to {' and '.join(places)}, also the judge's, which hold "
        "training data; turn text off (Bedrock console, Settings), or protect that log as you protect the data",
    )
