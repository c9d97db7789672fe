"""A composite alarm's rule: the examples of the CloudWatch API reference, PutCompositeAlarm, and Python's own logic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.composite_alarm import all_of, any_of, in_alarm
from compiler.alarms.simulator.rule import RuleError, parse_rule
from compiler.alarms.simulator.state import State

OK, ALARM, INSUFFICIENT = State.OK, State.ALARM, State.INSUFFICIENT_DATA


@pytest.mark.parametrize(
    ("text", "states", "expected"),
    [
        ("ALARM(Cpu) AND ALARM(Disk)", {"Cpu": ALARM, "Disk": ALARM}, True),
        ("ALARM(Cpu) AND ALARM(Disk)", {"Cpu": ALARM, "Disk": OK}, False),
        ('ALARM("Cpu") AND NOT ALARM("Deploying")', {"Cpu": ALARM, "Deploying": INSUFFICIENT}, True),
        ('ALARM("Cpu") AND NOT ALARM("Deploying")', {"Cpu": ALARM, "Deploying": ALARM}, False),
        ("(ALARM(Cpu) OR ALARM(Disk)) AND OK(Network)", {"Cpu": OK, "Disk": ALARM, "Network": OK}, True),
        ("(ALARM(Cpu) OR ALARM(Disk)) AND OK(Network)", {"Cpu": OK, "Disk": ALARM, "Network": ALARM}, False),
        ("INSUFFICIENT_DATA(Cpu)", {"Cpu": INSUFFICIENT}, True),
        ("TRUE AND NOT FALSE", {}, True),
    ],
)
def test_the_references_examples_hold(text: str, states: dict[str, State], expected: bool) -> None:
    rule, names = parse_rule(text)
    assert rule(states) is expected
    assert names == set(states)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "()",
        "ALARM",
        "ALARM()",
        "ALARM(a",
        "alarm(a)",
        "ALARM(a) ALARM(b)",
        "ALARM(a) AND",
        "NOT",
        "AND",
        "a",
        'ALARM("a',
    ],
)
def test_what_is_not_a_rule_is_an_error(text: str) -> None:
    with pytest.raises(RuleError, match="expected"):
        parse_rule(text)


@given(st.text(alphabet='ALRMOK()ND T"a'))
def test_any_text_is_a_rule_or_a_rule_error(text: str) -> None:
    try:
        rule, names = parse_rule(text)
    except RuleError:
        return
    assert rule(dict.fromkeys(names, OK)) in (True, False)


def test_deep_brackets_are_an_error_and_no_crash() -> None:
    for text in ("(" * 10_000, "NOT " * 10_000 + "TRUE"):
        with pytest.raises(RuleError, match="levels"):
            parse_rule(text)


rules = st.recursive(
    st.sampled_from(["a", "b", "c"]).map(in_alarm),
    lambda inner: (
        st.builds(all_of, st.lists(inner, min_size=1, max_size=3))
        | st.builds(any_of, st.lists(inner, min_size=1, max_size=3))
        | inner.map(lambda rule: f"NOT {rule}")
    ),
    max_leaves=8,
)


@given(rules, st.tuples(*[st.sampled_from(State)] * 3))
def test_a_rule_is_true_exactly_when_python_finds_it_so(text: str, states: tuple[State, State, State]) -> None:
    """NOT, AND and OR order alike in Python, so its own reading of the same text decides."""
    named = dict(zip("abc", states, strict=True))
    spelled = text.replace("AND", "and").replace("OR", "or").replace("NOT", "not")
    expected = eval(spelled, {"ALARM": lambda name: named[name] is ALARM})

    rule, _ = parse_rule(text)
    assert rule(named) is expected


def test_a_rule_of_no_alarms_is_refused() -> None:
    with pytest.raises(ValueError, match="expected at least one"):
        any_of([])
