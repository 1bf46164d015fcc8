"""Who answers the searches: the site over HTTP, bare SQL in this process, and a plain list over HTTP.

A rival is asked through a connection of its own for each client, and says what it found in the same words as all the
others, so that nothing is timed that does not answer alike.
"""

import http.client
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

import psycopg2

from benchmarks import statements
from benchmarks.cases import Query
from benchmarks.errors import RefusedError
from benchmarks.facet_sql import counts_by_facet
from benchmarks.servers import PATIENCE_SECONDS

LONGEST_PAGE = 1000
# Of so many matches of a word, SQL reads the list from its beginning until it has met enough.
MANY = 1000
_SLUG = re.compile(r'href="/practices/(fact-sheet-\d+)/')
_COUNT = re.compile(r"<strong>([\d,]+)</strong>\s+fact sheet")

# Counts by value, by facet.
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Answer:
    """What was found, as far as the rival says it: the number of all matches, the slugs of the page, the facets."""

    count: int | None = None
    slugs: list[str] | None = None
    facets: Facets | None = None


class Client(Protocol):
    """One connection to a rival."""

    def ask(self, query: Query) -> Any:
        """Asks and takes the whole answer in; this is what is timed.

        Raises:
            RefusedError: there is no answer.
        """

    def close(self) -> None:
        """Ends the connection."""


@dataclass(frozen=True)
class Rival:
    """Somebody who answers searches."""

    name: str
    label: str
    connect: Callable[[], Client]
    read: Callable[[Any], Answer]


@dataclass(frozen=True)
class Places:
    """Where deep pages begin, by the rows before them: a cursor of the site, and what SQL goes on from."""

    cursors: Mapping[int, str]
    rows: Mapping[int, tuple[Any, int]]


