"""Names of deployed resources: legal, within AWS's lengths, and never shared by two experiments."""

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
    naming.check_length("f" * 64, "one", None)
    with pytest.raises(CompileError, match=r"\(65 characters\).*shorten the experiment's name 'one' by 1$"):
        naming.check_length("f" * 65, "one", None)


def names_of(label: str, revision: str) -> dict[str, set[str]]:
    """Return every name of an experiment's resources by the kind of thing that has it."""
    region = "us-east-1"
    alarms = {f"{naming.alarm_prefix(label)}{name}" for name in ("failures", "judge-failures", f"{revision}/failures")}
    stacks = {naming.stack_name(label), naming.base_stack_name(label), naming.revision_stack_name(label, revision)}
    return {
        "stack": stacks,
        "alarm": alarms,
        "query": {naming.query_name(label, name) for name in ("outcomes", "judge-outcomes")},
        "function": {naming.function_name(label, revision)},
        "log group": {naming.log_group_name(label)},
        "policy": {naming.invoke_policy_name(region, label)},
        "dashboard": {naming.dashboard_name(region, label)},
        "topic": {naming.topic_name(label)},
    }


ENDS = st.sampled_from(["", "-base", "-judge", "-invoke", "-0123abcd", "-us-east-1"])


@given(EXPERIMENTS, ENDS, EXPERIMENTS, ENDS, REVISIONS)
def test_no_two_experiments_want_one_name(one: str, end: str, other: str, other_end: str, revision: str) -> None:
    """`similarity` with an alarm `judge-failures` and `similarity-judge` with an alarm `failures` did."""
    labels = [one, one + end, other + other_end]
    found: list[dict[str, set[str]]] = []
    for label in dict.fromkeys(labels):
        try:
            naming.check_label(label, label)
        except CompileError:
            continue
        found.append(names_of(label, revision))
    for kind in names_of("x", revision):
        wanted = [name for names in found for name in names[kind]]
        assert len(wanted) == len(set(wanted)), kind


@pytest.mark.parametrize("label", ["sentiment-base", "knowledge-base", "dev-base", "sentiment-0123abcd"])
def test_a_name_that_is_another_experiments_stack_is_refused(label: str) -> None:
    with pytest.raises(CompileError, match=f"NovaReward-{label} is a stack of the experiment"):
        naming.check_label(label, label)


@pytest.mark.parametrize("label", ["base", "0123abcd", "sentiment-based", "sentiment-0123abc", "sentiment-0123abcg"])
def test_a_name_that_only_looks_like_one_is_taken(label: str) -> None:
    naming.check_label(label, label)
