"""The settings as mypy's Django plugin reads them: without an environment and without a database."""

import os

from config.local import use_local_settings

use_local_settings()
os.environ.setdefault("DATABASE_URL", "postgres://nobody@localhost/none")

from config.settings import *  # noqa: E402, F403  # only now, when the environment is there
