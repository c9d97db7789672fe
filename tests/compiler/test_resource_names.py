"""Names of what is deployed: legal, within AWS's lengths, and never shared by two experiments."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import naming
from compiler.errors import CompileError

EXPERIMENTS = st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True)
STAGES = st.none() | st.from_regex(r"[a-z][a-z0-9]{0,11}", fullmatch=True)
REVISIONS = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)


@given(EXPERIMENTS, STAGES, EXPERIMENTS, STAGES, REVISIONS)
def test_an_invoke_pattern_matches_its_own_revisions_and_no_other_label(
    experiment: str, stage: str | None, other: str, other_stage: str | None, revision: str
) -> None:
    label, other_label = naming.label(experiment, stage), naming.label(other, other_stage)
    pattern = naming.function_pattern(label)
    assert fnmatchcase(naming.function_name(label, revision), pattern)
    assert fnmatchcase(naming.function_name(other_label, revision), pattern) == (label == other_label)


@given(EXPERIMENTS, STAGES, st.lists(EXPERIMENTS, max_size=5))
def test_a_staged_name_is_refused_only_where_it_is_taken(
    experiment: str, stage: str | None, experiments: list[str]
) -> None:
    taken = stage is not None and f"{stage}-{experiment}" in experiments
    try:
        naming.check_label_is_free(experiment, stage, experiments)
    except CompileError:
        assert taken
    else:
        assert not taken


@given(st.text())
def test_any_other_stage_is_refused(stage: str) -> None:
    legal = stage.isascii() and stage.isalnum() and stage == stage.lower() and stage[:1].isalpha()
    if legal and len(stage) <= 12:
        assert naming.label("one", stage) == f"{stage}-one"
    else:
        with pytest.raises(CompileError, match="expected 1 to 12 lower-case letters"):
            naming.label("one", stage)


def test_names_of_64_characters_are_the_longest() -> None:
    naming.check_length("role", "r" * 64, "one", None)
    with pytest.raises(CompileError, match=r"\(65 characters\).*shorten the experiment's name 'one' by 1$"):
        naming.check_length("role", "r" * 65, "one", None)
