"""Labels of a closed set, with the other words that mean the same."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RewardDefinitionError, RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

__all__ = ["Labels", "same_label"]

_LONGEST: Final = 200
"""Characters; longer text is no label. Bounds the normalisation, which can grow text eighteen-fold."""
_TEXT_COMMAND: Final = re.compile(r"^\\(?:text|textbf|mathrm|mathbf)\s*\{([^{}]*)\}$")
_DRESS: Final = " \t\r\n*_`~#\"'.,:;!?()[]{}<>$\u3001\u3002\u300c\u300d\uff01\uff1a\u201c\u201d\u2018\u2019"


def _normal(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c in "\t\n\r")
    text = text.strip(_DRESS)
    command = _TEXT_COMMAND.match(text + "}" if text.startswith("\\") and not text.endswith("}") else text)
    return " ".join((command.group(1) if command else text).strip(_DRESS).casefold().split())


@dataclass(frozen=True)
class Labels:
    """A closed set of labels; ``words`` maps every accepted spelling, normalised, to its label."""

    words: Mapping[str, str]
    keys: tuple[str, ...]
    """Where a reference that is an object holds its label; the first that is not null counts."""

    @classmethod
    def of(cls, synonyms: Mapping[str, Sequence[str]], *, keys: tuple[str, ...] = REFERENCE_KEYS) -> "Labels":
        """Build from ``{label: other spellings}``; a spelling of two labels is a ``RewardDefinitionError``."""
        words: dict[str, str] = {}
        for label, others in synonyms.items():
            for word in (label, *others):
                normal = _normal(word)
                if not normal or words.setdefault(normal, label) != label:
                    raise RewardDefinitionError(
                        f"labels: got {word!r}, expected a word of letters or digits that belongs to one label only"
                    )
        return cls(MappingProxyType(words), keys)

    def find(self, text: str) -> str | None:
        """Return the label that the whole text spells, dressed or not; ``None`` for anything else."""
        return self.words.get(text) or self.words.get(_normal(text))

    def read_reference(self, reference: object) -> str:
        """Return the label of a reference: a string, or an object with one of ``keys``; else ``RowFault``."""
        reference = held(reference, self.keys)
        label = self.find(reference) if isinstance(reference, str) else None
        if label is None:
            raise RowFault("unknown_label")
        return label

    def accept(self, answer: Answer) -> str | None:
        """Return the label an answer spells; ``None`` makes it no answer."""
        return self.find(answer.text)


def same_label(sample: Sample, answer: Answer) -> float:
    """1.0 when the answer is the reference's label, else 0.0. Both are labels already."""
    return 1.0 if answer.value == sample.reference else 0.0
