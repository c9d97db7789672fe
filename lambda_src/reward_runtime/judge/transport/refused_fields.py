"""A service's message -> the request field that the model refuses, by the field's name in ``omit``.

Bedrock, Claude, vLLM and TGI each say it in words of their own: "`temperature` is deprecated for this model", "This
model doesn't support the toolConfig.toolChoice.tool field", "System role not supported". A message that quotes a prompt
may hold the same words, but it does not write them as code, and does not say them of a model.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from reward_runtime.judge.omitted import OmittedField

__all__ = ["refused_field"]

_GAP: Final = ".{0,60}?"
"""Between a field and the words that refuse it, in one sentence."""
_NEAR: Final = 120
"""Characters beside a field that are looked at."""
_NOT: Final = (
    r"(?:(?:do|does|did|can|could|may|must|shall|should|will|is|are|was|were|be)(?: ?n['’]?t|['’]t| not|not)|won['’]t"
    r"|no longer|never|not)"
)
_SUPPORTED: Final = (
    r"(?:support|accept|allow|permit|recogni[sz]|implement|handl|expect|compatib|valid|available|enabled|possible|taken?\b"
    r"|known|include|specif|configur|set\b|sent|send|use\b|used\b|pass|provide)"
)
_REFUSED: Final = (
    rf"(?:{_NOT}(?: be| been| both| currently| yet| longer| a| an)* {_SUPPORTED}|must be omitted"
    r"|deprecated|unsupported|un(?:known|expected|recogni[sz]ed|permitted|available)|invalid|incompatible|extraneous"
    r"|extra[_ ](?:forbidden|field|input|key|parameter)|additional propert|forbidden|prohibited|disallowed|removed?\b"
    r"|obsolete|retired|no such|rejects?\b|refuses?\b|ignored|only (?:the )?default|without\b)"
)
_VALUE: Final = (
    r"(?:may only|must|should|can only|has to|only (?:supports?|accepts?|allows?|takes?)|greater than|positive)"
)
"""A limit of the field's value. The kit sends one value alone, so leaving the field out is the remedy as well."""
_CHOICE: Final = r"tool[_ ]?choice"
_ROLES: Final = re.compile(
    r"roles must alternate|only (?:the )?[`'\"]?user[`'\"]? and [`'\"]?(?:assistant|model)"
    r"|system role (?:is )?(?:not|un)|role[`'\":]* [`'\"]?system[`'\"]? (?:is )?(?:not|un)"
    r"|(?:unexpected|invalid|unknown|unsupported) role[: ]*[`'\"]?system"
    r"|first (?:message|turn|role)[^.]{0,20}must be[^.]{0,20}user",
    re.IGNORECASE,
)
"""The words of chat templates about the turns that they take."""
_OF_A_MODEL: Final = re.compile(
    r"\b(?:for|with|by|on|in|of) (?:[\w.:-]+ ){0,2}(?:models?|endpoint)\b"
    r"|\bmodels?\b(?: \S+)? (?:do|does|did|can|is|are|will|only|has|won|rejects?|refuses?)"
    # Names of models, words of models that think, and of parsers of a request.
    r"|\b(?:claude|opus|sonnet|haiku|nova|llama|mistral|qwen|gpt|deepseek|reasoning|thinking)\b"
    r"|validation error|extra_forbidden|extra inputs|keyword argument",
    re.IGNORECASE,
)
_TOO_MANY: Final = re.compile(
    r"exceed|too (?:large|long|high|many)|at (?:most|least)|maximum|less than|greater than|>|<", re.I
)


_ANNOUNCED: Final = re.compile(
    r"(?:field|parameter|argument|input|key|property|supplied|param|supported)s?[: ]{1,2}$", re.IGNORECASE
)


class _Field(NamedTuple):
    """The spellings of one field, and the words that refuse it."""

    spelt: str
    refused: str = _REFUSED
    unless: re.Pattern[str] | None = None
    """Messages about its value: leaving the field out does not help."""
    is_word: bool = True
    """Whether its name alone may mean the field."""

    def refused_in(self, said: str) -> bool:
        """Return whether a message refuses the field."""
        if self.unless is not None and self.unless.search(said):
            return False
        name = rf"(?<![a-z0-9])(?:{self.spelt})(?![a-z0-9])"
        for found in re.finditer(name, said, re.IGNORECASE):
            before, after = said[max(0, found.start() - _NEAR) : found.start()], said[found.end() : found.end() + _NEAR]
            if not (re.match(_GAP + self.refused, after, re.I) or re.search(self.refused + _GAP + "$", before, re.I)):
                continue
            if _is_code(before, found[0], after) or (self.is_word and _OF_A_MODEL.search(said)):
                return True
        return False


_FIELDS: Final[Mapping[OmittedField, _Field]] = MappingProxyType(
    {
        # The narrower one of two stands first.
        "tool_name": _Field(rf"{_CHOICE}[.\[\"'/]+(?:tool|function)"),
        "tool_choice": _Field(_CHOICE, rf"(?:{_REFUSED}|forces tool use|only ['\"`]?auto|must be|may only)"),
        "max_tokens": _Field("max_?tokens", unless=_TOO_MANY),
        "temperature": _Field("temperature", rf"(?:{_REFUSED}|{_VALUE})"),
        "system": _Field(
            r"system[`'\" ]*(?:prompts?|messages?|roles?|instructions?|turns?|parameter|field)|['`\"]system['`\"]"
        ),
        "strict": _Field("strict", is_word=False),
    }
)


def refused_field(said: str) -> OmittedField | None:
    """Return the field that a message refuses, or ``None`` if it refuses none that the kit sends."""
    # A message may be JSON in JSON, of several lines.
    said = " ".join(said.replace("\\", "").split())
    if _ROLES.search(said):
        return "system"
    return next((name for name, field in _FIELDS.items() if field.refused_in(said)), None)


def _is_code(before: str, name: str, after: str) -> bool:
    """Return whether a name is written as code: in quotes, in a path, before a colon, after the word for a field."""
    opening = before[-1:]
    in_quotes = bool(opening) and opening in "`'\"" and after[:1] == opening
    in_path = bool(opening) and opening in "([./#"
    spelt_as_one = re.search("_|[a-z][A-Z]|['`\"]", name) is not None
    return in_quotes or in_path or spelt_as_one or after[:1] == ":" or _ANNOUNCED.search(before) is not None
