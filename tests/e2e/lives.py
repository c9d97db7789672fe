"""The lives of an experiment in an account, on the local target: deployed, failed, corrected, reverted, moved, removed.

``PYTHONPATH=lambda_src python -m tests.e2e.lives`` plays them all and prints a line for each.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from rft.lifecycle.callers import RunningJobs, use_of
from rft.lifecycle.place import Place
from rft.lifecycle.removal import remove
from rft.lifecycle.stacks import find_stacks
from rft.local.cdk import bootstrap, find
from rft.local.clients import client
from rft.local.environment import ACCOUNT, child_environment, node
from smoke.deployments import BEYOND
from smoke.leftovers import leftovers
from tests.e2e.kit import ROOT, Kit, copy_kit

A, B = "", "weights: {correct: 0.6, well_formed: 0.4}\n"
"""Text added to the experiment's file: two revisions."""
EXPERIMENT = "sentiment"
ROW = {
    "id": "one",
    "messages": [{"role": "user", "content": "?"}, {"role": "assistant", "content": r"\boxed{positive}"}],
    "reference_answer": "positive",
}


Part = Literal["base", "revision", "reward"]
Fault = Part | Literal["quota"]
NAMED: Mapping[Part, Callable[[CompiledExperiment], str]] = {
    "base": lambda compiled: compiled.base_stack_name,
    "revision": lambda compiled: compiled.revision_stack_name,
    "reward": lambda compiled: compiled.stack_name,
}


def refused(assembly: Path, stack: str) -> Path:
    """Return a copy of the assembly in which CloudFormation fails on the last resource of one stack."""
    copy = assembly.with_name(f"{assembly.name}-{stack}-refused")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(assembly, copy)
    file, manifests = copy / f"{stack}.template.json", (copy / f"{stack}.assets.json", copy / "manifest.json")
    template = json.loads(file.read_text())
    template["Resources"]["Refused"] = {"Type": "AWS::Beyond::Quota", "DependsOn": list(template["Resources"])}
    # The command line stores a template under its hash, and would find the good one.
    before = sha256(file.read_bytes()).hexdigest()
    file.write_text(json.dumps(template))
    for manifest in manifests:
        text = manifest.read_text()
        assert before in text
        manifest.write_text(text.replace(before, sha256(file.read_bytes()).hexdigest()))
    return copy


