"""SQL answers until the bitmaps of a process stand, and wherever they may not be asked; the answers are the same."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import translation

from config.embedded import PROJECT
from practices.models import Practice, PracticeText, Theme
from practices.search import Answer, follow_the_database
from practices.search.answers import BitmapAnswer
from practices.search.engine import ENGINE
from practices.search.sql import SqlAnswer
from tests.practices.asker import address_of
from tests.practices.asking import answer_to, counts, told
from tests.practices.changes import furnish, grow
from tests.rivals import Rival

PATIENCE = 30


@pytest.fixture(autouse=True)
def _catalogue(transactional_db: None) -> Iterator[None]:
    """Twenty fact sheets, and a process that has not been asked yet."""
    furnish()
    grow(1, 20)
    ENGINE.forget()
    yield
    stand()


def stand() -> None:
    """Waits for the bitmaps that are being built."""
    if thread := ENGINE.building:
        thread.join(PATIENCE)


def said(address: str = "") -> tuple[type, int]:
    answer = answer_to(address)
    return type(answer), answer.count


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline


def value(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: int = cursor.fetchone()[0]
        return found


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"


@pytest.mark.parametrize(
    "address", ["", "theme=sport&theme=employment&country=none", "q=alba+-dorkum&sort=-budget", "q=alb"]
)
def test_a_fresh_process_answers_by_sql_and_then_by_bitmaps_the_same(address):
    fresh = answer_to(address)
    stand()
    later = answer_to(address)
    assert [type(fresh), type(later)] == [SqlAnswer, BitmapAnswer]
    assert (fresh.name, fresh.facets) == (later.name, later.facets)
    assert told(fresh, 7) == told(later, 7)


def test_inside_a_transaction_sql_answers_with_what_nobody_else_sees_yet():
    follow_the_database()
    assert said() == (BitmapAnswer, 20)
    with transaction.atomic():
        grow(2, 1)
        assert said() == (SqlAnswer, 21)
        transaction.set_rollback(True)
    assert said() == (BitmapAnswer, 20)


def test_whoever_commits_by_hand_is_answered_by_sql():
    follow_the_database()
    connection.set_autocommit(False)
    try:
        assert said() == (SqlAnswer, 20)
    finally:
        connection.rollback()
        connection.set_autocommit(True)


FORK = """
import os, sys
import django
django.setup()
from django.db import connection
from practices.search import follow_the_database
from tests.practices.asking import answer_to

follow_the_database()
connection.close()
child = os.fork()
if child:
    os.waitpid(child, 0)
