"""Hostile values: texts of the answer's own kind and shape that careless code raises on, or takes for right."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from reward_runtime.errors import guarded
from reward_runtime.extract.reasoning import final_text

from compiler.rehearsal.inside.right_answers import Answered
from compiler.rehearsal.inside.rows import Row, spread
from compiler.rehearsal.inside.spoiled import spoiled
from compiler.rehearsal.inside.trials import Trials, shown

__all__ = ["hostile_values_earn_nothing", "spoiled_answers_do_not_raise"]


def hostile_values_earn_nothing(trials: Trials, rows: Sequence[Row], *, known: bool) -> None:
    """No hostile text of the kind of answer raises; none is right for most rows of a verified reward.

    Unless a right answer is ``known``, the reward may look at no reference, and then its length or form may be right.
    """
    reward, right = trials.reward, Counter[str]()
    for row in rows:
        for text in spread(_hostile(trials, row), trials.variants):
            score = trials.score(row.sample, reward.ideal_response(text))
            trials.score(row.sample, text)
            right[text] += score is not None and score.dimensions[reward.decisive] >= 1
    references = {json.dumps(row.sample.reference, default=repr) for row in rows}
    text, times = max(right.items(), key=lambda item: item[1], default=("", 0))
    # By the author's own comparison a hostile text may be right for one reference, but not for most of them.
    if known and len(references) > 1 and times > len(rows) / 2 and not reward.judged:
        says = f"the hostile answer {shown(text)} is right for {times} of {len(rows)} rows, expected it to be wrong"
        place = trials.line_of(f"the scorer of dimension {reward.decisive!r}")
        trials.add("hostile", place, f"{says}; compare it with the reference, or use AsIs()")


def spoiled_answers_do_not_raise(trials: Trials, answers: Sequence[Answered], rows: Sequence[Row]) -> None:
    """No right answer and no recorded response raises, however its answer is spoiled."""
    for row, answer in answers:
        ideal = trials.reward.ideal_response(answer)
        # Two answers that disagree, and the right one twice.
        for response in (f"{ideal}\n{trials.reward.ideal_response(f'not {answer}')}", f"{ideal}\n{ideal}"):
            trials.score(row.sample, response)
        for text in spread(spoiled(answer), trials.variants):
            trials.score(row.sample, trials.reward.ideal_response(text))
    for row in rows:
        for response in row.responses[:1]:
            for changed in _spoiled_responses(trials, row, response):
                trials.score(row.sample, changed)


def _hostile(trials: Trials, row: Row) -> list[str]:
    kind, reference = trials.reward.answers, row.sample.reference

    def read() -> list[str]:
        texts: list[object] = list(kind.hostile(reference))
        other = next((text for text in texts if not isinstance(text, str)), "")
        if not isinstance(other, str):
            raise TypeError(f"it gave a {type(other).__name__}, expected texts")
        return cast("list[str]", texts)

    def listed() -> list[str]:
        return guarded("the reward's hostile", read)

    return trials.attempt(listed, sample=row.sample) or []


def _spoiled_responses(trials: Trials, row: Row, response: str) -> Iterator[str]:
    """Yield the response with its answer spoiled; nothing if it has none."""
    reward = trials.reward

    def around() -> tuple[str, str, str] | None:
        match = reward.extractor.find(response, [final_text(response)], reward.answers.normalize)
        return match and (response[: match.span[0]], match.text, response[match.span[1] :])

    def find() -> tuple[str, str, str] | None:
        return guarded("the reward's extract", around)

    found = trials.attempt(find, sample=row.sample, response=response)
    if found is None:
        return
    before, answer, after = found
    for text in spread(spoiled(answer), trials.variants):
        yield before + text + after
