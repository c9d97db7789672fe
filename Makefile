# Everything this kit does, by name. `make` alone lists it.
PYTHON ?= python3
EXPERIMENT ?= sentiment
bin := .venv/bin
python := $(bin)/python
export PATH := $(CURDIR)/$(bin):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where this is set, every run of the CDK compiles some hundred modules anew: eight seconds a process.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test test-clients fuzz mutate bench-rlvr bench-rlaif lint types synth permissions permissions-accept lock diff deploy
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t16

setup: .venv/.ready .venv-local/.ready node_modules/.ready ## make the environments and fetch the pinned CDK command line

demo: setup ## deploy into the local AWS target, invoke by ARN, show everything, leave nothing running
	@$(bin)/rft demo $(EXPERIMENT)

test: setup .venv-runtime/.ready tests/stacks/iam/node_modules/.ready ## run every test
	@$(python) -m pytest -n auto --dist loadfile

test-clients: setup .venv-clients/.ready ## check the handler with the SageMaker SDK (about 1 GB to download)
	@PYTHONPATH=lambda_src REWARD_NAME=sentiment AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test \
		AWS_SECRET_ACCESS_KEY=test .venv-clients/bin/python -m pytest -q -p no:cacheprovider -c /dev/null \
		--rootdir=. tests/clients

FUZZ ?= -max_total_time=60
fuzz: .venv-fuzz/.ready ## feed each parser with mutated input (FUZZ="-max_total_time=60" for each, in seconds)
	@mkdir -p .local/fuzz
	@for target in $$(PYTHONPATH=lambda_src .venv-fuzz/bin/python tests/fuzz/fuzz.py --list 2> /dev/null); do \
		PYTHONPATH=lambda_src .venv-fuzz/bin/python tests/fuzz/fuzz.py $$target $(FUZZ) \
			-artifact_prefix=.local/fuzz/ > .local/fuzz/$$target.log 2>&1 \
			|| { tail -n 40 .local/fuzz/$$target.log; echo "fuzz: $$target: found an input, kept in .local/fuzz"; exit 1; }; \
		echo "fuzz: $$target: nothing found"; done

mutate: .venv-mutate/.ready ## mutate the scoring and the proof, and list what no test notices (MUTATE=proof for one group)
	@.venv-mutate/bin/python tests/mutation/mutate.py $(MUTATE)

bench-rlvr: setup .venv-runtime/.ready ## measure scoring against a naive handler, a line a bar (exit 1 where one is missed)
	@$(python) -m benchmarks.rlvr

bench-rlaif: setup ## measure judging without and under a quota and under faults, a line a bar (nine minutes; exit 1 where one is missed)
	@$(python) -m benchmarks.rlaif

bench-cold: setup .venv-runtime/.ready ## measure cold starts with and without the mathematics layer
	@$(python) -m benchmarks.cold_start

lint: setup ## check style
	@$(bin)/ruff check . && $(bin)/ruff format --check .

types: setup ## check types
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(bin)/pyright

synth: setup ## write the CloudFormation templates to cdk.out, with every check
	@$(bin)/cdk synth --quiet

permissions: setup ## refuse a stack that allows more than its committed baseline
	@$(python) -m stacks.permissions

permissions-accept: setup ## make what the stacks allow now the baseline, to be committed on purpose
	@$(python) -m stacks.permissions --accept

lock: setup ## renew constraints.txt from the requirements files
	@$(bin)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header \
		requirements.txt requirements-dev.txt requirements-tools.txt -o constraints.txt
	@$(bin)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header \
		requirements-local.txt -o constraints-local.txt
	@for layer in judge math schema; do $(bin)/uv pip compile --quiet --universal --generate-hashes --python-version 3.13 \
		--no-emit-index-url --no-annotate --no-header layers/$$layer/requirements.in \
		-o layers/$$layer/requirements.txt || exit 1; done

# The targets below touch the AWS account of your credentials.
diff: setup ## touches AWS: show what deploy would change (EXPERIMENT=sentiment)
	@$(bin)/cdk diff -c experiment=$(EXPERIMENT)

deploy: setup ## touches AWS: deploy one experiment (EXPERIMENT=sentiment)
	@$(bin)/cdk deploy -c experiment=$(EXPERIMENT)

.venv/.ready: requirements.txt requirements-dev.txt requirements-tools.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else f"Python {v[0]}.{v[1]}: expected 3.11, 3.12 or 3.13; set one, such as make PYTHON=python3.12 setup")'
	@echo "setup: Python packages (the CDK is about 120 MB)"
	@$(PYTHON) -m venv .venv
	@$(python) -m pip install --quiet -r requirements-dev.txt -r requirements-tools.txt -c constraints.txt
	@$(python) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv-local/.ready: requirements-local.txt constraints-local.txt .venv/.ready
	@echo "setup: local AWS target"
	@$(PYTHON) -m venv .venv-local
	@.venv-local/bin/python -m pip install --quiet -r requirements-local.txt -c constraints-local.txt
	@touch $@

.venv-clients/.ready: requirements-clients.txt
	@echo "setup: SageMaker SDK (about 1 GB)"
	@$(PYTHON) -m venv .venv-clients
	@.venv-clients/bin/python -m pip install --quiet -r requirements-clients.txt
	@touch $@

.venv-fuzz/.ready: requirements-fuzz.txt
	@echo "setup: fuzzer"
	@$(PYTHON) -m venv .venv-fuzz
	@.venv-fuzz/bin/python -m pip install --quiet -r requirements-fuzz.txt
	@touch $@

.venv-mutate/.ready: requirements-mutate.txt constraints.txt
	@echo "setup: mutation tester"
	@$(PYTHON) -m venv .venv-mutate
	@.venv-mutate/bin/python -m pip install --quiet -r requirements-mutate.txt -c constraints.txt
	@touch $@

.venv-runtime/.ready: requirements-runtime.txt tests/runtime/fetch_rie.py
	@echo "setup: AWS Lambda's runtime client and interface emulator"
	@$(PYTHON) -m venv .venv-runtime
	@.venv-runtime/bin/python -m pip install --quiet -r requirements-runtime.txt
	@.venv-runtime/bin/python tests/runtime/fetch_rie.py .venv-runtime/rie
	@touch $@

node_modules/.ready: package.json package-lock.json .venv/.ready
	@echo "setup: CDK command line"
	@$(bin)/npm ci --silent --no-fund --no-audit
	@ln -sf ../../node_modules/.bin/cdk $(bin)/cdk
	@touch $@

tests/stacks/iam/node_modules/.ready: tests/stacks/iam/package.json tests/stacks/iam/package-lock.json .venv/.ready
	@echo "setup: IAM evaluator for the tests"
	@$(bin)/npm ci --prefix tests/stacks/iam --silent --no-fund --no-audit
	@touch $@
