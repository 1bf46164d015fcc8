"""Fills the scratch database with made-up fact sheets, or takes it as it is where it holds the wanted ones.

usage: python -m benchmarks.fill [--size N] [--seed SEED] [--database NAME] [--fresh] [--sums] [--drop]
"""

import argparse
import datetime as dt
import hashlib
import io
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connection

from benchmarks import database
from benchmarks.database import use_scratch_database
from benchmarks.errors import BenchmarkError
from config.embedded import PROJECT
from config.embedded_programs import EmbeddedPostgresError

SIZE, SEED = 100_000, 2012
BATCH = 500
# What a filled database depends on.
MAKERS = ("content", "figures", "fill", "reality", "wording")
MADE_BY = (
    *(f"benchmarks/{name}.py" for name in MAKERS), "network/migrations/*.py", "practices/migrations/*.py",
    "fixtures/**/*.yaml",
)  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def fill(*, size: int, seed: int, fresh: bool = False, brief: bool = False) -> float | None:
    """Makes the scratch database hold so many fact sheets, of which brief ones have no sections.

    Returns:
        Seconds that it took; None where the database held them already.
    """
    wanted = {"size": size, "seed": seed, "brief": brief, "made_by": _sum_of_the_makers()}
    if not fresh and database.exists() and _note() == wanted:
        return None
    began = time.monotonic()
    database.make_anew()
    call_command("migrate", verbosity=0)
    _load_vocabularies()
    _copy_all(size, seed, brief=brief)
    after_fill()
    with connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{connection.settings_dict["NAME"]}" IS %s', [json.dumps(wanted)])
    return time.monotonic() - began


def after_fill() -> None:
    """What has to be done once all rows stand: the ids go on after them, the planner learns what there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, pg_get_serial_sequence(table_name, 'id') FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES'"
        )
        for table, sequence in cursor.fetchall():
            cursor.execute(f'SELECT setval(%s, coalesce((SELECT max(id) FROM "{table}"), 0) + 1, false)', [sequence])
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def sums() -> dict[str, str]:
    """A sum over the rows of each filled table."""
    from benchmarks.content import COLUMNS

    found = {}
    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            cursor.execute(f"SELECT md5(string_agg(md5(({', '.join(columns)})::text), '' ORDER BY id)) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


def _note() -> Any:
    """What the filled database says of itself; None where a fill was cut short."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        (said,) = cursor.fetchone()
    return json.loads(said) if said else None


def _sum_of_the_makers() -> str:
    sum_ = hashlib.sha256()
    for file in sorted(file for pattern in MADE_BY for file in PROJECT.glob(pattern)):
        sum_.update(file.read_bytes())
    return sum_.hexdigest()


def _load_vocabularies() -> None:
    """Countries, themes, aims, target groups and collections, as the site loads them, and nothing else."""
    from practices.resources import load_catalogue

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vocabulary").symlink_to(PROJECT / "fixtures" / "vocabulary")
        (Path(folder) / "organisations.yaml").write_text("[]")
        load_catalogue(Path(folder))


def _copy_all(size: int, seed: int, *, brief: bool) -> None:
    """Several processes make rows and copy them, each a batch at a time in a transaction of its own."""
    from benchmarks.content import COLUMNS, Content, numbers

    content = Content(size=size, seed=seed, brief=brief)
    server = connection.get_connection_params()
    connection.close()  # no process may inherit it
    makers = os.cpu_count() or 1
    batch = max(1, min(BATCH, size // makers))
    _Maker.brief = brief
    _Maker.content, _Maker.server = content, {key: server[key] for key in server if key != "cursor_factory"}
    with _connected() as (open_connection, cursor):
        _copy(cursor, "network_organisation", COLUMNS["network_organisation"], content.organisations)
        open_connection.commit()
    began = time.monotonic()
    with multiprocessing.get_context("fork").Pool(makers) as pool:
        done = 0
        for made in pool.imap_unordered(_copy_batch, numbers(size, batch)):
            done += made
            _tell_progress(done, size, time.monotonic() - began)


class _Maker:
    """What a process that makes rows works with; set before it is forked."""

    content: Any
    server: dict[str, Any]
    brief: bool


class _connected:  # noqa: N801  # reads as a verb: `with _connected()`
    """A connection of its own, past Django."""

    def __enter__(self) -> tuple[Any, Any]:
        self.connection = psycopg2.connect(**_Maker.server)
        cursor = self.connection.cursor()
        cursor.execute("SET synchronous_commit = off")  # a scratch database need not survive a power cut
        if _Maker.brief:
            # Counting reads the fact sheets alone: no trigger need prepare them for lists and words.
            cursor.execute("SET session_replication_role = replica")
        return self.connection, cursor

    def __exit__(self, *_raised: object) -> None:
        self.connection.close()


def _copy_batch(batch: range) -> int:
    from benchmarks.content import COLUMNS

    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
    for number in batch:
        for table, made in _Maker.content.sheet(number).items():
            rows[table] += made
    with _connected() as (open_connection, cursor):
        for table, columns in COLUMNS.items():
            if rows[table]:
                _copy(cursor, table, columns, rows[table])
        open_connection.commit()
    return len(batch)


def _copy(cursor: Any, table: str, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(map(_written, row)))
        text.write("\n")
    text.seek(0)
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", text)


def _written(value: Any) -> str:
    """A value in the text form of COPY."""
    if value is None:
        return r"\N"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


def _tell_progress(done: int, size: int, seconds: float) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done:,} of {size:,} fact sheets, {seconds:,.0f} s", end="", file=sys.stderr, flush=True)


@contextmanager
def filled(options: argparse.Namespace) -> Iterator[float | None]:
    """The scratch database with what the options ask for, as long as the block lasts; yields what `fill` returns.

    What goes wrong ends the program with a sentence.
    """
    brief = getattr(options, "facets_only", False)
    named = options.database or f"{database.PREFIX}{options.size}{'_brief' if brief else ''}"
    try:
        with ExitStack() as stack:
            use_scratch_database(stack, named)
            if options.drop:
                stack.callback(database.drop)
            stack.callback(connection.close)
            took = fill(size=options.size, seed=options.seed, fresh=options.fresh, brief=brief)
            stood = "stood already" if took is None else f"were made in {took:,.0f} s"
            print(f"The {options.size:,} fact sheets {stood}.", file=sys.stderr, flush=True)
            yield took
    except (EmbeddedPostgresError, BenchmarkError) as error:
        sys.exit(f"error: {error}")


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of whoever fills."""
    parser.add_argument("--size", type=int, default=SIZE, help="how many fact sheets")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed makes other fact sheets")
    parser.add_argument("--database", help="its name, with “bench_” before it; by default after the size")
    parser.add_argument("--fresh", action="store_true", help="fill anew, whatever stands there")
    parser.add_argument("--drop", action="store_true", help="remove the database at the end, instead of keeping it")


def main() -> None:
    """Fills, and says what was done."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill")
    add_options(parser)
    parser.add_argument("--sums", action="store_true", help="print a sum over the rows of each table")
    options = parser.parse_args()
    with filled(options):
        if options.sums:
            print(json.dumps(sums(), indent=2))


if __name__ == "__main__":
    main()
