"""Wilson's 95 % interval of a share."""

import math
from typing import Final

__all__ = ["wilson"]

_Z: Final = 1.959964


def wilson(times: int, tried: int) -> tuple[float, float]:
    """Return the interval's ends, 0..1."""
    rate, spread = times / tried, _Z**2 / tried
    middle, reach = rate + spread / 2, _Z * math.sqrt(rate * (1 - rate) / tried + spread / (4 * tried))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))
