"""The head of a rubric's file: a whole canary, or an error that names file and line."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.rubric.file import Canary, RubricFile, parse_rubric

TEXT = "Is {response} polite?"
CANARY = """\
+++
[canary]
question = "Is it far?"
good = "Two miles, I am afraid."
bad = "No."
+++
"""


def said(content: str) -> str:
    """The error of a file of this content."""
    with pytest.raises(RewardDefinitionError) as refused:
        parse_rubric("clinic_tone.md", content)
    return str(refused.value)


def test_a_file_without_a_head_is_text_alone() -> None:
    assert parse_rubric("a.md", f"\n{TEXT}\n") == RubricFile(TEXT, None)
    assert parse_rubric("a.md", "") == RubricFile("", None)


@pytest.mark.parametrize("dress", ["{}", "\n\n{}", "{}\n\n"])
def test_a_head_is_a_canary(dress: str) -> None:
    canary = Canary("Is it far?", good="Two miles, I am afraid.", bad="No.")
    assert parse_rubric("a.md", dress.replace("{}", CANARY) + TEXT) == RubricFile(TEXT, canary)


def test_a_value_may_have_several_lines_and_a_comment() -> None:
    head = '+++\n[canary] # known\nquestion = """\nIs it far?\n"""\ngood = "Yes,\\nit is."\nbad = \'No.\'\n+++\n'
    assert parse_rubric("a.md", head + TEXT).canary == Canary("Is it far?", "Yes,\nit is.", "No.")


def test_an_empty_head_says_nothing() -> None:
    assert parse_rubric("a.md", f"+++\n# later\n+++\n{TEXT}") == RubricFile(TEXT, None)


VALUES = st.text().filter(str.strip)


@given(VALUES, VALUES, VALUES, st.none() | VALUES, st.text())
def test_whatever_a_canary_holds_comes_back_and_none_of_it_is_in_the_text(
    question: str, good: str, bad: str, reference: str | None, text: str
) -> None:
    assume(good.strip() != bad.strip() and "+++" not in text)
    fields = {"question": question, "good": good, "bad": bad} | ({} if reference is None else {"reference": reference})
    head = "".join(f"{key} = {quoted(value)}\n" for key, value in fields.items())

    read = parse_rubric("a.md", f"+++\n[canary]\n{head}+++\n{text}")

    assert read == (text.strip(), Canary(**{key: value.strip() for key, value in fields.items()}))


def quoted(value: str) -> str:
    """The value as a basic string of TOML: JSON's escapes, and ``\\U`` for other characters."""
    escaped = (
        f"\\U{ord(each):08x}" if not each.isascii() or each == "\x7f" else json.dumps(each)[1:-1] for each in value
    )
    return f'"{"".join(escaped)}"'


PIECES = st.sampled_from(
    ["+++", "[canary]", "[[canary]]", 'good = "g"', 'bad = "b"', 'question = "q"', "good = 1", "#"]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=12).map("\n".join))
def test_any_file_is_its_parts_or_an_error_that_names_it(content: str) -> None:
    try:
        read = parse_rubric("clinic_tone.md", content)
    except RewardDefinitionError:
        assert said(content).startswith("lambda_src/rewards/clinic_tone.md")
        return
    assert "+++" not in [line.strip() for line in read.text.split("\n")]
    assert read.text == content.strip() or "+++" in content


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            f"+++\n[canary]\n{TEXT}",
            ", line 1: head: got 1 lines +++, expected two, one before and one after the head; cl",
        ),
        (f"{CANARY}{TEXT}\n+++\n", ", line 8: head: got 3 lines +++, expected two"),
        (f"{TEXT}\n{CANARY}", ", line 2: head: got it below the text, expected it above"),
        (f"+++\n[canary]\ngood = 'x\n+++\n{TEXT}", ", line 3: head: not TOML: "),
        (f"\n\n+++\n[canary]\ngood = x\n+++\n{TEXT}", ", line 5: head: not TOML: Invalid value; correct it"),
        (f"+++\n[canary]\ngood =\n+++\n{TEXT}", "head: not TOML: "),
        (
            f'+++\n[canary]\ngood = "x"\ngood = "y"\n+++\n{TEXT}',
            ", line 4: head: not TOML: Cannot overwrite a value; correct",
        ),
        (
            f"+++\n[scale]\nlow = 1\n+++\n{TEXT}",
            ", line 2: head: got 'scale', expected the table [canary] alone; remove",
        ),
        (f'+++\ngood = "x"\n+++\n{TEXT}', ", line 2: head: got 'good', expected the table [canary] alone"),
        (
            f'+++\ncanary = "x"\n+++\n{TEXT}',
            ", line 2: head: canary: got str, expected a table; write [canary] on a line",
        ),
        (f"+++\n[[canary]]\n+++\n{TEXT}", ", line 2: head: canary: got list, expected a table"),
        (
            CANARY.replace("good", "godo"),
            ", line 4: head: canary.godo: unknown, expected one of question, good, bad, refe",
        ),
        (CANARY.replace('"No."', "5"), ", line 5: head: canary.bad: got int, expected a text; put it in quotes"),
        (CANARY.replace('bad = "No."', ""), ", line 2: head: canary.bad: missing, expected a text; add it"),
        (CANARY.replace("No.", "Two miles, I am afraid."), ", line 4: head: canary: got no good or no bad response"),
    ],
)
def test_a_head_that_is_wrong_is_refused_with_file_and_line(content: str, problem: str) -> None:
    assert problem in said(content)
    assert said(content).startswith("lambda_src/rewards/clinic_tone.md")


@pytest.mark.parametrize(("good", "bad"), [("", "bad"), ("good", " "), ("same", "same ")])
def test_a_canary_has_a_good_response_and_a_bad_one(good: str, bad: str) -> None:
    with pytest.raises(RewardDefinitionError, match="canary: got no good or no bad response"):
        Canary("q", good, bad)
