"""Any text is an experiment or a message with its file and line."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from tests.compiler.made_kit import Kit

GOOD = "reward: first\ndescription: d\n"
BOMB = "tags:\n  k0: &k0 [x]\n" + "".join(f"  k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 60))
MERGES = "k0: {a: 1}\nk1: {<<: [*k0, *k0]}\n".replace("k0: {", "k0: &k0 {")
FRAGMENTS = st.sampled_from(
    (
        *("reward: first\n", "description: d\n", "weights:\n", "  a: 1\n", "tags: {", "}", "- ", "[", "|\n"),
        *("&a ", "*a", "<<: ", "!!int ", "!!timestamp x", "!!binary é", "? ", ": ", "\t", "'", '"\\ud800"'),
        *("1:99", "2024-13-45", ".nan", "0x", "0b_", "null", "1e400", "---\n", "%YAML", "{1: 2}"),
        *("vpc: ", "memory_mb: ", "name: x\n"),
    )
)


def read(content: bytes) -> Experiment:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "experiments").mkdir()
        (Path(folder) / "experiments" / "x.yaml").write_bytes(content)
        return read_experiment("x", Path(folder))


def read_or_explain(content: bytes) -> None:
    try:
        assert read(content).name == "x"
    except CompileError as error:
        message = str(error)
        message.encode()
        starts = [line.startswith("experiments/x.yaml:") for line in message.splitlines()]
    else:
        return
    assert starts
    assert all(starts)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_an_experiment_or_a_message(text: str) -> None:
    read_or_explain(text.encode())


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_an_experiment_or_a_message(content: bytes) -> None:
    read_or_explain(content)


@settings(deadline=None)
@given(st.lists(FRAGMENTS).map("".join))
@example("!!int x")
@example("!!bool x")
@example("!!timestamp x")
@example("!!float ''")
@example("a: 2024-13-45")
@example("a: " + "9" * 5000)
@example("[" * 5000)
@example("&a [*a]")
@example(GOOD + "weights: &a {x: *a}")
@example(GOOD + "tags: &a [*a]")
@example("{1: 2}")
@example("? [a]\n: b")
@example('"\\ud800": 1')
@example('reward: "\\ud800"')
@example(GOOD + BOMB)
@example("a: \x00")
@example("a: !!python/object/apply:os.getcwd []")
def test_any_mix_of_yaml_is_an_experiment_or_a_message(text: str) -> None:
    read_or_explain(text.encode())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD + "reward: second\n",
            "experiments/x.yaml:3: not valid YAML: key 'reward' stands twice; fix the line",
        ),
        (GOOD + "tags:\n  a: b\n  a: c\n", "experiments/x.yaml:5: not valid YAML: key 'a' stands twice"),
        (GOOD + "tags: {a: [}\n", "experiments/x.yaml:3: not valid YAML: "),
        (
            GOOD + "region: !!int x\n",
            "experiments/x.yaml:3: not valid YAML: a value that does not fit its type",
        ),
        (GOOD + "memory_mb: 01000\n", "experiments/x.yaml:3: not valid YAML: 01000 is a number of another base"),
        (GOOD + "memory_mb: 8:32\n", "experiments/x.yaml:3: not valid YAML: 8:32 is a number of another base"),
        (GOOD + MERGES, "experiments/x.yaml:4: not valid YAML: got the merge key <<, expected each field written out"),
        (
            GOOD + "region: eu-cental-1\n",
            "experiments/x.yaml: region: got 'eu-cental-1' (str), expected a region that has Lambda, as of 2026-11-27;"
            " did you mean 'eu-central-1'? known: af-south-1, ",
        ),
        (GOOD + "tags: {a: <b>}\n", "experiments/x.yaml: tags.a: got '<b>' (str), expected letters, digits"),
        (GOOD + "a: \x00\n", "experiments/x.yaml:3: not valid YAML: special characters"),
        ("", "experiments/x.yaml: got an empty file, expected fields such as 'region: us-east-1'"),
        ("- a\n", "experiments/x.yaml: got ['a'] (list), expected fields"),
        ("1: a\n", "experiments/x.yaml: field name: got 1 (int), expected text; rename the field"),
        (
            GOOD + "name: y\n",
            "experiments/x.yaml: name: the file's name is the experiment's name; remove the field",
        ),
    ],
)
def test_a_mistake_in_the_text_names_file_and_line(text: str, message: str) -> None:
    with pytest.raises(CompileError) as error:
        read(text.encode())
    assert str(error.value).startswith(message)


def test_a_file_in_another_encoding_is_to_be_saved_as_utf_8() -> None:
    with pytest.raises(CompileError, match=r"^experiments/x.yaml: byte 8: .*save the file as UTF-8$"):
        read("reward: é".encode("latin-1"))


def test_a_folder_in_place_of_a_file_is_a_message(kit: Kit) -> None:
    (kit.root / "experiments" / "odd.yaml").mkdir()
    with pytest.raises(CompileError, match=r"^experiments/odd.yaml: got no regular file, expected one"):
        read_experiment("odd", kit.root)


def test_a_pipe_in_place_of_a_file_is_a_message(kit: Kit) -> None:
    os.mkfifo(kit.root / "experiments" / "odd.yaml")
    with pytest.raises(CompileError, match=r"^experiments/odd.yaml: got no regular file, expected one"):
        read_experiment("odd", kit.root)
