"""One run: everybody answers, the answers are compared, and then they are timed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.db import connection

from benchmarks import report as reports
from benchmarks import rivals, servers
from benchmarks.agreement import Agreement, verify
from benchmarks.cases import Case, Query, cases
from benchmarks.load import CLIENTS, Cell, measure_latency, measure_throughput, warm_up
from benchmarks.rivals import Rival
from practices.api import documents
from tools import assets

# What nobody is timed by.
WARMING = Query({"dimension": ["cultural"]})


@dataclass(frozen=True)
class Effort:
    """Who serves and how much is asked.

    Processes of each server, searches of each kind, even answers to warm up, rounds at most, seconds for each cell.
    """

    workers: int
    variants: int
    warm_up: int
    rounds: int
    seconds: float


def hold(*, content: reports.Content, effort: Effort, logs: Path) -> tuple[reports.Report, Mapping[str, str]]:
    """Compares and times everybody over the filled database.

    Args:
        logs: the folder below which the servers write.

    Returns:
        The report, and what rivals and cases are called in it.

    Raises:
        DisagreementError: two rivals answer differently.
        ServerError: a server does not start.
        TooFewWordsError: the catalogue has too few words for the cases.
    """
    assets.build()
    documents.refresh()
    server = {key: value for key, value in connection.get_connection_params().items() if key != "cursor_factory"}
    with connection.cursor() as cursor:
        asked = cases(cursor, size=content.size, seed=content.seed, variants=effort.variants)
        depths = [query.depth for case in asked for query in case.queries if query.depth]
        with servers.both(workers=effort.workers, logs=logs / "compared") as (site, plain):
            places = rivals.places(site, cursor, depths)
            agreement = verify(asked, rivals.everybody(site, plain, server, places))
        # Anew, so that the first time that something is asked is the first.
        with servers.both(workers=effort.workers, logs=logs / "timed") as (site, plain):
            everybody = rivals.everybody(site, plain, server, places)
            rows = list(_timed(asked, everybody, agreement, effort, Random(content.seed)))
        report = reports.Report(
            machine=reports.machine(),
            content=content,
            workers=effort.workers,
            clients=CLIENTS,
            compared=agreement.compared,
            cases=[_asked(case, agreement) for case in asked],
            rows=rows,
            goals=reports.goals(rows),
        )
    return report, {each.name: each.label for each in everybody} | {each.name: each.label for each in asked}


def _timed(
    asked: Sequence[Case], everybody: Sequence[Rival], agreement: Agreement, effort: Effort, chance: Random
) -> Iterator[reports.Row]:
    """Case by case, every rival."""
    refusals = agreement.refusals
    for rival in everybody:
        if (rival.name, asked[0].name) not in refusals:
            warm_up(rival, WARMING, even=effort.warm_up)
    cells = [Cell(rival, case, rival.connect()) for case in asked for rival in everybody]
    measured = [cell for cell in cells if (cell.rival.name, cell.case.name) not in refusals]
    measure_latency(measured, rounds=effort.rounds, seconds=effort.seconds, chance=chance)
    measure_throughput(measured, seconds=effort.seconds / 2)
    for cell in cells:
        cell.client.close()
        yield reports.row(cell, refusals.get((cell.rival.name, cell.case.name)))


def _asked(case: Case, agreement: Agreement) -> reports.Asked:
    searches = [query.parameters for query in case.queries]
    return reports.Asked(name=case.name, searches=searches, found=agreement.found[case.name])
