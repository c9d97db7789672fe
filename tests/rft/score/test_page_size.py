"""The page of a long run stays small."""

from pathlib import Path

from tests.rft.dashboard.test_score_page import drawn


def test_ten_thousand_rows_with_long_texts_stay_below_5_mb(tmp_path: Path) -> None:
    said, prompt = "答" * 1000, "長" * 500
    rows = [
        {"id": f"row-{at}", "prompt": f"問い{at // 8}{prompt if at < 2000 else ''}", "completion": said[: at % 1000]}
        for at in range(10_000)
    ]
    html = drawn(tmp_path / "rows.jsonl", [row | {"reference_answer": "yes"} for row in rows])
    assert 2_000_000 < len(html.encode()) < 5_000_000
    assert html.count('"row-') == 10_000
