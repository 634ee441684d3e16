"""The web server in a thread of its own, stopped without leaving answers half-way."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from briefing.errors import ConfigError

SECONDS_TO_STOP = 3
"""How long answers that are under way may take when the server stops."""


@contextmanager
def answering(app: ASGIApp, host: str, port: int) -> Iterator[str]:
    """Answer at this address while the block runs; gives the address.

    Port 0 takes one that is free. ConfigError when the address cannot be had.
    """
    listening = _listening(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=SECONDS_TO_STOP,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="web", daemon=True
    )
    thread.start()
    try:
        yield f"http://{_as_written(host)}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(2 * SECONDS_TO_STOP)
        listening.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ConfigError(
            f"serve: {host}:{port} cannot be listened on: {error}"
        ) from error


def _as_written(host: str) -> str:
    return f"[{host}]" if ":" in host else host
