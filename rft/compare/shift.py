"""The difference between two lists of results: shifts of the reward, and the order inside groups."""

import itertools
import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Flips", "Pair", "Shifts", "flips_of", "pairs_of", "shifts_of"]

_SAME: Final = 1e-9
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """One sample on both sides."""

    at: str
    """File and line."""
    name: str
    group: str
    one: Result
    other: Result

    @property
    def scored(self) -> bool:
        """Whether both sides have a reward."""
        return "reward" in self.one and "reward" in self.other

    @property
    def shift(self) -> float:
        """The second reward minus the first; both must be there."""
        return self.other["reward"] - self.one["reward"]

    @property
    def moved(self) -> bool:
        """Whether the rewards differ."""
        return self.scored and abs(self.shift) > _SAME


@dataclass(frozen=True)
class Shifts:
    """Sums over all samples with a reward on both sides."""

    samples: int
    means: tuple[float, float]
    moved: int
    up: int
    down: int
    largest: float
    dimensions: Mapping[str, tuple[float, float]]
    """Means of the dimensions that both sides have."""
    outcomes: Mapping[tuple[str, str], int]
    """(Outcome before, outcome after) of the samples whose outcome changed; a failure is ``fault``."""


@dataclass(frozen=True)
class Flips:
    """The order inside groups: the responses to one prompt, which training compares with one another."""

    groups: int
    pairs: int
    """Pairs of responses to one prompt."""
    flipped: int
    """Pairs of which the other response is the better one now."""
    ties_made: int
    ties_broken: int
    touched: int
    """Groups with a pair that changed in one of these ways."""
    flat: tuple[int, int]
    """Groups in which all earn the same, before and after."""
    gradient: float
    """Mean change of a response's advantage: its distance from its group's mean, in standard deviations."""
    by_group: Mapping[str, int]
    """Flipped pairs by group, most first."""


def pairs_of(one: Sequence[Result], other: Sequence[Result]) -> list[Pair]:
    """Return the samples that both sides have, by place; a line that holds several has them in order."""
    known = dict(_keyed(other))
    return [
        Pair(
            str(result["at"]),
            str(result["id"] if result["id"] is not None else result["at"]),
            result["group"],
            result,
            known[key],
        )
        for key, result in _keyed(one)
        if key in known
    ]


def shifts_of(pairs: Sequence[Pair]) -> Shifts:
    """Return the sums."""
    scored = [pair for pair in pairs if pair.scored]
    shifts = [pair.shift for pair in scored]
    names = [name for name in (scored[0].one["dimensions"] if scored else ()) if name in scored[0].other["dimensions"]]
    changed = Counter((_outcome(pair.one), _outcome(pair.other)) for pair in pairs)
    return Shifts(
        len(scored),
        (_mean([pair.one["reward"] for pair in scored]), _mean([pair.other["reward"] for pair in scored])),
        sum(pair.moved for pair in scored),
        sum(shift > _SAME for shift in shifts),
        sum(shift < -_SAME for shift in shifts),
        max(map(abs, shifts), default=0.0),
        {
            name: (
                _mean([pair.one["dimensions"][name] for pair in scored]),
                _mean([pair.other["dimensions"][name] for pair in scored]),
            )
            for name in names
        },
        {pair: count for pair, count in changed.most_common() if pair[0] != pair[1]},
    )


def flips_of(pairs: Sequence[Pair]) -> Flips:
    """Return how the order inside groups changed."""
    members: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.scored:
            members.setdefault(pair.group, []).append(pair)
    groups = {key: each for key, each in members.items() if len(each) > 1}
    kinds: Counter[str] = Counter()
    by_group: Counter[str] = Counter()
    touched = set[str]()
    for key, group in groups.items():
        for kind in _kinds(group):
            kinds[kind] += 1
            by_group[key] += kind == "flipped"
            if kind != "kept":
                touched.add(key)
    moves = [move for group in groups.values() for move in _moves(group)]
    return Flips(
        len(groups),
        kinds.total(),
        kinds["flipped"],
        kinds["made"],
        kinds["broken"],
        len(touched),
        (sum(_flat(each, "one") for each in groups.values()), sum(_flat(each, "other") for each in groups.values())),
        _mean(moves) if moves else 0.0,
        {key: count for key, count in by_group.most_common() if count},
    )


def _keyed(results: Sequence[Result]) -> Iterator[tuple[tuple[str, int], Result]]:
    seen: Counter[str] = Counter()
    for result in results:
        at = str(result["at"])
        yield (at, seen[at]), result
        seen[at] += 1


def _outcome(result: Result) -> str:
    return str(result.get("outcome", "fault"))


def _kinds(group: Sequence[Pair]) -> Iterator[str]:
    """Yield for each pair of responses whether its order is kept or flipped, or a tie is made or broken."""
    for a, b in itertools.combinations(group, 2):
        before, after = _sign(a.one["reward"] - b.one["reward"]), _sign(a.other["reward"] - b.other["reward"])
        if before == after:
            yield "kept"
        else:
            yield "broken" if before == 0 else "made" if after == 0 else "flipped"


def _sign(gap: float) -> int:
    return 0 if abs(gap) <= _SAME else int(math.copysign(1, gap))


def _flat(group: Sequence[Pair], side: str) -> bool:
    rewards = [getattr(pair, side)["reward"] for pair in group]
    return max(rewards) - min(rewards) <= _SAME


def _moves(group: Sequence[Pair]) -> Iterator[float]:
    before, after = (_advantages([getattr(pair, side)["reward"] for pair in group]) for side in ("one", "other"))
    yield from (abs(b - a) for a, b in zip(before, after, strict=True))


def _advantages(rewards: Sequence[float]) -> list[float]:
    mean, spread = statistics.fmean(rewards), statistics.pstdev(rewards)
    return [(each - mean) / spread if spread > _SAME else 0.0 for each in rewards]


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else math.nan
