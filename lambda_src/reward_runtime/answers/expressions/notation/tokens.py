r"""Text in LaTeX or as people type it -> ``Token``s, without typesetting.

A token remembers whether a blank stood before it: ``1 1/2`` is a mixed number, ``70, 110`` a list, ``5 cm`` has a unit.
"""

import re
from typing import Final, NamedTuple

from reward_runtime.answers.expressions.failures import TooComplex, Unreadable
from reward_runtime.answers.expressions.notation.characters import folded
from reward_runtime.answers.expressions.notation.numerals import numeral
from reward_runtime.answers.expressions.notation.synonyms import BLANK, DROPPED, FUNCTIONS, SYNONYMS, TEXT_COMMANDS

__all__ = ["LONGEST", "Token", "tokens"]

LONGEST: Final = 400
"""Characters of an answer; the longest of 268 MATH answers has 48."""
DEEPEST: Final = 24
"""Brackets, braces and tables within one another."""


class Token(NamedTuple):
    """One sign, number, command or run of letters."""

    kind: str
    """``number``, ``letters``, ``roman`` (a letter as text), ``words``, ``command``, ``begin``, ``end``, ``sign``."""
    text: str
    blank: bool = False
    """Whether a blank stood before it."""
    grouped: bool = False
    """Of a number: whether plain commas parted its digits, which a list could do as well."""


_TEXT: Final = re.compile(rf"\\(?:{'|'.join(TEXT_COMMANDS)})\*?\s*\{{([^{{}}]*)\}}")
_OPEN_SET: Final = re.compile(r"\\mathbb\s*(?:\{\s*([A-Z])\s*\}|([A-Z]))")
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\s*\{([a-z]*)\*?\}(?:\s*\{[lcr| ]*\})?")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SIZED: Final = re.compile(r"\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\.?")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_DOUBLED: Final = re.compile(r"\\\\(?=[A-Za-z{}])")
_GLUED: Final = re.compile(r"q?quad(?=[A-Za-z])")
r"""``\quadx``, as data sets have it whose blanks were taken out."""
_OPENING: Final = frozenset("([{") | {"langle"}
_CLOSING: Final = frozenset(")]}") | {"rangle"}
_DOLLAR: Final = re.compile(r"(?<!\\)\$")


def tokens(text: str) -> list[Token]:
    """Return the tokens of ``text``; ``Unreadable`` or ``TooComplex`` if it is none of this notation."""
    if len(text) > LONGEST:
        raise TooComplex
    text = folded(text)
    if len(text) > 4 * LONGEST:
        raise TooComplex
    if "\\begin" not in text:
        # As files have it whose backslashes were escaped twice; in a table two of them end a row.
        text = _DOUBLED.sub(r"\\", text)
    dollar = " " if len(_DOLLAR.findall(text)) % 2 == 0 else "\\$"
    found = _Lexer(_SIZED.sub("", _DOLLAR.sub(lambda _: dollar, text))).all()
    depth = 0
    for token in found:
        depth += token.text in _OPENING or token.kind == "begin"
        depth -= token.text in _CLOSING or token.kind == "end"
        if depth > DEEPEST:
            raise TooComplex
    return found


class _Lexer:
    """One pass over the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Token] = []
        self.blank = False
        self.brackets = 0

    def all(self) -> list[Token]:
        while self.at < len(self.text):
            character = self.text[self.at]
            if character.isspace() or character == "~":
                self.blank, self.at = True, self.at + 1
            elif character.isdigit() or (character == "." and self.text[self.at + 1 : self.at + 2].isdigit()):
                self._number()
            elif character == "\\":
                self._command()
            elif run := _LETTERS.match(self.text, self.at):
                self._letters(run.group())
            else:
                self._sign(character)
        return self.found

    def add(self, kind: str, text: str, length: int, *, grouped: bool = False) -> None:
        self.found.append(Token(kind, text, self.blank, grouped))
        self.blank, self.at = False, self.at + length

    def _number(self) -> None:
        lowered = bool(self.found) and self.found[-1].text in ("^", "_")
        number = numeral(self.text, self.at, plain=lowered, listed=bool(self.brackets))
        self.add("number", number.digits, number.length, grouped=number.grouped)

    def _letters(self, run: str) -> None:
        lowered = run.lower()
        if lowered[:-1] in FUNCTIONS and lowered[-1] in "xyz":
            # ``sinx``, as people type it.
            run, lowered = run[:-1], lowered[:-1]
        if run == "sec" and self.blank and self.found and self.found[-1].kind == "number":
            self.add("letters", run, len(run))
        elif lowered in FUNCTIONS or lowered in ("pi", "sqrt", "infty"):
            self.add("command", lowered, len(run))
        elif lowered in ("and", "or"):
            self.add("words", lowered, len(run))
        else:
            self.add("letters", run, len(run))

    def _sign(self, character: str) -> None:
        if not character.isascii() or not character.isprintable():
            raise Unreadable
        self.brackets += (character in "([") - (character in ")]")
        if self.text.startswith("**", self.at):
            self.add("sign", "^", 2)
        elif self.text[self.at : self.at + 2] in ("<=", ">=", "!="):
            self.add("command", {"<": "le", ">": "ge", "!": "ne"}[character], 2)
        else:
            self.add("sign", character, 1)

    def _command(self) -> None:
        if text := _TEXT.match(self.text, self.at):
            self._words(text.group(1), len(text.group()))
        elif letter := _OPEN_SET.match(self.text, self.at):
            self.add("command", f"mathbb{letter.group(1) or letter.group(2)}", len(letter.group()))
        elif part := _ENVIRONMENT.match(self.text, self.at):
            self.add(part.group(1), part.group(2), len(part.group()))
        elif command := _COMMAND.match(self.text, self.at):
            self._named(command.group(1), len(command.group()))
        else:
            raise Unreadable

    def _named(self, name: str, length: int) -> None:
        if name not in DROPPED and (glued := _GLUED.match(name)):
            name, length = glued.group(), len(glued.group()) + 1
        if name in DROPPED:
            self.at += length
            self.blank = self.blank or name in BLANK
            return
        name = SYNONYMS.get(name, name)
        self.brackets += (name == "{") - (name == "}")
        if name in ("and", "or"):
            self.add("words", name, length)
        elif len(name) == 1 and not name.isalpha() and name not in "{}\\":
            self.add("sign", name, length)
        else:
            self.add("command", name, length)

    def _words(self, content: str, length: int) -> None:
        words = re.sub(r"~|\\[,;: !]", " ", content)
        bare = words.strip()
        if not bare:
            self.blank, self.at = True, self.at + length
        elif bare.lower() in FUNCTIONS and (bare != "sec" or self.text.startswith("\\operatorname", self.at)):
            self.add("command", bare.lower(), length)
        elif len(bare) == 1 and bare.isalpha() and not self.text.startswith(("\\mathbf", "\\mathit"), self.at):
            self.blank = self.blank or words[0] == " "
            self.add("roman", bare, length)
        elif bare[0].isdigit() or not re.search(r"[^\W\d_]{2}|[A-Za-z] ?/", bare):
            inner = _Lexer(words).all()
            self.found += [inner[0]._replace(blank=self.blank or inner[0].blank), *inner[1:]] if inner else []
            self.blank, self.at = False, self.at + length
        else:
            self.blank = self.blank or words[0] == " "
            self.add("words", " ".join(words.split()), length)
