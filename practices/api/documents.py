"""Fact sheets as the API lists them, written down ready to be sent: most of the work of a list is done once.

A document holds for one change of its fact sheet, whose number the database counts up whenever any part of it
changes (migration 0004), and for one format. Any other is not served: the fact sheet is then read and written out
anew, so that a missing document costs time and nothing else.
"""

import hashlib
import inspect
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from rest_framework.renderers import JSONRenderer

from practices.api import fields, serializers
from practices.models import Document, Practice

BATCH = 200


def written_out(data: Any) -> str:
    """As the API sends it."""
    text: bytes = JSONRenderer().render(data)
    return text.decode() or "null"  # the renderer writes nothing for nothing


def stored(practices: Sequence[int], language: str) -> dict[int, str]:
    """The documents that hold, by primary key, each in the language that its reader is shown (texts.text_for)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (practice_id) practice_id, body"
            " FROM practices_document JOIN practices_change USING (practice_id, number)"
            " WHERE practice_id = ANY(%s) AND format = %s"
            " ORDER BY practice_id, language = %s DESC, language = 'en' DESC, original DESC",
            [list(practices), written_format(), language],
        )
        return dict(cursor.fetchall())


def refresh() -> int:
    """Writes down every fact sheet whose document does not hold; says how many there were."""
    count = 0
    for changes in _outdated():
        with transaction.atomic():
            _write(changes)
        count += len(changes)
    return count


@cache
def written_format() -> str:
    """What a document depends on beside the fact sheet: the code that writes it, and the address of the site."""
    source = inspect.getsource(serializers) + inspect.getsource(fields)
    return hashlib.sha256(f"{source}{settings.SITE_URL}".encode()).hexdigest()[:16]


def _outdated() -> Iterator[dict[int, int]]:
    """The number of the latest change by fact sheet, in batches.

    The number is read before the fact sheet: one that changes meanwhile gets a document that does not hold.
    """
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT practice_id, number FROM practices_change JOIN practices_practice ON id = practice_id"
                " WHERE practice_id > %s AND NOT EXISTS (SELECT FROM practices_document AS document"
                " WHERE document.practice_id = practices_change.practice_id"
                " AND document.number = practices_change.number AND format = %s)"
                " ORDER BY practice_id LIMIT %s",
                [last, written_format(), BATCH],
            )
            batch: dict[int, int] = dict(cursor.fetchall())
        if not batch:
            return
        yield batch
        last = max(batch)


def _write(changes: dict[int, int]) -> None:
    practices = Practice.objects.for_api_list().filter(pk__in=changes)
    Document.objects.filter(practice__in=changes).delete()
    Document.objects.bulk_create(
        Document(
            practice=practice,
            language=language,
            original=language == practice.language,
            number=changes[practice.pk],
            format=written_format(),
            body=body,
        )
        for practice in practices
        for language, body in _bodies(practice)
    )


def _bodies(practice: Practice) -> Iterator[tuple[str, str]]:
    """The fact sheet with the title and summary of each of its texts; all else is the same in every language."""
    row = dict(serializers.PracticeSerializer(practice).data)
    for text in practice.texts.all():
        yield text.language, written_out(row | {"title": text.title, "summary": text.summary})
