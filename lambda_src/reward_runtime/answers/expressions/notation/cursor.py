"""``Cursor``: a place in a list of tokens, and the small steps over them."""

from typing import Final

from reward_runtime.answers.expressions.failures import TooComplex, Unreadable
from reward_runtime.answers.expressions.notation.tokens import Token

__all__ = ["END", "Cursor"]

DEEPEST: Final = 24
"""Groups, roots and functions within one another."""
END: Final = Token("end of text", "")
"""Stands after the last token."""
_DEGREES: Final = (["^", "circ"], ["^", "{", "circ", "}"], ["circ"])


class Cursor:
    """Steps over tokens; the depth of open brackets is bounded."""

    def __init__(self, tokens: list[Token]) -> None:
        """Start before the first of the tokens."""
        self.tokens = tokens
        self.at: int = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        """The token ahead, or ``END``."""
        return self.tokens[self.at] if self.at < len(self.tokens) else END

    def takes(self, *texts: str) -> bool:
        """Step over the next token if it is a sign or command of one of these texts."""
        found = self.next.kind in ("sign", "command") and self.next.text in texts
        self.at += found
        return found

    def needs(self, text: str) -> None:
        """Step over a sign or command; ``Unreadable`` if it is not there."""
        if not self.takes(text):
            raise Unreadable

    def enter(self) -> None:
        """Go one level deeper; ``TooComplex`` if there are too many."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooComplex

    def degree(self) -> bool:
        """Step over a degree sign if one is next."""
        ahead = [token.text for token in self.tokens[self.at : self.at + 4]]
        for sign in _DEGREES:
            if ahead[: len(sign)] == sign:
                self.at += len(sign)
                return True
        return False

    def subscript(self) -> str:
        """Step over one sign, or a group, and return its text."""
        token = self.next
        self.at += 1
        if token.text != "{":
            if token.kind not in ("number", "letters", "roman", "command", "words"):
                raise Unreadable
            return token.text
        start = self.at
        while self.next is not END and self.next.text != "}":
            self.at += 1
        self.needs("}")
        return "".join(each.text for each in self.tokens[start : self.at - 1])
