"""Broken rewards that the rehearsal refuses, by the author's file and line; and rewards that it must let pass."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from compiler.compile import compile_experiment
from compiler.errors import CompileError
from compiler.package.asset import collect_asset
from compiler.rehearsal.inside import main, trials
from compiler.rehearsal.rehearsal import attack_reward
from tests.compiler.made_kit import Kit

HEAD: Final = """\
from reward_runtime.answers.documents import Documents
from reward_runtime.answers.free_text import AsIs, FreeText
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed, json_object
from reward_runtime.reward import Dimension, Reward
"""
"""Line 6 is the first of a case."""
LABELS: Final = [("yes" if at % 2 else "no", "\\boxed{yes}") for at in range(6)]
TOTALS: Final = [({"total": 10 + at, "currency": "USD"}, '{"total": 10, "currency": "USD"}') for at in range(6)]
TRIED: Final = "REWARD = Reward(Labels('yes', 'no'), (Dimension('correct', score),), extract=boxed())\n"
READS_TOTAL: Final = """\
from decimal import Decimal
def total(invoice):
    return Decimal(str(invoice.get("total")))
def same(answer, reference):
    return abs(answer - reference) <= Decimal("0.01")
REWARD = Reward(Documents(total), compare=same)
"""
SCORES_TOTAL: Final = """\
import json
from decimal import Decimal
def score(sample, answer):
    return Decimal(json.loads(answer.text)["total"]) == Decimal(sample.reference["total"])
