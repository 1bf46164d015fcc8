"""`make demo`: the whole site on this machine, on the embedded PostgreSQL, with its real content."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from types import FrameType
from urllib.parse import urlsplit

from config.embedded import PROJECT
from config.embedded_programs import EmbeddedPostgresError
from config.local import kept_secret, use_local_database, use_local_settings
from tools import assets
from tools.demo_people import PEOPLE, settle
from tools.server import PIPE

START_SECONDS = 60
OLDEST_POSTGRESQL = 15
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, `kill`, a closed terminal


def main() -> None:
    """Prepares what is missing, serves until Ctrl-C, and stops the database too."""
    for number in ENDS:
        signal.signal(number, _end)
    port = _port()
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    use_local_settings(port)
    _show_mail()
    own_database = not _named_database()
    with ExitStack() as stack:
        if own_database:
            _say("Starting PostgreSQL …")
            use_local_database(stack)
        assets.build()
        password = _prepare()
        server = stack.enter_context(_serving(port))
        stack.enter_context(_sending_mail())
        stack.callback(_say, "Stopping …")
        _wait_for(server, port)
        _tell(password, "the site and its database" if own_database else "the site")
        server.wait()
        sys.exit("error: the web server ended by itself; its reason stands above.")


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        sys.exit(f"error: PORT is “{text}”: give a number from 1 to 65535.")
    port = int(text)
    deadline = time.monotonic() + 2  # the server of a run that was killed is about to end
    while not _is_free(port):
        if time.monotonic() > deadline:
            other = 8001 if port == 8000 else 8000
            sys.exit(f"error: port {port} is taken or forbidden: choose another with `make demo PORT={other}`.")
        time.sleep(0.1)
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _show_mail() -> None:
    """On the page of the demo, unless mail really goes out."""
    kept = urlsplit(os.environ.get("MAIL_URL") or "file:").scheme == "file"
    if kept and urlsplit(os.environ["SITE_URL"]).scheme == "http":
        os.environ.setdefault("SHOW_MAIL", "1")


def _named_database() -> str:
    named = os.environ.get("DATABASE_URL", "")
    if named and urlsplit(named).scheme not in {"postgres", "postgresql"}:
        sys.exit("error: DATABASE_URL names no PostgreSQL: give it as postgres://user:password@host:5432/database.")
    return named


def _prepare() -> str:
    """Brings the database up to date and returns the password of the demo's accounts."""
    given = os.environ.get("STATEMENT_TIMEOUT_SECONDS")
    os.environ["STATEMENT_TIMEOUT_SECONDS"] = "0"
    import django
    from django.core.management import call_command

    django.setup()
    _require_database()
    _say("Bringing the tables up to date …")
    call_command("migrate", verbosity=0)
    _say("Loading the fact sheets …")
    call_command("load_catalogue")
    del os.environ["STATEMENT_TIMEOUT_SECONDS"]
    if given is not None:
        os.environ["STATEMENT_TIMEOUT_SECONDS"] = given
    password = kept_secret("demo-password", 12)
    settle(password)
    return password


def _require_database() -> None:
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::integer / 10000")
            (found,) = cursor.fetchone()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(f"error: the database named in DATABASE_URL cannot be reached ({reason}): start it, or name another.")
    if found < OLDEST_POSTGRESQL:
        sys.exit(f"error: DATABASE_URL names a PostgreSQL {found}: name one of {OLDEST_POSTGRESQL} or newer.")


class _running:  # noqa: N801  # reads as a verb: `with _running(command)`
    """A process beside this one, as long as the block lasts; it ends by itself if this one is killed."""

    def __init__(self, *command: str) -> None:
        handed_on, self.held = os.pipe()
        # In a session of its own, so that Ctrl-C reaches it through this process, once.
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            env=_without_the_owner() | {PIPE: str(handed_on)},
            pass_fds=[handed_on],
            start_new_session=True,
        )
        os.close(handed_on)

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self.process

    def __exit__(self, *_raised: object) -> None:
        self.process.terminate()
        self.process.wait()


def _serving(port: int) -> _running:
    options = ["--config", "python:tools.server", "--no-control-socket", "--log-level", "warning"]
    return _running("gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", *options)


def _sending_mail() -> _running:
    return _running("tools.mail_worker")


def _without_the_owner() -> dict[str, str]:
    """The environment of a process that serves: it need not know who owns the tables."""
    return {name: value for name, value in os.environ.items() if name != "OWNER_DATABASE_URL"}


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    sys.exit("error: the web server did not start; its reason stands above.")


def _tell(password: str, what_stops: str) -> None:
    from django.conf import settings

    site = os.environ["SITE_URL"]
    people = "\n".join(f"                 {person.email:<25} {person.what}" for person in PEOPLE)
    mail = f"{site}/account/mail/sent/" if settings.SHOW_MAIL else "goes out"
    print(
        f"""
  The site       {site}/
  Practices      {site}/practices/
  API            {site}/api/v1/       documentation {site}/api/v1/docs/
  Sign in        {site}/account/sign-in/   password {password}
{people}
  Mail           {mail}

Ctrl-C stops {what_stops}.""",
        flush=True,
    )


def _say(what: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may have been closed
        print(what, flush=True)


def _end(number: int, _frame: FrameType | None) -> None:
    for another in ENDS:  # a second Ctrl-C must not cut the tidying short
        signal.signal(another, signal.SIG_IGN)
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        main()
    except EmbeddedPostgresError as error:
        sys.exit(f"error: {error}")
