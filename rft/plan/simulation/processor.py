"""``Line``: a processor's work, one piece after the other."""

__all__ = ["Line"]


class Line:
    """The processor of one environment. Its interpreter runs one thread at a time, so there is one line."""

    def __init__(self, cores: float) -> None:
        """Take the share of a core that it has, above 0."""
        self._cores = cores
        self._free = 0.0

    def done(self, now: float, seconds: float) -> float:
        """Add work of this many seconds of a whole core, and return the time at which it is done."""
        self._free = max(now, self._free) + seconds / self._cores
        return self._free