REWARD = Reward(AsIs(), (Dimension("correct", score),), extract=json_object())
"""


def scorer(*lines: str, parameters: str = "sample, answer") -> str:
    body = "".join(f"    {line}\n" for line in lines)
    return f"def score({parameters}):\n{body}{TRIED}"


def kind(method: str) -> str:
    return f"class Own(Labels):\n    {method}\nREWARD = Reward(Own('yes', 'no'), extract=boxed())\n"


CONNECTS: Final = ("from urllib.request import urlopen", "urlopen('http://127.0.0.1:9/')", "return 1.0")
SWALLOWS: Final = (
    *("from urllib.request import urlopen", "try:", "    urlopen('http://127.0.0.1:9/')", "except Exception:"),
    *("    pass", "return answer.value == sample.reference"),
)
REFUSED: Final[Mapping[str, tuple[str, int, str]]] = {
    "a package that Lambda lacks": (scorer("import pydantic", "return 1.0"), 7, "raised ModuleNotFoundError"),
    "an exception": (scorer("return {}['x']"), 7, "raised KeyError: 'x'"),
    "more than 1": (scorer("return 1.5"), 6, "returned a float that is no number in 0..1"),
    "nothing returned": (scorer("pass"), 6, "returned a NoneType that is no number in 0..1"),
    "one parameter": (scorer("return 1.0", parameters="sample"), 6, "raised TypeError: score() takes 1 positional"),
    "a connection": (scorer(*CONNECTS), 8, "opened a network connection"),
    "a connection whose failure is swallowed": (scorer(*SWALLOWS), 9, "opened a network connection"),
    "no kind of answer": ("\nREWARD = Reward(None)\n", 7, "answers: got NoneType, expected a kind of answer"),
    "an extractor that is not called": (
        "REWARD = Reward(Labels('yes', 'no'),\n    extract=boxed)\n",
        6,
        "extract: got boxed, expected an extractor, such as boxed(); call it",
    ),
    "one dimension without its comma": (
        "REWARD = Reward(Labels('yes', 'no'), (Dimension('correct')))\n",
        6,
        "dimensions: got Dimension, expected a tuple",
    ),
    "chance": (f"import random\n{scorer('return random.random() < 0.5')}", 7, "correct"),
    "memory": (scorer("score.n = getattr(score, 'n', 0) + 1", "return score.n % 2"), 6, "correct"),
    "a constant": (scorer("return 1.0"), 6, "the answer 'yes' of another row is right here too"),
    "an exit at import": ("import os\nos._exit(0)\n", 7, "ended the process at import"),
    "a system exit at import": ("raise SystemExit(0)\n", 6, "ended the process at import"),
    "an exit in a scorer": (scorer("import os", "os._exit(0)"), 8, "ended the process, expected a result"),
    "a thread that it leaves behind": (
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9999,)).start()\n",
        0,
        "its import left a thread running",
    ),
    "a crash at import": ("import ctypes\nctypes.string_at(0)\n", 7, "ended its process with signal 11"),
    "a right answer that is no text": (
        kind("def render(self, reference): return 1"),
        7,
        "it gave a int, expected a text",
    ),
    "hostile values that are no texts": (
        kind("def hostile(self, reference): return [1]"),
        7,
        "it gave a int, expected",
    ),
    "a match without its place": (
        "from reward_runtime.answer import Extractor, Match\ndef find(response, spans, normalize):\n"
        "    return Match(response.strip(), 'mine', None)\n"
        "REWARD = Reward(Labels('yes', 'no'), extract=Extractor(find))\n",
        7,
        "the reward's extract raised TypeError",
    ),
    "a normal form that raises, asked for if there are two answers": (
        "class Own(Labels):\n    def normalize(self, text): return text.nope\n"
        "REWARD = Reward(Own('yes', 'no'), extract=boxed())\n",
        7,
        "raised AttributeError",
    ),
    "an exception of several lines": (scorer("raise ValueError('a\\nb')"), 7, "raised ValueError: a b; expected"),
    "an exception that no terminal can print": (
        scorer("raise ValueError(chr(0xD800))"),
        7,
        "ValueError: \\ud800; expected",
    ),
    "an exception without a message": (
        f"class Odd(Exception):\n    def __str__(self):\n        raise TypeError\n{scorer('raise Odd')}",
        10,
        "raised Odd: its message cannot be read",
    ),
    "a form that no right answer has": (
        "FORM = Dimension('form', lambda sample, answer: 0.0, weight=0.2)\n"
        "REWARD = Reward(Labels('yes', 'no'), (Dimension('correct', decisive=True), FORM), extract=boxed())\n",
        6,
        "because 'form' is 0",
    ),
    "a dimension named by keyword": (
        "\nONE = (\n    Dimension(name='correct', score=lambda sample, answer: None),\n)\n"
        "REWARD = Reward(Labels('yes', 'no'), ONE, extract=boxed())\n",
        8,
        "returned a NoneType",
    ),
    "another reward": (scorer("from rewards.second import REWARD", "return 1.0"), 7, "'rewards.second' goes to Lambda"),
    "the kit": (scorer("import compiler.errors", "return 1.0"), 7, "raised ModuleNotFoundError"),
    "a file that is not the reward's": (
        scorer("open(__file__.replace('first', 'second'))", "return 1.0"),
        7,
        "raised FileNotFoundError",
    ),
    "a template that extract does not find": (
        "REWARD = Reward(Labels('yes', 'no'), extract=boxed(), response_template='Answer: {answer}')\n",
        6,
        "its right answer 'no' is not found in 'Answer: no'",
    ),
}
ENDLESS: Final = {
    "a loop at import": ("x = 1\nwhile True:\n    x += 1\n", "its import did not end within 0.3 s of processor time"),
    "a loop in a scorer": (scorer("while True:", "    pass"), "ran over 0.3 s on one sample"),
}
HASTY: Final = "from compiler.rehearsal.inside import trials; main._INIT_SECONDS = trials.LONGEST_SECONDS = 0.3"
PASSES: Final = {
    "a bool": scorer("return answer.value == sample.reference"),
    "a graded decisive dimension": (
        "def near(answer, reference):\n    return 1.0 if answer == reference else 0.3\n"
        "REWARD = Reward(FreeText(), extract=boxed(), compare=near)\n"
    ),
}


def test_two_writings_of_one_reference_are_no_other_answer(refusal: Callable[..., str]) -> None:
    source = "REWARD = Reward(FreeText(), extract=boxed())\n"

    assert not refusal(source, [("Paris", "\\boxed{Paris}"), ("paris", "\\boxed{Rome}")])


@pytest.fixture
def refusal(kit: Kit) -> Callable[..., str]:
    """Compiles a reward on its data and returns the message of its refusal; empty if it compiles."""

    def compiled(source: str, data: list[tuple[Any, str]]) -> str:
        kit.source("first", HEAD + source)
        kit.rows("first", data)
        kit.experiment("one", "reward: first\ndescription: d\n")
        try:
            compile_experiment("one", root=kit.root)
        except CompileError as error:
            return str(error)
        return ""

    return compiled


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_reward_is_refused_by_its_author_s_line(refusal: Callable[..., str], name: str) -> None:
    source, line, says = REFUSED[name]

    message = refusal(source, LABELS)

    assert message.startswith(f"lambda_src/rewards/first.py:{line or ''}"), message
    assert says in message
    assert "reward_runtime" not in message


def test_a_result_of_more_than_64_kilobytes_comes_back(kit: Kit) -> None:
    """The process wrote to a pipe that nobody read, and its reward was blamed after 150 seconds."""
    kit.source("first", HEAD + "REWARD = Reward(Labels('yes', 'no'), extract=boxed(), compare=lambda *_: True)\n")
    kit.rows("first", LABELS)
    data = kit.root / "data" / "first.jsonl"
    data.write_text(data.read_text().replace("a question", "a question " * 3000))

    found = attack_reward("first", collect_asset(kit.lambda_src, "first"), {}, "quick", 0)

    assert len(json.dumps(found)) > 65_536
    assert [each for each in found["findings"] if "did not end" in each] == []


@pytest.mark.parametrize("name", ENDLESS)
def test_a_reward_that_does_not_end_is_ended_by_its_author_s_line(
    refusal: Callable[..., str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, says = ENDLESS[name]
    start = "import sys; sys.path[:0] = sys.argv[1:]; from compiler.rehearsal.inside import main"
    monkeypatch.setattr("compiler.rehearsal.process._START", f"{start}; {HASTY}; main.main()")

    message = refusal(source, LABELS)

    assert message.startswith("lambda_src/rewards/first.py:"), message
    assert says in message
    assert "reward_runtime" not in message


def test_a_reward_has_the_seconds_of_lambda_s_init_phase_and_some_for_a_sample() -> None:
    assert main._INIT_SECONDS == 10  # pyright: ignore[reportPrivateUsage]
    assert trials.LONGEST_SECONDS == 5


@pytest.mark.parametrize("name", PASSES)
def test_a_sound_reward_passes(refusal: Callable[..., str], name: str) -> None:
    assert not refusal(PASSES[name], LABELS)


@pytest.mark.parametrize(("source", "line"), [(READS_TOTAL, 10), (SCORES_TOTAL, 9)])
def test_a_total_that_is_no_number_is_found_before_a_policy_writes_it(
    refusal: Callable[..., str], source: str, line: int
) -> None:
    """Decimal raises on comparing NaN; no recorded response holds one."""
    message = refusal(source, TOTALS)

    assert f"lambda_src/rewards/first.py:{line}: sample 's0': " in message
    assert "raised InvalidOperation" in message


def test_a_reference_that_the_reward_cannot_use_is_told_by_its_row(refusal: Callable[..., str]) -> None:
    message = refusal(PASSES["a bool"], [*LABELS, ("perhaps", "\\boxed{no}")])

    assert message == (
        "data/first.jsonl:7: sample 's6': got a reference that this reward cannot use (unknown_label), so every"
        " response to it earns the floor; correct the row"
    )


def test_a_line_that_is_no_row_is_told_by_its_number(refusal: Callable[..., str], kit: Kit) -> None:
    assert not refusal(PASSES["a bool"], LABELS)
    file = kit.root / "data" / "first.jsonl"
    file.write_text(file.read_text("utf-8") + "\n\n[1]\n{\n", encoding="utf-8")

    with pytest.raises(CompileError) as refused:
        compile_experiment("one", root=kit.root)

    assert [line.partition(": ")[0] for line in str(refused.value).splitlines()] == [
        "data/first.jsonl:8",
        "data/first.jsonl:9",
    ]


def test_of_recorded_responses_alone_some_must_earn_more_than_others(refusal: Callable[..., str]) -> None:
    source = "REWARD = Reward(AsIs(), (Dimension('correct', lambda sample, answer: 1.0),))\n"

    assert "all 6 recorded responses earn 1" in refusal(source, LABELS)


def test_a_rehearsal_is_kept_until_reward_data_or_weights_change(
    kit: Kit, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not refusal(PASSES["a bool"], LABELS)
    started: list[object] = []

    def never(task: object, *_: object) -> dict[str, Any]:
        started.append(task)
        return {"findings": ["again"], "rows": 0, "responses": 0, "seconds": 0.0}

    monkeypatch.setattr("compiler.rehearsal.rehearsal.run", never)
    compile_experiment("one", root=kit.root)
    assert not started

    assert refusal(PASSES["a bool"], LABELS[:5]) == "again"
    assert refusal(PASSES["a bool"] + "# edited\n", LABELS) == "again"


def test_an_edit_of_equal_length_within_a_second_is_rehearsed(refusal: Callable[..., str], kit: Kit) -> None:
    """Python takes bytecode for fresh by the file's length and second of change."""
    assert not refusal(scorer("return answer.value == sample.reference"), LABELS)
    file = kit.lambda_src / "rewards" / "first.py"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("==", "!="), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    with pytest.raises(CompileError, match="'correct' is 0"):
        compile_experiment("one", root=kit.root)


