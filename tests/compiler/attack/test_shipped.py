"""No attack finds anything above low in a reward that ships, nor misses a known fault of AWS's published handler."""

import contextlib
import io
from pathlib import Path

import pytest
from reward_runtime.reward import load_reward

from benchmarks.naive import handler
from compiler.attack.engine import attack
from compiler.attack.handler import HandlerTarget
from compiler.attack.subject import Case, Subject
from compiler.rehearsal.inside.attacked import attacked
from compiler.rehearsal.inside.author import Author
from compiler.rehearsal.inside.rows import read_rows
from compiler.rehearsal.inside.trials import Trials
from tests.lambda_src.pipelines import with_sandbox

ROOT = Path(__file__).parents[3]
REWARDS = sorted(file.stem for file in (ROOT / "lambda_src/rewards").glob("*.py") if file.stem != "__init__")
LABELS = ("positive", "negative", "neutral")
KNOWN = {
    "prompt_echo": "B5: the labels of the prompt are read as an answer",
    "all_labels:listed": "B5: key words are searched in a fixed order",
    "denied": "B5: 'not positive' is positive",
    "junk_after:bare": "B6: a right label with anything after it is right",
    "last_of_several": "B4: the last of several boxes counts silently",
    "only_in_reasoning": "B19: reasoning is searched too",
    "reference_in_metadata": "B8: a reference in Bedrock's place raises",
    "reference_missing": "B8: a missing key raises before it is checked",
    "reference_text": "B7: a reference that is a text raises",
    "content_null": "B9: content null raises",
    "content_parts": "B9: content in parts raises",
    "one_bad_among_good": "B10: one bad sample fails the batch",
    "turn_after_response": "B13: a turn after the response hides it",
    "clothes:full_stop": "B16: 'positive.' is refused",
    "clothes:bold": "B16: '**positive**' is refused",
}
"""Finding -> fault of the handler in AWS's post, by its number in a list of them."""


@pytest.mark.parametrize(
    # Programs take some milliseconds a case, and the rehearsal at synth attacks them as quickly as this does.
    "name",
    [pytest.param(name, marks=pytest.mark.long if name == "code" else []) for name in REWARDS],
)
def test_no_shipped_reward_has_a_finding_above_low(name: str) -> None:
    with_sandbox(name)
    rows, _ = read_rows(ROOT / "data", name)
    trials = Trials(load_reward(name), Author(ROOT / "lambda_src", name), [])

    found = attacked(trials, rows, "quick", 0)

    assert trials.findings == []
    assert [each for each in found["findings"] if each["severity"] not in ("info", "low")] == []
    assert found["calibrated"] or name == "faithful_summary", (
        "it has no reference of which a right answer could be made"
    )


def test_the_known_faults_of_aws_s_handler_are_found_by_name() -> None:
    asked = "What is the sentiment: positive, negative or neutral? Put it in \\boxed{{}}.\n\nText {}."
    cases = [
        Case(
            {
                "id": f"r{at}",
                "messages": [{"role": "user", "content": asked.format(at)}],
                "reference_answer": {"answer": LABELS[at % 3]},
            },
            asked.format(at),
            (LABELS[at % 3],),
        )
        for at in range(9)
    ]

    def answer(event: object) -> object:
        with contextlib.redirect_stdout(io.StringIO()):
            return handler.lambda_handler(event, None)  # pyright: ignore[reportArgumentType]

    found = attack(Subject(HandlerTarget(answer), cases, answer=answer))

    assert set(KNOWN) - {each.name for each in found.findings} == set()
