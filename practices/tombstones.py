"""Telling what never was from what is not there any more."""

from django.db.models import QuerySet
from django.http import Http404

from practices.errors import Gone
from practices.models import Practice, Tombstone


def live_or_gone(rows: QuerySet[Practice], **wanted: object) -> Practice:
    """The fact sheet with that slug or public id.

    Raises:
        Gone: it was taken off the site, or deleted.
        Http404: there never was one.
    """
    found = rows.filter(**wanted).first()
    if found is not None:
        return found
    named = {"fact_sheet_id" if name == "public_id" else name: value for name, value in wanted.items()}
    tombstone = Tombstone.objects.filter(**named).first()
    if tombstone is None:
        raise Http404
    raise Gone(tombstone)
