"""The stand-in's server: reads requests, answers the judge's calls, and offers the control API under ``/_standin``."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final
from urllib.parse import unquote

from localaws.standin.apis.api import CONVERSE, ENDPOINT
from localaws.standin.configuration import Configuration, ConfigurationError
from localaws.standin.faults.kinds import ServiceError
from localaws.standin.faults.table import FAULTS
from localaws.standin.messages.http_reply import HttpReply, to_json
from localaws.standin.messages.http_request import HttpRequest, HttpRequestError, read_request
from localaws.standin.run import Run

RESET: Final = struct.pack("ii", 1, 0)
"""``SO_LINGER`` with a time of 0: the system then ends the connection with a reset."""

NO_SUCH_PATH: Final = ServiceError(
    404, "UnknownOperationException", "The stand-in speaks /model/{id}/converse and /endpoints/{name}/invocations only."
)
CONTROLS: Final = "PUT configuration, GET or DELETE calls, GET faults or GET health under /_standin"


class Server:
    """Serves one run at a time."""

    def __init__(self, configuration: Configuration) -> None:
        """Take the configuration of the first run."""
        self._run = Run(configuration)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side closes it."""
        try:
            while request := await self._next(reader):
                reply = await self._answer(request)
                writer.write(reply.to_bytes())
                await writer.drain()
                if reply.then == "hang":
                    await reader.read()
                if reply.then == "reset":
                    _reset(writer)
                if reply.then != "stay":
                    break
        except (ConnectionError, TimeoutError):
            pass  # the client is gone, or was idle for too long
        except HttpRequestError as error:
            writer.write(to_json({"message": f"The stand-in does not read {error}."}, 400).to_bytes())
        finally:
            writer.close()

    async def _next(self, reader: asyncio.StreamReader) -> HttpRequest | None:
        idle = self._run.configuration.idle_seconds
        return await (asyncio.wait_for(read_request(reader), idle) if idle else read_request(reader))

    async def _answer(self, request: HttpRequest) -> HttpReply:
        path = request.path.split("/")
        if request.method == "POST" and len(path) == 4:
            if path[1] == "model" and path[3] == "converse":
                return await self._run.answer(CONVERSE, unquote(path[2]), request)
            if path[1] == "endpoints" and path[3] == "invocations":
                return await self._run.answer(ENDPOINT, unquote(path[2]), request)
        if path[1] == "_standin":
            return self._control(request.method, request.path, request.body)
        return CONVERSE.error_reply(NO_SUCH_PATH, "")

    def _control(self, method: str, path: str, body: bytes) -> HttpReply:
        """Answer a request of the control API."""
        if (method, path) == ("PUT", "/_standin/configuration"):
            try:
                self._run = Run(Configuration.from_json(body))
            except ConfigurationError as error:
                return to_json({"message": str(error)}, 400)
            return to_json({"configured": True})
        if (method, path) == ("GET", "/_standin/calls"):
            return to_json(self._run.record.to_json())
        if (method, path) == ("DELETE", "/_standin/calls"):
            self._run.record.forget()
            return to_json({"forgotten": True})
        if (method, path) == ("GET", "/_standin/faults"):
            return to_json({"faults": sorted(FAULTS)})
        if (method, path) == ("GET", "/_standin/health"):
            return to_json({"name": "stand-in judge"})
        return to_json({"message": f"got {method} {path}, expected {CONTROLS}"}, 404)


def _reset(writer: asyncio.StreamWriter) -> None:
    plug = writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


async def serve(configuration: Configuration, host: str, port: int) -> tuple[asyncio.Server, int]:
    """Listen, and return the server and its port. A port of 0 means any free one."""
    server = await asyncio.start_server(Server(configuration).connected, host, port, backlog=1024)
    return server, int(server.sockets[0].getsockname()[1])
