"""``FAULTS``: every fault by its name."""

from __future__ import annotations

from typing import Final

from localaws.standin.faults.broken_replies import BROKEN_REPLIES
from localaws.standin.faults.kinds import Fault
from localaws.standin.faults.service_errors import SERVICE_ERRORS
from localaws.standin.faults.shapes import SHAPES
from localaws.standin.faults.stops import STOPS
from localaws.standin.faults.verdicts import VERDICTS

FAULTS: Final[dict[str, Fault]] = {**SERVICE_ERRORS, **BROKEN_REPLIES, **SHAPES, **STOPS, **VERDICTS}
