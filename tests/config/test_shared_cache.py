"""The cache that all workers of a machine share: Django's interface, exact sums, an end to its size, no failure."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from config.embedded import PROJECT
from config.shared_cache import SharedCache

ADD = """
import sys
from config.shared_cache import SharedCache
cache = SharedCache(sys.argv[1], {})
for _time in range(200):
    cache.add("count", 0)
    cache.incr("count")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "cache.sqlite3"


@pytest.fixture
def cache(file: Path) -> SharedCache:
    return SharedCache(str(file), {})


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: now)


@pytest.mark.parametrize("value", ["Γεια", [1, 2.5], {"a": None}, 7, -1, 2**80, True, None, b"\x00"], ids=repr)
def test_what_is_set_is_there_for_every_worker(cache, file, value):
    cache.set("key", value)
    assert SharedCache(str(file), {}).get("key", "nothing") == value


def test_what_is_not_there_is_the_default(cache):
    assert (cache.get("key"), cache.get("key", 5)) == (None, 5)


def test_an_entry_ends_with_its_time(cache, monkeypatch):
    cache.set("short", "a", timeout=10)
    cache.set("lasting", "b", timeout=None)
    at(monkeypatch, 11)
    assert (cache.get("short"), cache.get("lasting")) == (None, "b")


def test_only_what_is_not_there_is_added(cache, monkeypatch):
    assert (cache.add("key", 1, timeout=10), cache.add("key", 2), cache.get("key")) == (True, False, 1)
    at(monkeypatch, 11)
    assert (cache.add("key", 3), cache.get("key")) == (True, 3)


def test_an_entry_gets_another_end(cache, monkeypatch):
    cache.set("key", "a", timeout=10)
    assert (cache.touch("key", 100), cache.touch("nothing")) == (True, False)
    at(monkeypatch, 50)
    assert cache.get("key") == "a"


def test_what_is_deleted_is_gone(cache):
    cache.set("key", 1)
    assert (cache.delete("key"), cache.delete("key"), cache.get("key")) == (True, False, None)


def test_it_can_be_emptied(cache):
    cache.set_many({"a": 1, "b": 2})
    cache.clear()
    assert cache.get_many(["a", "b"]) == {}


@pytest.mark.parametrize("value", [None, "text", True], ids=repr)
def test_only_a_whole_number_is_added_to(cache, value):
    cache.set("key", value)
    with pytest.raises(ValueError, match="no number"):
        cache.incr("key")


def test_processes_that_add_at_once_lose_no_count(cache, file):
    adders = [subprocess.Popen([sys.executable, "-c", ADD, file], cwd=PROJECT) for _process in range(3)]
    assert [adder.wait() for adder in adders] == [0, 0, 0]
    assert cache.get("count") == 600


def test_a_process_that_was_forked_opens_it_anew(cache):
    cache.set("count", 1)
    child = os.fork()
    if not child:
        os._exit(0 if cache.incr("count") == 2 else 1)
    assert (os.waitpid(child, 0)[1], cache.get("count")) == (0, 2)


def test_what_has_ended_takes_no_room(file, monkeypatch):
    cache = SharedCache(str(file), {})
    cache.set("short", 1, timeout=10)
    cache.set("longer", 2, timeout=1000)
    at(monkeypatch, 100)
    cache.get("longer")
    assert entries(cache) == ["longer"]


def test_there_is_an_end_to_its_size(file, monkeypatch):
    cache = SharedCache(str(file), {"OPTIONS": {"MAX_ENTRIES": 2}})
    for number in (4, 2, 1, 3):
        cache.set(str(number), number, timeout=number * 1000)
    at(monkeypatch, 100)
    cache.get("4")
    assert entries(cache) == ["3", "4"]


def entries(cache: Any) -> list[str]:
    """The keys that it stores, without Django's prefix."""
    rows = cache._open().execute("SELECT key FROM entries ORDER BY key").fetchall()
    return [key.rpartition(":")[2] for (key,) in rows]


def test_nobody_else_may_write_what_is_unpickled_here(cache, file):
    cache.set("key", 1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def broken(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database" * 100)


def not_to_be_made(file: Path) -> None:
    file.parent.write_text("a file where a folder should be")


@pytest.mark.parametrize("trouble", [broken, not_to_be_made], ids=["broken", "no-folder"])
def test_v16_5_2_one_that_cannot_be_reached_is_empty_and_says_so_in_the_log(cache, file, trouble, caplog):
    caplog.set_level("ERROR", "config.shared_cache")
    trouble(file)
    cache.set("key", 1)
    found = (cache.get("key"), cache.add("key", 1), cache.delete("key"), cache.touch("key"))
    assert found == (None, False, False, False)
    with pytest.raises(ValueError, match="no number"):
        cache.incr("key")
    assert {record.getMessage().partition(":")[0] for record in caplog.records} == {"cache out of reach"}
