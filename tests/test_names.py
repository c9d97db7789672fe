"""A name of a metric, a log field or an alarm is typed once, in its registry; all other code refers to it there.

So a rename changes one line, and a slip is found by pyright. Saved queries and docs have tests of their own. An alarm's
name of one word, such as ``cost``, is also an ordinary word: beyond ``stacks`` its type, ``AlarmName``, holds it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from reward_runtime import names

from compiler.alarms.alarm_name import AlarmName
from compiler.telemetry.saved_queries import saved_queries

ROOT = Path(__file__).parents[1]
TELEMETRY = "lambda_src/reward_runtime/telemetry"
METRICS_FILE, FIELDS_FILE = f"{TELEMETRY}/metrics.py", f"{TELEMETRY}/fields.py"
ALARMS_FILE = "compiler/alarms/alarm_name.py"
PRODUCT = ("lambda_src", "compiler", "stacks", "rft", "benchmarks")
FIELDS = {
    *names.HEAD_FIELDS,
    *names.SAMPLE_FIELDS,
    *names.EXTRA_FIELDS,
    *names.BATCH_FIELDS,
    *names.JUDGE_FIELDS,
    *names.SECOND_FIELDS,
    *names.FAILURE_FIELDS,
    *names.PREFLIGHT_FIELDS,
}
REPLY_KEY = "aggregate_reward_score"
"""The reward's key in the reply, by the event contract; the log field has the same name."""


def typed(part: str, registry: str) -> Iterator[tuple[str, str]]:
    """File and line, and string, of every literal in a part of the product, its registry and exported names apart."""
    for file in sorted((ROOT / part).rglob("*.py")):
        shown = file.relative_to(ROOT).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        exported = {id(node) for assigned in tree.body if is_all(assigned) for node in ast.walk(assigned)}
        for node in ast.walk(tree) if shown != registry else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in exported:
                yield f"{shown}:{node.lineno}", node.value


def is_all(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets)


@pytest.mark.parametrize("part", PRODUCT)
def test_no_metric_is_typed_again(part: str) -> None:
    assert [found for found in typed(part, METRICS_FILE) if found[1] in names.METRICS] == []


@pytest.mark.parametrize("part", PRODUCT)
def test_no_alarm_of_several_words_is_typed_again(part: str) -> None:
    """Nor is it if a saved query has the same name, but such a query may be asked."""
    several = {name for name in AlarmName if "-" in name} - set(saved_queries())
    assert len(several) > 15
    assert [found for found in typed(part, ALARMS_FILE) if found[1] in several] == []


def test_no_alarm_at_all_is_typed_in_the_stacks() -> None:
    assert [found for found in typed("stacks", ALARMS_FILE) if found[1] in set(AlarmName)] == []


def test_no_log_field_is_typed_again_by_the_emitter() -> None:
    """Neither alone nor quoted in a piece of JSON. In ``metrics.py``, judge and fallback are parts of an experiment."""
    quoted = re.compile("|".join(f'"{field}"' for field in FIELDS))
    assert [
        found for found in typed(TELEMETRY, FIELDS_FILE) if found[1] in FIELDS and "metrics.py" not in found[0]
    ] == []
    assert [found for found in typed(TELEMETRY, FIELDS_FILE) if quoted.search(found[1])] == []


@pytest.mark.parametrize("part", ["compiler", "stacks", "rft"])
def test_no_log_field_of_several_words_is_typed_again_by_a_reader(part: str) -> None:
    several = {field for field in FIELDS if "_" in field} - {REPLY_KEY}
    assert [found for found in typed(part, FIELDS_FILE) if found[1] in several] == []


def test_a_name_that_is_typed_again_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "graph.py").write_text('__all__ = ["cost"]\nshown = ("GroupFlat", "cost")\n')
    monkeypatch.setattr("tests.test_names.ROOT", tmp_path)

    assert list(typed("stacks", METRICS_FILE)) == [("stacks/graph.py:2", "GroupFlat"), ("stacks/graph.py:2", "cost")]
