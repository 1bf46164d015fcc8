"""`make demo` serves the site from a folder with a space in its name, keeps its data and leaves nothing behind."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.embedded import PROJECT
from tests.config.clones import cloned, holding, left, myself, with_environment
from tests.config.sites import PASSWORD, Answer, Browser, answers, environment, free_port, server_with_a_password

DEMO = [sys.executable, "-m", "tools.demo"]
SAID = """\
{steps}
cses-2012: {cses} unchanged
enar-2011: {enar} unchanged
integra: {integra} unchanged

  The site       http://127.0.0.1:{port}/
  Practices      http://127.0.0.1:{port}/practices/
  API            http://127.0.0.1:{port}/api/v1/       documentation http://127.0.0.1:{port}/api/v1/docs/
  Sign in        http://127.0.0.1:{port}/account/sign-in/   password {password}
                 secretariat@example.org   secretariat
                 reviewer@example.org      reviewer
                 staff@example.org         staff
                 officer@example.org       officer of Espoon kaupunki
                 colleague@example.org     officer of Espoon kaupunki
                 partner@example.org       officer of Associazione di promozione sociale Cambalache
  Mail           http://127.0.0.1:{port}/account/mail/sent/

Ctrl-C stops {stops}.
"""
# The roles that work on the demo's database, besides whoever asks.
CONNECTED = """
    SELECT DISTINCT usename::text FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
STEPS = "Starting PostgreSQL …\nBringing the tables up to date …\nLoading the fact sheets …"


MAIL = """
INSERT INTO network_outboxmail
    (occasion, kind, address, reply_to, language, subject, text, html, about, made_at, due_at, attempts, error)
VALUES
    ('{occasion}', 'account', 'a@example.org', '', 'en', 'Written in the {occasion} run', '', '', '{{}}',
     now(), now(), 0, '')
"""


