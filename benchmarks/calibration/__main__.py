"""``python -m benchmarks.calibration``: judges without a model on people's ratings, and the bars that they must meet.

The tweets have twenty raters each, the summaries of QAGS one rating. Length and overlap must be untrusted on both.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from reward_runtime.reward import AnyReward, load_reward

from benchmarks.bars import Bar, table
from benchmarks.calibration.mood import MOOD
from compiler.experiment.file import read_experiment
from rft.calibrate.judges.candidate import STAND_IN, candidates
from rft.calibrate.labels.labels import Labels
from rft.calibrate.labels.reading import labelled
from rft.calibrate.run import Calibrated, calibrate_judges
from rft.calibrate.verdict import Verdict, shown
from rft.score.source.samples import file_samples, own_samples

TWEETS = Path(__file__).with_name("tweets.jsonl")


def main() -> int:
    """Print the tables and the bars, and return 1 if a bar is missed."""
    began, bars = time.perf_counter(), list[Bar]()
    summaries = load_reward("faithful_summary")
    sources: dict[str, tuple[AnyReward, Labels]] = {
        "tweets": (MOOD, labelled(file_samples(TWEETS, _ignored), MOOD, None, (-4.0, 4.0))),
        "QAGS": (summaries, labelled(own_samples("faithful_summary", _ignored), summaries, None, (0.0, 1.0))),
    }
    for name, (reward, labels) in sources.items():
        found = _found(reward, labels)
        print(f"## {name}: {len(labels.responses)} responses\n{_table(found, labels)}\n")  # noqa: T201 - the report
        bars += _bars(name, found, labels)
    print("\n".join(map(str, bars)))  # noqa: T201 - the report
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)  # noqa: T201 - the report
    return 0 if all(bar.met for bar in bars) else 1


def _ignored(_: int) -> None: ...


def _found(reward: AnyReward, labels: Labels) -> list[Calibrated]:
    experiment = read_experiment("faithful-summary")
    judges = candidates([STAND_IN], experiment, reward, in_aws=False)
    with TemporaryDirectory() as folder:
        return calibrate_judges(reward, labels, judges, kept=Path(folder) / "calls")


def _table(found: list[Calibrated], labels: Labels) -> str:
    head = ("judge", "dimension", "Spearman", "Kendall", "weighted kappa", "of ceiling", "ECE", "Brier", "verdict")
    return table(head, (line for each in found for line in _lines(each, labels)))


def _lines(each: Calibrated, labels: Labels) -> Iterator[tuple[object, ...]]:
    for name in labels.dimensions:
        own = each.dimensions[name].figures
        share = f"{own.share.value:.0%}" if own.share.known else "unknown"
        figures = (shown(own.spearman), shown(own.kendall), shown(own.kappa), share)
        yield each.candidate.name, name, *figures, f"{own.calibration_error:.2f}", f"{own.brier:.2f}", each.verdict


def _bars(name: str, found: list[Calibrated], labels: Labels) -> Iterator[Bar]:
    trusted = sum(each.verdict is Verdict.TRUSTED for each in found if each.candidate.trivial)
    yield Bar(f"{name}: trivial judges that are trusted", trusted, 0, unit="")
    own = found[0].dimensions[labels.dimensions[0]].figures
    if own.ceiling.known:
        yield Bar(f"{name}: human ceiling, Spearman", own.ceiling.value, 0.8, at_least=True, unit="")


if __name__ == "__main__":
    sys.exit(main())
