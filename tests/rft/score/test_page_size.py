"""The page of a long run stays small."""

import json
from pathlib import Path

import pytest
from reward_runtime.samples import parse_samples
from reward_runtime.score import Outcome, Score

from rft.score.html.listed import MOST_ROWS, Listed
from rft.score.labels.agreement import UNCOMPARED
from rft.score.scoring import Scored
from rft.score.source.samples import Found
from tests.rft.dashboard.test_score_page import drawn


@pytest.mark.long
def test_ten_thousand_rows_with_long_texts_stay_below_5_mb(tmp_path: Path) -> None:
    said, prompt = "答" * 1000, "長" * 500
    rows = [
        {"id": f"row-{at}", "prompt": f"問い{at // 8}{prompt if at < 2000 else ''}", "completion": said[: at % 1000]}
        for at in range(10_000)
    ]
    html = drawn(tmp_path / "rows.jsonl", [row | {"reference_answer": "yes"} for row in rows])
    assert 2_000_000 < len(html.encode()) < 5_000_000
    assert html.count('"row-') == 10_000


def test_the_best_the_worst_and_the_slowest_are_of_all_samples_not_of_the_first() -> None:
    listed, samples = Listed(), MOST_ROWS + 3_000
    for at in range(samples):
        (sample,) = parse_samples([{"id": f"row-{at}", "prompt": f"p{at // 4}", "completion": f"said {at}"}])
        reward = {samples - 1: 1.0, samples - 2: -1.0}.get(at, 0.0)
        result = Scored(Found(sample, f"f:{at}", f"f:{at}"), Score(sample.id, Outcome.SCORED, reward, {}, "answered"))
        ranks = {"worst": -reward, "best": reward, "slowest": float(at if at != 5 else 10 * samples)}
        listed.add(at, result, UNCOMPARED, ranks)
    told = json.loads(f"{{{listed.json(4_500_000)}}}")
    assert len(told["rows"]) == len(listed) == MOST_ROWS
    names = [row[0] for row in told["rows"]]
    shown = {names[int(at)]: texts["response"] for at, texts in told["texts"].items()}
    for at in (5, samples - 1, samples - 2, samples - 30):
        assert shown[f"row-{at}"] == f"said {at}"
    assert all(told["groups"][row[5]] == f"p{int(row[0][4:]) // 4}" for row in told["rows"])
