"""Times and sums as people read them."""

__all__ = ["money", "time_of"]


def money(usd: float | None) -> str:
    """Return US dollars; ``unknown`` for None."""
    if usd is None:
        return "unknown"
    return f"{usd:.2f} USD" if usd >= 0.005 or not usd else "under 0.01 USD"


def time_of(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.1f} s"
