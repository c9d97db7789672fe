"""The program in a response."""

import pytest
from reward_runtime.answers.code.fenced import fenced_program


@pytest.mark.parametrize(
    ("response", "program"),
    [
        ("```python\na = 1\n```", "a = 1"),
        ("Here:\n\n```py\na = 1\n```\nDone.", "a = 1"),
        ("```Python3\na = 1\n```", "a = 1"),
        ("```python title=x.py\na = 1\n```", "a = 1"),
        ("~~~python\na = 1\n~~~", "a = 1"),
        ("````python\ns = '''\n```\n'''\n````", "s = '''\n```\n'''"),
        ("```\na = 1\n```", "a = 1"),
        ("a = 1", "a = 1"),
        ("  \na = 1\n", "a = 1"),
        ("```python\na = 1", "a = 1"),
        ("```text\nb\n```\n```python\na = 1\n```\n```bash\nls\n```", "a = 1"),
        ("```\nb\n```\n```python\na = 1\n```", "a = 1"),
        ("```python\na = 1\n```\nAgain:\n```python\na = 1\n\n```", "a = 1"),
        ("```python\r\na = 1\r\n```", "a = 1"),
    ],
)
def test_the_program_is_found(response: str, program: str) -> None:
    match = fenced_program()(response)
    assert match is not None
    assert match.text == program
    assert response[slice(*match.span)].strip() == program


@pytest.mark.parametrize(
    "response",
    ["", " \n", "```python\na = 1\n```\n```python\na = 2\n```", "```bash\nls\n```", "```\na\n```\n```\nb\n```"],
)
def test_two_programs_are_none(response: str) -> None:
    assert fenced_program()(response) is None


def test_the_policy_chooses_among_several() -> None:
    response = "```python\na = 1\n```\n```python\na = 2\n```"
    first, last = fenced_program("first")(response), fenced_program("last")(response)
    assert first is not None
    assert last is not None
    assert (first.text, last.text) == ("a = 1", "a = 2")
