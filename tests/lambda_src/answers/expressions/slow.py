"""Answers that would take long if nothing bounded them: name -> reference, and an answer for a number."""

from collections.abc import Callable
from typing import Final

__all__ = ["SLOW"]


def _nest(depth: int) -> str:
    nest = "x"
    for place in range(depth):
        nest = f"\\{('tan', 'cos', 'sin')[place % 3]}({nest})"
    return nest


def _sum(term: str, count: int, *, back: bool = False) -> str:
    places = range(count - 1, -1, -1) if back else range(count)
    return "+".join(term.replace("#", str(place)) for place in places)


def _reordered(term: str, count: int, *, sign: str = "+") -> tuple[str, Callable[[int], str]]:
    """A sum, and the same from its end with a number added and taken off again."""
    back = _sum(term, count, back=True).replace("+", sign)
    return _sum(term, count).replace("+", sign), lambda number: f"{back}+{number}-{number}"


_SET: Final = "\\{1,2,3,4,5,6,7,8\\}"

SLOW: Final[dict[str, tuple[str, Callable[[int], str]]]] = {
    "power tower": ("x^2+1", lambda number: f"{number + 2}^{{9^{{9^{{9}}}}}}"),
    "tower of variables": ("x^x", lambda number: "x^{" * 12 + f"x+{number}" + "}" * 12),
    "exponentials": ("1", lambda number: "e^{" * 20 + f"x+{number}" + "}" * 20),
    "nested functions": ("\\sin(x)+\\cos(x)", lambda number: f"{_nest(9)}+{number}"),
    "great quotient": ("\\frac{x^{999}-1}{x-1}", lambda number: f"\\frac{{x^{{999}}-1}}{{x-1}}+{number}-{number}"),
    "sum of sines": _reordered("\\sin(#x)", 30),
    "sum of roots": _reordered("\\sqrt{#}", 38),
    "sum of powers": _reordered("x^{#y}", 40),
    "sum of factorials": _reordered("(n-#)!", 45),
    "sum of binomials": _reordered("\\binom{n}{#}", 25),
    "sum of inverse functions": _reordered("\\arctan(#x)", 25),
    "long list": _reordered("x^#", 75, sign=","),
    "sets of sets": (
        f"\\{{{','.join([_SET] * 15)}\\}}",
        lambda number: f"\\{{{','.join([_SET[:-3] + '0}'] * 15)},{number}\\}}",
    ),
    "nested sets": ("\\{" * 20 + "1" + "\\}" * 20, lambda number: "\\{" * 20 + f"{number + 2}" + "\\}" * 20),
    "nested statements": ("1", lambda number: "(x<1:" * 20 + f"x<{number}" + ")" * 20),
    "signs": ("1", lambda number: "-" * 380 + str(number)),
    "brackets": ("1", lambda number: "(" * 190 + str(number) + ")" * 190),
}
"""Each answer is another one for another number, so that nothing kept of one helps the next."""
