"""``Seen``: the responses that were rated so far, so that none counts twice."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from rft.failures import CallError
from rft.score.source.samples import Found
from rft.score.tally.groups import prompt_key

__all__ = ["Seen"]


@dataclass
class Seen:
    """Places and digests; no text is held."""

    _places: dict[bytes, str] = field(default_factory=dict[bytes, str])
    """Digest of id, prompt and response -> file and line."""
    _prompts: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """Id -> its prompt."""
    _shared: dict[str, str] = field(default_factory=dict[str, str])
    """Id that stands beside several prompts -> file and line of the second."""

    def add(self, found: Found) -> None:
        """Remember a response.

        Raises:
            CallError: it was there before, under the same id. Its copies would be taken for more evidence, and the
                ratings of two people on two lines for those of one.
        """
        key = hashlib.blake2b(digest_size=16)
        for text in (found.name, found.sample.prompt, found.sample.response or ""):
            key.update(text.encode("utf-8", "surrogatepass") + b"\0")
        first = self._places.get(key.digest())
        if first is not None:
            raise CallError(
                f"labels: {found.response_at}: got the response of {first} again, with the same id, expected each "
                "response once; put the ratings of several people into one list, such as [0.5, 1], and remove copies"
            )
        self._places[key.digest()] = found.response_at
        prompt = prompt_key(found.sample.prompt)
        if self._prompts.setdefault(found.name, prompt) != prompt:
            self._shared.setdefault(found.name, found.response_at)

    def notes(self) -> Iterator[str]:
        """Yield a sentence if ids are not unique."""
        if self._shared:
            first = next(iter(self._shared.values()))
            yield f"{len(self._shared)} ids stand beside several prompts, first in {first}; their rows count apart"
