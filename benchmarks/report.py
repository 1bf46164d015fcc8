"""What a run found: the shape of the JSON file (docs/performance.md), and the printed table."""

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import django
import psutil
from django.db import connection
from pydantic import BaseModel, ConfigDict

from benchmarks.load import Cell, percentile
from practices.models import SECTIONS


class Part(BaseModel):
    """Part of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Machine(Part):
    """What it ran on."""

    cpu: str
    cores: int
    memory_gb: float
    system: str
    python: str
    django: str
    postgresql: str
    shared_buffers: str


class Content(Part):
    """What was searched."""

    size: int
    seed: int
    texts: int
    words_per_text: float
    organisations: int
    database_mb: float
    fill_seconds: float | None


class Times(Part):
    """How long answers took, in milliseconds; empty where there are none."""

    n: int
    p50: float | None
    p95: float | None
    longest: float | None

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """From seconds."""
        if not seconds:
            return cls(n=0, p50=None, p95=None, longest=None)
        p50, p95 = (round(percentile(seconds, share) * 1000, 3) for share in (0.5, 0.95))
        return cls(n=len(seconds), p50=p50, p95=p95, longest=round(max(seconds) * 1000, 3))


class Row(Part):
    """A rival in a case. `refused` says why it could not be measured; null where it was."""

    rival: str
    case: str
    refused: str | None
    first_ms: Times
    again_ms: Times
    per_second: float | None


class Goal(Part):
    """A ratio of two figures of this run, and the bound that it is held to."""

    case: str
    what: str
    value: float
    bound: str
    met: bool


class Asked(Part):
    """A case: its searches, as the address writes them, and how many fact sheets each finds."""

    name: str
    searches: Sequence[str]
    found: Sequence[int]


class Report(Part):
    """A run; `compared` is the number of answers that agreed."""

    machine: Machine
    content: Content
    workers: int
    clients: int
    compared: int
    cases: Sequence[Asked]
    rows: Sequence[Row]
    goals: Sequence[Goal]


def machine() -> Machine:
    """This one."""
    version, buffers = _row("SELECT current_setting('server_version'), current_setting('shared_buffers')")
    return Machine(
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        memory_gb=round(psutil.virtual_memory().total / 2**30, 1),
        system=platform.platform(terse=True),
        python=platform.python_version(),
        django=django.get_version(),
        postgresql=version,
        shared_buffers=buffers,
    )


def content(*, size: int, seed: int, fill_seconds: float | None) -> Content:
    """What the database holds.

    Args:
        fill_seconds: how long it took to fill; None where it stood.
    """
    texts, organisations, megabytes = _row(
        "SELECT (SELECT count(*) FROM practices_practicetext), (SELECT count(*) FROM network_organisation),"
        " pg_database_size(current_database()) / 2^20"
    )
    (words,) = _row(
        f"SELECT avg(cardinality(string_to_array(concat_ws(' ', title, summary, {', '.join(SECTIONS)}), ' ')))"
        " FROM (SELECT * FROM practices_practicetext ORDER BY id LIMIT 10000) AS first_texts"
    )
    return Content(
        size=size,
        seed=seed,
        texts=texts,
        words_per_text=round(float(words), 1),
        organisations=organisations,
        database_mb=round(megabytes, 1),
        fill_seconds=None if fill_seconds is None else round(fill_seconds, 1),
    )


def row(cell: Cell, refusal: str | None) -> Row:
    """What was measured of a rival in a case."""
    refused = refusal or cell.failed or None
    return Row(
        rival=cell.rival.name,
        case=cell.case.name,
        refused=refused,
        first_ms=Times.of([] if refused else cell.first),
        again_ms=Times.of([] if refused else cell.again),
        per_second=None if refused else round(cell.per_second, 2),
    )


def goals(rows: Sequence[Row]) -> list[Goal]:
    """The ratios that the project holds itself to, as far as both of their figures were measured."""
    by_name = {(each.rival, each.case): each for each in rows if each.refused is None}
    found = []
    for case in dict.fromkeys(each.case for each in rows):
        ours, sql, plain, facets = (
            by_name.get((rival, case)) for rival in ("api_facets", "sql", "plain", "plain_facets")
        )
        if ours is None:
            continue
        if sql is not None:
            for part in ("p50", "p95"):
                value = getattr(ours.again_ms, part) / getattr(sql.again_ms, part)
                found.append(_goal(case, f"API with all facets / (a), {part}", value, most=2))
        if facets is not None and facets.again_ms.p50 and ours.again_ms.p50:
            value = facets.again_ms.p50 / ours.again_ms.p50
            found.append(_goal(case, "(c) with nine facets / API with all facets, p50", value, least=10))
        if plain is not None and plain.per_second and ours.per_second is not None:
            value = ours.per_second / plain.per_second
            found.append(_goal(case, "API with all facets / (c) without, answers per second", value, least=1))
    return found


def write(report: BaseModel, file: Path) -> None:
    """Writes the JSON file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(report.model_dump_json(indent=2) + "\n", encoding="utf-8")


def table(report: Report, labels: Mapping[str, str]) -> str:
    """The report for people, in Markdown, so that it can go into the documentation as it is.

    Args:
        labels: what rivals and cases are called, by their names.
    """
    on, of = report.machine, report.content
    introduction = (
        f"{of.size:,} fact sheets (seed {of.seed}), {of.texts:,} texts of {of.words_per_text:.0f} words on average, "
        f"{of.organisations:,} organisations, {of.database_mb:,.0f} MB; {on.cpu}, {on.cores} cores, "
        f"{on.memory_gb:.0f} GB; PostgreSQL {on.postgresql} (shared_buffers {on.shared_buffers}), Python {on.python}, "
        f"Django {on.django}; {report.workers} workers."
    )
    lines = [
        introduction,
        "",
        "| case | who | first p50 | p50 | p95 | answers/s |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for each in report.rows:
        begin = f"| {labels[each.case]} | {labels[each.rival]} |"
        if each.refused:
            lines.append(f"{begin} no answer: {each.refused} | | | |")
        else:
            first, again = each.first_ms, each.again_ms
            lines.append(f"{begin} {_ms(first.p50)} | {_ms(again.p50)} | {_ms(again.p95)} | {each.per_second:,.1f} |")
    lines += ["", "| case | ratio | value | goal | |", "|---|---|--:|--:|---|"]
    lines += [
        f"| {labels[goal.case]} | {goal.what} | {goal.value:.2f} | {goal.bound} | {'met' if goal.met else 'missed'} |"
        for goal in report.goals
    ]
    return "\n".join(lines)


def _goal(case: str, what: str, value: float, *, most: float | None = None, least: float | None = None) -> Goal:
    met = value <= most if most is not None else value >= (least or 0)
    bound = f"≤ {most:g}" if most is not None else f"≥ {least:g}"
    return Goal(case=case, what=what, value=round(value, 3), bound=bound, met=met)


def _row(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f} ms"


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
