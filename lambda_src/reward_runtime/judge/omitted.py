"""The fields of a request that some models refuse, so that an experiment may have them left out.

| field | sent in its place |
| --- | --- |
| ``temperature`` | nothing: the model's own default holds |
| ``tool_name`` | that some tool must be called; there is only one |
| ``tool_choice`` | nothing: the tool is offered, and the prompt's last sentence asks for it |
| ``system`` | the rubric and the rules stand at the head of the user's turn |
| ``max_tokens`` | ``max_completion_tokens``, its newer name |
| ``strict`` | nothing: the schema is sent without it |
"""

from typing import Final, Literal, get_args

from reward_runtime.judge.call import Prompt

__all__ = ["CHAT_FIELDS", "OMITTED_FIELDS", "OmittedField", "texts_without"]

OmittedField = Literal["temperature", "tool_name", "tool_choice", "system", "max_tokens", "strict"]
OMITTED_FIELDS: Final[tuple[OmittedField, ...]] = get_args(OmittedField)
CHAT_FIELDS: Final[tuple[OmittedField, ...]] = ("max_tokens", "strict")
"""Fields of OpenAI's chat body alone."""


def texts_without(omit: tuple[OmittedField, ...], prompt: Prompt, user: str, tool: str) -> tuple[str, str]:
    """Return the texts of system and user. The system's is empty if it is omitted.

    Args:
        omit: the fields to leave out.
        prompt: the question.
        user: its user text, with the seal if it needs one.
        tool: name of the tool to call; empty if none is offered.
    """
    if tool and "tool_choice" in omit:
        user = f"{user} Answer with one call of the tool {tool}, and with nothing else."
    return ("", f"{prompt.system}\n\n{user}") if "system" in omit else (prompt.system, user)
