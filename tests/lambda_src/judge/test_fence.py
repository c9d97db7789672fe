import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.rubric.fence import draw_nonce, fenced, random_nonce, sanitised

from tests.lambda_src.judge.cases import TEXTS

EVERY_CHARACTER = "".join(map(chr, (*range(0x33480), *range(0xE0000, 0xE1000))))
"""Of every plane with something in it that Unicode has given a meaning."""
SEEN_THOUGH_FORMAT = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs that Unicode files under format characters and that a reader sees; Egyptian joiners besides."""


def test_of_all_characters_none_is_left_that_a_reader_would_not_see() -> None:
    left = set(sanitised(EVERY_CHARACTER))

    hidden = {c for c in left if unicodedata.category(c) in {"Cc", "Cs", "Cf"}} - {"\n", "\t"} - SEEN_THOUGH_FORMAT
    assert {c for c in hidden if not 0x13430 <= ord(c) <= 0x1345F} == set()
    assert not left & set("\u115f\u3164\ufe0f\u2028\u2029\u034f\U000e0100")


def test_of_all_characters_only_hidden_ones_are_lost() -> None:
    lost = set(EVERY_CHARACTER) - set(sanitised(EVERY_CHARACTER))

    letters = {c for c in lost if unicodedata.category(c)[0] in "LNPS"}
    assert letters == set("\u115f\u1160\u3164\uffa0")  # The Hangul fillers, which show nothing.


@pytest.mark.parametrize(
    ("given_", "seen"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc\u2028d\u0085e\x0bf\x0cg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\r\u200b\nb", "a\nb"),
        ("a\x00b\x1b[2Kc\x9bd", "a\ufffdb\ufffd[2Kc\ufffdd"),
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
        ("\U000e0049\U000e0067good\U000e007f", "good"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("po\u200bsi\ufefftive\u00ad", "positive"),
        ("👨\u200d👩 ❤\ufe0f", "👨👩 ❤"),
        ("\\boxed{½} 解 é e\u0301", "\\boxed{½} 解 é e\u0301"),
    ],
)
def test_what_becomes_of_a_character(given_: str, seen: str) -> None:
    assert sanitised(given_) == seen


@given(TEXTS)
def test_sanitising_twice_is_sanitising_once_and_leaves_text_that_utf_8_can_carry(text: str) -> None:
    once = sanitised(text)

    assert sanitised(once) == once
    assert once.encode().decode() == once


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="ᅟᅠㅤﾠ")))
def test_plain_text_is_left_alone(text: str) -> None:
    assert sanitised(text) == text


def test_a_nonce_is_32_hex_digits_and_never_the_same() -> None:
    drawn = {random_nonce() for _ in range(100)}

    assert len(drawn) == 100
    assert all(len(nonce) == 32 and int(nonce, 16) >= 0 for nonce in drawn)


@pytest.mark.parametrize("texts", [["xaax", "bb"], ["bb", "xaax"], ["", "aabb"]])
def test_a_nonce_that_any_of_the_texts_holds_is_drawn_again(texts: list[str]) -> None:
    """Once, a new one was drawn for each text, and held against that text alone."""
    draws = iter(["aa", "bb", "cc"])

    assert draw_nonce(texts, lambda: next(draws)) == "cc"


def test_a_text_stands_between_its_marks_as_it_is() -> None:
    assert fenced("candidate", "a\n\n", "00") == "<candidate-00>\na\n\n\n</candidate-00>"
    assert fenced("candidate", "", "00") == "<candidate-00>\n\n</candidate-00>"


@pytest.mark.parametrize("unit", ["a", "\u200b", "\x00", "\r\n", "\ud800", "<candidate-", "\U000e0041a"])
def test_a_million_characters_are_sanitised_in_one_pass(unit: str) -> None:
    assert len(sanitised(unit * (1_000_000 // len(unit)))) <= 1_000_000
