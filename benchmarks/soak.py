"""`make soak`: counts are compared with what the database holds, for long, while much goes wrong.

Several processes write and several answer, on a database of their own. Now and then one of them is killed, the
database loses its power, or documents are written down. Every few seconds all commits are held back for a moment and
searches at random are compared with a search by hand.

usage: python -m benchmarks.soak [--seconds S] [--seed SEED]
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event
from typing import TYPE_CHECKING

from config.embedded import PROJECT
from config.local import use_local_settings

if TYPE_CHECKING:
    from tests.practices.served import Site

SECONDS = 600
SIZE, WORKERS, WRITERS = 400, 3, 3
SEARCHES = 20
# What happens after a comparison, and how often in a hundred times.
NOTHING = "nothing"
MISHAPS = {
    "kill a web worker": 12,
    "kill a writer": 12,
    "cut the power of the database": 8,
    "write documents down": 15,
}


class Soak:
    """One run."""

    def __init__(self, site: "Site", seed: int) -> None:
        self.site, self.chance = site, Random(seed)
        self.did: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.writers = [self._writer() for _ in range(WRITERS)]

    def go_on_until(self, end: float) -> None:
        """Compares, and lets something happen, in turns."""
        while time.monotonic() < end:
            time.sleep(self.chance.random())
            self.compare()
            mishap = self.chance.choices(
                [*MISHAPS, NOTHING], weights=[*MISHAPS.values(), 100 - sum(MISHAPS.values())]
            )[0]
            self.let_happen(mishap)
            print(f"\r  {self.did['searches']:,} searches, {len(self.wrong)} differences", end="", flush=True)
        print()

    def compare(self) -> None:
        """Some searches, while nobody commits."""
        from tests.practices.writers import hold_the_gate

        with self.site.database() as cursor:
            hold_the_gate(cursor, shared=False)  # until this connection ends
            try:
                self.wrong += self.site.differences(self.chance, SEARCHES)
            except AssertionError as refused:  # no answer at all is no exact answer
                self.wrong.append(str(refused))
        self.did["searches"] += SEARCHES
        self.did["comparisons"] += 1

    def let_happen(self, mishap: str) -> None:
        """One of the mishaps."""
        if mishap == "kill a web worker":
            self.site.kill_a_worker()
        elif mishap == "kill a writer":
            victim = self.chance.randrange(WRITERS)
            self.writers[victim].kill()
            self._count(self.writers[victim])
            self.writers[victim] = self._writer()
        elif mishap == "cut the power of the database":
            self.site.stop_the_database()
            self.site.start_the_database()
        elif mishap == "write documents down":
            command = [sys.executable, "manage.py", "refresh_documents"]
            subprocess.run(command, cwd=PROJECT, env=self.site.variables, check=True, stdout=subprocess.DEVNULL)
        self.did[mishap] += 1

    def end(self) -> None:
        """Lets the writers finish."""
        for writer in self.writers:
            writer.terminate()
            self._count(writer)
        self.did["times bitmaps were built"] = self.site.stand

    def report(self) -> str:
        """What was done, and the verdict."""
        lines = [f"{times:8,}  {what}" for what, times in sorted(self.did.items()) if what != NOTHING]
        lines += [f"WRONG: {address}" for address in self.wrong]
        lines.append(f"{'NOT EXACT' if self.wrong else 'exact'}: {len(self.wrong)} differences")
        return "\n".join(lines)

    def _writer(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "benchmarks.soak", "--write", str(self.chance.getrandbits(32))]
        return subprocess.Popen(
            command, cwd=PROJECT, env=self.site.variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def _count(self, writer: "subprocess.Popen[str]") -> None:
        said, _errors = writer.communicate()
        for line in said.splitlines():
            self.did.update({f"transactions {how}": times for how, times in json.loads(line).items()})


def write(seed: int) -> None:
    """What a writer's process does until it is told to end; it says now and then how its transactions ended."""
    from tests.practices.writers import Writer

    told = Event()
    signal.signal(signal.SIGTERM, lambda *_signal: told.set())
    writer = Writer(seed, SIZE)
    while not told.is_set():
        writer.write(told)
        print(json.dumps(writer.done), flush=True)
        writer.done.clear()


@contextmanager
def soaking(seed: int) -> Iterator[Soak]:
    """A run, whose processes end with the block."""
    from tests.practices.served import serving

    with (
        tempfile.TemporaryDirectory() as folder,
        serving("soak", Path(folder) / "log", size=SIZE, workers=WORKERS) as site,
    ):
        soak = Soak(site, seed)
        try:
            yield soak
        finally:
            soak.end()


def main() -> None:
    """Runs, prints and judges."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long it takes")
    parser.add_argument("--seed", type=int, help="the same for the same mishaps; by default another each time")
    parser.add_argument("--write", type=int, metavar="SEED", help=argparse.SUPPRESS)
    options = parser.parse_args()
    use_local_settings()
    os.environ.setdefault("DATABASE_URL", "postgres:///of-no-concern")  # each process is told its own
    import django  # only now, when its settings can be read

    django.setup()
    if options.write is not None:
        write(options.write)
        return
    seed = secrets.randbits(32) if options.seed is None else options.seed
    print(f"{options.seconds:g} seconds, seed {seed}: {WRITERS} processes write, {WORKERS} answer.", flush=True)
    with soaking(seed) as soak:
        soak.go_on_until(time.monotonic() + options.seconds)
    print(soak.report())
    sys.exit(bool(soak.wrong))


if __name__ == "__main__":
    main()
