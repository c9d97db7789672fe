"""The shipped verified rewards as the auditors see them: TRL's function, verl's function, and rows with an answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, cast

from reward_runtime.adapters import ComputeScore, as_trl, as_verl
from reward_runtime.reward import AnyReward, load_reward

__all__ = ["AUDITED", "Audited"]

DATA: Final = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Audited:
    """One reward with its rows."""

    name: str

    @cached_property
    def reward(self) -> AnyReward:
        """The reward itself."""
        return load_reward(self.name)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """Each row's prompt, its reference as the row has it, and ``answer``, the text of a right answer."""
        found: list[dict[str, Any]] = []
        for line in (DATA / f"{self.name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            reference = row["reference_answer"]
            # A worked solution is not an answer that a probe can put into a form of its own.
            worked = isinstance(reference, str) and "####" in reference
            answer = reference.rsplit("####", 1)[1].strip() if worked else self.reward.answers.render(reference)
            prompt = row["messages"][-1]["content"]
            found.append({"prompt": prompt, "answer": answer, "reference_answer": reference})
        return found

    @cached_property
    def trl(self) -> Callable[..., list[float | None]]:
        """The reward as TRL calls it."""
        return as_trl(self.reward)

    def worth(self, response: str, reference: object, prompt: str = "") -> float:
        """Return the pay of TRL's function for a response, or of verl's if no prompt is given, as verl gives none."""
        if prompt:
            (paid,) = self.trl([prompt], [response], reference_answer=[reference])
            return float("nan") if paid is None else paid
        return cast("dict[str, float]", self.verl("", response, reference))["score"]

    @cached_property
    def verl(self) -> ComputeScore:
        """The reward as verl calls it."""
        return as_verl(self.reward)


AUDITED: Final = tuple(Audited(name) for name in ("gsm8k", "instructions", "math", "sentiment", "tool_plan"))
"""The rewards that no model judges."""
