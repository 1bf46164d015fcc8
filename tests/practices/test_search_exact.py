"""A thousand searches at random, while others write, are answered exactly as by reading every fact sheet."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import translation

from practices.search import FACETS, Answer, follow_the_database, pages
from practices.search.answers import BitmapAnswer
from practices.search.engine import ENGINE
from practices.search.sql import SqlAnswer
from tests.practices import by_hand
from tests.practices.asking import Question, answer_to, filterset_of, question, there_and_back, told
from tests.practices.changes import NAMES, WORDS, furnish, grow
from tests.practices.writers import Writer, hold_the_gate, leave_the_gate

SEED = 20120523
SEARCHES, AT_ONCE, WRITERS, SIZE = 1000, 10, 3, 60
# One answer in so many is also compared with that of the SQL that answers in a fresh process.
BY_SQL = 25


@pytest.fixture
def writers(transactional_db: None) -> Iterator[list[Writer]]:
    """At work as long as the test runs."""
    ENGINE.forget()
    furnish()
    grow(SEED, SIZE)
    follow_the_database()
    told = Event()
    at_work = [Writer(SEED + number, SIZE) for number in range(WRITERS)]
    threads = [Thread(target=writer.write_until, args=[told]) for writer in at_work]
    for thread in threads:
        thread.start()
    yield at_work
    told.set()
    for thread in threads:
        thread.join()


def test_a_thousand_searches_while_others_write(writers, monkeypatch):
    chance = Random(SEED)
    seen, changes = 0, set()
    while seen < SEARCHES:
        with connection.cursor() as cursor:
            # Nobody commits from here to the end of the block; what is open stays open, and others go on writing.
            hold_the_gate(cursor, shared=False)
            try:
                catalogue = by_hand.sheets(cursor)
                changes.add(hash(tuple(map(repr, catalogue))))
                for number in range(seen, seen + AT_ONCE):
                    # Lists of few matches are read in another way than those of many; here few are many.
                    monkeypatch.setattr(pages, "FEW", chance.choice([5, 1000]))
                    with translation.override(chance.choice(["en", "fr"])):
                        compare(question(chance, catalogue), catalogue, size=chance.randint(5, 40), number=number)
            finally:
                leave_the_gate(cursor)
        seen += AT_ONCE
        assert wait_for_a_commit(writers), f"seed {SEED}: nobody writes any more"
    done: Counter[str] = sum((writer.done for writer in writers), Counter())
    assert len(changes) > SEARCHES / AT_ONCE / 2, "most comparisons are of another state"
    assert {how for how, times in done.items() if times > 5} >= {
        "committed", "left open, then committed", "taken back"
    }  # fmt: skip


def compare(asked: Question, catalogue: list[by_hand.Sheet], size: int, number: int) -> None:
    where = f"seed {SEED}, search {number}: {asked.address}"
    reader = translation.get_language()
    expected = by_hand.search(catalogue, asked.asked, asked.words, reader)
    answer = answer_to(asked.address)
    assert isinstance(answer, BitmapAnswer), where
    found = told(answer, size)
    if asked.by_worth:
        assert sorted(found.order) == sorted(expected.order), where
        expected = by_hand.Found(expected.count, expected.facets, by_worth(answer))
    assert found.count == expected.count, where
    assert found.facets == expected.facets, where
    assert found.order == expected.order, where
    if number % 2:
        assert told(answer, size, backwards=True).order == expected.order, where
    else:
        first, back = there_and_back(answer, size)
        assert first == back, where
    if number % BY_SQL == 0:
        same = SqlAnswer(filterset_of(asked.address), FACETS)
        assert (same.count, same.facets) == (answer.count, answer.facets), where
        assert told(same, size).order == found.order, where


def by_worth(answer: Answer) -> list[int]:
    """The best first, and of equals those added first."""
    hits = answer.beyond(None, backwards=False, limit=1000)
    return [hit.pk for hit in sorted(hits, key=lambda hit: (-hit.key, hit.pk))]


def wait_for_a_commit(writers: list[Writer]) -> bool:
    """Whether somebody commits within a while."""

    def committed() -> int:
        return sum(writer.done["committed"] + writer.done["left open, then committed"] for writer in writers)

    before, patience = committed(), Event()
    return any(committed() > before or patience.wait(0.002) for _ in range(10_000))


@pytest.mark.django_db
@pytest.mark.parametrize("stemmer", ["english_stem", "french_stem", "german_stem", "simple"])
def test_the_words_are_kept_apart_by_every_stemmer(stemmer):
    words = [*WORDS, *NAMES]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ts_lexize(%s, word) FROM unnest(%s) AS word", [stemmer, words])
        stems = [stem for ((stem,),) in cursor.fetchall()]
    assert len(set(stems)) == len(words)
    assert [word for word, stem in zip(words, stems, strict=True) if not word.startswith(stem)] == []
