"""``Kind``: the start of a new experiment."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

__all__ = ["Kind", "files_of"]

_KINDS: Final = Path(__file__).resolve().parent / "kinds"
_PLACEHOLDER: Final = "new_reward"
_DESCRIPTIONS: Final = {
    "labels": "A label of a closed set, in a box.",
    "number": "A number in a box.",
    "json": "A value read from a JSON object, compared by an own function.",
    "judged": "A reply that a model judges by a rubric.",
    "function": "A reward function in TRL's form, as it is.",
}
_JUDGE: Final = """layers: [judge]
judge:
  model: us.amazon.nova-2-lite-v1:0
  requests_per_minute: 1200     # the account's quota for this model
job: {batch_size: 64, concurrency: 12}
"""


class Kind(StrEnum):
    """The kinds of reward that ``rft new`` makes."""

    LABELS = "labels"
    NUMBER = "number"
    JSON = "json"
    JUDGED = "judged"
    FUNCTION = "function"


def files_of(kind: Kind, experiment: str, reward: str) -> Iterator[tuple[str, str]]:
    """Yield path, below the kit's folder, and text of each file of a new experiment.

    Args:
        kind: its start.
        experiment: its name.
        reward: the name of its reward.
    """
    places = {
        f"{kind}.py": f"lambda_src/rewards/{reward}.py",
        f"{kind}.md": f"lambda_src/rewards/{reward}.md",
        f"{kind}.jsonl": f"data/{reward}.jsonl",
        f"{kind}.responses.jsonl": f"data/{reward}.responses.jsonl",
        f"{kind}.test.txt": f"tests/rewards/test_{reward}.py",
    }
    yield f"experiments/{experiment}.yaml", _experiment(kind, reward)
    for file, place in places.items():
        if (_KINDS / file).is_file():
            yield place, (_KINDS / file).read_text(encoding="utf-8").replace(_PLACEHOLDER, reward)


def _experiment(kind: Kind, reward: str) -> str:
    judge = _JUDGE if kind is Kind.JUDGED else ""
    return (
        "# yaml-language-server: $schema=experiment.schema.json\n"
        f"reward: {reward}\n"
        f"description: {_DESCRIPTIONS[kind]}\n{judge}"
        "tags:\n  purpose: reward-function\n"
    )
