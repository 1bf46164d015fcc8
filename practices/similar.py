"""Fact sheets like another, and why: what both deal with, for whom, and who runs them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from practices.models import Practice
from practices.querysets import PracticeQuerySet

MOST = 4

# What it counts to have something in common: what a practice is about before whom it is for, and both before who runs
# it and where. Each value in common counts once more.
_IN_COMMON = """
SELECT practice_id, sum(weight) AS likeness FROM (
    SELECT practice_id, 4 AS weight FROM practices_practice_themes WHERE theme_id = ANY(%(themes)s)
    UNION ALL
    SELECT practice_id, 3 FROM practices_practice_target_groups WHERE targetgroup_id = ANY(%(target_groups)s)
    UNION ALL
    SELECT practice_id, 2 FROM practices_practice_aims WHERE aim_id = ANY(%(aims)s)
    UNION ALL
    SELECT practice_id, 2 FROM practices_practice_countries WHERE country_id = ANY(%(countries)s)
    UNION ALL
    SELECT practice.id, 2 FROM practices_practice AS practice
        JOIN network_organisation AS organiser ON organiser.id = organiser_id WHERE kind = %(kind)s
) AS in_common
WHERE practice_id <> %(itself)s
GROUP BY practice_id HAVING bool_or(weight > 2)
ORDER BY likeness DESC, practice_id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Reason:
    """Something that two fact sheets have in common, as labels in the reader's language."""

    what: Any
    values: Sequence[Any]


@dataclass(frozen=True)
class Similar:
    """A fact sheet like another, with what they have in common."""

    practice: Practice
    reasons: list[Reason]


def similar_to(practice: Practice, rows: PracticeQuerySet) -> list[Similar]:
    """Those most like a fact sheet, best first: at least one theme or target group is the same.

    Args:
        practice: with its themes, aims, target groups and countries loaded.
        rows: the whole catalogue, with as much as is shown of each.
    """
    parameters: dict[str, Any] = {
        "themes": [theme.pk for theme in practice.themes.all()],
        "target_groups": [group.pk for group in practice.target_groups.all()],
        "aims": [aim.pk for aim in practice.aims.all()],
        "countries": [country.pk for country in practice.countries.all()],
        "kind": practice.organiser.kind,
        "itself": practice.pk,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_IN_COMMON, parameters)
        keys = [key for key, _likeness in cursor.fetchall()]
    found = rows.prefetch_related("aims", "target_groups").in_bulk(keys)
    return [Similar(found[key], reasons(practice, found[key])) for key in keys if key in found]


def reasons(one: Practice, other: Practice) -> list[Reason]:
    """What two fact sheets have in common, in the order of its weight."""
    found = [
        Reason(_("Themes"), _both(one.themes.all(), other.themes.all())),
        Reason(_("Target groups"), _both(one.target_groups.all(), other.target_groups.all())),
        Reason(_("Aims"), _both(one.aims.all(), other.aims.all())),
        Reason(_("Country"), _both(one.countries.all(), other.countries.all())),
    ]
    if one.organiser.kind == other.organiser.kind:
        found.append(Reason(_("Kind of organiser"), [one.organiser.get_kind_display()]))
    return [reason for reason in found if reason.values]


def _both(some: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    known = {other.pk for other in others}
    return [each for each in some if each.pk in known]
