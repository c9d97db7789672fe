"""A quotation is not an answer of the response: code, quotation marks and quoted lines, within the part alone."""

import pytest
from reward_runtime.extract.quoted import unquoted

from tests.lambda_src.extract.parts import part_of

FAR = "x" * 300


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("⟦5⟧", True),
        ("⟦say `5` now⟧", False),
        ("⟦say ` 5 now⟧`", True),
        ("say `⟦ 5 ` now⟧", True),
        ("⟦`a` 5 `b`⟧", True),
        ("⟦`a` `b` `5` c⟧", False),
        ("⟦`a`\n5 now\n`b`⟧", True),
        ("⟦say ` 5 now\nand `b`⟧", True),
        ("⟦say \u201c5\u201d now⟧", False),
        ("⟦\u201ca\u201d 5 \u201cb\u201d now⟧", True),
        ("⟦\u201ca\u201d \u201c5\u201d now⟧", False),
        ("⟦\u201ca \u201cb\u201d 5\u201d now⟧", True),
        ('⟦say "5" now⟧', False),
        ('⟦"a" 5 "b" now⟧', True),
        ('⟦"a" "5" now⟧', False),
        ('⟦"5" now⟧', False),
        ('⟦say "x 5 x" now⟧', False),
        ('⟦"a 5 now⟧', True),
        ("⟦say '5' now⟧", False),
        ("⟦it isn't 5 but 'a'⟧", True),
        ("⟦a 5' board now⟧", True),
        ("⟦> 5\nnow⟧", False),
        ("⟦x\n> 5 now⟧", False),
        ("⟦> x\n5 now⟧", True),
        ("x\n> ⟦5 now `a`⟧", True),
        ("⟦\u201ca\u201d \u201cb\u201d 5 \u201cc\u201d now⟧", True),
        ("⟦a\nsay \u201c5\u201d now⟧", False),
        ("⟦say \u201c5⟧\u201d now\nx", True),
        ("⟦say \u201c 5\n\u201d now\nx⟧", True),
        ("⟦a\n\u201cx\n5\u201d now⟧", True),
        (f"⟦a\n\u201c{FAR}5\u201d now⟧", True),
        ("⟦So:\n```\n5 b\n```⟧", False),
        (f"⟦\u201c{FAR}5\u201d now⟧", True),
        (f"⟦say \u201c5{FAR}\u201d now⟧", True),
        ("⟦a\n```\n5\n```\nb⟧", False),
        ("⟦a\n~~~\n5\n~~~\nb⟧", False),
        ("⟦a\n```\nx\n```\n5 b⟧", True),
        ("⟦a\n```\nx\n```\n5 b\n```\ny\n```\nc⟧", True),
        ("⟦a\n```\nx\n```\n```\n5\n```\nc⟧", False),
        ("⟦a\n```\n5 b⟧", True),
        ("⟦a\n```\n5 b⟧\n```\nc", True),
        ("```\n⟦a 5 b\n```\nc⟧", True),
        ("⟦```\n5 b\n```⟧", True),
        ("x⟦```\n5 b\n```⟧y", True),
        ("⟦a\n```x\n5 b\n```y z`\nc⟧", True),
    ],
)
def test_what_is_quoted_within_the_part_is_not_said(marked: str, said: bool) -> None:
    response, part = part_of(marked)
    at = response.index("5")
    spans = [(at, at + 1), (len(response), len(response))]
    # The last one is empty, and not quoted, so that no quotation is taken for mere dress.
    assert ((at, at + 1) in unquoted(response, part, spans)) is said


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ('⟦So: \n"5"⟧', True),
        ('⟦"5" now⟧', False),
        ('⟦now "5"⟧', False),
        (f'⟦"5"{" " * 299}⟧', True),
        (f'⟦"5"{" " * 300}⟧', False),
    ],
)
def test_quotation_marks_around_an_answer_that_ends_alone_are_its_dress(marked: str, said: bool) -> None:
    response, part = part_of(marked)
    at = response.index("5")
    assert unquoted(response, part, [(at, at + 1)]) == ([(at, at + 1)] if said else [])


def test_of_several_quoted_answers_the_last_alone_may_be_dressed() -> None:
    response, part = part_of('⟦"4"\n"5"⟧')
    assert unquoted(response, part, [(1, 2), (5, 6)]) == [(5, 6)]
