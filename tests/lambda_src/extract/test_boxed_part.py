"""``boxed`` looks at its part of a response and no further."""

from reward_runtime.extract import boxed


def test_a_box_is_opened_and_closed_within_the_part() -> None:
    response = "so \\boxed{7}"

    assert boxed()(response, [(0, 3)]) is None
    assert boxed()(response, [(0, len(response) - 1)]) is None
    assert boxed()(response, [(4, len(response))]) is None
