"""What must stand before the first test: settings, and a PostgreSQL that only the tests use.

Loaded by pytest as a plugin (pyproject.toml), before Django's settings are read. The workers of a parallel run get
the address from the process that started them.
"""

import atexit
import os
import signal
import tempfile
from contextlib import ExitStack

from config.local import use_local_database, use_local_settings
from tools import assets

# A run in the background is started deaf to Ctrl-C, and so would be whatever a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["LOG_LEVEL"] = "CRITICAL"
os.environ["SITE_URL"] = "http://testserver"
os.environ["STATEMENT_TIMEOUT_SECONDS"] = "30"
# All tests ask from one address; those that are about limits set the factor back.
os.environ["RATE_LIMIT_FACTOR"] = "100000"
use_local_settings()
if "PYTEST_XDIST_WORKER" not in os.environ:
    _stack = ExitStack()
    atexit.register(_stack.close)
    os.environ["CACHE_FILE"] = _stack.enter_context(tempfile.TemporaryDirectory(prefix="cache-")) + "/cache.sqlite3"
    os.environ["MEDIA_ROOT"] = _stack.enter_context(tempfile.TemporaryDirectory(prefix="media-"))
    # The process id keeps two runs in one folder apart.
    use_local_database(_stack, "test", database=f"run_{os.getpid()}")
    # Tests make databases and tables; those that are about the application's role sign in as it by themselves.
    os.environ["DATABASE_URL"] = os.environ.pop("OWNER_DATABASE_URL", os.environ["DATABASE_URL"])
    assets.build()
else:
    # As a machine has one: workers that wait for each other's counts would lose some.
    os.environ["CACHE_FILE"] += f".{os.environ['PYTEST_XDIST_WORKER']}"
