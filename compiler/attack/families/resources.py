"""F8: texts that cost time or memory, each alone. The processor time counts, so that a busy machine changes nothing."""

import time
from collections.abc import Iterator
from typing import Final

from compiler.attack.catalogue import entry
from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.scale import Scale, in_form
from compiler.attack.subject import Case, Paid, Said, Subject

__all__ = ["resources", "unending"]

LONGEST_SECONDS: Final = 2.0
"""Most processor time for one response: at 0.29 of a core, a function's share, 7 s."""
FAR_TOO_LONG: Final = 5.0
"""So much is 17 s of a function's 60: two such responses in a batch end it."""
TEXTS: Final = {
    "braces": "{" * 20_000,
    "brackets": "[" * 20_000,
    "parentheses": "(" * 10_000,
    "boxes": "\\boxed{" * 4_000,
    "tags": "<answer>" * 3_000,
    "digits": "9" * 100_000,
    "tower": "9^{9^{9^{9^{9}}}}",
    "power": "9**9**9**9",
    "fractions": "\\frac{1}{" * 500,
    "run": "a" * 50_000 + "!",
    "blanks": " " * 50_000 + "x",
    "signs": "-" * 30_000,
    "json": '{"a":' * 5_000,
    "surrogate": "\ud800",
    "nul": "\x00",
    "right_to_left": "\u202e1",
    "NaN": "NaN",
    "infinity": "1e999999",
}
"""Name -> text, alone and in the form that is asked for."""


def resources(subject: Subject, scale: Scale) -> Iterator[Finding]:
    """Yield a finding for each text that takes too long, or on which the reward fails."""
    if not subject.cases:
        return
    case = scale.rows[0].case if scale.rows else subject.cases[0]
    for name, text in TEXTS.items():
        for response in dict.fromkeys((text, in_form(scale.form, text))):
            started = time.process_time()
            (paid,) = subject.target.pay([Said(case, response)])
            finding = _finding(case, name, response, paid, time.process_time() - started)
            if finding is not None:
                yield finding
                break


def unending(said: Said) -> Finding:
    """Return the finding for a response on which the reward did not end."""
    says = f"did not end within {FAR_TOO_LONG:g} s of processor time on a response of {len(said.response)} characters"
    known = entry("heavy")
    mend = f"{known.mend}; nothing else was tried"
    return Finding("F8", "heavy:unending", Severity.CRITICAL, says, known.cause, mend, tried=1, event=event_of(*said))


def _finding(case: Case, name: str, response: str, paid: Paid, seconds: float) -> Finding | None:
    event, known = event_of(case, response), entry("heavy")
    if paid.reward is None:
        cause = "one such response fails the whole batch"
        mend = "return no answer for a text that cannot be parsed; never raise on a response"
        says = f"failed on it: {paid.fault}"
        return Finding("F8", f"raises:{name}", Severity.HIGH, says, cause, mend, tried=1, event=event)
    if seconds <= LONGEST_SECONDS:
        return None
    says = f"took over {LONGEST_SECONDS:g} s of processor time for a response of {len(response)} characters"
    severity = Severity.HIGH if seconds > FAR_TOO_LONG else Severity.LOW
    return Finding("F8", f"heavy:{name}", severity, says, known.cause, known.mend, tried=1, event=event)
