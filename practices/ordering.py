"""What the values of `sort` mean: an annotation of the rows and a direction."""

from django.contrib.postgres.lookups import Unaccent
from django.db.models import F
from django.db.models.functions import Lower

from practices.querysets import PracticeQuerySet

_TITLE = Lower(Unaccent("title"))
_COLUMNS = {
    "title": _TITLE,
    "started": F("started_on"),
    "updated": F("updated_at"),
    "budget": F("budget_eur"),
    "beneficiaries": F("beneficiaries"),
}
DEFAULT_SORT = "title"


def sortable(rows: PracticeQuerySet, sort: str) -> PracticeQuerySet:
    """Adds `sort_key`, what the list is sorted by; rows need their title for the sort by title."""
    key = _COLUMNS[sort.removeprefix("-")]
    sorted_rows: PracticeQuerySet = rows.annotate(sort_key=key)
    return sorted_rows


def order_of(sort: str) -> str:
    """How rows with a `sort_key` are paged."""
    return "-sort_key" if sort.startswith("-") else "sort_key"


def by_title(rows: PracticeQuerySet) -> PracticeQuerySet:
    """Rows that have their title, in its order."""
    ordered: PracticeQuerySet = rows.annotate(sort_key=_TITLE).order_by("sort_key", "pk")
    return ordered