@dataclass
class Account:
    """An account on the local target, and the checkout from which it is deployed."""

    kit: Kit
    assemblies: dict[tuple[str, str, str | None], tuple[CompiledExperiment, Path]] = field(default_factory=dict)

    def place(self, region: str = "us-east-1") -> Place:
        return Place("local", ACCOUNT, region, lambda service: client(self.kit.target, service, region))

    def compiled(self, text: str, name: str = EXPERIMENT, stage: str | None = None) -> tuple[CompiledExperiment, Path]:
        """Return an experiment of which ``text`` is added to the file, and its cloud assembly, made once."""
        key = (text, name, stage)
        if key not in self.assemblies:
            # Imported here, because aws_cdk starts its Node process during the import.
            from tests.stacks.synthesis import synthesise

            file = self.kit.root / "experiments" / f"{name}.yaml"
            file.write_text((ROOT / "experiments/sentiment.yaml").read_text() + text)
            compiled = compile_experiment(name, stage=stage, root=self.kit.root)
            outdir = self.kit.home / f"assembly-{len(self.assemblies)}"
            synthesise([compiled], outdir)
            self.assemblies[key] = compiled, outdir
        return self.assemblies[key]

    def deploy(
        self, text: str = A, name: str = EXPERIMENT, stage: str | None = None, *, fails: Fault | None = None
    ) -> str:
        """Run ``cdk deploy`` with the README's stack name, and return the function's name.

        With ``fails`` that stack holds a resource besides that cannot be made; ``quota``: it is refused as it is.
        """
        compiled, assembly = self.compiled(text, name, stage)
        outdir = assembly if fails in (None, "quota") else refused(assembly, NAMED[fails](compiled))
        target, region = self.kit.target, compiled.experiment.region
        bootstrap(target, region)
        command = [str(node()), str(find()), "deploy", compiled.stack_name, "--app", str(outdir)]
        options = ["--require-approval", "never", "--method", "direct", "--no-notices", "--no-color"]
        environment = child_environment(target.endpoint, self.kit.home, region, key=target.access_key)
        ran = subprocess.run(
            [*command, *options], cwd=outdir, env=environment, capture_output=True, text=True, check=False
        )
        assert bool(ran.returncode) == (fails is not None), ran.stdout + ran.stderr
        return compiled.function_name

    def answers(self, function: str, region: str = "us-east-1") -> None:
        """Assert that a job which calls the function gets a score."""
        event = json.dumps([ROW])
        reply = self.place(region).client("lambda").invoke(FunctionName=function, Payload=event)
        assert json.load(reply["Payload"])[0]["id"] == "one"

    def old_revisions(self, label: str = EXPERIMENT, region: str = "us-east-1") -> set[str]:
        """Return the functions that prune lists."""
        stacks = find_stacks(self.place(region), label)
        return {each.function for each in stacks.revisions if each.revision != stacks.current}

    def current(self, label: str = EXPERIMENT, region: str = "us-east-1") -> str | None:
        return find_stacks(self.place(region), label).current

    def retire(self, label: str = EXPERIMENT, region: str = "us-east-1") -> None:
        """Take the experiment down as ``rft retire`` does."""
        place = self.place(region)
        for stack in find_stacks(place, label).in_order:
            remove(place, stack)

    def left(self, region: str = "us-east-1") -> list[str]:
        """Return the names of everything of the kit that is there."""
        return leftovers(
            self.place(region), lambda name: ("ova" in name and "eward" in name) or "SageMaker-reward" in name
        )


def first(account: Account) -> None:
    account.answers(account.deploy())
    assert account.old_revisions() == set()


def first_fails(account: Account, part: Part) -> None:
    account.deploy(fails=part)
    assert account.current() is None
    account.answers(account.deploy())


def changed(account: Account) -> None:
    before, after = account.deploy(), account.deploy(B)
    assert before != after
    account.answers(before)
    account.answers(after)
    assert account.old_revisions() == {before}


def change_fails(account: Account, part: Part) -> None:
    before = account.deploy()
    account.deploy(B, fails=part)
    account.answers(before)
    assert account.current() == before[-8:]
    account.answers(account.deploy(B))
    assert account.old_revisions() == {before}


def change_fails_and_is_given_up(account: Account) -> None:
    before = account.deploy()
    after = account.deploy(B, fails="reward")
    account.answers(account.deploy())
    assert account.current() == before[-8:]
    assert account.old_revisions() == {after}


def setting_fails(account: Account) -> None:
    """An update in place of the current revision, such as more reserved concurrency than the account has."""
    function = account.deploy()
    account.deploy("memory_mb: 1024\n", fails="revision")
    found = account.place().client("lambda").get_function_configuration(FunctionName=function)
    assert found["MemorySize"] == 512
    account.answers(function)
    account.deploy("memory_mb: 1024\n")
    account.answers(function)


def beyond_a_quota(account: Account) -> None:
    """More reserved concurrency than the account has, for a new revision and for the current one."""
    before = account.deploy()
    account.deploy(B + BEYOND, fails="quota")
    account.answers(before)
    account.deploy(BEYOND, fails="quota")
    account.answers(before)
    account.answers(account.deploy(B))


def reverted(account: Account) -> None:
    before, after = account.deploy(), account.deploy(B)
    assert account.deploy() == before
    assert account.current() == before[-8:]
    account.answers(before)
    account.answers(after)
    assert account.old_revisions() == {after}


def another_branch(account: Account) -> None:
    """A branch deploys its own revision; later main is deployed again, with another memory size."""
    branch = account.deploy(B)
    main = account.deploy()
    account.deploy("memory_mb: 1024\n")
    found = account.place().client("lambda").get_function_configuration(FunctionName=main)
    assert found["MemorySize"] == 1024
    account.answers(main)
    account.answers(branch)


