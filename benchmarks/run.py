"""`make bench`: how quick the catalogue answers, beside bare SQL and a plain list (docs/performance.md).

usage: python -m benchmarks.run [--size N] [--seed SEED] [--rounds N] [--seconds S] [--facets-only] [--out FILE]
"""

import argparse
from pathlib import Path

from benchmarks.fill import add_options, filled
from config.embedded import PROJECT

FOLDER = PROJECT / "var" / "bench"
WORKERS, ROUNDS, SECONDS = 2, 200, 8.0
FILTERS, VARIANTS, WARM_UP = 1_000, 8, 20


def main() -> None:
    """Fills, compares, measures, prints and writes."""
    options = _options()
    with filled(options) as fill_seconds:
        if options.facets_only:
            _count_facets(options, fill_seconds)
        else:
            _hold_the_contest(options, fill_seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run")
    add_options(parser)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each case is asked at most")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for how long a case is asked")
    parser.add_argument("--workers", type=int, default=WORKERS, help="processes of each server")
    parser.add_argument("--variants", type=int, default=VARIANTS, help="how many searches of each kind")
    parser.add_argument("--warm-up", type=int, default=WARM_UP, help="answers that must come evenly before")
    parser.add_argument("--filters", type=int, default=FILTERS, help="with --facets-only: how many filters")
    parser.add_argument("--facets-only", action="store_true", help="only the facet counts of the bitmaps, in process")
    parser.add_argument("--out", type=Path, help="the JSON file; by default var/bench/<size>.json")
    return parser.parse_args()


def _hold_the_contest(options: argparse.Namespace, fill_seconds: float | None) -> None:
    from benchmarks import contest, report  # only now, when Django is ready

    file = options.out or FOLDER / f"{options.size}.json"
    found, labels = contest.hold(
        content=report.content(size=options.size, seed=options.seed, fill_seconds=fill_seconds),
        effort=contest.Effort(options.workers, options.variants, options.warm_up, options.rounds, options.seconds),
        logs=file.parent,
    )
    report.write(found, file)
    print(f"{report.table(found, labels)}\n\nJSON: {file}")


def _count_facets(options: argparse.Namespace, fill_seconds: float | None) -> None:
    from benchmarks import engine, report

    file = options.out or FOLDER / f"{options.size}-facets.json"
    content = report.content(size=options.size, seed=options.seed, fill_seconds=fill_seconds)
    found = engine.report_on_facets(content=content, filters=options.filters)
    report.write(found, file)
    took = found.counts_ms
    print(
        f"{took.n:,} filters at random over {options.size:,} fact sheets: all facets counted in {took.p50} ms (p50),"
        f" {took.p95} ms (p95), {took.longest} ms (longest); the bitmaps stood after {found.build_seconds} s."
        f"\n\nJSON: {file}"
    )


if __name__ == "__main__":
    main()