class HttpClient:
    """Asks a server; it keeps the connection for as long as the server does."""

    def __init__(self, port: int, address: Callable[[Query], str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self.address = address

    def ask(self, query: Query) -> bytes:
        """The body of the answer."""
        return self.get(self.address(query))

    def get(self, address: str) -> bytes:
        """The body of the answer of an address."""
        self.connection.request("GET", address, headers={"Accept-Language": "en", "Connection": "keep-alive"})
        response = self.connection.getresponse()
        body = response.read()
        if response.status != http.client.OK:
            raise RefusedError(f"{response.status} {_reason(body) or response.reason}")
        return body

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()


class SqlClient:
    """Asks PostgreSQL by statements of our own; words on a connection of their own (statements.FOR_WORDS)."""

    def __init__(self, server: Mapping[str, Any]) -> None:
        self.connections = [psycopg2.connect(**server) for _ in range(2)]
        for connection in self.connections:
            connection.autocommit = True
        self.cursor, self.for_words = (connection.cursor() for connection in self.connections)
        self.for_words.execute(statements.FOR_WORDS)

    def rows(self, query: Query, statement: statements.Statement) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        cursor = self.for_words if query.word else self.cursor
        cursor.execute(*statement)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def close(self) -> None:
        """Ends the connections."""
        for connection in self.connections:
            connection.close()


class PageClient(SqlClient):
    """The rows of a page, and the number of matches; first the number, which says how to look for the rows."""

    def __init__(self, server: Mapping[str, Any], places: Places, *, whole: bool) -> None:
        super().__init__(server)
        self.places, self.whole = places, whole

    def ask(self, query: Query) -> tuple[int, list[tuple[Any, ...]]]:
        """The number and the rows."""
        ((count,),) = self.rows(query, statements.count_of(query))
        place = self.places.rows.get(query.depth)
        page = statements.page_of(query, place=place, whole=self.whole, many=count > MANY)
        return count, self.rows(query, page)


class FacetClient(SqlClient):
    """Every facet."""

    def ask(self, query: Query) -> list[tuple[Any, ...]]:
        """Facet, value and count."""
        return self.rows(query, statements.facets_of(query))


def everybody(site: int, plain: int, server: Mapping[str, Any], places: Places) -> list[Rival]:
    """All of them, the site first.

    Args:
        site: the port of the site.
        plain: the port of the plain list.
        server: how PostgreSQL is reached.
    """
    return [*of_the_site(site, places), *of_sql(server, places), *of_the_plain_list(plain)]


def of_the_site(port: int, places: Places) -> list[Rival]:
    """The site's own answers, as readers and partners get them."""

    def address(path: str, more: str = "") -> Callable[[Query], str]:
        def of(query: Query) -> str:
            cursor = urlencode({"cursor": places.cursors[query.depth]}) if query.depth else ""
            return f"{path}?{'&'.join(part for part in (query.parameters, cursor, more) if part)}"

        return of

    def rival(name: str, label: str, of: Callable[[Query], str], read: Callable[[Any], Answer]) -> Rival:
        return Rival(name, label, lambda: HttpClient(port, of), read)

    api = "/api/v1/practices/"
    return [
        rival("page", "Catalogue page, with all facets", address("/practices/"), _of_a_page),
        rival("api", "API", address(api), _of_json),
        rival("api_facets", "API with all facets", address(api, "facets=all"), _of_json),
    ]


def of_sql(server: Mapping[str, Any], places: Places) -> list[Rival]:
    """Bare SQL: whole rows and the number of matches; titles alone and the number; the facets."""

    def page(*, whole: bool) -> Callable[[], Client]:
        return lambda: PageClient(server, places, whole=whole)

    return [
        Rival("sql", "(a) SQL: rows and count", page(whole=True), _of_rows),
        Rival("sql_titles", "(a) SQL: titles and count", page(whole=False), _of_rows),
        Rival("sql_facets", "(b) SQL: all facets", lambda: FacetClient(server), _of_counts),
    ]


def of_the_plain_list(port: int) -> list[Rival]:
    """A list as Django REST Framework and django-filter make it (benchmarks/plain)."""

    def address(more: str) -> Callable[[Query], str]:
        return lambda query: f"/practices/?{query.parameters}&offset={query.depth}{more}"

    return [
        Rival("plain", "(c) DRF + django-filter", lambda: HttpClient(port, address("")), _of_a_plain_list),
        Rival(
            "plain_facets",
            "(c) with nine facets",
            lambda: HttpClient(port, address("&facets=1")),
            _of_a_plain_list,
        ),
    ]


def places(port: int, cursor: Any, depths: list[int]) -> Places:
    """Walks through the list of the site to where the deep pages begin."""
    cursors: dict[int, str] = {}
    client = HttpClient(port, str)
    at, token = 0, ""
    for depth in sorted(depths):
        while at < depth:
            size = min(LONGEST_PAGE, depth - at)
            asked: dict[str, int | str] = {"page_size": size} | ({"cursor": token} if token else {})
            answer = json.loads(client.get(f"/api/v1/practices/?{urlencode(asked)}"))
            token = parse_qs(urlsplit(answer["next"]).query)["cursor"][0]
            at += size
        cursors[depth] = token
    client.close()
    rows = {}
    for depth in depths:
        cursor.execute(
            "SELECT title_en, practice_id FROM practices_entry ORDER BY title_en, practice_id OFFSET %s LIMIT 1",
            [depth - 1],
        )
        rows[depth] = cursor.fetchone()
    return Places(cursors, rows)


def _of_json(body: bytes) -> Answer:
    said = json.loads(body)
    facets = said.get("facets")
    if facets is not None:
        facets = {
            name: {_written(entry["value"]): entry["count"] for entry in values if entry["count"]}
            for name, values in facets.items()
        }
    return Answer(said["count"], [row["slug"] for row in said["results"]], facets)


def _of_a_plain_list(body: bytes) -> Answer:
    """Its facets are not drill-sideways, and so not those of the others."""
    said = json.loads(body)
    return Answer(said["count"], [row["slug"] for row in said["results"]])


def _of_a_page(body: bytes) -> Answer:
    page = body.decode()
    number = _COUNT.search(page)
    return Answer(int(number[1].replace(",", "")) if number else None, list(dict.fromkeys(_SLUG.findall(page))))


def _of_rows(answer: tuple[int, list[tuple[Any, ...]]]) -> Answer:
    count, rows = answer
    return Answer(count, [row[1] for row in rows])


def _of_counts(rows: list[tuple[Any, ...]]) -> Answer:
    return Answer(facets=counts_by_facet(rows))


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(body: bytes) -> str:
    """What a problem document says of each parameter; nothing of a page."""
    try:
        problem = json.loads(body)
    except ValueError:
        return ""
    return "; ".join(f"{name}: {said[0][:60]}" for name, said in problem.get("errors", {}).items())
