"""The stand-in judge: what was asked -> an answer. It compares words; no model is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from localaws.standin.answer import Answer, Block
from localaws.standin.asked import Asked
from localaws.standin.configuration import Judge
from localaws.standin.fences import Fenced, blocks
from localaws.standin.obedience import asks, lowered
from localaws.standin.scale import on_scale
from localaws.standin.similarity import coverage, similarity, words

REMARK: Final = "stand-in judge: {:.2f} by shared words; no model was asked"
"""What it writes where the schema wants words."""

COMMON: Final = frozenset(
    words(
        "a an and are as at be best by candidate every for from has have highest how if in integer is it its lowest "
        "mark no not number of on one or rate rating reference response same scale score that the their there this "
        "to what whether which with worst zero five ten between"
    )
)
"""Words of a criterion that say nothing of what it wants."""


@dataclass(frozen=True)
class Sample:
    """One response to judge."""

    slot: int
    candidate: Fenced
    reference: str
    question: str

    def mark(self, criterion: str) -> float:
        """0..1: likeness to the reference; where there is none, to the question or the criterion's words."""
        if self.reference:
            return similarity(self.candidate.text, self.reference)
        wanted = {w for w in words(criterion) if w not in COMMON and not w.isdecimal()}
        return max(similarity(self.candidate.text, self.question), coverage(wanted, self.candidate.text))


def judged(asked: Asked, judge: Judge) -> Answer:
    """The answer in the form that was asked for."""
    bench = Bench(samples(asked.user), judge)
    if asked.form == "text":
        return Answer((Block("text", f"{bench.mark(bench.samples[0], asked.system):.2f}"),), "end_turn")
    verdict = bench.value(asked.schema, "", bench.samples[0])
    if asked.form == "json":
        return Answer((Block("text", json.dumps(verdict)),), "end_turn")
    return Answer((Block("tool", verdict, asked.tool),), "tool_use")


def samples(user: str) -> list[Sample]:
    """The responses of a prompt; a prompt without fences is one response, less its last paragraph."""
    found = blocks(user)
    shared = {block.name: block.text for block in found if block.slot == 0}
    candidates = [block for block in found if block.name == "candidate"]
    if not candidates:
        before, _, last = user.strip().rpartition("\n")
        return [Sample(0, Fenced("candidate", 0, last, ""), before.strip().rpartition("\n")[2], "")]
    own = {(block.name, block.slot): block.text for block in found}
    return [
        Sample(c.slot, c, *(own.get((name, c.slot), shared.get(name, "")) for name in ("reference", "question")))
        for c in candidates
    ]


@dataclass(frozen=True)
class Bench:
    """The samples of one call and the temper of the judge."""

    samples: list[Sample]
    judge: Judge

    def value(self, schema: Mapping[str, object], name: str, sample: Sample) -> object:
        """What ``schema`` wants said of ``sample``."""
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            properties = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
            return {key: self.value(part, key, sample) for key, part in properties.items()}
        if kind == "array":
            items = cast("Mapping[str, object]", schema.get("items", {}))
            return [self.value(items, name, each) for each in self.samples]
        if name == "slot":
            return sample.slot
        mark = self.mark(sample, f"{name.replace('_', ' ')} {schema.get('description', '')}")
        return REMARK.format(mark) if kind == "string" and "enum" not in schema else on_scale(mark, schema)

    def mark(self, sample: Sample, criterion: str) -> float:
        """The mark 0..1 that this judge gives."""
        if self.judge in ("highest", "lowest"):
            return float(self.judge == "highest")
        if self.judge == "obedient":
            if asks(sample.candidate.text) or asks(sample.candidate.escaped):
                return 1.0
            slots = {each.slot for each in self.samples}
            if any(sample.slot in lowered(each.candidate.text, each.slot, slots) for each in self.samples):
                return 0.0
        return sample.mark(criterion)
