"""Response -> ``Answer`` or nothing. One file a rule; every answer says by which rule it was found and where."""

from reward_runtime.answer import Answer, Extractor, Normal, Several, Span, chosen, first_of, unless_found
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.boxed_solution import boxed_solution
from reward_runtime.extract.choice import choice
from reward_runtime.extract.document import Parsed, json_object, parse_json
from reward_runtime.extract.label import stated_label
from reward_runtime.extract.pattern import pattern
from reward_runtime.extract.phrase import final_answer
from reward_runtime.extract.reasoning import final_text
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END, in_solution
from reward_runtime.extract.tags import in_tag, tagged
from reward_runtime.extract.whole import whole, whole_text
from reward_runtime.extract.xml import xml_element

__all__ = [
    "SOLUTION_BEGIN",
    "SOLUTION_END",
    "Answer",
    "Extractor",
    "Normal",
    "Parsed",
    "Several",
    "Span",
    "boxed",
    "boxed_solution",
    "choice",
    "chosen",
    "final_answer",
    "final_text",
    "first_of",
    "in_solution",
    "in_tag",
    "json_object",
    "parse_json",
    "pattern",
    "stated_label",
    "tagged",
    "unless_found",
    "whole",
    "whole_text",
    "xml_element",
]
