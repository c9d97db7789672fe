"""``AnswerKind``: a kind of one's own, and the defaults that it gets."""

from fractions import Fraction

import pytest
from reward_runtime.answer import ANSWER
from reward_runtime.answers.kind import HOSTILE, AnswerKind, Grade, Result, wrong
from reward_runtime.errors import RowFault


class Pairs(AnswerKind[dict[str, float], dict[str, float]]):
    """``height=3``: a value that cannot be hashed, and a comparison by degrees."""

    def parse(self, text: str) -> dict[str, float] | None:
        name, sign, number = text.partition("=")
        return {name: float(number)} if sign and number.isdecimal() else None

    def parse_reference(self, reference: object) -> dict[str, float]:
        pair = self.parse(reference) if isinstance(reference, str) else None
        if pair is None:
            raise RowFault("no_pair")
        return pair

    def compare(self, answer: dict[str, float], reference: dict[str, float]) -> Result:
        if answer == reference:
            return Grade(1.0, "same_pair")
        return 0.5 if answer.keys() == reference.keys() else 0.0


class Halves(AnswerKind[Fraction, Fraction]):
    """``1/2``: a value that can be hashed, and a comparison that is right or wrong."""

    def parse(self, text: str) -> Fraction | None:
        return Fraction(text) if text.replace("/2", "").isdecimal() else None

    def parse_reference(self, reference: object) -> Fraction:
        return Fraction(str(reference))

    def compare(self, answer: Fraction, reference: Fraction) -> bool:
        return answer == reference


def test_two_matches_agree_if_their_values_are_equal() -> None:
    assert Halves().normalize("2/2") == Halves().normalize("1") == 1
    assert {Pairs().normalize("a=1")} == {Pairs().normalize("a=01")} != {Pairs().normalize("a=2")}


def test_two_texts_without_a_value_agree_as_texts_in_either_case() -> None:
    assert Halves().normalize("Half") == Halves().normalize("hALF") == "half"


def test_a_reference_is_rendered_as_its_parsed_value_is_printed() -> None:
    assert Halves().render("0.5") == "1/2"
    with pytest.raises(RowFault, match="no_pair"):
        Pairs().render(5)


def test_the_whole_response_is_the_answer() -> None:
    extractor = Halves().extractor()
    match = extractor(" 1/2\n", normalize=Halves().normalize)

    assert extractor.template == ANSWER
    assert match is not None
    assert (match.text, match.rule) == ("1/2", "whole_text")


def test_a_hostile_text_that_makes_the_kind_raise_is_kept() -> None:
    """Whoever tries a reward on hostile texts must meet it: here, an integer too long for Python to read."""
    with pytest.raises(ValueError, match="4300 digits"):
        Halves().parse("9" * 5_000)
    assert tuple(Halves().hostile(5)) == HOSTILE


def test_only_a_text_that_is_wholly_right_is_not_wrong() -> None:
    texts = ("a=1", "a=2", "b=1", "a")

    assert wrong(Pairs(), texts, "a=1") == ("a=2", "b=1", "a")
    assert wrong(Halves(), ("2/2", "1", "2", "x"), 1) == ("2", "x")
