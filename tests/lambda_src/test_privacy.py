"""No text of a prompt, a response or a reference leaves the function: not in the reply, logs or errors."""

import asyncio
import json
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import errors
from reward_runtime.errors import DeadlineError, RewardError, RowFault, ScorerError, SettingsError
from reward_runtime.judge.rubric.scale import Levels
from reward_runtime.pipeline import Pipeline
from reward_runtime.telemetry.silence import silence

from tests.lambda_src.events import ROWS, WRAPPERS, event
from tests.lambda_src.test_failures import BAD_ROWS, LOW_RESPONSES, pipeline_of

MARKER = "zQ7markerZ"


def planted(value: Any) -> Any:
    """The value with the marker in every text that is not an id, a role or a type."""
    if isinstance(value, str):
        return f"{MARKER}{value}{MARKER}"
    if isinstance(value, list):
        return [planted(item) for item in value]
    if isinstance(value, dict):
        kept = ("id", "role", "type")
        return {k: v if k in kept else planted(v) for k, v in value.items()} | {f"{MARKER}key": MARKER}
    return value


GOOD = [event(w, s, [("a", f"{MARKER} \\boxed{{positive}} {MARKER}", "positive")]) for w in WRAPPERS for s in ROWS]
BAD = [
    *([planted(bad)] for bad in BAD_ROWS.values()),
    *([planted({"id": "a", "messages": [{"role": "assistant", "content": low}]})] for low in LOW_RESPONSES.values()),
    *(
        [
            {
                "id": "a",
                "messages": [{"role": "assistant", "content": MARKER + low}],
                "reference_answer": "positive",
            }
        ]
        for low in LOW_RESPONSES.values()
    ),
    MARKER,
    [MARKER],
    {MARKER: MARKER},
    {"body": MARKER},
    {"body": MARKER, "isBase64Encoded": True},
    {"body": json.dumps([MARKER])},
    {"body": '{"x": "' + MARKER},
    [{"id": None, "messages": MARKER}, {"messages": MARKER}],
    [{"id": float("nan"), "messages": MARKER}],
    {"process_type": MARKER, "data": {"prompt": MARKER}},
]


@pytest.mark.parametrize("given", [*GOOD, *BAD])
def test_the_marker_in_every_text_is_found_nowhere(
    pipeline: Pipeline, given: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    said = ""
    try:
        said = json.dumps(pipeline(given, {}))
    except RewardError as error:
        said = f"{error!r} {error.__context__!r} {error.__cause__!r}"

    out, err = capfd.readouterr()
    assert out
    assert MARKER not in said + out + err


@pytest.mark.parametrize("part", ["score", "extract", "parse", "parse_reference"])
def test_an_exception_of_a_reward_leaves_no_text(part: str, capfd: pytest.CaptureFixture[str]) -> None:
    def quote(*given: Any) -> Any:
        raise ValueError(f"{MARKER} {given!r}")

    broken = pipeline_of(quote) if part == "score" else pipeline_of(lambda s, a: 1.0, **{part: quote})
    with pytest.raises(RewardError) as failed:
        broken([{"id": "a", "messages": [{"role": "assistant", "content": f"\\boxed{{{MARKER}}}"}]}], {})

    out, err = capfd.readouterr()
    assert MARKER not in f"{failed.value!r} {failed.value.__context__!r}" + out + err


def sold_out(*given: Any) -> Any:
    sys.exit(f"{MARKER} {given!r}")


def out_of_time(*given: Any) -> Any:
    raise DeadlineError(f"{MARKER} {given!r}")


def badly_set(*given: Any) -> Any:
    raise SettingsError(f"{MARKER} {given!r}")


def by_the_kit(*given: Any) -> Any:
    """The kit's own message quotes its argument."""
    return Levels({f"{MARKER} ": 1.0})


def interrupted(*given: Any) -> Any:
    raise KeyboardInterrupt(f"{MARKER} {given!r}")


def closed(*given: Any) -> Any:
    raise GeneratorExit(f"{MARKER} {given!r}")


def cancelled(*given: Any) -> Any:
    raise asyncio.CancelledError(f"{MARKER} {given!r}")


def of_its_own(*given: Any) -> Any:
    raise type(f"{MARKER} {given!r}", (Exception,), {})


def blamed_by_itself(*given: Any) -> Any:
    raise ScorerError(f"{MARKER} {given!r}", MARKER)


def faulty_row(*given: Any) -> Any:
    raise RowFault(f"{MARKER} {given!r}")


def grouped(*given: Any) -> Any:
    raise ExceptionGroup(f"{MARKER}", [ValueError(MARKER)])


RAISING = [sold_out, out_of_time, badly_set, by_the_kit, interrupted, closed, cancelled, of_its_own, blamed_by_itself]


@pytest.mark.parametrize("raising", [*RAISING, faulty_row, grouped])
@pytest.mark.parametrize("part", ["score", "extract", "parse"])
def test_no_error_raised_by_a_reward_leaves_text_or_escapes_untyped(
    part: str, raising: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = pipeline_of(raising) if part == "score" else pipeline_of(lambda s, a: 1.0, **{part: raising})
    with pytest.raises(RewardError) as failed:
        broken([{"id": "a", "messages": [{"role": "assistant", "content": f"\\boxed{{{MARKER}}}"}]}], {})

    out, err = capfd.readouterr()
    assert isinstance(failed.value, ScorerError)
    assert MARKER not in f"{failed.value!r} {failed.value.__context__!r} {failed.value.part}" + out + err


def test_the_kit_s_own_deadline_passes_through_a_reward_s_code() -> None:
    """Its message is the kit's, and only a retry helps."""
    kit: dict[str, Any] = {"DeadlineError": DeadlineError}
    code = "def check(): raise DeadlineError('no time left')"
    exec(compile(code, str(Path(errors.__file__).with_name("made_up.py")), "exec"), kit)
    with pytest.raises(DeadlineError, match="no time left"):
        pipeline_of(lambda *_: kit["check"]())(
            [{"id": "a", "messages": [{"role": "assistant", "content": "\\boxed{1}"}]}], {}
        )


def sold_out_loudly() -> None:
    raise LookupError(MARKER)


class Undying:
    def __del__(self) -> None:
        raise ValueError(MARKER)


def test_what_python_itself_reports_leaves_no_text(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    silence()
    thread = threading.Thread(target=sold_out_loudly)
    thread.start()
    thread.join()
    Undying()
    err = capfd.readouterr().err
    assert "code that cannot raise raised ValueError at test_privacy.py:" in err
    assert "a thread raised LookupError at test_privacy.py:" in err
    assert MARKER not in err
