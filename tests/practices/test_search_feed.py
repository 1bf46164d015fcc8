"""The changes of the database are followed without missing one that is committed late, whoever made it, and how."""

import json
import subprocess
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from config.embedded import PROJECT
from practices.models import Practice
from practices.search import feed
from tests.practices.asker import address_of
from tests.practices.changes import add, furnish
from tests.rivals import Rival

TITLE = "UPDATE practices_practicetext SET title = title || ' more' WHERE practice_id = {}"


@pytest.fixture
def keys(transactional_db: None) -> list[int]:
    """Three fact sheets, stored, so that every connection sees them."""
    furnish()
    chance = Random(1)
    for _ in range(3):
        with transaction.atomic():
            add(chance)
    return sorted(Practice.objects.values_list("pk", flat=True))


class Reader:
    """Somebody who looks now and then; `naive` looks for numbers that are greater than any he has seen."""

    def __init__(self) -> None:
        self.position = feed.position()
        self.greatest = self._greatest()

    def look(self) -> list[int]:
        """The fact sheets that changed since he looked last."""
        news = feed.news(self.position)
        self.position = news.position
        return sorted(news.practices)

    def look_naively(self) -> list[int]:
        """The same by greatest numbers."""
        before, self.greatest = self.greatest, self._greatest()
        return _column("SELECT practice_id FROM practices_change WHERE number > %s ORDER BY 1", before)

    def _greatest(self) -> int:
        return _column("SELECT max(number) FROM practices_change")[0]


