"""``Inquiry``: the questions about the items of one invocation, those that follow from their results, and the outcome.

    item ─ praised, and chosen by its words or by chance ─> beside another question ─ praised too ─> an honest response
    item ─ blocked or refused ─> its row with an honest response ─ blocked too ─> the kit's own question

So evidence decides about blame. A block with every response is due to the row, and a block with every row
is due to the service. An honest response that is praised beside a question that it does not answer shows that
the rubric does not depend on the question, and then a praised counterfactual says nothing.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from reward_runtime.errors import JudgeRefusedError
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import CONTEXT_WINDOW, NoVerdict
from reward_runtime.judge.rubric.control import control_of, row_alone
from reward_runtime.judge.rubric.counterfactual import MANIPULATED, counterfactual_of, drawn, praised, suspect
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult, RowBlocked, Verdict, read_verdict

__all__ = ["Inquiry", "is_lost", "question_of"]

Answer = Verdict | Blocked
MOST_BLOCKED: Final = 0.5
"""Above this share of blocked items, the filter does not suit the data, and the floor for all would hide that."""
FEWEST_BLOCKED: Final = 8
"""With fewer blocked items than this, a share says nothing."""


class Inquiry:
    """The questions of one invocation."""

    def __init__(self, items: Sequence[JudgeItem], max_tokens: int) -> None:
        """Take distinct items, and the most tokens of a verdict."""
        self._items, self._most = items, max_tokens
        self._decoys = {item.key: decoy for item in items if (decoy := counterfactual_of(item)) is not None}
        self._rows = {item.key: row_alone(item) for item in items}

    def questions(self) -> list[Question[Answer]]:
        """Return the questions to begin with: about the items, then beside another question if words are suspect."""
        suspects = [item for item in self._items if item.key in self._decoys and suspect(item)]
        return [self._about(item) for item in self._items] + [self._decoy(item) for item in suspects]

    def outcomes(self, results: Mapping[bytes, JudgeResult], stats: JudgeStats) -> list[JudgeResult]:
        """Return an outcome for each item, in order, and count them. ``results`` are those of all questions, by key.

        Raises:
            JudgeRefusedError: the judge refuses such calls for every sample.
        """
        self._refuse_if_due(results)
        outcomes = [self._outcome(item, results) for item in self._items]
        decoys = [results.get(decoy.key) for decoy in self._decoys.values()]
        stats.counterfactuals = sum(each is not None and not isinstance(each, NoVerdict) for each in decoys)
        stats.manipulated = sum(outcome == Blocked(MANIPULATED) for outcome in outcomes)
        return outcomes

    def _about(self, item: JudgeItem) -> Question[Answer]:
        return question_of(item, self._most, follow=partial(self._after, item))

    def _after(self, item: JudgeItem, result: JudgeResult) -> Sequence[Question[Answer]]:
        if _shut(result):
            after = partial(self._after_block, item)
            return [question_of(self._rows[item.key], self._most, follow=after)]
        if isinstance(result, (Blocked, NoVerdict, RowBlocked)) or item.key not in self._decoys:
            return ()
        return [self._decoy(item)] if drawn(item, result) else ()

    def _decoy(self, item: JudgeItem) -> Question[Answer]:
        return question_of(self._decoys[item.key], self._most, follow=partial(self._after_decoy, item))

    def _after_decoy(self, item: JudgeItem, result: JudgeResult) -> Sequence[Question[Answer]]:
        return [question_of(control_of(item.rubric), self._most)] if praised(result, item.rubric) else ()

    def _after_block(self, item: JudgeItem, result: JudgeResult) -> Sequence[Question[Answer]]:
        return [question_of(control_of(item.rubric), self._most)] if _shut(result) else ()

    def _outcome(self, item: JudgeItem, results: Mapping[bytes, JudgeResult]) -> JudgeResult:
        result = results[item.key]
        if _shut(result):
            return _blamed(result, results[self._rows[item.key].key])
        decoy = results.get(self._decoys[item.key].key) if item.key in self._decoys else None
        if isinstance(decoy, NoVerdict):
            return result if isinstance(result, (Blocked, NoVerdict)) else decoy
        if decoy is None or not praised(decoy, item.rubric) or isinstance(result, NoVerdict):
            return result
        control = results[control_of(item.rubric).key]
        if isinstance(control, NoVerdict):
            return control
        return result if praised(control, item.rubric) else Blocked(MANIPULATED)

    def _refuse_if_due(self, results: Mapping[bytes, JudgeResult]) -> None:
        for rubric in dict.fromkeys(item.rubric for item in self._items):
            control = results.get(control_of(rubric).key)
            if control is not None and _shut(control):
                raise JudgeRefusedError(_refusal(control, "even a harmless question"))
        shut = [results[item.key] for item in self._items if _shut(results[item.key])]
        blocks = [each for each in shut if _code(each) != CONTEXT_WINDOW]
        if len(blocks) >= FEWEST_BLOCKED and len(blocks) > MOST_BLOCKED * len(self._items):
            raise JudgeRefusedError(_refusal(blocks[0], f"{len(blocks)} of {len(self._items)} texts"))


def question_of(
    item: JudgeItem, max_tokens: int, key: bytes = b"", follow: "partial[Sequence[Question[Answer]]] | None" = None
) -> Question[Answer]:
    """Return the question about an item.

    Args:
        item: the item to judge.
        max_tokens: most tokens of the verdict.
        key: replaces the item's own.
        follow: returns the questions that follow from the result.
    """
    read = partial(read_verdict, rubric=item.rubric)
    return Question(key or item.key, prompt_of(item, max_tokens), read, follow or _nothing)


def _nothing(_: object) -> Sequence[Question[Answer]]:
    return ()


def is_lost(result: JudgeResult) -> bool:
    """Return whether a question got neither a verdict nor a refusal with a known cause."""
    return isinstance(result, NoVerdict) and not _shut(result)


def _shut(result: JudgeResult) -> bool:
    """Return whether the service did not let the judge answer, for a reason that may lie in the texts."""
    if isinstance(result, NoVerdict):
        return result.kind == "refused" or result.code == CONTEXT_WINDOW
    return isinstance(result, Blocked)


def _code(result: JudgeResult) -> str:
    if isinstance(result, NoVerdict):
        return CONTEXT_WINDOW if result.code == CONTEXT_WINDOW else "refused"
    return result.code if isinstance(result, Blocked) else ""


def _blamed(result: JudgeResult, row: JudgeResult) -> JudgeResult:
    """Return whose fault a block is, by the result for the row with an honest response."""
    if _shut(row):
        return RowBlocked(_code(row))
    # Nothing shows whose fault it is, so it becomes no score.
    return row if isinstance(row, NoVerdict) else Blocked(_code(result))


def _refusal(result: JudgeResult, what: str) -> str:
    if isinstance(result, NoVerdict) and result.said:
        return f"{result.said} It refuses {what}"
    return (
        f"judge: {what} ended with {_code(result)}, so the block is due to no sample; look at the guardrail or filter"
        " that the experiment (`judge.guardrail`), the account, the organisation or the endpoint applies to the judge:"
        " have it let this data through, or name another"
    )
