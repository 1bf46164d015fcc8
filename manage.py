#!/usr/bin/env python
"""Django's command line. Without a `DATABASE_URL` it works on the database of the demo."""

import os
import sys
from contextlib import ExitStack

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.embedded_programs import EmbeddedPostgresError
    from config.local import use_local_database, use_local_settings
except ModuleNotFoundError as missing:
    sys.exit(f"error: {missing.name} is missing: run `make install`, then `.venv/bin/python manage.py …`.")


def main() -> None:
    """Runs the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("STATEMENT_TIMEOUT_SECONDS", "0")  # a migration or an import may take its time
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a person watches
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            use_local_settings()
            use_local_database(stack)
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except (EmbeddedPostgresError, ImproperlyConfigured) as error:
        sys.exit(f"error: {error}")
