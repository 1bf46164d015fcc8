"""Workers as processes of their own, which a test may kill, and the mail server to which they send."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from django.core.management import call_command
from django.db import connection

from config.embedded import PROJECT
from config.mail import transport
from tests.smtp_server import SmtpServer, serving

Worker = subprocess.Popen[str]
SECONDS = 60


class Start(Protocol):
    """Starts a worker."""

    def __call__(self, *options: str, **variables: str) -> Worker: ...


@pytest.fixture
def smtp(transactional_db: None, settings: Any) -> Iterator[SmtpServer]:
    """A mail server, to which the mails of this process go too."""
    with serving() as server:
        settings.MAIL_TRANSPORT = transport(server.address)
        yield server


@pytest.fixture
def start(smtp: SmtpServer) -> Iterator[Start]:
    """Starts workers that send to the mail server; whatever still runs after the test is killed."""
    database = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    with ExitStack() as running:

        def started(*options: str, **variables: str) -> Worker:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", "send_mail", *options],
                cwd=PROJECT,
                env=os.environ | {"DATABASE_URL": database, "MAIL_URL": smtp.address} | variables,
                stderr=subprocess.PIPE,
                text=True,
            )
            running.enter_context(worker)
            running.callback(worker.kill)
            return worker

        yield started


def send_once() -> None:
    """Sends what is due, in this process."""
    call_command("send_mail", once=True)


def kill(worker: Worker) -> None:
    """Kills a worker at once and waits until the database has noticed."""
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    until(lambda: others() == 0)


def others() -> int:
    """How many connections there are to this database beside this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        found: int = cursor.fetchone()[0]
        return found


def until(reached: Callable[[], bool]) -> None:
    """Returns when it is so."""
    deadline = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)
