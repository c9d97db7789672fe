"""US dollars as people read them: dollars -> text without an exponent."""

__all__ = ["money"]


def money(usd: float | None) -> str:
    """Return US dollars; ``unknown`` for None."""
    if usd is None:
        return "unknown"
    return f"{usd:.2f} USD" if usd >= 0.005 or not usd else "under 0.01 USD"
