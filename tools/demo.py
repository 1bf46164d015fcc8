"""`make demo`: the whole site on this machine, on the embedded PostgreSQL, with its real content."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from types import FrameType

from config.embedded import PROJECT, EmbeddedPostgresError
from config.local import use_local_database, use_local_settings
from tools import assets

ACCOUNT = "demo@example.org"
START_SECONDS = 60


def main() -> None:
    """Prepares what is missing, serves until Ctrl-C, and stops the database too."""
    signal.signal(signal.SIGTERM, _stop)
    port = _port()
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    use_local_settings(port)
    with ExitStack() as stack:
        _say("Starting PostgreSQL …")
        use_local_database(stack)
        assets.build()
        password = _prepare()
        server = stack.enter_context(_serving(port))
        _wait_for(server, port)
        _tell(password)
        server.wait()


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"error: PORT is “{text}”: give a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError:
            sys.exit(f"error: port {text} is taken or forbidden: choose another with `make demo PORT=8001`.")
    return int(text)


def _prepare() -> str:
    """Brings the database up to date and returns the password of the demo's account."""
    os.environ["STATEMENT_TIMEOUT_SECONDS"] = "0"
    import django
    from django.core.management import call_command

    django.setup()
    from network.workflows import open_account  # only now, when the apps are ready

    _say("Bringing the tables up to date …")
    call_command("migrate", verbosity=0)
    _say("Loading the fact sheets …")
    call_command("load_catalogue")
    del os.environ["STATEMENT_TIMEOUT_SECONDS"]
    kept = PROJECT / "var" / "demo-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(12))
    open_account(email=ACCOUNT, password=kept.read_text(), by=None)
    return kept.read_text()


class _serving:  # noqa: N801  # reads as a verb: `with _serving(port)`
    """The web server, as long as the block lasts."""

    def __init__(self, port: int) -> None:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        # In a session of its own, so that Ctrl-C reaches it through this process, once.
        self.process = subprocess.Popen(
            [*command, "--no-control-socket", "--log-level", "warning"], cwd=PROJECT, start_new_session=True
        )

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self.process

    def __exit__(self, *_raised: object) -> None:
        _say("Stopping …")
        self.process.terminate()
        self.process.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("error: the web server did not start; its reason stands above.")


def _tell(password: str) -> None:
    site = os.environ["SITE_URL"]
    print(
        f"""
  The site       {site}/
  Practices      {site}/practices/
  API            {site}/api/v1/       documentation {site}/api/v1/docs/
  Sign in        {site}/account/sign-in/
                 {ACCOUNT}   password {password}

Ctrl-C stops the site and its database.""",
        flush=True,
    )


def _say(what: str) -> None:
    print(what, flush=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except EmbeddedPostgresError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
