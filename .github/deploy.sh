#!/usr/bin/env bash
# Deploys each of $EXPERIMENTS, and lists the ARNs for training jobs in the run's summary.
set -euo pipefail
: "${EXPERIMENTS:?set the repository variable EXPERIMENTS, such as: sentiment gsm8k}"
PATH=$PWD/.venv/bin:$PATH
for experiment in $EXPERIMENTS; do
	# .ci/run has compared the permissions with their committed baselines, so nobody is asked here.
	cdk deploy "NovaReward-$experiment" -c "experiment=$experiment" --require-approval never --outputs-file outputs.json
	printf '### %s\n```json\n%s\n```\n' "$experiment" "$(cat outputs.json)" >> "$GITHUB_STEP_SUMMARY"
done
