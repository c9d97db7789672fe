"""Every program that wants an unearned reward, sent to the deployed `code`: it earns nothing and leaves no trace."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.kit import Kit, copy_kit
from tests.sandbox.escapes import ESCAPES, HONEST

pytestmark = [pytest.mark.e2e, pytest.mark.long]

TASK = [{"role": "user", "content": "Write a Python function `f(x)`. Answer with one fenced Python block."}]
CASES = {"hidden": [{"call": "f", "args": [x], "returns": x * 7 + 3} for x in (1_234_567, -4, 90)]}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    copy = copy_kit(tmp_path_factory.mktemp("kit"))
    copy.rft("local", "up")
    copy.rft("local", "deploy", "code")
    yield copy
    copy.run("local", "down")


def row(name: str, program: str) -> dict[str, Any]:
    said = [{"role": "assistant", "content": f"```python\n{program}\n```"}]
    return {"id": name, "messages": [*TASK, *said], "metadata": {"reference_answer": CASES}}


def test_each_earns_nothing_beside_a_right_program_that_earns_all(kit: Kit) -> None:
    paid = dict[str, float]()
    for names in [list(ESCAPES)[at : at + 12] for at in range(0, len(ESCAPES), 12)]:
        event = [each for name in names for each in (row(name, ESCAPES[name]), row(f"right after {name}", HONEST))]
        file = kit.root / "event.json"
        file.write_text(json.dumps(event), encoding="utf-8")
        reply = kit.rft("invoke", "code", "--local", "--event", str(file))
        paid |= {each["id"]: each["aggregate_reward_score"] for each in reply}
    assert len(paid) == 2 * len(ESCAPES)
    assert {name: paid[name] for name in ESCAPES if paid[name] != 0} == {}
    assert {name for name in paid if name.startswith("right after ") and paid[name] != 1} == set()
    logs = json.dumps(kit.rft("local", "logs", "code", "--lines", "1000"))
    assert "8641972" not in logs
    assert "def f(" not in logs
