"""A site of several processes on a database of its own, whose answers are compared with what the database holds."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psutil
import psycopg2

from config.embedded import APPLICATION, PROJECT, Cluster
from tests.config.sites import Browser, environment, free_port, gunicorn
from tests.practices import by_hand
from tests.practices.asking import Question, question

PATIENCE = 60
# Rows a page.
PAGE = 40
_FURNISH = """
import django, sys
django.setup()
from tests.practices.changes import furnish, grow
furnish()
grow(int(sys.argv[1]), int(sys.argv[2]))
"""


@dataclass
class Site:
    """The site; `stand` counts how often bitmaps were built."""

    cluster: Cluster
    variables: dict[str, str]
    log: Path
    port: int
    server: "psutil.Process"
    browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)

    @contextlib.contextmanager
    def database(self) -> Iterator[Any]:
        """A cursor past the site; each statement is committed at once."""
        connection = psycopg2.connect(host=self.cluster.socket, user="postgres", dbname="postgres")
        connection.autocommit = True
        try:
            yield connection.cursor()
        finally:
            connection.close()

    @property
    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        found: list[psutil.Process] = self.server.children()
        return found

    @property
    def stand(self) -> int:
        """How often bitmaps were built since the site began."""
        return self.log.read_text().count("fact sheets stand")

    def wait_for_bitmaps(self, times: int) -> None:
        """Until they were built so often."""
        deadline = time.monotonic() + PATIENCE
        while self.stand < times:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def ask(self, address: str) -> dict[str, Any]:
        """What the API answers, with all facets."""
        return self._get(f"facets=all&page_size={PAGE}&{address}")

    def count(self, address: str = "") -> int:
        """How many fact sheets it finds."""
        return int(self._get(f"page_size=1&{address}")["count"])

    def _get(self, query: str) -> dict[str, Any]:
        answer = self.browser.get(f"/api/v1/practices/?{query}")
        assert answer.status == 200, f"{query}: {answer.body} {self.log.read_text()[-2000:]}"
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def kill_a_worker(self) -> None:
        """As the system does when memory runs out."""
        before = {worker.pid for worker in self.workers}
        victim = self.workers[0]
        victim.kill()
        deadline = time.monotonic() + PATIENCE
        while len({worker.pid for worker in self.workers} - before) < 1:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def stop_the_database(self) -> None:
        """As a power cut does."""
        self.cluster._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.cluster.data)

    def start_the_database(self) -> None:
        """And recovers what was written down."""
        self.cluster._start()

    def differences(self, chance: Random, times: int) -> list[str]:
        """Searches at random whose answer is not what the database holds; nobody may write meanwhile."""
        with self.database() as cursor:
            catalogue = by_hand.sheets(cursor)
        asked = [question(chance, catalogue) for _ in range(times)]
        return [each.address for each in asked if said(self.ask(each.address), each) != _expected(catalogue, each)]


def said(answer: dict[str, Any], asked: Question) -> Any:
    """What an answer of the API says: count, facets, and what the rows of the first page say of themselves."""
    facets = {
        name: {value["value"]: value["count"] for value in values if value["count"]}
        for name, values in answer["facets"].items()
    }
    rows = [(row["slug"], row["title"].lower(), [row["dimension"]]) for row in answer["results"]]
    return answer["count"], {name: counts for name, counts in facets.items() if counts}, _listed(rows, asked)


def _expected(catalogue: Sequence[by_hand.Sheet], asked: Question) -> Any:
    found = by_hand.search(catalogue, asked.asked, asked.words, "en")
    rows = {sheet.pk: (sheet.slug, sheet.title_for("en"), sheet.has["dimension"]) for sheet in catalogue}
    return found.count, found.facets, _listed([rows[key] for key in found.order], asked)


def _listed(rows: list[Any], asked: Question) -> Any:
    """Those of the first page in their order; of the best matches which they are, where a page shows all of them."""
    if asked.by_worth:
        return sorted(rows) if len(rows) < PAGE else None
    return rows[:PAGE]


@contextlib.contextmanager
def serving(name: str, log: Path, *, size: int, workers: int = 2) -> Iterator[Site]:
    """The site, with so many fact sheets and processes.

    Args:
        name: of its database cluster, which is thrown away at the end.
    """
    cluster = Cluster(f"{name}-{os.getpid()}", scratch=True)
    port = free_port()
    variables = environment(
        DJANGO_SETTINGS_MODULE="config.settings",
        SITE_URL=f"http://127.0.0.1:{port}",
        SECRET_KEY="of these tests",
        DATABASE_URL=cluster.url("postgres", role=APPLICATION),
        OWNER_DATABASE_URL=cluster.url("postgres"),
        GUNICORN_CMD_ARGS=f"--workers {workers} --config python:config.server",
    )
    cluster.acquire()
    try:
        for command in (["manage.py", "migrate", "-v0"], ["-c", _FURNISH, "1", str(size)]):
            subprocess.run([sys.executable, *command], cwd=PROJECT, env=variables, check=True)
        with gunicorn(port, log, variables) as process:
            site = Site(cluster, variables, log, port, psutil.Process(process.pid))
            site.wait_for_bitmaps(workers)
            yield site
    finally:
        cluster.release()
        cluster.remove()
