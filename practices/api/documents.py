"""Fact sheets as the API lists them, written down ready to be sent: most of the work of a list is done once.

A document holds for one change of its fact sheet, whose number the database counts up whenever any part of it
changes (migration 0004), and for one format: the code, the address of the site, and the vocabularies, in whose order
the codes of a fact sheet stand. Any other is not served: the fact sheet is then read and written out anew, so that a
missing document costs time and nothing else.
"""

import hashlib
import inspect
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.reverse import reverse

from practices import partial_dates, querysets, texts
from practices.api import fields, serializers
from practices.models import Document, Practice
from practices.search.feed import VOCABULARY
from practices.search.snapshot import snapshot

BATCH = 200
# The format that holds now, of the code's own (a parameter) and of the latest change of a vocabulary.
_FORMAT = (
    f"left(md5(%s || coalesce((SELECT number FROM practices_change WHERE practice_id = {VOCABULARY}), 0)::text), 16)"  # noqa: S608  # constants
)
# The modules that say what stands in a document.
_WRITERS = (serializers, fields, texts, querysets, partial_dates)


class Holds(NamedTuple):
    """What a document must say of itself to be served."""

    number: int
    format: str


def written_out(data: Any) -> str:
    """As the API sends it."""
    text: bytes = JSONRenderer().render(data)
    return text.decode() or "null"  # the renderer writes nothing for nothing


def stored(practices: Sequence[int], language: str) -> dict[int, str]:
    """The documents that hold, by primary key, each in the language that its reader is shown (texts.text_for)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (practice_id) practice_id, body"  # noqa: S608  # put together from constants
            " FROM practices_document JOIN practices_change USING (practice_id, number)"
            f" WHERE practice_id = ANY(%s) AND format = {_FORMAT}"
            " ORDER BY practice_id, language = %s DESC, language = 'en' DESC, original DESC",
            [list(practices), written_format(), language],
        )
        return dict(cursor.fetchall())


def refresh() -> int:
    """Writes down every fact sheet whose document does not hold; says how many there were."""
    count = last = 0
    while True:
        # A fact sheet that changes after this moment gets a document that does not hold.
        with snapshot():
            outdated = _outdated(after=last)
            written = _documents(outdated)
        if not outdated:
            return count
        _replace(outdated, written)
        count += len(outdated)
        last = max(outdated)


@cache
def written_format() -> str:
    """What a document depends on beside the database: the code that writes it, and the addresses of the site."""
    addresses = [reverse(name, args=["slug"]) for name in ("practices:fact_sheet", "api:practices-detail")]
    return hashlib.sha256(repr((settings.SITE_URL, addresses, *map(inspect.getsource, _WRITERS))).encode()).hexdigest()


def _outdated(*, after: int = 0) -> dict[int, Holds]:
    """What the documents of some fact sheets must say that have none; of those with greater primary keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT practice_id, number, now.format"  # noqa: S608  # put together from constants
            f" FROM (SELECT {_FORMAT}) AS now (format), practices_change"
            " JOIN practices_practice ON id = practice_id"
            " WHERE practice_id > %s AND NOT EXISTS (SELECT FROM practices_document AS document"
            " WHERE document.practice_id = practices_change.practice_id"
            " AND document.number = practices_change.number AND document.format = now.format)"
            " ORDER BY practice_id LIMIT %s",
            [written_format(), after, BATCH],
        )
        return {practice: Holds(*holds) for practice, *holds in cursor.fetchall()}


def _documents(outdated: dict[int, Holds]) -> list[Document]:
    practices = Practice.objects.for_api_list().filter(pk__in=outdated).order_by("pk")
    return [
        Document(
            practice=practice,
            language=language,
            original=language == practice.language,
            number=outdated[practice.pk].number,
            format=outdated[practice.pk].format,
            body=body,
        )
        for practice in practices
        for language, body in _bodies(practice)
    ]


@transaction.atomic
def _replace(outdated: Collection[int], written: Sequence[Document]) -> None:
    Document.objects.filter(practice__in=outdated).delete()
    # Somebody else may be writing the same.
    Document.objects.bulk_create(
        written,
        update_conflicts=True,
        unique_fields=["practice", "language"],
        update_fields=["original", "number", "format", "body"],
    )


def _bodies(practice: Practice) -> Iterator[tuple[str, str]]:
    """The fact sheet with the title and summary of each of its texts; all else is the same in every language."""
    row = dict(serializers.PracticeSerializer(practice).data)
    for text in practice.texts.all():
        yield text.language, written_out(row | {"title": text.title, "summary": text.summary})
