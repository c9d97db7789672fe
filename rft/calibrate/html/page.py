"""Renders the page of a calibration."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from markupsafe import Markup

from rft.calibrate.html.charts import intervals, levels, reliability
from rft.calibrate.labels.labels import Labels
from rft.calibrate.result import calls_of, ceiling_of, heading
from rft.calibrate.run import Calibrated, smallest
from rft.calibrate.verdict import labels_needed, order_bar, shown
from rft.money import money
from rft.page.template import templates

__all__ = ["page"]

_LISTED: Final = 100
"""Responses in the list of each dimension and judge: those on which judge and people differ most."""
_LONGEST: Final = 1500


def page(experiment: str, found: Sequence[Calibrated], labels: Labels, files: Sequence[Path]) -> str:
    """Return the page's HTML."""
    best = smallest(found)
    return (
        templates(Path(__file__).parent)
        .get_template("calibration.html.j2")
        .render(
            title=f"Calibration of the judge of {experiment}",
            subtitle=f"Labels of {', '.join(file.name for file in files)}.",
            heading=list(heading(labels)),
            best=None if best is None else best.candidate.name,
            judges=found,
            stands_in=any(each.candidate.name == "stand-in" for each in found),
            dimensions=[_dimension(name, found) for name in labels.dimensions],
            data=Markup(_data(found, labels)),  # noqa: S704 -- JSON in which every < is escaped
        )
    )


def _dimension(name: str, found: Sequence[Calibrated]) -> dict[str, Any]:
    first = found[0].dimensions[name].figures
    return {
        "name": name,
        "ceiling": ceiling_of(first),
        "has_ceiling": first.ceiling.known,
        "bar": f"{order_bar(first):.2f}",
        "intervals": intervals(found, name),
        "judges": [_judge(each, name, at) for at, each in enumerate(found)],
    }


def _judge(each: Calibrated, name: str, at: int) -> dict[str, Any]:
    measured, own = each.dimensions[name], each.dimensions[name].figures
    cost = each.cost
    return {
        "name": each.candidate.name,
        "colour": f"c{at % 6}",
        "verdict": str(each.verdict),
        "trivial": each.candidate.trivial,
        "figures": [shown(own.spearman), shown(own.kendall), shown(own.kappa)],
        "share": f"{round(own.share.value, 2) + 0.0:.0%}" if own.share.known else "–",
        "errors": [f"{own.calibration_error:.3f}", f"{own.brier:.3f}"],
        "checks": measured.checks,
        "needed": labels_needed(own),
        "calls": calls_of(each),
        "reliability": reliability(own, f"c{at % 6}"),
        "levels": levels(own),
        "entropy": f"{own.entropy:.2f}",
        "cost": "–" if cost.dollars is None else money(cost.dollars).removesuffix(" USD"),
        "millis": f"{cost.median_ms:.0f} / {cost.slow_ms:.0f}",
    }


def _data(found: Sequence[Calibrated], labels: Labels) -> str:
    """Return the responses on which people and a judge differ most, as JSON for the page's script."""
    rows, texts = list(_rows(found, labels)), dict[int, dict[str, str]]()
    for at in dict.fromkeys(int(row["at"]) for row in rows):
        one = labels.responses[at].found
        prompt, response = _short(one.sample.prompt), _short(one.sample.response or "")
        texts[at] = {"id": one.name[:120], "prompt": prompt, "response": response}
    text = json.dumps({"rows": rows, "texts": texts}, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().replace("<", "\\u003c")


def _rows(found: Sequence[Calibrated], labels: Labels) -> Iterator[dict[str, Any]]:
    for name in labels.dimensions:
        people = [float(np.mean(each.ratings[name])) if name in each.ratings else math.nan for each in labels.responses]
        for each in (one for one in found if not one.candidate.trivial):
            gaps = [
                (score - worth, at) for at, (score, worth) in enumerate(zip(each.scores[name], people, strict=True))
            ]
            known = sorted((gap for gap in gaps if not math.isnan(gap[0])), key=lambda gap: -abs(gap[0]))
            for gap, at in known[:_LISTED]:
                score, worth = round(people[at] + gap, 3), round(people[at], 3)
                yield {"judge": each.candidate.name, "on": name, "at": at, "score": score, "people": worth}


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} […{len(text) - 2 * half} characters…] {text[-half:]}"
