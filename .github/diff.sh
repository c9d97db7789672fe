#!/usr/bin/env bash
# Writes to the step's output `text` what deploying each of $EXPERIMENTS would change, as Markdown.
set -euo pipefail
: "${EXPERIMENTS:?set the repository variable EXPERIMENTS, such as: sentiment gsm8k}"
MOST_BYTES=60000 # GitHub takes comments of 65,536 characters
PATH=$PWD/.venv/bin:$PATH
said=$(mktemp)
failed=0
for experiment in $EXPERIMENTS; do
	printf '### cdk diff NovaReward-%s\n~~~~diff\n' "$experiment"
	# By templates, because a change set needs a role that may deploy. The role that reads may assume no other, which the
	# command line says each time.
	cdk diff "NovaReward-$experiment" -c "experiment=$experiment" --method=template --no-color 2>&1 |
		sed -e '/could not be used to assume/d' -e '/was not assumed. Proceeding/d' || failed=1
	printf '~~~~\n'
done > "$said"
cat "$said"
[ "$failed" = 0 ] || exit 1
end=$(openssl rand -hex 16)
{
	echo "text<<$end"
	# iconv leaves out half a character, and fails because of it. The last delimiter must follow all the same.
	head -c "$MOST_BYTES" "$said" | { iconv -c -f UTF-8 -t UTF-8 || true; }
	if [ "$(wc -c < "$said")" -gt "$MOST_BYTES" ]; then
		printf '\n~~~~\nThe rest is in the log of the job.\n'
	fi
	echo "$end"
} >> "$GITHUB_OUTPUT"
