"""An export is read a few rows at a time: what that takes of memory and of the database, and what breaks it off."""

import contextlib
import http.client
import os
import socket
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection, transaction
from django.test import Client

from practices.exports import rows
from practices.models import Practice, PracticeText
from practices.views import exports
from tests.config.sites import environment, free_port, gunicorn
from tests.factories import PracticeFactory
from tests.practices.flat import rows_of


@transaction.atomic
def make_many(number: int, letters: int = 1_000) -> None:
    """As many fact sheets as are asked for, each with a text of so many letters."""
    model = PracticeFactory.create(slug="model")
    said = PracticeText.objects.get(practice=model)
    fields = {field.attname: getattr(model, field.attname) for field in Practice._meta.concrete_fields}
    for own in ("id", "public_id", "slug", "external_id"):
        del fields[own]
    made = Practice.objects.bulk_create(
        Practice(**fields, slug=f"many-{each}", external_id=f"many-{each}") for each in range(number - 1)
    )
    PracticeText.objects.filter(pk=said.pk).update(outcomes="x" * letters)
    PracticeText.objects.bulk_create(
        PracticeText(practice=each, language="en", title=said.title, summary=said.summary, outcomes="x" * letters)
        for each in made
    )
    for name in ("countries", "themes", "aims", "target_groups"):
        relation: Any = getattr(Practice, name)
        key = relation.field.m2m_reverse_field_name()
        (other,) = getattr(model, name).all()
        relation.through.objects.bulk_create(relation.through(practice=each, **{key: other}) for each in made)


@contextlib.contextmanager
def elsewhere() -> Iterator[Any]:
    """A cursor on a connection of its own, as another process has it."""
    named = connection.settings_dict
    with contextlib.closing(
        psycopg2.connect(host=named["HOST"], user=named["USER"], password=named["PASSWORD"], dbname=named["NAME"])
    ) as other:
        other.autocommit = True
        with other.cursor() as cursor:
            yield cursor


def peak(client: Client, address: str) -> int:
    """The most memory that an export took at once, in bytes."""
    tracemalloc.start()
    try:
        for _piece in client.get(address):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("address", ["/practices/export.csv", "/practices/export.xlsx"])
def test_ten_times_as_many_rows_take_about_as_much_memory(client, db, monkeypatch, address):
    monkeypatch.setattr(rows, "CHUNK", 10)
    monkeypatch.setattr(exports, "IN_MEMORY", 10_000)
    make_many(200, letters=10_000)
    some = f"{address}?" + "&".join(f"practice=many-{number}" for number in range(20))
    peak(client, some)  # loads what is loaded once
    # Kept rows would be ten times as much; garbage that is not yet collected is a part of it.
    assert peak(client, address) < 2 * peak(client, some)


def test_over_http_1_0_the_length_is_told_beforehand(client, practice):
    plain, old = (client.get("/practices/export.csv", SERVER_PROTOCOL=f"HTTP/1.{minor}") for minor in (1, 0))
    assert plain.get("Content-Length") is None
    whole = old.getvalue()
    assert (old["Content-Length"], whole) == (str(len(whole)), plain.getvalue())


def test_what_is_deleted_meanwhile_is_left_out(client, db, monkeypatch):
    monkeypatch.setattr(rows, "CHUNK", 1)
    for slug in "abc":
        PracticeFactory(slug=slug, title=slug)
    lines = iter(client.get("/practices/export.csv"))
    sent = [next(lines), next(lines)]
    Practice.objects.get(slug="b").delete()
    assert [row["slug"] for row in rows_of(b"".join([*sent, *lines]))] == ["a", "c"]


@contextlib.contextmanager
def once_while_reading(act: Callable[[], None]) -> Iterator[None]:
    """Does something when the fact sheets of a chunk are read, and what belongs to them is not."""
    done: list[bool] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if not done and 'FROM "practices_practice"' in sql and '"content_digest"' in sql:
            done.append(True)
            act()
        return result

    with connection.execute_wrapper(watch):
        yield
    assert done


def test_a_fact_sheet_that_changes_while_it_is_read_is_of_one_moment(client, transactional_db):
    with transaction.atomic():
        practice = PracticeFactory.create(slug="a", place_name="Before", title="Before")

    def change() -> None:
        with elsewhere() as cursor:
            cursor.execute("UPDATE practices_practice SET place_name = 'After'")
            cursor.execute("UPDATE practices_practicetext SET title = 'After'")

    with once_while_reading(change):
        (row,) = rows_of(client.get("/practices/export.csv").getvalue())
    assert (row["place"], row["title"]) == ("Before", "Before")
    practice.refresh_from_db()
    assert practice.place_name == "After"


def test_a_statement_of_an_export_may_take_longer_than_one_of_a_page(client, transactional_db, settings):
    settings.EXPORT_STATEMENT_TIMEOUT_SECONDS = 77
    with transaction.atomic():
        PracticeFactory()

    def timeout() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            (value,) = cursor.fetchone()
        return str(value)

    found: list[str] = [timeout()]
    with once_while_reading(lambda: found.append(timeout())):
        client.get("/practices/export.csv").getvalue()
    assert [*found, timeout()] == ["30s", "77s", "30s"]


@contextlib.contextmanager
def slow_reader(port: int) -> Iterator[http.client.HTTPResponse]:
    """An export that a real server sends, and that is taken no faster than it is read."""
    with contextlib.closing(socket.socket()) as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        reader.settimeout(60)
        reader.connect(("127.0.0.1", port))
        reader.sendall(b"GET /practices/export.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with contextlib.closing(http.client.HTTPResponse(reader, method="GET")) as answer:
            answer.begin()
            yield answer


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[int]:
    """The port of a server whose catalogue is larger than what lies between it and a reader who waits."""
    make_many(501, letters=20_000)
    port = free_port()
    variables = environment(
        DJANGO_SETTINGS_MODULE="config.settings",
        SITE_URL=f"http://127.0.0.1:{port}",
        SECRET_KEY="of this test",
        DATABASE_URL=f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}",
    )
    with gunicorn(port, tmp_path / "log", variables):
        yield port


OF_THE_SITE = "FROM pg_stat_activity WHERE datname = current_database() AND pid NOT IN %s AND state IS NOT NULL"


def test_the_database_waits_for_no_reader_and_its_failure_shows(site):
    with elsewhere() as cursor, slow_reader(site) as answer:
        mine = (connection.connection.info.backend_pid, cursor.connection.info.backend_pid)
        begun = answer.read(100_000)
        # The first chunk was read, and the next waits for the reader: no transaction may be open.
        assert states(cursor, mine) == ["idle"]
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OF_THE_SITE}", [mine])
        with pytest.raises(http.client.IncompleteRead):
            answer.read()
    assert (answer.status, begun[:6]) == (200, b"\xef\xbb\xbfid,")


def states(cursor: Any, mine: tuple[int, int]) -> list[str]:
    """What the connections of the site are at, after its bitmaps were built, which have one of their own till then."""
    deadline = time.monotonic() + 60
    while True:
        cursor.execute(f"SELECT state {OF_THE_SITE}", [mine])
        found = [state for (state,) in cursor.fetchall()]
        if len(found) < 2 or time.monotonic() > deadline:
            return found
        time.sleep(0.05)
