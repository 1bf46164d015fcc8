"""Links to the same search, a little changed."""

from collections.abc import Iterable

from django.http import QueryDict


def changed(query: QueryDict, **changes: Iterable[object]) -> str:
    """The address of a search with other values for some parameters (none: without them), from its first page."""
    asked = query.copy()
    asked.pop("cursor", None)
    for name, values in changes.items():
        asked.setlist(name, [str(value) for value in values])
    return f"?{asked.urlencode(safe=',')}"
