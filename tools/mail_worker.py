"""The mail worker of `make demo`: it ends with the demo, even if that is killed (tools/server.py)."""

import os
import signal
import threading

import django
from django.core.management import call_command

from tools.server import PIPE


def _end_with_the_demo() -> None:
    os.read(int(os.environ[PIPE]), 1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_demo, daemon=True).start()
    django.setup()
    call_command("send_mail")
