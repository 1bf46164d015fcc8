"""gunicorn's settings for `make demo`: the web server ends with the demo, even if that is killed.

The demo holds one end of a pipe and hands on the other. Whatever ends the demo closes its end, and the workers notice.
"""

import os
import signal
import threading
from typing import Any

from config.server import (  # noqa: F401  # gunicorn reads them here
    access_log_format,
    limit_request_line,
    post_worker_init,
    timeout,
)

PIPE = "DEMO_PIPE"


def post_fork(_server: Any, _worker: Any) -> None:
    """gunicorn calls this in each new worker."""
    threading.Thread(target=_end_with_the_demo, daemon=True).start()


def _end_with_the_demo() -> None:
    os.read(int(os.environ[PIPE]), 1)
    os.kill(os.getppid(), signal.SIGTERM)
