"""What a single machine can know by itself, for `make demo`, the tests and `manage.py` without a `DATABASE_URL`.

Production sets these in its environment; config/settings.py has no defaults for them.
"""

import contextlib
import os
import secrets
import tempfile
from contextlib import ExitStack

from config.embedded import APPLICATION, PROJECT, Cluster, running

DATABASE = "integration"


def use_local_settings(port: int = 8000) -> None:
    """Fills what the environment leaves open: the address of the site and a secret key kept in ``var/``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    os.environ.setdefault("EXTRA_HOSTS", "localhost")
    os.environ.setdefault("SECRET_KEY", kept_secret("secret-key", 64))


def use_local_database(stack: ExitStack, cluster: str = "demo", *, database: str = DATABASE) -> None:
    """Names the embedded PostgreSQL in ``DATABASE_URL`` unless another server is named there.

    The site is served by a role that cannot change the audit trail; ``OWNER_DATABASE_URL`` names that which migrates.

    Args:
        stack: what holds the server up: it may stop when the stack closes.
        cluster: ``demo`` keeps its data, any other is thrown away after its run.
        database: its name; made if it is not there.

    Raises:
        EmbeddedPostgresError: the server cannot be had.
    """
    if not os.environ.get("DATABASE_URL"):
        server = Cluster(cluster, scratch=cluster != "demo")
        os.environ["OWNER_DATABASE_URL"] = stack.enter_context(running(server, database))
        os.environ["DATABASE_URL"] = server.url(database, role=APPLICATION)


def kept_secret(name: str, length: int) -> str:
    """A random text of so many bytes, the same in every run: it is kept in ``var/``, for its owner's eyes alone."""
    file = PROJECT / "var" / name
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        # Written first and named then: a run may be killed at any moment, and two may start together.
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as making:
            making.write(secrets.token_urlsafe(length))
            making.flush()
            with contextlib.suppress(FileExistsError):
                file.hardlink_to(making.name)
    return file.read_text()