@dataclass
class Life:
    """One run of the demo, as seen from outside, and what was left of it."""

    process: subprocess.Popen[str]
    said: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    signed_in: str = ""
    mail: tuple[int, str] = (0, "")
    last_login: str = ""
    served_as: tuple[str, ...] = ()
    exit_code: int = 0
    left: tuple[list[int], bool] = ([], False)

    def __post_init__(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ctrl-C"):
                return
        raise AssertionError(self.process.communicate()[1])

    @property
    def password(self) -> str:
        """What it said how to sign in."""
        return str(re.findall(r"password (\S+)", self.said)[0])

    def end(self, number: int, data: Path, port: int) -> None:
        """Sends the signal to the whole group, as a terminal does, and looks what is left."""
        os.killpg(self.process.pid, number)
        self.process.communicate()
        self.exit_code = self.process.returncode
        self.left = ([] if number == signal.SIGKILL else left(data), answers(port))


@contextlib.contextmanager
def started(clone: Path, port: int, command: list[str], **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        command,
        cwd=clone,
        env=environment(PORT=str(port), **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:  # nobody waits for ever for a demo whose test broke off before it ended it
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def kept(clone: Path, text: str) -> int:
    """In how many files of mail the text stands, when it had the time to get there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := sum(text in file.read_text() for file in clone.glob("var/mail/*.eml")):
            return found
        time.sleep(0.1)
    return 0


def refused(clone: Path, **variables: str) -> tuple[int, str, str]:
    done = subprocess.run(DEMO, cwd=clone, env=environment(**variables), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def with_assets(clone: Path) -> None:
    """Building them needs the network: a test takes those that are built."""
    (clone / "var").mkdir()
    shutil.copy2(PROJECT / "var" / "assets.sum", clone / "var")
    for folder in ("assets", "static"):
        shutil.copytree(PROJECT / "var" / folder, clone / "var" / folder)


@pytest.fixture(scope="module")
def bare() -> Iterator[Path]:
    """A clone in which nothing is served."""
    with cloned(myself()) as clone:
        with_assets(clone)
        yield clone


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def lives(port: int) -> Iterator[dict[str, Life]]:
    """Three runs in one clone: ended by Ctrl-C, killed, and, started at that moment, ended by `kill`."""
    runs = {}
    with cloned(myself()) as clone:
        with_assets(clone)
        with_environment(clone)
        make = ["make", "demo", f"PORT={port}", f"PYTHON={sys.executable}"]
        for name, command, number in (
            ("first", make, signal.SIGINT),
            ("killed", DEMO, signal.SIGKILL),
            ("last", DEMO, signal.SIGTERM),
        ):
            with started(clone, port, command) as process, holding(myself(), clone) as holder:
                life = runs[name] = Life(process)
                life.last_login = str(*holder.sql("SELECT last_login::date FROM network_user")[0])
                browser = Browser(port)
                life.pages = {
                    path: browser.get(path) for path in ("/", "/practices/", "/api/v1/practices/", "/healthz")
                }
                browser.sign_in("officer@example.org", life.password)
                life.signed_in = browser.get("/account/").body
                holder.sql(MAIL.format(occasion=name))
                life.mail = (
                    kept(clone, f"Subject: Written in the {name} run\n"),
                    browser.get("/account/mail/sent/").body,
                )
                life.served_as = tuple(role for (role,) in holder.sql(CONNECTED))
                holder.sql("UPDATE network_user SET last_login = '2001-02-03'")
                holder.leave()
                life.end(number, holder.data, port)
        yield runs


def test_the_first_run_says_what_it_does_and_how_to_sign_in(lives, port):
    first = lives["first"]
    counts = {
        name: f"{number} fact sheets written, 0" for name, number in (("cses", 37), ("enar", 6), ("integra", 25))
    }
    assert first.said == SAID.format(
        steps=STEPS, port=port, password=first.password, stops="the site and its database", **counts
    )


@pytest.mark.parametrize("path", ["/", "/practices/"])
def test_it_serves_the_pages(lives, path):
    assert [lives[name].pages[path].status for name in lives] == [200, 200, 200]


def test_its_api_counts_every_fact_sheet(lives):
    counts = [json.loads(lives[name].pages["/api/v1/practices/"].body)["count"] for name in lives]
    assert counts == [68, 68, 68]


def test_a_printed_account_signs_in_with_its_place(lives):
    assert ["Espoon kaupunki" in lives[name].signed_in for name in lives] == [True, True, True]


def test_its_mail_goes_to_files_and_is_shown(lives):
    shown = [life.mail[1].count(f"Written in the {name} run") for name, life in lives.items()]
    assert ([life.mail[0] for life in lives.values()], shown) == ([1, 1, 1], [1, 1, 1])


def test_it_is_served_by_a_role_that_owns_nothing(lives):
    assert [life.served_as for life in lives.values()] == [("application",)] * 3


def test_the_account_keeps_its_password(lives):
    assert lives["first"].password == lives["killed"].password == lives["last"].password


def test_the_data_outlive_a_run_whatever_ended_it(lives):
    assert [life.last_login for life in lives.values()] == ["None", "2001-02-03", "2001-02-03"]


def test_a_later_run_writes_no_fact_sheet(lives, port):
    last = lives["last"]
    counts = {
        name: f"0 fact sheets written, {number}" for name, number in (("cses", 37), ("enar", 6), ("integra", 25))
    }
    assert last.said == SAID.format(
        steps=STEPS, port=port, password=last.password, stops="the site and its database", **counts
    )


@pytest.mark.parametrize("name", ["first", "last"])
def test_neither_server_nor_database_is_left(lives, name):
    assert lives[name].left == ([], False)


def test_its_end_is_told_to_the_caller(lives):
    assert [life.exit_code for life in lives.values()] == [-signal.SIGINT, -signal.SIGKILL, 128 + signal.SIGTERM]


def test_another_postgresql_serves_instead_and_the_embedded_one_is_not_started(bare):
    port = free_port()
    with server_with_a_password() as address, started(bare, port, DEMO, DATABASE_URL=address) as process:
        life = Life(process)
        browser = Browser(port)
        served = [browser.get("/healthz").body, json.loads(browser.get("/api/v1/practices/").body)["count"]]
        os.killpg(process.pid, signal.SIGINT)
        process.communicate()
    where = "from config.embedded import Cluster; c = Cluster('demo'); print(c.home.exists(), c.socket.exists())"
    counts = {
        name: f"{number} fact sheets written, 0" for name, number in (("cses", 37), ("enar", 6), ("integra", 25))
    }
    steps = STEPS.partition("\n")[2]
    assert served == ['{"status": "ok", "database": "ok"}', 68]
    assert myself().run(bare, "-c", where) == (0, "False False\n", "")
    assert life.said == SAID.format(steps=steps, port=port, password=life.password, stops="the site", **counts)
    assert process.returncode == 128 + signal.SIGINT


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "8000 ", "²"])
def test_a_port_that_is_none_is_refused(bare, text):
    assert refused(bare, PORT=text) == (1, "", f"error: PORT is “{text}”: give a number from 1 to 65535.\n")


def test_a_port_that_is_taken_is_refused(bare):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = f"error: port {port} is taken or forbidden: choose another with `make demo PORT=8000`.\n"
        assert refused(bare, PORT=str(port)) == (1, "", said)


def test_an_address_of_another_kind_of_database_is_refused(bare):
    said = "error: DATABASE_URL names no PostgreSQL: give it as postgres://user:password@host:5432/database.\n"
    assert refused(bare, PORT=str(free_port()), DATABASE_URL="sqlite:///file") == (1, "", said)


def test_a_database_that_does_not_answer_is_named(bare):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # held, but nobody listens
        port = closed.getsockname()[1]
        address = f"postgres://me@127.0.0.1:{port}/none"
        code, _output, errors = refused(bare, PORT=str(free_port()), DATABASE_URL=address)
    reason = rf'connection to server at "127.0.0.1", port {port} failed: [^\n]+'
    said = rf"error: the database named in DATABASE_URL cannot be reached \({reason}\): start it, or name another.\n"
    assert (code, re.sub(said, "as expected", errors)) == (1, "as expected")


def test_a_refused_password_is_not_repeated(bare):
    with server_with_a_password() as address:
        wrong = address.replace("owner:", "owner:wrong-")
        code, _output, errors = refused(bare, PORT=str(free_port()), DATABASE_URL=wrong)
    assert (code, errors.count("\n"), "wrong-" in errors, PASSWORD in errors) == (1, 1, False, False)
