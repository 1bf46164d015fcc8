"""The study's own records, as far as their margins are printed, give its tables 3.7 to 3.11 back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from practices.statistics.rounding import percent
from tests.practices.study import (
    AIMS,
    COUNTRIES,
    ENDS,
    EU_WIDE,
    FUNDING,
    OTHERS,
    SCOPES,
    SUBTOTAL,
    TOTAL,
    Printed,
    make_study,
)

pytestmark = pytest.mark.django_db  # without it there is no database of tests for the fixture below
DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "statistics.md"
REGIONAL = SCOPES["regional_municipal"][0]
# Lines that the catalogue counts one by one: countries that are not named, and years.
SEVERAL = {("3.8", "other"), ("3.9", "before")}
LARGEST = ("DE", "ES", "FR", "GB", "IT")


@pytest.fixture(scope="module")
def study(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """The tables over all records, but those of aims and sources over the regional and municipal ones alone.

    The records are made once and gone when the tables are there.
    """
    address, client = "/api/v1/practices/statistics/", Client()
    with django_db_blocker.unblock(), transaction.atomic():
        make_study()
        tables: dict[str, Any] = client.get(address).json()
        regional = client.get(f"{address}?scope=regional_municipal").json()
        transaction.set_rollback(True)
    return tables | {name: regional[name] for name in ("by_aim", "by_funding")}


def counted(table: dict[str, Any]) -> dict[str, int]:
    return {row["value"]: row["n"] for row in table["rows"] if row["n"]}


def numbers(printed: Printed) -> dict[str, int]:
    return {value: n for value, (n, _share) in printed.items()}


def folded(rows: list[dict[str, Any]], fold: dict[str, str]) -> dict[str, int]:
    """The numbers of lines, some of them put together under another name."""
    found: dict[str, int] = {}
    for row in rows:
        name = fold.get(row["value"], row["value"])
        found[name] = found.get(name, 0) + row["n"]
    return {name: n for name, n in found.items() if n}


def documented() -> list[tuple[str, ...]]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+\.\d) \| (\d+\.\d) \|$", DOCUMENT.read_text(), re.MULTILINE)
    return [tuple(row) for row in rows]


def test_table_3_7_comes_back(study):
    assert (study["by_scope"]["base"], counted(study["by_scope"])) == (TOTAL, numbers(SCOPES))


def test_table_3_8_comes_back(study):
    rows = [
        row | {"value": "other" if row["value"] in OTHERS else row["value"]}
        for row in study["by_country_and_scope"]["rows"]
    ]
    found: dict[str, tuple[int, int, int]] = dict.fromkeys([*COUNTRIES, "none"], (0, 0, 0))
    for row in rows:
        scopes = row["scopes"]
        line = (scopes["regional_municipal"], scopes["national"], row["n"])
        found[row["value"]] = tuple(map(sum, zip(found[row["value"]], line, strict=True)))  # type: ignore[assignment]
    eu_wide = found.pop("none")
    assert found == {code: line[:3] for code, line in COUNTRIES.items()}
    assert tuple(map(sum, zip(*found.values(), strict=True))) == SUBTOTAL[:3]
    assert (eu_wide, study["by_country_and_scope"]["base"]) == ((0, 0, EU_WIDE[0]), TOTAL)


def test_table_3_9_comes_back(study):
    rows = study["by_end"]["rows"]
    before = {row["value"]: "before" for row in rows if row["value"].isdigit() and int(row["value"]) < 2010}
    assert (study["by_end"]["base"], folded(rows, before)) == (TOTAL, numbers(ENDS))


def test_table_3_10_comes_back(study):
    assert (study["by_aim"]["base"], counted(study["by_aim"])) == (REGIONAL, numbers(AIMS))


def test_table_3_11_comes_back_with_most_practices_having_more_than_one_source(study):
    found = counted(study["by_funding"])
    unfunded = found.pop("none")
    assert (study["by_funding"]["base"], found) == (REGIONAL, numbers(FUNDING))
    assert sum(found.values()) == 2 * (REGIONAL - unfunded)
    assert REGIONAL - unfunded > REGIONAL / 2


def test_the_shares_are_those_printed_but_for_the_documented(study):
    """Lines that stand for several are computed from their numbers, which other tests find to be right."""
    printed: list[tuple[str, str, str, str]] = []
    for number, name, lines in (
        ("3.7", "by_scope", SCOPES),
        ("3.8", "by_country_and_scope", {code: (both, share) for code, (_l, _n, both, share) in COUNTRIES.items()}),
        ("3.9", "by_end", ENDS),
        ("3.10", "by_aim", AIMS),
        ("3.11", "by_funding", FUNDING),
    ):
        shares = {row["value"]: f"{row['percent']:.1f}" for row in study[name]["rows"]}
        for value, (n, share) in lines.items():
            several = (number, value) in SEVERAL
            printed.append((number, value, share, str(percent(n, study[name]["base"])) if several else shares[value]))
    whole = {
        ("3.8", "none"): EU_WIDE,
        ("3.8", "subtotal"): (SUBTOTAL[2], SUBTOTAL[3]),
        ("text below 3.7", f"{', '.join(LARGEST[:-1])} and {LARGEST[-1]} together"): (
            sum(COUNTRIES[code][2] for code in LARGEST),
            "47.2",
        ),
    }
    printed += [(*where, share, str(percent(n, TOTAL))) for where, (n, share) in whole.items()]
    assert [line for line in printed if line[2] != line[3]] == documented()
    assert len(printed) == len(SCOPES) + len(COUNTRIES) + len(ENDS) + len(AIMS) + len(FUNDING) + 3


@pytest.mark.parametrize("table", [AIMS, FUNDING], ids=["3.10", "3.11"])
def test_the_shares_of_tables_3_10_and_3_11_are_those_of_490_and_of_nothing_else(table):
    fitting = [
        base for base in range(1, TOTAL + 1) if all(str(percent(n, base)) == share for n, share in table.values())
    ]
    assert fitting == [490]


def test_as_many_as_57_practices_state_no_source_if_most_have_more_than_one():
    sources = sum(n for n, _share in FUNDING.values())
    most = REGIONAL // 2 + 1
    assert REGIONAL - most - (sources - 2 * most) == 57
