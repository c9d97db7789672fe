"""Calls of an extractor, and the part of its match that a test compares."""

from reward_runtime.answer import Extractor, Normalize, Span

__all__ = ["found", "placed"]


def found(
    extractor: Extractor, response: str, *spans: Span, normalize: Normalize = str.casefold
) -> tuple[str, str] | None:
    """Return the match's text and rule. Look at all of the response if no parts are given."""
    match = extractor(response, spans or None, normalize)
    return match and (match.text, match.rule)


def placed(
    extractor: Extractor, response: str, *spans: Span, normalize: Normalize = str.casefold
) -> tuple[str, Span, str] | None:
    """Return the match's text, span and rule. Look at all of the response if no parts are given."""
    match = extractor(response, spans or None, normalize)
    return match and (match.text, match.span, match.rule)
