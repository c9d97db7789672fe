"""A made-up comparison as a page: forty samples, of which the first group changes its order."""

import json
from pathlib import Path

from rft.compare.html.page import page
from rft.compare.shift import flips_of, pairs_of, shifts_of
from rft.compare.side import Results
from rft.score.scoring import Asked
from tests.rft.compare.test_shift import result

__all__ = ["compared"]


def compared(folder: Path, said: str) -> Path:
    """Write the page, and the rows whose responses say this, into the folder; return the page's file."""
    rows = folder / "rows.jsonl"
    fields = [{"id": f"r{at}", "prompt": f"Q{at // 4}?", "completion": f"{said} {at}"} for at in range(40)]
    rows.write_text("".join(f"{json.dumps(each)}\n" for each in fields), encoding="utf-8")
    one = [result(at, at % 4 / 3, f"g{at // 4}", said={"correct": "so so"}) for at in range(40)]
    other = [result(at, (3 - at % 4) / 3 if at < 4 else at % 4 / 3, f"g{at // 4}") for at in range(40)]
    both = [[each | {"at": f"{rows}:{at + 1}"} for at, each in enumerate(side)] for side in (one, other)]
    pairs = pairs_of(*both)
    sides = (
        ("old", Results(one, Asked(calls=3), "a judge", 1.0, {})),
        ("new", Results(other, Asked(), None, 1.0, {"x": "low"})),
    )
    written = folder / "page.html"
    written.write_text(page(sides, pairs, shifts_of(pairs), flips_of(pairs), rows), encoding="utf-8")
    return written