def test_a_foreign_function_need_not_look_at_references(refusal: Callable[..., str]) -> None:
    source = (
        "from reward_runtime.adapters import from_trl\n"
        "def clean(completions, **columns):\n    return ['damn' not in said for said in completions]\n"
        "REWARD = from_trl(clean)\n"
    )

    assert not refusal(source, [("one", "one"), ("two", "damn"), ("three", "two")])


def test_a_fault_on_some_responses_says_nothing_of_the_others(refusal: Callable[..., str]) -> None:
    body = "lambda sample, answer: 1.0 if answer.text == 'yes' else -1.0"
    source = f"REWARD = Reward(AsIs(), (Dimension('correct', {body}),))\n"

    message = refusal(source, [("yes", "yes"), ("no", "yes"), ("no", "no")])

    assert "returned a float that is no number in 0..1" in message
    assert "recorded responses earn" not in message


def test_an_import_that_fails_only_once_is_refused(refusal: Callable[..., str], tmp_path: Path) -> None:
    """The rehearsal said nothing of it, and told that there were no rows."""
    mark = tmp_path / "imported"
    lines = ("from pathlib import Path", f"mark = Path({str(mark)!r})", "if not mark.exists():", "    mark.touch()")
    source = "\n".join([*lines, "    raise OSError", scorer("return answer.value == sample.reference")])

    assert "first.py:10: raised OSError at import in one process and not in another" in refusal(source, LABELS)
    assert not refusal(source, LABELS)


