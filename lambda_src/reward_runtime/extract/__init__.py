"""Response -> ``Answer`` or nothing. One file a rule; every answer says by which rule it was found and where."""

from reward_runtime.extract.answer import Answer, Extractor, Normal, Several, Span, chosen, first_of
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.reasoning import final_text
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END, in_solution
from reward_runtime.extract.whole import whole, whole_text

__all__ = [
    "SOLUTION_BEGIN",
    "SOLUTION_END",
    "Answer",
    "Extractor",
    "Normal",
    "Several",
    "Span",
    "boxed",
    "chosen",
    "final_text",
    "first_of",
    "in_solution",
    "whole",
    "whole_text",
]
