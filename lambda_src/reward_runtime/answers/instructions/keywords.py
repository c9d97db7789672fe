"""Words and letters that must stand in a response, or must not."""

from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.answers.texts import folded
from reward_runtime.errors import RowFault
from reward_runtime.scorers.terms import any_term

__all__ = ["existence", "forbidden_words", "frequency", "letter_frequency"]


def existence(arguments: Arguments) -> Check:
    """Each keyword, in either case, also within a word, as in IFEval."""
    words = [word.lower() for word in arguments.texts("keywords")]
    return lambda text: all(word in text.lower() for word in words)


def frequency(arguments: Arguments) -> Check:
    """Occurrences of a keyword, also within words."""
    compare, asked = arguments.relation("relation"), arguments.whole("frequency")
    word = arguments.text("keyword").strip().lower()
    return lambda text: compare(text.lower().count(word), asked)


def forbidden_words(arguments: Arguments) -> Check:
    """None of them as a word of its own, regardless of case, width or invisible characters."""
    words = any_term(arguments.texts("forbidden_words"))
    if words is None:
        raise RowFault("bad_kwargs")
    return lambda text: words.search(folded(text)) is None


def letter_frequency(arguments: Arguments) -> Check:
    """Occurrences of one character, in either case."""
    compare, asked = arguments.relation("let_relation"), arguments.whole("let_frequency")
    letter = arguments.text("letter").lower()
    if len(letter) != 1:
        raise RowFault("bad_kwargs")
    return lambda text: compare(text.lower().count(letter), asked)
