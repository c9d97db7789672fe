"""``OldRevision``: a revision that is no longer current, and whether it can go."""

from dataclasses import dataclass
from typing import Any

from rft.lifecycle.callers import Use
from rft.lifecycle.stacks import RevisionStack

__all__ = ["OldRevision"]


@dataclass(frozen=True)
class OldRevision:
    """One stack that ``rft prune`` shows."""

    found: RevisionStack
    use: Use
    deployment: tuple[str, ...]
    """Why a deployment may need it; empty if none does."""

    @property
    def stack(self) -> str:
        """Name of its stack."""
        return self.found.stack.name

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it stays; empty if it can go."""
        return self.use.reasons + self.deployment

    @property
    def kept_because(self) -> str:
        """The reasons as text."""
        return f"stays: {'; '.join(self.reasons)}" if self.reasons else ""

    @property
    def reserves(self) -> str:
        """Its reserved concurrency as text."""
        return "-" if self.use.reserved is None else str(self.use.reserved)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "revision": self.found.revision,
            "stack": self.stack,
            "status": self.found.stack.status,
            "function": self.found.function,
            "reserved_concurrency": self.use.reserved,
            "stays_because": list(self.reasons),
        }
