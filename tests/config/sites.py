"""Sites served by real servers, and a browser without a screen."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from config.embedded import PROJECT
from config.embedded_programs import Programs

PASSWORD = "a password with “quotes”, @ and /"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def environment(**variables: str) -> dict[str, str]:
    """An environment of nothing but these variables, what any program needs, and limits that keep no test waiting."""
    program = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LC_ALL": "C.UTF-8"}
    limits = {name: os.environ[name] for name in ("RATE_LIMIT_FACTOR", "CACHE_FILE")}
    return program | limits | variables


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: str


class _Everything(urllib.request.HTTPErrorProcessor):
    """Neither follows a redirect nor raises for an error."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response


class Browser:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies), _Everything()
        )

    def get(self, path: str, **headers: str) -> Answer:
        """Fetches a page."""
        return self._open(urllib.request.Request(self.site + path, headers=headers))

    def post(self, path: str, **fields: str) -> Answer:
        """Sends a form, with the token that its page had given."""
        token = {cookie.name: cookie.value or "" for cookie in self.cookies}["csrf"]
        form = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        return self._open(urllib.request.Request(self.site + path, data=form))

    def sign_in(self, email: str, password: str) -> Answer:
        """Signs in on the site's own page."""
        self.get("/account/sign-in/")
        return self.post("/account/sign-in/", login=email, password=password)

    def _open(self, request: urllib.request.Request) -> Answer:
        response: HTTPResponse
        with self._opener.open(request, timeout=30) as response:
            return Answer(response.status, dict(response.headers), response.read().decode(errors="replace"))


@contextlib.contextmanager
def gunicorn(port: int, log: Path, variables: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    """The site as production serves it, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--config", "python:config.server", "--no-control-socket"]
    with log.open("w") as errors, subprocess.Popen(command, cwd=PROJECT, env=variables, stderr=errors) as process:
        try:
            deadline = time.monotonic() + 60
            while not answers(port):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()


@contextlib.contextmanager
def server_with_a_password() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL that is reached by network and asks for a password."""
    programs = Programs()
    place = Path(tempfile.mkdtemp(prefix="server-")).resolve()
    word, data, log, port = place / "password", place / "data", place / "log", free_port()
    word.write_text(PASSWORD)
    account = programs.account or pwd.getpwuid(os.geteuid())
    for path in (place, word):
        os.chown(path, account.pw_uid, account.pw_gid)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    try:
        programs.run(
            "initdb", "--pgdata", data, "--username=owner", "--auth=scram-sha-256", f"--pwfile={word}", "--no-sync",
            "--encoding=UTF8", "--locale=C", log=log,
        )  # fmt: skip
        programs.run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options, log=log)
        try:
            yield f"postgres://owner:{urllib.parse.quote(PASSWORD, safe='')}@127.0.0.1:{port}/postgres"
        finally:
            programs.run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data, log=log)
    finally:
        shutil.rmtree(place)
