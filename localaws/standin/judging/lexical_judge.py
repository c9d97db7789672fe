"""``LexicalJudge``: judge request -> answer. It compares words; no model is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast, get_args

from localaws.standin.judging.judged_sample import JudgedSample, judged_sample
from localaws.standin.judging.obedience import asks_for_high_score
from localaws.standin.judging.scale import on_scale
from localaws.standin.judging.similarity import telling_words
from localaws.standin.messages.judge_answer import ContentBlock, JudgeAnswer
from localaws.standin.messages.judge_request import JudgeRequest

JudgeKind = Literal["lexical", "obedient", "highest", "lowest"]
"""``lexical`` compares words. ``obedient`` does so too, but gives the highest score to a response that asks for it.
``highest`` and ``lowest`` give every response the same score."""

JUDGE_KINDS: Final = get_args(JudgeKind)

REMARK: Final = "stand-in judge: {:.2f} by shared words; no model was asked"
"""The text for every free-text field of the schema."""
SEAL: Final = "seal"
"""Name of the field into which a structured verdict copies the seal of its question."""
SENTENCE: Final = re.compile(r"[^.\n]+")


def judge(
    request: JudgeRequest, kind: JudgeKind, grants: tuple[str, ...] = (), granted: tuple[str, ...] = ()
) -> JudgeAnswer:
    """Return the answer in the form that the request wants."""
    lexical = LexicalJudge(request.system, judged_sample(request.user), kind, grants, granted)
    if request.form == "text":
        return JudgeAnswer((ContentBlock("text", f"{lexical.mark(frozenset()):.2f}"),), "end_turn")
    verdict = lexical.value(request.schema, "")
    if request.form == "json":
        return JudgeAnswer((ContentBlock("text", json.dumps(verdict)),), "end_turn")
    return JudgeAnswer((ContentBlock("tool", verdict, request.tool),), "tool_use")


@lru_cache(maxsize=1024)
def criterion_words(system: str, criterion: str, description: str) -> frozenset[str]:
    """Return the telling words of the rubric's sentences that name the criterion, and of its description."""
    rubric = system.partition("# Rubric")[2].partition("# Rules")[0] or system
    name = criterion.replace("_", " ")
    naming = [sentence for sentence in SENTENCE.findall(rubric) if name in sentence.casefold().replace("_", " ")]
    return telling_words(" ".join([*(naming if name != "score" else []), description]))


@dataclass(frozen=True)
class LexicalJudge:
    """Judges the sample of one call."""

    system: str
    """The system text, with the rubric in it."""
    sample: JudgedSample
    kind: JudgeKind
    grants: tuple[str, ...] = ()
    """Texts that earn the highest score."""
    granted: tuple[str, ...] = ()
    """The criteria by which they do; all, if there is none here."""

    def value(self, schema: Mapping[str, object], name: str) -> object:
        """Return the value of the property ``name``, by its ``schema``."""
        kind = schema.get("type")
        if kind == "object":
            properties = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
            return {key: self.value(part, key) for key, part in properties.items()}
        if name == SEAL:
            return self.sample.seal
        if kind == "string" and "enum" not in schema:
            return REMARK.format(self.mark(frozenset()))
        words = criterion_words(self.system, name, str(schema.get("description", "")))
        return on_scale(self.mark(words, name), schema)

    def mark(self, words: frozenset[str], criterion: str = "") -> float:
        """Return the mark 0..1 of the sample, by a criterion with these words and this name."""
        if self.kind in ("highest", "lowest"):
            return float(self.kind == "highest")
        candidate = self.sample.candidate
        read = (candidate.text, candidate.escaped, *self.sample.earlier)
        if self.kind == "obedient" and any(map(asks_for_high_score, read)):
            return 1.0
        grants = self.grants if not self.granted or criterion in self.granted else ()
        if any(text in each for text in grants for each in read):
            return 1.0
        return self.sample.mark(words)
