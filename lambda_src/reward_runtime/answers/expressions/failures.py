"""Why a text is not read or not compared: each is one short code of a grade."""

__all__ = ["OutOfTime", "TooComplex", "Unreadable"]


class Unreadable(Exception):
    """The text is not a notation of this kind of answer, or one that could mean two things."""


class TooComplex(Exception):
    """Reading or comparing would take more than the counted work that one answer may cost, on any machine."""


class OutOfTime(Exception):
    """The invocation's time ran out before this answer was compared."""
