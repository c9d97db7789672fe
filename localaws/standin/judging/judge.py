"""The stand-in judge: what was asked -> an answer. It compares words; no model is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from localaws.standin.configuration import Judge
from localaws.standin.judging.answer import Answer, Block
from localaws.standin.judging.asked import Asked
from localaws.standin.judging.obedience import asks
from localaws.standin.judging.samples import Sample, sample_of
from localaws.standin.judging.scale import on_scale
from localaws.standin.judging.similarity import telling

REMARK: Final = "stand-in judge: {:.2f} by shared words; no model was asked"
"""What it writes where the schema wants words."""
SENTENCE: Final = re.compile(r"[^.\n]+")


def judged(asked: Asked, judge: Judge) -> Answer:
    """The answer in the form that was asked for."""
    bench = Bench(asked.system, sample_of(asked.user), judge)
    if asked.form == "text":
        return Answer((Block("text", f"{bench.mark(frozenset()):.2f}"),), "end_turn")
    verdict = bench.value(asked.schema, "")
    if asked.form == "json":
        return Answer((Block("text", json.dumps(verdict)),), "end_turn")
    return Answer((Block("tool", verdict, asked.tool),), "tool_use")


@lru_cache(maxsize=1024)
def wanted(system: str, criterion: str, description: str) -> frozenset[str]:
    """The telling words of the rubric's sentences that name the criterion, and of its description."""
    rubric = system.partition("# Rubric")[2].partition("# Rules")[0] or system
    name = criterion.replace("_", " ")
    naming = [sentence for sentence in SENTENCE.findall(rubric) if name in sentence.casefold().replace("_", " ")]
    return telling(" ".join([*(naming if name != "score" else []), description]))


@dataclass(frozen=True)
class Bench:
    """The sample of one call, the system text with the rubric, and the temper of the judge."""

    system: str
    sample: Sample
    judge: Judge

    def value(self, schema: Mapping[str, object], name: str) -> object:
        """What ``schema`` wants said of the sample."""
        kind = schema.get("type")
        if kind == "object":
            properties = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
            return {key: self.value(part, key) for key, part in properties.items()}
        if kind == "string" and "enum" not in schema:
            return REMARK.format(self.mark(frozenset()))
        return on_scale(self.mark(wanted(self.system, name, str(schema.get("description", "")))), schema)

    def mark(self, wanted: frozenset[str]) -> float:
        """The mark 0..1 that this judge gives for a criterion of these words."""
        if self.judge in ("highest", "lowest"):
            return float(self.judge == "highest")
        candidate = self.sample.candidate
        if self.judge == "obedient" and (asks(candidate.text) or asks(candidate.escaped)):
            return 1.0
        return self.sample.mark(wanted)
