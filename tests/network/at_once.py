"""Several who do something at the same time, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from network.errors import InvalidRecord, Refusal
from tests.rivals import Rival


def at_once(held: str, *acts: Callable[[], object]) -> list[str]:
    """Lets all of them run into a lock before any goes on; gives what each was told, "" for done, sorted.

    Args:
        held: a statement that takes the lock they all need.
    """
    with ThreadPoolExecutor(len(acts)) as threads, Rival() as first:
        first.run(held)
        outcomes = [threads.submit(_told, act) for act in acts]
        while _waiting() < len(outcomes):
            assert not any(each.done() for each in outcomes)
        first.commit()
        return sorted(each.result() for each in outcomes)


def _told(act: Callable[[], object]) -> str:
    try:
        act()
    except (InvalidRecord, Refusal) as error:
        return str(error)
    finally:
        connection.close()
    return ""


def _waiting() -> int:
    """How many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
        )
        return int(cursor.fetchone()[0])
