"""How the answer is found in a response. One file a rule; every match names its rule and its span."""

from reward_runtime.answer import Answer, Extractor, Match, first_of
from reward_runtime.extract.boxed import boxed
from reward_runtime.extract.boxed_solution import boxed_solution
from reward_runtime.extract.document import json_object
from reward_runtime.extract.pattern import pattern
from reward_runtime.extract.prose.choice import choice
from reward_runtime.extract.prose.expression import expression_given
from reward_runtime.extract.prose.letters import letters
from reward_runtime.extract.prose.phrase import final_answer
from reward_runtime.extract.prose.reading import WORDS, Reading
from reward_runtime.extract.prose.settled import settled
from reward_runtime.extract.prose.stated import stated
from reward_runtime.extract.reasoning import final_text
from reward_runtime.extract.solution import in_solution
from reward_runtime.extract.tags import in_tag, tagged
from reward_runtime.extract.whole import whole, whole_text
from reward_runtime.extract.xml import xml_element

__all__ = [
    "WORDS",
    "Answer",
    "Extractor",
    "Match",
    "Reading",
    "boxed",
    "boxed_solution",
    "choice",
    "expression_given",
    "final_answer",
    "final_text",
    "first_of",
    "in_solution",
    "in_tag",
    "json_object",
    "letters",
    "pattern",
    "settled",
    "stated",
    "tagged",
    "whole",
    "whole_text",
    "xml_element",
]
