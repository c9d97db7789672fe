"""Pieces of metric maths as text."""

__all__ = ["decimal", "if_enough"]

PLACES = 12


def decimal(number: float) -> str:
    """Return ``number`` without an exponent, because the grammar of metric maths does not mention exponents.

    Raises:
        ValueError: it is not 0, but all of its first ``PLACES`` decimal places are.
    """
    text = f"{number:.{PLACES}f}".rstrip("0").rstrip(".")
    if number and not float(text):
        raise ValueError(f"metric maths: got {number!r}, expected 0 or at least {10**-PLACES:.0e} from it")
    return text


def if_enough(least: int, value: str) -> str:
    """Return the expression that is ``value`` if the datapoint of ``n`` is at least ``least``, and else missing."""
    return f"IF(n >= {least}, {value})"
