"""``Assembled``: a checkout that synthesises in this process and without the checks, which saves most of the time."""

from dataclasses import dataclass, field
from pathlib import Path

from compiler.compile import compile_experiment
from rft.lifecycle.place import Place
from rft.local.clients import client
from rft.local.environment import ACCOUNT, child_environment
from smoke.checkout import Checkout
from smoke.hour import Hour
from tests.e2e.kit import Kit

REGION = "us-east-1"


@dataclass(frozen=True)
class Assembled(Checkout):
    made: dict[str, Path] = field(default_factory=dict[str, Path])
    """Experiment and its file's text -> its cloud assembly."""

    def app(self, experiment: str) -> list[str]:
        text = (self.root / f"experiments/{experiment}.yaml").read_text()
        key = f"{experiment}: {text}"
        if key not in self.made:
            # Imported here, because aws_cdk starts its Node process during the import.
            from tests.stacks.synthesis import synthesise

            self.made[key] = self.root / ".local" / f"assembly-{len(self.made)}"
            synthesise([compile_experiment(experiment, stage=self.stage, root=self.root)], self.made[key])
        return ["--app", str(self.made[key])]


def hour_in(kit: Kit) -> Hour:
    """Return a user's hour on the kit's running target."""
    target = kit.target
    environment = child_environment(target.endpoint, kit.home, REGION, key=target.access_key)
    checkout = Assembled(kit.root, {**environment, "LOCALAWS_HOME": str(kit.home)}, "hour")
    place = Place("local", ACCOUNT, REGION, lambda service: client(target, service, REGION))
    return Hour(checkout, place, patience=20, pause=0.1)
