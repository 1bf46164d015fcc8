"""Timing: how long one client waits for an answer, and how many answers several get in a second."""

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.cases import Case, Query
from benchmarks.errors import RefusedError
from benchmarks.rivals import Client, Rival

CLIENTS = 4
# A slow cell of the table is left out of further rounds once it had so many and took so long.
FEWEST_ROUNDS = 20
UNEVEN, LONGEST_WARM_UP_SECONDS = 3, 120


@dataclass
class Cell:
    """A rival and a case, and what was measured: seconds of the first time that each search was asked, and later."""

    rival: Rival
    case: Case
    client: Client
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    per_second: float = 0
    failed: str = ""

    def time(self, query: Query) -> float | None:
        """Seconds that an answer takes; None where there is none, which `failed` then explains."""
        began = time.perf_counter()
        try:
            self.client.ask(query)
        except RefusedError as error:
            self.failed = str(error)
            return None
        return time.perf_counter() - began


def warm_up(rival: Rival, query: Query, *, even: int) -> None:
    """Asks until the answers come evenly: processes have started, and prepared what they answer from later.

    Args:
        even: how many answers in a row take less than three times the shortest.
    """
    client = rival.connect()
    times: list[float] = []
    deadline = time.perf_counter() + LONGEST_WARM_UP_SECONDS
    while time.perf_counter() < deadline:
        began = time.perf_counter()
        client.ask(query)
        times.append(time.perf_counter() - began)
        if len(times) >= 2 * even and max(times[-even:]) < UNEVEN * min(times):
            break
    client.close()


def measure_latency(cells: Sequence[Cell], *, rounds: int, seconds: float, chance: Random) -> None:
    """Asks every search once, then in rounds: each cell once in a round, in an order of its own each time.

    One client at a time, so that nobody waits for another, and noise of the machine meets all alike.

    Args:
        rounds: how many at most.
        seconds: after how long a cell has had enough.
    """
    firsts = [(cell, query) for cell in cells for query in cell.case.queries]
    chance.shuffle(firsts)
    for cell, query in firsts:
        _note(cell, query, cell.first)
    for number in range(rounds):
        order = [cell for cell in cells if not cell.failed and not _has_enough(cell, rounds, seconds)]
        chance.shuffle(order)
        for cell in order:
            _note(cell, cell.case.queries[number % len(cell.case.queries)], cell.again)


def measure_throughput(cells: Sequence[Cell], *, seconds: float) -> None:
    """Answers per second that four clients get together, each asking anew as soon as it has its answer."""
    for cell in cells:
        if not cell.failed:
            cell.per_second = _per_second(cell, seconds)


def percentile(times: Sequence[float], share: float) -> float:
    """The smallest of the times that so large a share of them does not exceed (nearest rank)."""
    return sorted(times)[math.ceil(share * len(times)) - 1]


def _note(cell: Cell, query: Query, times: list[float]) -> None:
    if not cell.failed and (took := cell.time(query)) is not None:
        times.append(took)


def _has_enough(cell: Cell, rounds: int, seconds: float) -> bool:
    return len(cell.again) >= min(FEWEST_ROUNDS, rounds) and sum(cell.again) >= seconds


def _per_second(cell: Cell, seconds: float) -> float:
    answers = [0] * CLIENTS
    deadline = time.perf_counter() + seconds

    def ask(number: int) -> None:
        client = cell.rival.connect()
        try:
            while time.perf_counter() < deadline:
                # Each client begins elsewhere, so that they do not ask the same at the same time.
                at = (answers[number] * CLIENTS + number) % len(cell.case.queries)
                client.ask(cell.case.queries[at])
                answers[number] += 1
        except RefusedError as error:
            cell.failed = str(error)
        finally:
            client.close()

    clients = [threading.Thread(target=ask, args=[number]) for number in range(CLIENTS)]
    began = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return sum(answers) / (time.perf_counter() - began)