def _column(sql: str, *parameters: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [value for (value,) in cursor.fetchall()]


def test_a_change_that_is_committed_late_is_seen_and_would_be_missed_by_its_number(keys):
    reader, naive = Reader(), Reader()
    with Rival() as late, Rival() as early:
        late.run(TITLE.format(keys[0]))
        early.run(TITLE.format(keys[1]))
        early.commit()
        assert (reader.look(), naive.look_naively()) == ([keys[1]], [keys[1]])
        late.commit()
        assert (reader.look(), naive.look_naively()) == ([keys[0]], [])
    assert reader.look() == []


def test_a_transaction_that_stays_open_delays_nobody(keys):
    reader = Reader()
    with Rival() as slow, Rival() as quick:
        slow.run(TITLE.format(keys[0]))
        for _ in range(3):
            quick.run(TITLE.format(keys[1]))
            quick.commit()
            assert reader.look() == [keys[1]]
            assert reader.look() == []
        slow.commit()
        assert reader.look() == [keys[0]]


def test_a_fact_sheet_changed_by_the_older_of_two_transactions_last_is_seen_again(keys):
    reader = Reader()
    with Rival() as older, Rival() as younger:
        older.run(TITLE.format(keys[0]))  # which gives it a number
        younger.run(TITLE.format(keys[1]))
        younger.commit()
        assert reader.look() == [keys[1]]
        older.run(TITLE.format(keys[1]))
        older.commit()
        assert reader.look() == keys[:2]


def test_what_was_taken_back_is_no_change(keys):
    reader = Reader()
    with Rival() as rival:
        rival.run(TITLE.format(keys[0]))
        rival.take_back()
        assert reader.look() == []
        rival.run("SAVEPOINT before")
        rival.run(TITLE.format(keys[0]))
        rival.run("ROLLBACK TO SAVEPOINT before")
        rival.run(TITLE.format(keys[1]))
        rival.commit()
    assert reader.look() == [keys[1]]


def test_who_begins_to_look_while_others_write_gets_what_they_commit_later(keys):
    with Rival() as before, Rival() as between:
        before.run(TITLE.format(keys[0]))
        between.run(TITLE.format(keys[1]))
        between.commit()
        reader = Reader()
        before.commit()
        assert reader.look() == [keys[0]]


def test_emptying_the_table_turns_every_reader_back(keys):
    reader = Reader()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE practices_practice CASCADE")
    with pytest.raises(feed.TurnedBack):
        reader.look()
    derived = ("entry", "searchtext", "document")
    assert [_column(f"SELECT count(*) FROM practices_{name}") for name in derived] == [[0], [0], [0]]
    assert Reader().look() == []  # who begins after that need not turn back


def test_a_backup_that_is_restored_turns_every_reader_back(keys):
    reader = Reader()
    with connection.cursor() as cursor:
        # As pg_restore --clean does: the table is made anew, its rows bear the numbers of long ago.
        cursor.execute("ALTER TABLE practices_change RENAME TO practices_change_lost")
        try:
            cursor.execute("CREATE TABLE practices_change (LIKE practices_change_lost INCLUDING ALL)")
            cursor.execute("INSERT INTO practices_change SELECT * FROM practices_change_lost")
            with pytest.raises(feed.TurnedBack):
                reader.look()
        finally:
            cursor.execute("DROP TABLE practices_change")
            cursor.execute("ALTER TABLE practices_change_lost RENAME TO practices_change")


def test_numbers_of_another_servers_future_are_not_mistaken_for_changes(keys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE practices_change SET transaction = '9000000000000' WHERE practice_id = %s", [keys[0]])
    reader = Reader()
    assert reader.look() == []
    with connection.cursor() as cursor:
        cursor.execute(TITLE.format(keys[0]))
    assert reader.look() == [keys[0]]


def test_two_who_change_one_fact_sheet_leave_it_indexed_with_both_changes(keys):
    with Rival() as one, Rival() as other:
        one.run(f"UPDATE practices_practice SET place_name = 'Kirkwall' WHERE id = {keys[0]}")
        other.run(f"UPDATE practices_practicetext SET title = 'Stromness' WHERE practice_id = {keys[0]}")
        one.commit()
        other.commit()
        assert (one.refusal(), other.refusal()) == (None, None)
    for word in ("kirkwall", "stromness"):
        where = "practice_id = %s AND words @@ to_tsquery('simple', %s)"
        assert set(_column(f"SELECT practice_id FROM practices_searchtext WHERE {where}", keys[0], word)) == {keys[0]}


@pytest.mark.parametrize("written", [1, -1], ids=["named first", "renamed first"])
@pytest.mark.parametrize("committed", [1, -1], ids=["named for good first", "renamed for good first"])
@pytest.mark.parametrize(
    ("name", "rename", "word"),
    [
        pytest.param(
            "UPDATE practices_practice SET organiser_id = (SELECT id FROM network_organisation WHERE slug = 'new')"
            " WHERE id = {}",
            "UPDATE network_organisation SET name = 'Thurso' WHERE slug = 'new'",
            "thurso",
            id="organiser",
        ),
        pytest.param(
            "INSERT INTO practices_partner (practice_id, organisation_id, position, kind)"
            " SELECT {}, id, 0, 'other' FROM network_organisation WHERE slug = 'new'",
            "UPDATE network_organisation SET name = 'Wick' WHERE slug = 'new'",
            "wick",
            id="partner",
        ),
        pytest.param(
            "INSERT INTO practices_practice_countries (practice_id, country_id) VALUES ({}, 'SE')",
            "UPDATE network_country SET name_en = 'Sutherland' WHERE code = 'SE'",
            "sutherland",
            id="country",
        ),
    ],
)
def test_a_name_that_changes_while_it_is_named_is_found(keys, name, rename, word, written, committed):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO network_organisation SELECT (jsonb_populate_record(o, jsonb_build_object('id', 1000000,"
            " 'slug', 'new', 'name', 'New', 'public_id', gen_random_uuid()))).* FROM network_organisation AS o LIMIT 1"
        )
        cursor.execute(
            "INSERT INTO network_country (code, name, nuts_prefix, eu_member) VALUES ('SE', 'S', 'SE', true)"
        )
        cursor.execute("UPDATE network_country SET name_en = 'S' WHERE code = 'SE'")
    key = Practice.objects.filter(eu_wide=False).order_by("pk")[0].pk
    reader = Reader()
    with Rival() as one, Rival() as other:
        for rival, statement in [(one, name.format(key)), (other, rename)][::written]:
            rival.run(statement)
        for rival in (one, other)[::committed]:
            rival.commit()
        assert (one.refusal(), other.refusal()) == (None, None)
    assert reader.look() == [key]
    found = _column("SELECT practice_id FROM practices_searchtext WHERE words @@ to_tsquery('simple', %s)", word)
    assert set(found) == {key}


def test_two_imports_that_add_the_same_words_do_not_wait_for_each_other(keys):
    with Rival() as one, Rival() as other:
        for rival, (first, second) in ((one, ("zephyr", "aurora")), (other, ("aurora", "zephyr"))):
            mine = keys[:2] if rival is one else keys[2:]
            rival.run("".join(f"{_titled(key, word)};" for key, word in zip(mine, (first, second), strict=False)))
            rival.run("SET CONSTRAINTS ALL IMMEDIATE")
        other.commit()
        one.commit()
        assert (one.refusal(), other.refusal()) == (None, None)
    assert _column("SELECT count(*) FROM practices_word WHERE written = 'aurora'") == [2]


def _titled(key: int, title: str) -> str:
    return f"UPDATE practices_practicetext SET title = '{title}' WHERE practice_id = {key}"


@pytest.fixture
def another_process(keys: list[int]) -> Iterator["subprocess.Popen[str]"]:
    """A process of the site whose bitmaps stand."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.practices.asker"],
        cwd=PROJECT,
        env=address_of(str(connection.settings_dict["NAME"])),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        process.terminate()


def test_a_change_is_in_the_first_answer_of_another_process_after_its_commit(another_process, keys):
    def ask(address: str) -> tuple[str, int]:
        assert another_process.stdin is not None
        assert another_process.stdout is not None
        another_process.stdin.write(f"{address}\n")
        answer = json.loads(another_process.stdout.readline())
        return answer["by"], answer["count"]

    assert ask("dimension=cultural&q=zephyr") == ("BitmapAnswer", 0)
    for number, key in enumerate(keys, start=1):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE practices_practice SET dimension = 'cultural' WHERE id = %s", [key])
            cursor.execute(_titled(key, "zephyr"))
        assert ask("dimension=cultural&q=zephyr") == ("BitmapAnswer", number)
