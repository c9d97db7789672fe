"""Numbers as metric maths reads them."""

__all__ = ["decimal"]

PLACES = 12


def decimal(number: float) -> str:
    """Return ``number`` without an exponent, which the grammar of metric maths does not mention.

    Raises:
        ValueError: it is not 0 and yet all of its first ``PLACES`` decimal places are.
    """
    text = f"{number:.{PLACES}f}".rstrip("0").rstrip(".")
    if number and not float(text):
        raise ValueError(f"metric maths: got {number!r}, expected 0 or at least {10**-PLACES:.0e} from it")
    return text
