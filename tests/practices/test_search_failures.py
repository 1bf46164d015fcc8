"""Whatever dies or floods the site, its processes go on to count exactly what the database holds."""

import threading
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.practices.served import Site, serving

WORKERS, SIZE, IMPORTED = 2, 60, 10_000
SEARCHES = 24

PARTS = (
    "practicetext", "practice_countries", "practice_themes", "practice_aims", "practice_target_groups", "funding",
    "partner", "indicator",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two processes whose bitmaps stand."""
    with serving("failures", tmp_path_factory.mktemp("failures") / "log", size=SIZE, workers=WORKERS) as site:
        yield site


def test_a_killed_process_is_followed_by_one_that_counts_the_same(site):
    before = site.stand
    site.kill_a_worker()
    with site.database() as cursor:
        cursor.execute("UPDATE practices_practice SET dimension = 'cultural', beneficiaries = 3 WHERE id % 2 = 0")
    site.wait_for_bitmaps(before + 1)
    assert site.differences(Random(1), SEARCHES) == []


def test_what_a_server_lost_when_it_died_is_counted_no_more(site):
    with site.database() as cursor:
        # Of a server that does not wait for its disk, a power cut takes what was committed last.
        cursor.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("UPDATE practices_practice SET scope = 'national' WHERE scope = 'regional_municipal'")
        cursor.execute("CHECKPOINT")
        cursor.execute("UPDATE practices_practice SET scope = 'regional_municipal' WHERE scope = 'national'")
    lost = site.count("scope=regional_municipal")
    assert lost > 0
    assert [site.count("scope=regional_municipal") for _ in range(8)] == [lost] * 8
    before = site.stand
    site.stop_the_database()
    assert [site.browser.get("/api/v1/practices/").status for _ in range(4)] == [503] * 4
    site.start_the_database()
    with site.database() as cursor:
        for _ in range(50):  # others write, so that its numbers get past those that were given out before
            cursor.execute("UPDATE practices_practice SET transferable = NOT transferable WHERE id % 3 = 0")
    assert site.count("scope=regional_municipal") == 0
    assert site.differences(Random(2), SEARCHES) == []
    site.wait_for_bitmaps(before + 1)
    assert site.differences(Random(3), SEARCHES) == []


def test_ten_thousand_fact_sheets_at_once_are_counted_all_or_not_at_all(site):
    with site.database() as cursor:
        cursor.execute("SELECT count(*) FROM practices_practice")
        (size,) = cursor.fetchone()
        seen, over = set(), threading.Event()

        def watch() -> None:
            while not over.is_set():
                seen.add(site.count())

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            add_copies(cursor, IMPORTED)
            assert site.differences(Random(4), SEARCHES // 4) == []
        finally:
            over.set()
            watching.join()
    assert seen == {size, size + IMPORTED}


def add_copies(cursor: Any, count: int) -> None:
    """Copies fact sheets with all that belongs to them, in one transaction."""
    cursor.execute("BEGIN")
    cursor.execute(
        "CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT original,"
        " nextval(pg_get_serial_sequence('practices_practice', 'id')) AS id"
        " FROM (SELECT id FROM practices_practice, generate_series(1, %s) LIMIT %s) AS sheets (original)",
        [count, count],
    )
    cursor.execute(
        "INSERT INTO practices_practice SELECT made.*"
        " FROM copy JOIN practices_practice AS sheet ON sheet.id = original,"
        " jsonb_populate_record(sheet, jsonb_build_object('id', copy.id, 'public_id', gen_random_uuid(),"
        " 'slug', 'copy-' || copy.id, 'external_id', copy.id)) AS made"
    )
    for part in PARTS:
        table = f"practices_{part}"
        cursor.execute(
            f"INSERT INTO {table} SELECT made.* FROM copy JOIN {table} AS part ON part.practice_id = original,"
            " jsonb_populate_record(part, jsonb_build_object('practice_id', copy.id,"
            f" 'id', nextval(pg_get_serial_sequence('{table}', 'id')))) AS made"
        )
    cursor.execute("COMMIT")
