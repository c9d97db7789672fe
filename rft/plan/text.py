"""Times as people read them."""

__all__ = ["time_of"]


def time_of(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.1f} s"
