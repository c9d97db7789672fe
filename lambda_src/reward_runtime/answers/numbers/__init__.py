"""Numbers as people and models write them, read exactly: text -> ``Fraction`` or nothing."""

from reward_runtime.answers.numbers.arithmetic import value_of
from reward_runtime.answers.numbers.notation import LONGEST, MAX_EXPONENT, read_number
from reward_runtime.answers.numbers.numbers import Numbers
from reward_runtime.answers.numbers.worked import MAX_STEPS, Equation, Worked, WorkedNumbers, equations, true_equations

__all__ = [
    "LONGEST",
    "MAX_EXPONENT",
    "MAX_STEPS",
    "Equation",
    "Numbers",
    "Worked",
    "WorkedNumbers",
    "equations",
    "read_number",
    "true_equations",
    "value_of",
]