print(type(answer_to("")).__name__, flush=True)
os._exit(0)  # without waiting for bitmaps that nobody needs
"""


def test_a_process_that_is_forked_begins_anew():
    done = subprocess.run(
        [sys.executable, "-c", FORK],
        cwd=PROJECT,
        env=address_of(str(connection.settings_dict["NAME"])),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["SqlAnswer", "BitmapAnswer"]  # the child, then its parent


def test_bitmaps_that_could_not_be_built_are_built_at_the_next_request():
    with Rival() as rival:
        rival.run("LOCK TABLE practices_funding")
        ENGINE.begin()
        wait_for(lambda: value(WAITING) == 1)
        value(
            "SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        stand()
        assert (ENGINE.index, ENGINE.building) == (None, None)
    assert said() == (SqlAnswer, 20)
    stand()
    assert said() == (BitmapAnswer, 20)


def test_building_leaves_no_connection_open():
    before = value(CONNECTED)
    ENGINE.begin()
    stand()
    assert ENGINE.index is not None
    wait_for(lambda: value(CONNECTED) == before)


def test_many_who_ask_at_once_are_all_answered_and_build_once():
    def ask(_number: int) -> tuple[int, dict[str, dict[str, int]]]:
        try:
            answer: Answer = answer_to("q=alba&theme=sport")
            threads.add(ENGINE.building)
            return answer.count, counts(answer)
        finally:
            connection.close()

    threads: set[Thread | None] = {None}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(40)))
    stand()
    same = answer_to("q=alba&theme=sport")
    assert isinstance(same, BitmapAnswer)
    assert answers == [(same.count, counts(same))] * 40
    assert len(threads) <= 2


def test_words_are_looked_up_once_until_a_fact_sheet_changes():
    follow_the_database()
    looked_up: list[str] = []

    def listen(execute, sql, params, many, context):
        looked_up.extend(["words"] if "ts_rank" in sql else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        assert [said("q=zephyr"), said("q=zephyr")] == [(BitmapAnswer, 0)] * 2
        assert looked_up == ["words"]
        PracticeText.objects.filter(practice=Practice.objects.order_by("pk")[0]).update(title="Zephyr")
        assert [said("q=zephyr"), said("q=zephyr")] == [(BitmapAnswer, 1)] * 2
        assert looked_up == ["words"] * 2


def test_words_are_looked_up_in_the_state_that_the_bitmaps_show():
    Practice.objects.update(dimension="cultural")
    follow_the_database()
    key = Practice.objects.order_by("pk")[0].pk

    def ask() -> tuple[type, int]:
        try:
            return said("q=zephyr&dimension=cultural")
        finally:
            connection.close()

    with Rival() as rival, ThreadPoolExecutor(1) as pool:
        # The fact sheet that has the word has it together with another dimension, and never with this one.
        rival.run(f"UPDATE practices_practice SET dimension = 'legal_political' WHERE id = {key}")
        rival.run(f"UPDATE practices_practicetext SET title = 'Zephyr' WHERE practice_id = {key}")
        rival.run("SET CONSTRAINTS ALL IMMEDIATE")
        rival.run("LOCK TABLE practices_searchtext")
        answer = pool.submit(ask)
        wait_for(lambda: value(WAITING) == 1)
        rival.commit()
        assert answer.result() == (BitmapAnswer, 0)
    assert [said(f"q=zephyr&dimension={name}")[1] for name in ("cultural", "legal_political")] == [0, 1]


def test_words_that_cannot_be_looked_up_cost_nobody_the_bitmaps():
    follow_the_database()
    with Rival() as rival, connection.cursor() as cursor:
        rival.run("LOCK TABLE practices_searchtext")
        cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError):
            said("q=zephyr")
        cursor.execute("RESET lock_timeout")
    assert said("q=zephyr") == (BitmapAnswer, 0)


def test_bitmaps_that_were_not_brought_up_to_date_are_not_used_again():
    follow_the_database()
    with Rival() as rival, connection.cursor() as cursor:
        PracticeText.objects.update(title="Zephyr")
        rival.run("LOCK TABLE practices_funding")
        cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError):
            said()
        cursor.execute("RESET lock_timeout")
    assert said() == (SqlAnswer, 20)
    stand()
    assert said() == (BitmapAnswer, 20)


def test_a_process_moves_on_though_nothing_changes():
    follow_the_database()
    with Rival() as rival:
        rival.run("SELECT pg_current_xact_id()")
        rival.commit()
    oldest = value("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    said()
    assert ENGINE.index is not None
    assert ENGINE.index.position.fence >= oldest


def test_a_table_that_was_emptied_is_counted_by_sql_and_then_by_new_bitmaps():
    follow_the_database()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE practices_practice CASCADE")
    assert said() == (SqlAnswer, 0)
    stand()
    grow(3, 2)
    assert said() == (BitmapAnswer, 2)


def theme_label(code: str) -> str:
    (facet,) = [facet for facet in answer_to("").facets if facet.name == "theme"]
    return str(next(value.label for value in facet.values if value.value == code))


def test_labels_follow_the_vocabulary():
    follow_the_database()
    assert theme_label("sport") == "sport"
    Theme.objects.filter(pk="sport").update(label_en="Games")
    assert theme_label("sport") == "Games"


def test_labels_are_in_the_language_of_each_reader():
    follow_the_database()
    Theme.objects.filter(pk="sport").update(label_en="Games", label_fr="Jeux")
    seen = []
    for language in ("en", "fr", "en"):
        with translation.override(language):
            seen.append(theme_label("sport"))
    assert seen == ["Games", "Jeux", "Games"]


def test_a_theme_that_is_new_is_counted_with_its_label():
    follow_the_database()
    answer_to("")
    with transaction.atomic():
        theme = Theme.objects.create(code="media", label_en="Media", label_fr="Médias")
        Practice.objects.order_by("pk")[0].themes.add(theme)
    assert theme_label("media") == "Media"
