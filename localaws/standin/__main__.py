"""``python -m localaws.standin``: serve on 127.0.0.1 and print the address as one line of JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sys
from collections.abc import Mapping
from typing import Final

from localaws.loopback import HOST
from localaws.standin.configuration import Configuration, ConfigurationError
from localaws.standin.server import serve

ENV: Final = "STANDIN_CONFIGURATION"
"""Environment variable with the first configuration, used if there is no ``--configuration``."""
PARENT_SECONDS: Final = 0.5
"""Interval at which it checks that the process that started it still lives."""


async def run(configuration: Configuration, port: int, is_detached: bool) -> None:
    """Serve until the parent process is gone, or forever if detached."""
    parent = os.getppid()
    _allow_connections()
    _, port = await serve(configuration, HOST, port)
    print(json.dumps({"name": "stand-in judge", "endpoint": f"http://{HOST}:{port}", "port": port}), flush=True)
    while is_detached or os.getppid() == parent:
        await asyncio.sleep(PARENT_SECONDS)


def _allow_connections() -> None:
    """Raise the limit of open connections to the highest value allowed; it is usually 1,024 at first."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Parse the command line and serve. Return 2 if the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m localaws.standin", description="The stand-in judge.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; default: any free port")
    parser.add_argument("--configuration", default=environ.get(ENV) or "{}", help=f"JSON; default: ${ENV}")
    parser.add_argument("--detached", action="store_true", help="outlive the process that started it")
    given = parser.parse_args(arguments)
    try:
        configuration = Configuration.from_json(given.configuration)
        asyncio.run(run(configuration, given.port, given.detached))
    except ConfigurationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: got {error.strerror} for port {given.port} of {HOST}, expected a free one", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
