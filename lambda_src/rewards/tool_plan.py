"""A plan of tool calls as a JSON object; verified, no judge. Range 0..1.

Right and valid 1.0; wrong at most 0.3: 0.1 for a valid plan, up to 0.2 for the fields that are right.
"""

from reward_runtime.answers.documents import Documents, fields_right
from reward_runtime.answers.schema import valid_json
from reward_runtime.extract import WORDS, json_object, settled
from reward_runtime.reward import Dimension, Reward

CALL = {
    "type": "object",
    "required": ["tool", "arguments"],
    "properties": {"tool": {"type": "string"}, "arguments": {"type": "object"}},
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["calls"],
    "properties": {"calls": {"type": "array", "items": CALL}},
    "additionalProperties": False,
}

REWARD = Reward(
    Documents(),
    extract=settled(json_object(), WORDS),
    dimensions=(
        Dimension("correct", weight=0.7, decisive=True),
        Dimension("valid", weight=0.1, score=valid_json(SCHEMA)),
        Dimension("fields_right", weight=0.2, score=fields_right),
    ),
)
