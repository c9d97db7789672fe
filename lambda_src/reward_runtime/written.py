"""``Written``: numbers as JSON, each written once a batch, as most batches hold few different ones."""

__all__ = ["Written"]


class Written(dict[float, str]):
    """``written[value]`` is the value's text; of numbers that are equal, that of the first to come."""

    def __missing__(self, value: float) -> str:
        """Write the value, and keep its text."""
        text = self[value] = repr(value)
        return text
