"""A value read from a JSON object and compared by an own function. Range 0..1: right 1, wrong 0."""

from fractions import Fraction

from reward_runtime.answers.documents import Document, Documents
from reward_runtime.answers.numbers import read_number
from reward_runtime.reward import Reward


def read_total(invoice: Document) -> tuple[Fraction, str] | None:
    """Return amount and currency of an answer or a reference; None is not an answer."""
    amount, currency = read_number(str(invoice.get("total"))), invoice.get("currency")
    return None if amount is None or not isinstance(currency, str) else (amount, currency.upper())


def same_total(answer: tuple[Fraction, str], reference: tuple[Fraction, str]) -> bool:
    """Whether the currency is the same and the amount is right to the cent."""
    return answer[1] == reference[1] and abs(answer[0] - reference[0]) < Fraction(1, 100)


REWARD = Reward(Documents(read_total), compare=same_total)