def down_and_up(account: Account) -> None:
    account.deploy()
    account.deploy(B)
    account.retire()
    assert account.left() == []
    account.answers(account.deploy())


def down_from_elsewhere(account: Account) -> None:
    """The checkout has moved on and the file is gone; ``rft retire`` needs neither."""
    account.deploy()
    file = account.kit.root / "experiments/sentiment.yaml"
    kept = file.read_text()
    file.unlink()
    retired = account.kit.run("retire", EXPERIMENT, "--region", "us-east-1", "--yes", "--hours", "0")
    file.write_text(kept)
    assert retired.code == 0, retired.err
    assert account.left() == []
    account.deploy()


def pruned(account: Account) -> None:
    before, after = account.deploy(), account.deploy(B)
    account.answers(before)
    (old,) = (each for each in find_stacks(account.place(), EXPERIMENT).revisions if each.function == before)
    use = use_of(account.place(), old, 24, RunningJobs({}, ()))
    assert use.invocations >= 1
    kept = account.kit.run("prune", EXPERIMENT, "--yes")
    assert "stays: called " in kept.out, kept.err
    account.answers(before)
    assert account.kit.run("prune", EXPERIMENT, "--yes", "--hours", "0").code == 0
    assert account.old_revisions() == set()
    account.answers(after)
    account.answers(account.deploy())


def moved(account: Account) -> None:
    here, there = account.deploy(), account.deploy("region: eu-west-1\n")
    account.answers(here)
    account.answers(there, "eu-west-1")
    account.retire(region="eu-west-1")
    account.answers(here)


def renamed(account: Account) -> None:
    before, after = account.deploy(), account.deploy(name="sentiment-strict")
    account.answers(before)
    account.answers(after)
    account.retire("sentiment-strict")
    account.answers(before)


def staged(account: Account) -> None:
    before, after = account.deploy(), account.deploy(stage="dev")
    account.answers(before)
    account.answers(after)
    account.retire("dev-sentiment")
    account.answers(before)


LIVES: Mapping[str, Callable[[Account], None]] = {
    "A": first,
    **{f"A fails in its {part} stack, A again": partial(first_fails, part=part) for part in NAMED},
    "A, B": changed,
    **{f"A, B fails in its {part} stack, B again": partial(change_fails, part=part) for part in NAMED},
    "A, B fails in its reward stack, A again": change_fails_and_is_given_up,
    "A, a setting of A fails, again": setting_fails,
    "A, B and A are beyond a quota, B within": beyond_a_quota,
    "A, B, A": reverted,
    "B from a branch, A from main, A with more memory": another_branch,
    "A, B, taken down, A": down_and_up,
    "A, its file is gone, taken down, A": down_from_elsewhere,
    "A, B, A is called, pruned, A": pruned,
    "A, A in another region": moved,
    "A, A under another name": renamed,
    "A, A at a stage": staged,
}
"""Name -> the life. After each the experiment can be deployed again, and taken down without a trace."""


def live(account: Account, name: str) -> None:
    """Play one life in an account without any stack of the kit, and leave it so."""
    LIVES[name](account)
    account.deploy()
    account.retire()
    assert account.left() == []


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> int:
    """Play all lives; return 1 if one ends in a state from which the README's commands do not lead on."""
    failed = 0
    with TemporaryDirectory(prefix="lives-") as made:
        account = Account(copy_kit(_empty(Path(made) / "kit")))
        account.kit.rft("local", "up")
        try:
            for name in LIVES:
                said: Any = "goes on, and leaves nothing"
                try:
                    live(account, name)
                except AssertionError as error:
                    failed += 1
                    said = f"ends: {' '.join(str(error).split())[-300:]}"
                    account.retire()
                sys.stdout.write(f"{name:52} {said}\n")
                sys.stdout.flush()
        finally:
            account.kit.run("local", "down")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
