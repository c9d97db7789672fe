"""The rows on the training signal: its spread, its dimensions, its length, its second judge and its shadow."""

from compiler.alarms.alarm_name import AlarmName
from reward_runtime.names import Metrics, dimension_metric

from stacks.dashboard.panels import COLUMNS, SHARE, Panels, Row

__all__ = ["signal_rows"]


def signal_rows(panels: Panels) -> list[Row]:
    """Return the rows; those on a second judge and a shadow reward only if there is one."""
    shadow = [_shadow(panels)] if panels.deployment.shadowed else []
    second = [_second(panels)] if panels.deployment.second_judged else []
    return [_spread(panels), _dimensions(panels), _length(panels), *second, *shadow]


def _spread(panels: Panels) -> Row:
    own = panels.own
    return Row(
        "Is the reward still spread out?",
        "Training learns from differences: watch the distance of the outer lines, and the share of groups without any.",
        [
            panels.graph(
                "Reward, as a share of its range",
                [
                    own(Metrics.REWARD_SHARE, "p95", "95th percentile"),
                    own(Metrics.REWARD_SHARE, "Average", "mean"),
                    own(Metrics.REWARD_SHARE, "p50", "median"),
                    own(Metrics.REWARD_SHARE, "p5", "5th percentile"),
                ],
                within=SHARE,
            ),
            panels.graph(
                "95th less 5th percentile",
                [panels.watched_by(AlarmName.REWARD_COLLAPSE, "spread")],
                alarmed=[AlarmName.REWARD_COLLAPSE],
                within=SHARE,
            ),
            panels.graph(
                "Prompt groups without spread",
                [own(Metrics.GROUP_FLAT, "Average", "flat"), own(Metrics.GROUP_ALL_RIGHT, "Average", "flat and right")],
                alarmed=[AlarmName.GROUPS_WITHOUT_SPREAD],
                within=SHARE,
            ),
            panels.graph(
                "Samples at the ends of the range",
                [own(Metrics.AT_FLOOR, "Average", "lowest"), own(Metrics.AT_CEILING, "Average", "highest")],
                alarmed=[AlarmName.ZERO_SHARE],
                within=SHARE,
            ),
            panels.graph(
                "Samples without a real score",
                [own(Metrics.NO_ANSWER, "Average", "no answer"), own(Metrics.UNSCORABLE, "Average", "unscorable")],
                alarmed=[AlarmName.UNSCORABLE_ROWS],
                within=SHARE,
            ),
            panels.graph(
                "Spread within a prompt group",
                [own(Metrics.GROUP_SPREAD, "Average", "mean"), own(Metrics.GROUP_SPREAD, "p95", "95th percentile")],
                within=SHARE,
            ),
            panels.table("zero-reward-samples"),
            # Calls of one sample have no groups, so the two graphs on groups stay empty; the log finds them.
            panels.table("group-spread" if panels.compiled.experiment.job.batch_size == 1 else "worst-prompts"),
        ],
    )


def _dimensions(panels: Panels) -> Row:
    shown = panels.compiled.dimensions
    means = [panels.own(dimension_metric(name), "Average", name) for name in shown]
    return Row(
        "Which dimension moves?",
        "If the reward rises by its form alone, while the decisive dimension stands still, the task is not learnt.",
        [panels.graph("Mean of each dimension", means, within=SHARE, width=COLUMNS)],
    )


def _length(panels: Panels) -> Row:
    own = panels.own
    return Row(
        "Is the model gaming length?",
        "If reward and length jump together, or their correlation stays high, read responses.",
        [
            panels.graph(
                "Reward (left) and characters of a response (right)",
                [own(Metrics.REWARD_SHARE, "Average", "reward")],
                right=[own(Metrics.RESPONSE_CHARS, "Average", "characters")],
                within=SHARE,
            ),
            panels.graph(
                "Correlation of length and reward",
                [own(Metrics.LENGTH_CORRELATION, "Average", "Pearson's r, mean of batches")],
                marks={"none": 0.0},
                within=(-1.0, 1.0),
            ),
            panels.graph(
                "Responses that repeat another of their batch",
                [own(Metrics.DUPLICATE_SHARE, "Average", "share")],
                within=SHARE,
            ),
            panels.table("reward-by-length", width=COLUMNS),
        ],
    )


def _second(panels: Panels) -> Row:
    gaps = [
        panels.own(Metrics.SECOND_GAP, "Average", "judge less second judge, as shares of the range"),
        panels.own(Metrics.SECOND_DISTANCE, "Average", "the same without its sign"),
    ]
    return Row(
        "Does the second judge agree?",
        "If the gap grows while the reward rises, the model learns to please the judge. A steady gap only says that "
        "one of the two is kinder. Neither is a person, and what both overlook stays unseen.",
        [
            panels.graph("Mean gap", gaps, alarmed=[AlarmName.JUDGE_TOO_KIND], within=(-1.0, 1.0), width=8),
            panels.table("second-judge-gaps", width=16),
            panels.table("second-judge-health", width=COLUMNS),
        ],
    )


def _shadow(panels: Panels) -> Row:
    means = [panels.own(Metrics.SHADOW_GAP, "Average", "reward less shadow, as shares of their ranges")]
    return Row(
        "Does the shadow reward agree?",
        "If the two rewards drift apart on the same samples, one of them is being fooled. A shadow audits: it tells "
        "late, and nothing of samples that it does not score.",
        [
            panels.graph("Mean gap", means, marks=_gaps(panels), within=(-1.0, 1.0), width=8),
            panels.table("shadow-disagreement", width=16),
            panels.table("shadow-health", width=COLUMNS),
        ],
    )


def _gaps(panels: Panels) -> dict[str, float]:
    alarm = panels.alarms[AlarmName.SHADOW_GAP]
    return {f"{alarm.name} (above)": alarm.threshold, f"{alarm.name} (below)": -alarm.threshold}
