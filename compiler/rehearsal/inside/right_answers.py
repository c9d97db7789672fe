"""Right answers stay right: references earn the ceiling in any writing, and only on their own row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from reward_runtime.answer import ANSWER
from reward_runtime.answers.kind import wrong
from reward_runtime.errors import RowFault, guarded
from reward_runtime.samples import MISSING
from reward_runtime.score import Outcome, Score

from compiler.rehearsal.inside.rows import Row
from compiler.rehearsal.inside.trials import Trials, shown

__all__ = [
    "another_row_s_answer_is_wrong",
    "as_read",
    "references_earn_the_ceiling",
    "right_answer",
    "right_in_another_writing_stays_right",
]

Answered = tuple[Row, str]
"""A row and the text of a right answer to it."""

_ROUNDING: Final = 1e-9
_EXTRACT: Final = "the reward's extract"


def as_read(trials: Trials, row: Row) -> Row:
    """Return the row with its reference as the reward reads it, without wrapping."""
    sample = trials.attempt(trials.reward.as_read, row.sample, sample=row.sample)
    return row if sample is None or sample is row.sample else replace(row, sample=sample)


def right_answer(trials: Trials, row: Row) -> str | None:
    """Return the text of a right answer; ``None`` if none can be written out."""
    kind, reference = trials.reward.answers, row.sample.reference

    def parsed() -> RowFault | None:
        try:
            kind.parse_reference(reference)
        except RowFault as fault:
            return fault
        return None

    def rendered() -> str | RowFault | None:
        try:
            text = cast("object", kind.render(reference))
        except RowFault as fault:
            return fault
        if text is not None and not isinstance(text, str):
            raise TypeError(f"it gave a {type(text).__name__}, expected a text or None")
        return text

    def render() -> str | RowFault | None:
        return guarded("the reward's parse_reference", parsed) or guarded("the reward's render", rendered)

    found = trials.attempt(render, sample=row.sample)
    if not isinstance(found, RowFault):
        return found
    said = "no reference" if reference is MISSING else f"a reference that this reward cannot use ({found.code})"
    trials.add("row", row.place, f"got {said}, so every response to it earns the floor; correct the row", row.sample)
    return None


def references_earn_the_ceiling(trials: Trials, answers: Sequence[Answered]) -> None:
    """Each right answer in the form that is asked for earns the ceiling; a judge gives it the best verdict."""
    reward = trials.reward
    for row, answer in answers:
        score = trials.score(row.sample, reward.ideal_response(answer))
        if score is None or score.aggregate >= reward.ceiling - _ROUNDING:
            continue
        if score.outcome is Outcome.SCORED:
            _add_low(trials, row, answer, score)
        else:
            found = f"its right answer {shown(answer)} is not found in {shown(reward.ideal_response(answer))}"
            says = f"{found} ({score.reason}), expected the reward {reward.ceiling:g}; correct extract or the kind"
            trials.add("unfound", trials.line_of(_EXTRACT), says, row.sample)


def _add_low(trials: Trials, row: Row, answer: str, score: Score) -> None:
    name, value = min(score.dimensions.items(), key=lambda item: item[1])
    why = f" ({score.reasons[name]})" if name in score.reasons else ""
    earned = f"its right answer {shown(answer)} earns {score.aggregate:g}, because {name!r} is {value:g}{why}"
    says = f"{earned}; expected {trials.reward.ceiling:g}; correct the dimension, or the row in {row.place}"
    trials.add("low", trials.line_of(f"the scorer of dimension {name!r}"), says, row.sample)


def another_row_s_answer_is_wrong(trials: Trials, answers: Sequence[Answered]) -> None:
    """Of verified rewards whose rows have several right answers: at least one of them is wrong for another row."""
    reward, texts = trials.reward, dict.fromkeys(answer for _, answer in answers)
    if len(texts) < 2 or reward.judged:
        return
    # By the kind's own comparison, because two writings of one answer are no other answer.
    crossed = [(row, text) for row, _ in answers for text in texts if _is_wrong(trials, row, text)]
    if not crossed:
        return
    scores = [trials.score(row.sample, reward.ideal_response(text)) for row, text in crossed]
    if all(score is not None and score.dimensions[reward.decisive] >= 1 for score in scores):
        (row, text), part = crossed[0], f"the scorer of dimension {reward.decisive!r}"
        says = f"the answer {shown(text)} of another row is right here too, and so for all rows, expected the reference"
        mend = "compare the answer with it, or use the kind AsIs() if no reference is to decide"
        trials.add("constant", trials.line_of(part), f"{says} to decide; {mend}", row.sample)


def right_in_another_writing_stays_right(trials: Trials, answers: Sequence[Answered]) -> None:
    """Blank lines, a section of reasoning and blanks around an answer take nothing from it."""
    reward = trials.reward
    for row, answer in answers:
        ideal = reward.ideal_response(answer)
        writings = {
            "with blank lines around it": f"\n  {ideal}\n\n",
            "after a section of reasoning": f"<think>\nLet me see.\n</think>\n{ideal}",
        }
        padded = f" {answer} "
        if not _is_wrong(trials, row, padded):
            writings["with blanks around the answer"] = reward.template.replace(ANSWER, padded)
        for how, response in writings.items():
            score = trials.score(row.sample, response)
            if score is not None and score.dimensions[reward.decisive] < 1:
                found = f"its right answer {how} is no longer right ({score.reason}), expected it to be"
                says = f"{found}; correct the extractor or the comparison (response {shown(response)})"
                trials.add("writing", trials.line_of(_EXTRACT), says, row.sample)


def _is_wrong(trials: Trials, row: Row, text: str) -> bool:
    """Say whether a text is a wrong answer by the kind's own comparison."""
    found = trials.attempt(wrong, trials.reward.answers, [text], row.sample.reference, sample=row.sample)
    return bool(found)
