"""What the values of `sort` mean, on the live tables and on the table that lists are read from (models.Entry).

Both give the same values, so that a page which one of them began is continued by the other. What is not known sorts
last, as a value that no fact sheet has.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, IntegerField, Value
from django.db.models.functions import Coalesce, Lower

from practices.querysets import PracticeQuerySet

DEFAULT_SORT = "title"
BEST_MATCH = "relevance"
# Languages whose titles have a column in the entries; readers of others get the English order.
TITLED = ("en", "fr")
_TITLE = Lower(Unaccent("title"))


@dataclass(frozen=True)
class Sort:
    """An order: on the live tables by an expression, in the entries by a column; then by primary key, the same way."""

    live: Any
    column: str
    descending: bool = False


_SORTS = {
    "title": Sort(_TITLE, "title_en"),
    "started": Sort(Coalesce("started_on", Value(dt.date.max)), "started_first"),
    "-started": Sort(Coalesce("started_on", Value(dt.date.min)), "started_last", descending=True),
    "-updated": Sort(F("updated_at"), "updated_at", descending=True),
    "-budget": Sort(Coalesce("budget_eur", Value(Decimal(-1))), "budget", descending=True),
    "-beneficiaries": Sort(
        Coalesce("beneficiaries", Value(-1), output_field=IntegerField()), "beneficiaries", descending=True
    ),
}


def asked_sort(given: str | None, *, words: bool) -> str:
    """The order of a list: the one asked for; else the best match where words are searched, else the title."""
    if not words:
        return DEFAULT_SORT if given in (None, BEST_MATCH) else str(given)
    return given or BEST_MATCH


def sort_of(asked: str, language: str) -> Sort:
    """The order that a value of `sort` other than the best match stands for; titles are those its reader is shown."""
    if asked == "title" and language in TITLED:
        return Sort(_TITLE, f"title_{language}")
    return _SORTS[asked]


def by_title(rows: PracticeQuerySet) -> PracticeQuerySet:
    """Rows that have their title, in its order."""
    ordered: PracticeQuerySet = rows.annotate(sort_key=_TITLE).order_by("sort_key", "pk")
    return ordered
