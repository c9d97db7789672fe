"""Is the judge at the end of its life: a model that AWS has closed to new customers."""

from collections.abc import Iterator

from compiler.capacity.finding import Finding
from compiler.judge.known_models import SHOWN_AS, known_models
from compiler.judge.target import Target

__all__ = ["legacy_findings"]


def legacy_findings(target: Target | None, field: str = "judge.model") -> Iterator[Finding]:
    """Return a finding if the judge may stop answering, which would end a run."""
    if target is not None and target.model in known_models().legacy:
        yield Finding(
            "judge-legacy",
            f"{field}: got {target.model}, which AWS calls legacy ({SHOWN_AS}, {known_models().date}): closed to "
            "new customers and to accounts that did not call it of late, expected one that lasts; choose another",
        )
