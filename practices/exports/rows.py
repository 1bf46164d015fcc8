"""Which fact sheets an export has, in which order, and their values, read a few at a time."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from pyroaring import BitMap
from rest_framework.exceptions import ValidationError

from practices.filters import PracticeFilterSet
from practices.fulltext import find
from practices.fulltext import read as terms_of
from practices.models import LONGEST_LIST, Practice
from practices.ordering import BEST_MATCH, asked_sort, sort_of
from practices.picks import PRACTICE, could_be_slug
from practices.resources.cells import Value
from practices.resources.export import COLUMNS, PracticeResource

CHUNK = 500

# Eight bytes for each fact sheet: all that an export keeps of what it has not read yet.
Keys: TypeAlias = "array[int]"


def found(search: PracticeFilterSet, language: str) -> Keys:
    """The primary keys of what a valid search finds, in its order."""
    words = search.chosen("q")
    asked = asked_sort(search.chosen("sort"), words=words is not None)
    with _one_state():
        if asked == BEST_MATCH:
            matching = BitMap(search.qs.values_list("pk", flat=True).iterator())
            return array("q", (key for key in find(terms_of(words)).ids if key in matching))
        sort = sort_of(asked, language)
        rows = search.qs.with_title(language).annotate(sort_key=sort.live)
        rows = rows.order_by(*(("-sort_key", "-pk") if sort.descending else ("sort_key", "pk")))
        return array("q", rows.values_list("pk", flat=True).iterator())


def picked(slugs: Sequence[str]) -> Keys:
    """The primary keys of fact sheets picked by hand, in their order.

    Raises:
        ValidationError: there are too many of them, or some do not exist; the sentence says which.
    """
    if len(slugs) > LONGEST_LIST:
        raise ValidationError(
            {PRACTICE: [_("Pick no more than %(most)d fact sheets for one file.") % {"most": LONGEST_LIST}]}
        )
    keys = dict(Practice.objects.filter(slug__in=filter(could_be_slug, slugs)).values_list("slug", "pk"))
    if missing := [slug for slug in slugs if slug not in keys]:
        message = _("There is no fact sheet “%(slug)s”.")
        raise ValidationError({PRACTICE: [message % {"slug": slug[:80]} for slug in missing]})
    return array("q", (keys[slug] for slug in slugs))


def header() -> list[str]:
    """The names of the columns."""
    return list(COLUMNS)


def read(keys: Keys, language: str) -> Iterator[list[Value]]:
    """The values of the fact sheets, in the order of the header.

    Each chunk is read in a transaction of its own, which is over before the first of its rows is handed out: however
    slowly a reader takes them, the database waits for nobody. What was deleted since is left out.
    """
    resource = PracticeResource(language)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        with _one_state():
            there = Practice.objects.for_fact_sheet(language).in_bulk(chunk)
        for practice in (there.pop(key) for key in chunk if key in there):
            row = resource.export_resource(practice)
            # It and its texts hold each other: they would stay until the garbage collector comes by.
            vars(practice).clear()
            yield row


@contextmanager
def _one_state() -> Iterator[None]:
    """What is read inside is of one state of the database, and may take as long as an export may.

    Inside somebody else's transaction, that one's isolation holds.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        timeout = f"{settings.EXPORT_STATEMENT_TIMEOUT_SECONDS}s"
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [timeout])
        yield
