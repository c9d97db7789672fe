"""Numbers as people and models write them, read exactly: text -> ``Fraction`` or nothing."""

from reward_runtime.numbers.arithmetic import value_of
from reward_runtime.numbers.domain import Numbers
from reward_runtime.numbers.notation import LONGEST, MAX_EXPONENT, read_number
from reward_runtime.numbers.worked import MAX_STEPS, Equation, Worked, equations, true_equations

__all__ = [
    "LONGEST",
    "MAX_EXPONENT",
    "MAX_STEPS",
    "Equation",
    "Numbers",
    "Worked",
    "equations",
    "read_number",
    "true_equations",
    "value_of",
]
