"""The servers that are measured: gunicorn with sync workers (docs/deploy.md)."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import ServerError
from config.embedded import PROJECT
from tools.server import PIPE

START_SECONDS = 60
# Longer than anything here takes; an answer that never comes must not hold up the run for ever.
PATIENCE_SECONDS = 600
PRODUCTION = "config.settings"
PLAIN = "benchmarks.plain.settings"
PROBES = {PRODUCTION: "/healthz", PLAIN: "/practices/?limit=1"}


@contextlib.contextmanager
def both(*, workers: int, logs: Path) -> Iterator[tuple[int, int]]:
    """Serves the site and the plain list as long as the block lasts, and yields their ports.

    Args:
        workers: processes of each.
        logs: the folder in which they write.

    Raises:
        ServerError: one does not answer.
    """
    logs.mkdir(parents=True, exist_ok=True)
    with (
        _started(PRODUCTION, workers, logs / "site.log") as site,
        _started(PLAIN, workers, logs / "plain.log") as plain,
    ):
        for server in (site, plain):
            server.wait()
        yield site.port, plain.port


@dataclass(frozen=True)
class _Server:
    """A server that was started."""

    process: "subprocess.Popen[bytes]"
    settings: str
    port: int
    log: Path

    def wait(self) -> None:
        """Returns when it answers.

        Raises:
            ServerError: it does not.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
            try:
                connection.request("GET", PROBES[self.settings])
                if connection.getresponse().status == http.client.OK:
                    return
            except OSError:
                time.sleep(0.1)
            finally:
                connection.close()
        raise ServerError(f"The web server did not start; its reason stands in {self.log}.")


@contextlib.contextmanager
def _started(settings: str, workers: int, log: Path) -> Iterator[_Server]:
    """The site runs with the limits of production, the plain list without, so that its slow answers count too."""
    port = _free_port()
    # The site's address stays the one that the documents were written for; servers are asked by their ports.
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "EXTRA_HOSTS": "127.0.0.1", "LOG_LEVEL": "INFO"}
    environment["RATE_LIMIT_FACTOR"] = "1000000"  # counted as in production, but nobody is kept out
    command = [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
        "--config", "python:tools.server", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    if settings == PRODUCTION:
        del environment["STATEMENT_TIMEOUT_SECONDS"]
    else:
        command += ["--timeout", str(PATIENCE_SECONDS)]
    handed_on, held = os.pipe()
    with log.open("w") as written:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment | {PIPE: str(handed_on)}, pass_fds=[handed_on], stdout=written,
            stderr=written, start_new_session=True,
        )  # fmt: skip
    os.close(handed_on)
    try:
        yield _Server(process, settings, port, log)
    finally:
        process.terminate()
        process.wait()
        os.close(held)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
