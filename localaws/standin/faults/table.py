"""Every fault by its name."""

from __future__ import annotations

from typing import Final

from localaws.standin.faults.kinds import Fault
from localaws.standin.faults.refusals import REFUSALS
from localaws.standin.faults.shapes import SHAPES
from localaws.standin.faults.stops import STOPS
from localaws.standin.faults.verdicts import VERDICTS
from localaws.standin.faults.wires import WIRES

FAULTS: Final[dict[str, Fault]] = {**REFUSALS, **WIRES, **SHAPES, **STOPS, **VERDICTS}