def test_recorded_responses_to_no_row_are_told(refusal: Callable[..., str], kit: Kit) -> None:
    assert not refusal(PASSES["a bool"], LABELS)
    file = kit.root / "data" / "first.responses.jsonl"
    file.write_text('{"id": "other", "response": "yes"}', encoding="utf-8")

    with pytest.raises(CompileError, match=r"data/first\.responses\.jsonl:1: got no response to a row"):
        compile_experiment("one", root=kit.root)


def test_a_judged_reward_meets_every_verdict_of_its_scale(judged_kit: Kit) -> None:
    """This formula leaves 0..1 only between the worst and the best verdict."""
    formula = ", formula='5 * sound * (1 - sound)', allow_inversion='a middling reply is wanted here'))"
    judged_kit.source(
        "first", JUDGED.replace("))\n))", "))").replace('("first.md")),))', f'("first.md")),){formula[:-1]}')
    )
    judged_kit.rows("first", [(None, "That is kind."), (None, "No.")])
    judged_kit.experiment("one", JUDGED_EXPERIMENT)

    with pytest.raises(CompileError, match=r"first\.py:5: sample 's0': formula: got the share 1\.2"):
        compile_experiment("one", root=judged_kit.root)


def test_braces_in_a_rubric_and_no_canary_are_no_fault(judged_kit: Kit) -> None:
    judged_kit.source("first", JUDGED)
    (judged_kit.lambda_src / "rewards" / "first.md").write_text("Is {response} sound? Not {this} or {}, nor {{that}}.")
    judged_kit.rows("first", [(None, "That is kind."), (None, "No.")])
    judged_kit.experiment("one", JUDGED_EXPERIMENT)

    rehearsal = compile_experiment("one", root=judged_kit.root).rehearsal

    assert rehearsal is not None
    assert rehearsal.rows == 2


JUDGED: Final = """\
from reward_runtime.answers.free_text import FreeText
from reward_runtime.judge.rubric import judged
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(FreeText(required=False), (Dimension("sound", judged("first.md")),))
"""
JUDGED_EXPERIMENT: Final = """\
reward: first
description: d
layers: [judge]
judge: {model: us.amazon.nova-2-lite-v1:0, requests_per_minute: 1200}
"""
