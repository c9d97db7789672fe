"""The fields that Logs Insights makes itself."""

from typing import Final

TIMESTAMP: Final = "@timestamp"
MESSAGE: Final = "@message"
STREAM: Final = "@logStream"
GROUP: Final = "@log"
SYSTEM_FIELDS: Final = (
    TIMESTAMP,
    MESSAGE,
    STREAM,
    GROUP,
    "@type",
    "@requestId",
    "@duration",
    "@billedDuration",
    "@memorySize",
    "@maxMemoryUsed",
    "@initDuration",
)
"""Every system field that this subset knows."""
