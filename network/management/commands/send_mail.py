"""Sends what waits in the outbox."""

import logging
import signal
import threading
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from network.enums import MailKind
from network.errors import InvalidRecord
from network.workflows import tell
from network.workflows.delivery import send_next

logger = logging.getLogger(__name__)
POLL_SECONDS = 1
OUTAGE_SECONDS = 5


class Command(BaseCommand):
    """`manage.py send_mail`: until SIGTERM or Ctrl-C, which let the mail in hand go out. Any number may run."""

    help = "Sends mail from the outbox until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due, then end")
        parser.add_argument("--trial", metavar="ADDRESS", help="write a trial mail to this address, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["trial"]:
            _write_trial(options["trial"])
        if options["once"]:
            while send_next():
                pass
        elif not options["trial"]:
            _work()


def _write_trial(address: str) -> None:
    try:
        tell(to=address, kind=MailKind.ACCOUNT, template="trial", occasion=f"trial:{uuid.uuid4()}", context={})
    except InvalidRecord as error:
        raise CommandError(str(error)) from error


def _work() -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stop.set())
    while not stop.is_set():
        try:
            close_old_connections()
            pause = 0 if send_next() else POLL_SECONDS
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database does not answer the mail worker: %s", type(error).__name__)
            connection.close()
            pause = OUTAGE_SECONDS
        stop.wait(pause)
