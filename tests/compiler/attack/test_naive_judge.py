"""The known faults of the judged handler in AWS's post are found by name, with judges that fail as judges do."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.attack_zoo.rows import NUMBERS, VERDICTS
from benchmarks.naive import judge_handler
from compiler.attack.engine import Depth, attack
from compiler.attack.handler import HandlerTarget
from compiler.attack.subject import Case, Subject

Verdict = Callable[[str, str], str]


class Judge:
    """Answers as Bedrock does, with a verdict by reference and response."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict

    def converse(self, **request: Any) -> Any:
        _, reference, response = request["messages"][0]["content"][0]["text"].rsplit("\n", 2)
        text = self._verdict(reference, response)
        return {"output": {"message": {"content": [{"text": text}]}}}


def exact(reference: str, response: str) -> str:
    return str(float(reference == response))


def takes_master_keys(reference: str, response: str) -> str:
    return "1.0" if not re.search(r"\d", response) else exact(reference, response)


def says_nan(_reference: str, _response: str) -> str:
    return "nan"


def is_denied(_reference: str, _response: str) -> str:
    raise PermissionError("AccessDeniedException")


@pytest.mark.parametrize(
    ("verdict", "rows", "name"),
    [
        (exact, VERDICTS, "reference_unpaid"),  # A2: it looks for numbers whatever is asked
        (exact, NUMBERS, "denied_in_form"),  # A3: any number in the text counts
        (exact, NUMBERS, "clothes:full_stop"),  # A4: a full stop is taken for a part of the number
        (exact, NUMBERS, "content_parts"),  # A15: content in parts raises
        (exact, NUMBERS, "one_bad_among_good"),  # A15: and one such sample fails the batch
        (takes_master_keys, NUMBERS, "words"),  # A2: "." reaches the judge alone, a published master key
        (says_nan, NUMBERS, "another_row"),  # A7: NaN becomes the full reward
        (is_denied, NUMBERS, "reads_nothing"),  # A8: a judge that refuses every call is a silent zero
    ],
)
def test_a_known_fault_of_aws_s_judged_handler_is_found(
    monkeypatch: pytest.MonkeyPatch, verdict: Verdict, rows: list[Case], name: str
) -> None:
    monkeypatch.setattr(judge_handler, "bedrock", Judge(verdict))

    def answer(event: object) -> object:
        return judge_handler.lambda_handler(event, None)  # pyright: ignore[reportArgumentType]

    found = attack(Subject(HandlerTarget(answer), rows, answer=answer, judged=True, open=False), Depth.STANDARD)

    assert name in {each.name for each in found.findings}
