"""A judged reward with the steps and the output of AWS's post of 2026-04-13 on reward functions for Nova.

For each sample: find a number in the box, or anywhere; paste it beside the reference into one prompt; ask the model for
a bare number of at most ten tokens; sleep 2^n seconds if it throttles; score any other failure 0.0. Its faults are kept
because they are the subject of the measurement. It is a yardstick and is never deployed.
"""

import re
import time
from dataclasses import asdict, dataclass
from typing import Any, cast

import boto3

JUDGE = "us.amazon.nova-2-lite-v1:0"
MOST_TRIES = 50
SYSTEM = "Answer with one number between 0.0 and 1.0 and nothing else."
PROMPT = """How much do these two texts say the same, from 0.0 (another meaning) to 1.0 (the same meaning)?
{reference}
{response}"""

bedrock: Any = cast("Any", boto3).client("bedrock-runtime", region_name="us-east-1")


@dataclass
class Result:
    """One sample's score."""

    id: str
    aggregate_reward_score: float


def lambda_handler(event: list[dict[str, Any]], context: object) -> list[dict[str, Any]]:
    """Return id and score, 0.0..1.0, of every sample."""
    return [asdict(grade(sample)) for sample in event]


def grade(sample: dict[str, Any]) -> Result:
    """Score one sample: the judge's number, or 0.0 without an answer or a reference."""
    identity = sample.get("id", "unknown")
    truth: Any = sample.get("metadata", {}).get("reference_answer", sample.get("reference_answer"))
    right = str(cast("dict[str, Any]", truth).get("answer", "")) if isinstance(truth, dict) else str(truth or "")
    found = answer(sample["messages"][-1].get("content", ""))
    if not found or not right:
        return Result(identity, 0.0)
    return Result(identity, judged(right, found))


def answer(response: str) -> str | None:
    """Return the number in the solution's box, else the last number anywhere."""
    section = re.search(r"<\|begin_of_solution\|>(.*?)<\|end_of_solution\|>", response, re.DOTALL)
    boxed = re.search(r"\\boxed\{(-?[0-9.,]+)", section.group(1)) if section else None
    if boxed:
        return boxed.group(1).replace(",", "")
    numbers = re.findall(r"-?[0-9.,]+", response)
    return numbers[-1] if numbers else None


def judged(reference: str, response: str) -> float:
    """Ask the model; ask again if it throttles."""
    turn = {"role": "user", "content": [{"text": PROMPT.format(reference=reference, response=response)}]}
    for attempt in range(MOST_TRIES):
        try:
            reply = bedrock.converse(
                modelId=JUDGE,
                system=[{"text": SYSTEM}],
                messages=[turn],
                inferenceConfig={"temperature": 0.0, "maxTokens": 10},
            )
            return max(0.0, min(1.0, float(reply["output"]["message"]["content"][0]["text"].strip())))
        except Exception as error:  # noqa: BLE001 - a fault of the published handler, kept on purpose
            if "ThrottlingException" not in str(error):
                return 0.0
            time.sleep(2**attempt)
    return 0.0
