"""Facets as SQL knows them: what their values are, how rows are narrowed by them, and how they are counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from network.enums import LRA_KINDS

_LRA = ", ".join(f"'{kind}'" for kind in LRA_KINDS)
EVIDENCE = """CASE
    WHEN p.replicated THEN 'replicated'
    WHEN p.evaluation_method IN ('external', 'both') THEN 'independently_evaluated'
    WHEN p.evaluation_method = 'internal' THEN 'evaluated'
    WHEN EXISTS (SELECT FROM practices_indicator WHERE practice_id = p.id) THEN 'monitored'
    ELSE 'claimed' END"""
_BUDGET = """CASE
    WHEN p.budget_doubtful THEN 'doubtful'
    WHEN p.budget_eur >= 1000000 THEN 'from_1000000'
    WHEN p.budget_eur >= 250000 THEN 'from_250000'
    WHEN p.budget_eur >= 50000 THEN 'from_50000'
    WHEN p.budget_eur >= 10000 THEN 'from_10000'
    WHEN p.budget_eur IS NOT NULL THEN 'under_10000'
    WHEN p.budget_original IS NOT NULL THEN 'other_currency'
    ELSE 'none' END"""


@dataclass(frozen=True)
class Single:
    """A facet of which a fact sheet has one value or none: an expression over `p` and its organiser `o`."""

    value: str

    def restriction(self, chosen: Sequence[str]) -> tuple[str, list[Any]]:
        """The condition on `p` that leaves the fact sheets with one of the values."""
        condition = f"{self.value} = ANY(%s)"
        if "o." in self.value:
            condition = f"p.organiser_id IN (SELECT id FROM network_organisation AS o WHERE {condition})"
        return condition, [list(chosen)]


@dataclass(frozen=True)
class Several:
    """A facet of which a fact sheet has any number of values, in a table of its own.

    `blank` is the value of fact sheets without any, where it may be asked for; `repeats` says that a fact sheet may
    have the same value in several rows.
    """

    table: str
    column: str
    blank: str = ""
    repeats: bool = False

    def restriction(self, chosen: Sequence[str]) -> tuple[str, list[Any]]:
        """The condition on `p` that leaves the fact sheets with one of the values."""
        values = [value for value in chosen if value != self.blank]
        having = f"p.id IN (SELECT practice_id FROM {self.table} WHERE {self.column} = ANY(%s))"
        if self.blank and self.blank in chosen:
            having = f"({having} OR NOT EXISTS (SELECT FROM {self.table} WHERE practice_id = p.id))"
        return having, [values]

    def counted(self, name: str, among: str) -> str:
        """Counts of its values among the fact sheets of a table; empty for all."""
        joined = f"JOIN {among} ON {among}.id = practice_id" if among else ""
        number = "count(DISTINCT practice_id)" if self.repeats else "count(*)"
        said = f"SELECT '{name}', {self.column}::text, {number} FROM {self.table} {joined} GROUP BY 2"
        if not self.blank:
            return said
        everything = among or "practices_practice"
        return (
            f"{said} UNION ALL SELECT '{name}', '{self.blank}', count(*) FROM {everything} AS every"
            f" WHERE NOT EXISTS (SELECT FROM {self.table} WHERE practice_id = every.id)"
        )


@dataclass(frozen=True)
class Numbered:
    """A facet whose values stand in an array of the fact sheet."""

    column: str

    def restriction(self, chosen: Sequence[str]) -> tuple[str, list[Any]]:
        """The condition on `p` that leaves the fact sheets with one of the values."""
        return f"p.{self.column} && %s::smallint[]", [[int(value) for value in chosen]]

    def counted(self, name: str, among: str) -> str:
        """Counts of its values among the fact sheets of a table; empty for all."""
        joined = f"JOIN {among} USING (id)" if among else ""
        return (
            f"SELECT '{name}', value::text, count(*) FROM practices_practice AS p {joined},"
            f" unnest(p.{self.column}) AS value GROUP BY 2"
        )


@dataclass(frozen=True)
class AtLeast:
    """A facet of points from 1 on, each value standing for itself and more: those of one criterion."""

    criterion: str

    def restriction(self, chosen: Sequence[str]) -> tuple[str, list[Any]]:
        """The condition on `p` that leaves the fact sheets with as many points."""
        scored = "SELECT practice_id FROM practices_assessment WHERE criterion = %s AND score >= %s"
        return f"p.id IN ({scored})", [self.criterion, min(map(int, chosen))]

    def counted(self, name: str, among: str) -> str:
        """Counts of its values among the fact sheets of a table; empty for all."""
        joined = f"JOIN {among} ON {among}.id = practice_id" if among else ""
        return (
            f"SELECT '{name}', value::text, count(*) FROM practices_assessment {joined},"
            f" generate_series(1, score) AS value WHERE criterion = '{self.criterion}' GROUP BY 2"
        )


Facet = Single | Several | Numbered | AtLeast
FACETS: Mapping[str, Facet] = {
    "country": Several("practices_practice_countries", "country_id", blank="none"),
    "theme": Several("practices_practice_themes", "theme_id"),
    "target_group": Several("practices_practice_target_groups", "targetgroup_id"),
    "dimension": Single("p.dimension"),
    "aim": Several("practices_practice_aims", "aim_id"),
    "scope": Single("p.scope"),
    "evidence_level": Single(EVIDENCE),
    "organiser_kind": Single("o.kind"),
    "led_by_lra": Single(f"(o.kind IN ({_LRA}))::text"),
    "partner": Several("practices_partner", "kind", repeats=True),
    "funding": Several("practices_funding", "level", blank="none", repeats=True),
    "budget": Single(_BUDGET),
    "budget_period": Single("nullif(p.budget_period, '')"),
    "ongoing": Single("p.ongoing::text"),
    "started": Single("coalesce(extract(year FROM p.started_on)::text, 'none')"),
    "ended": Single("coalesce(extract(year FROM p.finished_on)::text, 'none')"),
    "objectives_achieved": Single("nullif(p.objectives_achieved, '')"),
    "evaluation": Single("nullif(p.evaluation_method, '')"),
    "transferable": Single("p.transferable::text"),
    "national_programme": Single("p.national_programme::text"),
    "cbp": Numbered("cbp"),
    "enar": Numbered("enar"),
    "language": Several("practices_practicetext", "language"),
    "collection": Single("p.collection_id"),
    "last_confirmed": Single("coalesce(extract(year FROM p.last_confirmed_on)::text, 'none')"),
    **{
        f"score_{criterion}": AtLeast(criterion)
        for criterion in ("relevance", "effectiveness", "efficiency", "impact", "sustainability")
    },
}
YEARS = {
    "started_from": "p.started_on >= make_date(%s, 1, 1)",
    "started_to": "p.started_on <= make_date(%s, 12, 31)",
    "ended_from": "p.finished_on >= make_date(%s, 1, 1)",
    "ended_to": "p.finished_on <= make_date(%s, 12, 31)",
}


def restriction(name: str, chosen: Sequence[str]) -> tuple[str, list[Any]]:
    """The condition on `p` that a facet or a bound of years makes, and its parameters."""
    if name in YEARS:
        return YEARS[name], [int(chosen[0])]
    return FACETS[name].restriction(chosen)


def counted_together(names: Sequence[str], source: str) -> str:
    """Counts of the values of several single-valued facets, in one pass over a source with a column for each."""
    columns = ", ".join(names)
    # GROUPING says by a bit which of the columns a row is not grouped by.
    everything = 2 ** len(names) - 1
    called = " ".join(f"WHEN {everything - 2 ** (len(names) - 1 - at)} THEN '{name}'" for at, name in enumerate(names))
    sets = ", ".join(f"({name})" for name in names)
    return (
        f"SELECT CASE GROUPING({columns}) {called} END, coalesce({columns}), count(*)"
        f" FROM {source} GROUP BY GROUPING SETS ({sets})"
    )


def counts_by_facet(rows: Iterable[tuple[str, str | None, int]]) -> dict[str, dict[str, int]]:
    """What a statement counted, without the rows that have no value."""
    facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for name, value, count in rows:
        if value is not None and count:
            facets[name][value] = count
    return facets
