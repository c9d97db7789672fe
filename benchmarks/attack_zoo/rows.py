"""The rows of the zoo, by their kind of answer."""

import json
from collections.abc import Sequence
from typing import Any, Final, cast

from compiler.attack.subject import Case

__all__ = [
    "DATES",
    "DOCUMENTS",
    "LETTERS",
    "LISTS",
    "MEASURES",
    "MIXED",
    "NAMES",
    "NUMBERS",
    "SKEWED",
    "VERDICTS",
    "cases",
    "document",
]


def cases(prompt: str, answers: Sequence[str]) -> list[Case]:
    """Return a case for each answer; the prompt has ``{}`` for the row's number."""
    found: list[Case] = []
    for at, answer in enumerate(answers):
        asked = prompt.replace("{}", str(at))
        row: dict[str, Any] = {"id": f"row-{at}", "messages": [{"role": "user", "content": asked}]}
        found.append(Case({**row, "reference_answer": answer}, asked, (answer,)))
    return found


def document(text: str) -> dict[str, object] | None:
    """Return a response's JSON object; ``None`` if it is none."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


NUMBERS: Final = cases("Problem {}. How many are left? Put the number in a box.", [str(37 * n + 14) for n in range(12)])
MIXED: Final = cases("Problem {}. By how much does it change?", [str((-1) ** n * (53 * n + 21)) for n in range(12)])
VERDICTS: Final = cases("Review {}. Is it favorable, unfavorable or mixed?", ["favorable", "unfavorable", "mixed"] * 4)
LETTERS: Final = cases(
    "Question {}. Pick one.\nA. the first\nB. the second\nC. the third\nD. the fourth", list("ABCDBDACCADB")
)
SKEWED: Final = cases("Item {}. Is it valid? yes or no", ["yes"] * 10 + ["no"] * 2)
NAMES: Final = cases(
    "Who wrote book {}?",
    ["Ada Brown", "Carl Dietz", "Eva Fink", "Gus Hall", "Ida Jung", "Karl Lenz", "Mia Nolan", "Otto Pahl"],
)
DATES: Final = cases("When did event {} happen?", [f"20{n + 10}-0{n % 8 + 1}-1{n % 9}" for n in range(10)])
MEASURES: Final = cases("How heavy is parcel {}?", [f"{7 * n + 3} kg" for n in range(10)])
LISTS: Final = cases("Which colours has flag {}?", [f"red{n}, blue{n}, green{n}" for n in range(8)])
DOCUMENTS: Final = cases(
    "Write order {} as JSON.",
    [f'{{"item": "tea{n}", "count": {n + 2}, "gift": {"true" if n % 2 else "false"}}}' for n in range(8)],
)
