"""A real PostgreSQL from the system's own packages, in a folder that is thrown away."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

PASSWORD = "hemmeligt-ord"  # noqa: S105 - of a server that lives as long as the tests


def programs() -> Path | None:
    """The folder of the server's programs; Debian does not put it on the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@contextmanager
def running_server(bin_folder: Path) -> Iterator["Server"]:
    """A server on loopback with a password; it refuses to run as root."""
    folder = Path(mkdtemp(prefix="briefing-pg-"))
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        shutil.chown(secret, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c max_connections=200"
    )
    control = [str(bin_folder / "pg_ctl"), "-D", str(folder / "data")]
    try:
        _run(
            str(bin_folder / "initdb"), "-D", str(folder / "data"), "-U", "owner",
            "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256",
            f"--pwfile={secret}",
        )  # fmt: skip
        _run(*control, "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield Server(port)
    finally:
        _run(*control, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A server that runs; every database of it starts empty."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._made = 0

    def new_database(self) -> str:
        """The URL of a database of its own, with the password in it."""
        self._made += 1
        name = f"briefing_{self._made}"
        with psycopg.connect(self._plain("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._plain(name).replace("postgresql:", "postgresql+psycopg:", 1)

    def _plain(self, name: str) -> str:
        return f"postgresql://owner:{PASSWORD}@127.0.0.1:{self.port}/{name}"


def _run(*command: str, check: bool = True) -> None:
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    found = subprocess.run(
        [*as_other, *command], capture_output=True, text=True, check=False, cwd="/"
    )
    if check and found.returncode != 0:
        raise RuntimeError(f"{command[0]}: {found.stdout}{found.stderr}")
